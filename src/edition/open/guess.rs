//! What nobody wrote: the title and the language, taken from the text, each with a note.

use crate::config::{CheckedValue, ConfigFile};
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::files::Files;
use crate::locale::{LanguageTag, Locale};
use crate::manuscript::{Source, first_heading, text_of};

use super::texts::stem;

/// How many letters tell the language of a text.
const LETTERS: usize = 100_000;

/// Says what the book says neither in `book.toml` nor in front matter.
pub(super) fn supply(files: &dyn Files, written: &mut ConfigFile, sources: &[Source<'_>], report: &mut Report) {
    if sources.is_empty() {
        return;
    }
    let start = Span::new(sources.first().map(|source| source.file).unwrap_or_default(), 0..0);
    let shown = sources
        .first()
        .map_or_else(|| files.show(""), |source| files.show(source.name));
    if written.get("book", "title").is_none() {
        let (title, span, whence) = title(files, sources);
        let message = format!("the title is taken from {whence}: \"{title}\"");
        let said = match span {
            Some(span) => Diagnostic::note("title-found", message).at(span),
            None => Diagnostic::note("title-found", message).in_file(&shown),
        };
        report.add(
            said.hint("to choose another, write title = \"…\" below [book] in book.toml, or into the front matter"),
        );
        written.supply("title", title, span.unwrap_or(start));
    }
    if written.get("book", "language").is_none() {
        let title = match written.get("book", "title") {
            Some((CheckedValue::Text(title), _)) => title.as_str(),
            _ => "",
        };
        let tag = language(title, sources.iter().map(text_of));
        let name = LanguageTag::parse(tag)
            .ok()
            .and_then(|tag| Locale::of(&tag))
            .map_or(tag, |found| &found.locale.name);
        let message = format!("the language is told by the letters: {tag} ({name})");
        let said = Diagnostic::note("language-found", message).in_file(shown);
        report.add(said.hint(
            "if it is another, write language = \"…\" below [book] in book.toml, or `lang` into the front matter",
        ));
        written.supply("language", tag.into(), start);
    }
}

/// What the book is called by its text: its first heading, else the name of its file or folder.
fn title(files: &dyn Files, sources: &[Source<'_>]) -> (String, Option<Span>, &'static str) {
    if let Some((heading, span)) = sources.first().and_then(|source| first_heading(*source)) {
        return (heading, Some(span), "the first heading");
    }
    let (name, whence) = match (files.alone(), sources) {
        (Some(name), _) => (stem(name).to_string(), "the file's name"),
        (None, [source]) if !is_plain_name(stem(source.name)) => (stem(source.name).to_string(), "the file's name"),
        _ => (files.folder_name(), "the folder's name"),
    };
    let words: Vec<&str> = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    let title = if words.is_empty() { name } else { words.join(" ") };
    (title, None, whence)
}

/// Names of files that say nothing of what is in them.
fn is_plain_name(stem: &str) -> bool {
    const PLAIN: [&str; 10] = [
        "index",
        "_index",
        "readme",
        "main",
        "text",
        "book",
        "manuscript",
        "content",
        "essay",
        "document",
    ];
    PLAIN.contains(&stem.to_lowercase().as_str())
}

/// The language of some texts, by its letters. Arabic or Hebrew letters in the title decide for such a language; else they do where
/// they are three of ten.
fn language<'a>(title: &str, texts: impl Iterator<Item = &'a str>) -> &'static str {
    let (mut counts, all) = (Counts::default(), texts.collect::<Vec<_>>());
    all.iter()
        .flat_map(|text| text.chars())
        .filter(|c| c.is_alphabetic())
        .take(LETTERS)
        .for_each(|c| counts.add(c));
    let mut named = Counts::default();
    title.chars().for_each(|c| named.add(c));
    let letters = counts.arabic + counts.hebrew + counts.latin;
    let from_the_right = counts.arabic + counts.hebrew;
    if named.arabic + named.hebrew == 0 && letters > 0 && from_the_right * 10 < letters * 3 {
        return latin(&all);
    }
    if counts.hebrew > counts.arabic || named.hebrew > named.arabic && counts.hebrew > 0 {
        return "he";
    }
    let of_a_thousand = |count: usize| count * 1000 / counts.arabic.max(1);
    let is_persian = of_a_thousand(counts.persian) >= 7 && counts.persian > counts.arabic_alone;
    match of_a_thousand(counts.urdu) {
        10.. => "ur",
        _ if is_persian => "fa",
        _ => "ar",
    }
}

/// English or French, by the words that every text in them has; what is neither goes by English.
fn latin(texts: &[&str]) -> &'static str {
    const FRENCH: [&str; 12] = [
        "le", "la", "les", "des", "du", "est", "et", "une", "dans", "que", "pour", "au",
    ];
    const ENGLISH: [&str; 12] = [
        "the", "of", "and", "to", "in", "is", "that", "for", "with", "it", "was", "as",
    ];
    let words = texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .take(LETTERS);
    let (mut french, mut english) = (0, 0);
    for word in words.map(str::to_lowercase) {
        french += usize::from(FRENCH.contains(&word.as_str()));
        english += usize::from(ENGLISH.contains(&word.as_str()));
    }
    if french > english { "fr" } else { "en" }
}

/// How many letters of which kind a text has.
#[derive(Default)]
struct Counts {
    arabic: usize,
    hebrew: usize,
    latin: usize,
    /// Letters that Persian and Urdu have and Arabic has not.
    persian: usize,
    /// Letters that Arabic has and Persian hardly: spoken Arabic is written with some of Persian's.
    arabic_alone: usize,
    /// Letters that only Urdu has.
    urdu: usize,
}

impl Counts {
    fn add(&mut self, c: char) {
        match c {
            '\u{590}'..='\u{5ff}' => self.hebrew += 1,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
                self.arabic += 1;
                self.persian += usize::from("پچگژ".contains(c));
                self.arabic_alone += usize::from("ةىإ".contains(c));
                self.urdu += usize::from("ٹڈڑےںہ".contains(c));
            }
            _ if c.is_alphabetic() => self.latin += 1,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_letters() {
        for (title, text, tag) in [
            (
                "",
                "هذه فقرة عربية عادية عن بغداد وفيها چاي وكلمة Latin ورقم.".repeat(9) + &"نص ".repeat(90),
                "ar",
            ),
            (
                "",
                "این یک متن فارسی است و چند واژه دارد که در عربی نیست، مانند پنجره و گل.".into(),
                "fa",
            ),
            (
                "",
                "یہ اردو کی ایک کتاب ہے جس میں بہت سے لفظ ہیں اور ٹوپی بھی۔".into(),
                "ur",
            ),
            ("", "זהו טקסט בעברית עם מילה אחת באנגלית: Latin.".into(), "he"),
            (
                "",
                "This is a text in English with one word كلمة of Arabic and the rest of it.".into(),
                "en",
            ),
            (
                "",
                "Ceci est un texte dans la langue des Français, et une page pour le lire.".into(),
                "fr",
            ),
            ("تجربة", "A. B. Yehoshua و J. R. R. Tolkien.".into(), "ar"),
            ("", String::new(), "ar"),
        ] {
            assert_eq!(language(title, std::iter::once(text.as_str())), tag, "{text}");
        }
    }
}
