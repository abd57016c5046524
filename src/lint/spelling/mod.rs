//! Spelling: words that their language's dictionary does not know.

mod arabic;
mod candidates;
mod dictionary;
mod english;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use spellbook::Dictionary;

use super::hits::{Hits, Together};
use super::passage::{Passage, Setting, Word, is_arabic};
use super::rules::{bare, is_known_slip};
use super::{Book, Find, Rule};
use crate::diagnostic::{Diagnostic, Report, Safety, said};
use candidates::{Slip, candidates};

pub use dictionary::{Dictionaries, LANGUAGES};

/// Words that are one slip away from a word that the dictionary knows.
pub(super) const RULE: Rule = Rule {
    languages: &LANGUAGES,
    fix: Some(Safety::Unsafe),
    ..Rule::new("misspelling", Find::BySpelling)
};

/// All others that it does not know.
pub(super) const UNKNOWN: Rule = Rule {
    languages: &LANGUAGES,
    ..Rule::new("unknown-words", Find::BySpelling)
};

/// A word that comes so often is the book's own: a name, a term.
const OWN: usize = 3;
/// How many unknown words are named.
const NAMED: usize = 30;

/// Looks every word up. Each misspelled one is said once, with all its places; those that nothing is known for are one line.
pub(super) fn check(book: &Book<'_>, passages: &[Passage], dictionaries: &Dictionaries, report: &mut Report) {
    let known = book_words(book);
    tell_unspelt(passages, report);
    for language in LANGUAGES {
        let read = |passage: &&Passage| passage.language == language && !passage.allows(RULE.code);
        let words = gathered(passages.iter().filter(read), language);
        if words.is_empty() {
            continue;
        }
        if let Some(dictionary) = dictionaries.of(language) {
            let speller = Speller {
                dictionary,
                language,
                known: &known,
            };
            speller.check(words, report);
        }
    }
}

/// Says of the languages that no dictionary ships for that their words are not looked up.
fn tell_unspelt(passages: &[Passage], report: &mut Report) {
    let prose = passages.iter().filter(|passage| passage.setting == Setting::Prose);
    let others: BTreeSet<&str> = prose.map(|passage| passage.language.as_str()).collect();
    for language in others
        .into_iter()
        .filter(|tag| *tag != "und" && !LANGUAGES.contains(tag))
    {
        let message = said!(
            "there is no dictionary for this language ({language}): its words are not looked up",
            language
        );
        report.add(
            Diagnostic::note("no-dictionary", message)
                .hint("spelling is looked up in Arabic, Persian, English and French"),
        );
    }
}

/// The words that the book itself declares: its people's names, its title, what `[check]` lists.
fn book_words(book: &Book<'_>) -> BTreeSet<String> {
    let people = book.config.book.authors.iter().chain(&book.config.book.contributors);
    let names = people.map(|person| person.name.as_str());
    let texts = names
        .chain(book.config.book.publisher.as_deref())
        .chain(book.words.iter().map(String::as_str));
    texts
        .flat_map(super::passage::words)
        .map(|word| plain(word.text))
        .collect()
}

type Places<'a> = Vec<(&'a Passage, Range<usize>)>;

/// Every word with its places.
fn gathered<'a>(passages: impl Iterator<Item = &'a Passage>, language: &str) -> BTreeMap<String, Places<'a>> {
    let mut found: BTreeMap<String, Places<'a>> = BTreeMap::new();
    for passage in passages {
        for word in passage.words() {
            let elided = passage.after(word.range.end).is_some_and(|c| matches!(c, '\'' | '’'));
            if is_spelt(&word, language) && !elided && !passage.is_opaque(&word.range) {
                found.entry(plain(word.text)).or_default().push((passage, word.range));
            }
        }
    }
    found
}

/// Whether a word is of the language's letters alone.
fn is_spelt(word: &Word<'_>, language: &str) -> bool {
    // Vowel marks count as alphabetic in Unicode.
    let is_letter = |c: &char| c.is_alphanumeric() && *c != 'ـ' && !unicode_normalization::char::is_combining_mark(*c);
    let letters: Vec<char> = word.text.chars().filter(is_letter).collect();
    match language {
        "ar" | "fa" => letters.len() > 2 && letters.iter().all(|&c| is_arabic(c)),
        // Names and abbreviations are no matter of a dictionary.
        _ => letters.len() > 3 && letters.iter().all(|c| c.is_lowercase()),
    }
}

/// A word as dictionaries have it: composed, without vowel marks and tatweel; Latin ones as they are.
fn plain(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let composed: String = word.nfc().collect();
    if composed.contains(is_arabic) {
        bare(&composed)
    } else {
        composed
    }
}

struct Speller<'a> {
    dictionary: &'a Dictionary,
    language: &'static str,
    known: &'a BTreeSet<String>,
}

impl Speller<'_> {
    fn check(&self, words: BTreeMap<String, Places<'_>>, report: &mut Report) {
        let all: BTreeSet<String> = words.keys().cloned().collect();
        let mut unknown: Vec<(String, Places<'_>)> = Vec::new();
        let mut doubtful: Vec<(String, Places<'_>, Vec<String>)> = Vec::new();
        let mut own: BTreeSet<String> = BTreeSet::new();
        for (word, places) in words {
            let often = places.len() >= OWN;
            if self.is_right(&word) || self.language == "ar" && is_known_slip(&word) {
                own.extend(often.then_some(word));
                continue;
            }
            let (kind, found) = self.mended(&word, &all);
            let plain_slip =
                kind == Some(Slip::Confused) && found.first().is_some_and(|right| is_at_edge(&word, right));
            if often && !plain_slip {
                own.insert(word);
            } else {
                doubtful.push((word, places, found));
            }
        }
        // A name of the book is one behind a particle too.
        doubtful.retain(|(word, ..)| !self.stems(word).any(|stem| own.contains(stem)));
        for (word, places, found) in doubtful {
            match found.first() {
                Some(first) => self.say(&word, first, found.len() == 1, places, report),
                None => unknown.push((word, places)),
            }
        }
        say_unknown(&unknown, report);
    }

    /// Whether a word is in the dictionary, or among the book's own, perhaps behind a particle.
    fn is_right(&self, word: &str) -> bool {
        let made = || self.language == "ar" && arabic::is_made(word, &|word| self.is_word(word));
        self.is_word(word)
            || self.known.contains(word)
            || self.stems(word).any(|stem| self.known.contains(stem))
            || made()
    }

    fn is_word(&self, word: &str) -> bool {
        let own = match self.language {
            "fa" => self.is_joined(word),
            "ar" => arabic::is_listed(word),
            "en" => english::is_british(word, |word| self.dictionary.check(word)),
            _ => false,
        };
        own || self.dictionary.check(word)
    }

    /// Whether each part of a word with half-spaces is one.
    fn is_joined(&self, word: &str) -> bool {
        const ENDINGS: [&str; 12] = [
            "ها", "های", "هایی", "هایم", "هایش", "هایت", "ای", "ام", "ی", "تر", "ترین", "اند",
        ];
        let mut parts = word.split('\u{200c}').filter(|part| !part.is_empty()).peekable();
        parts.peek().is_some()
            && word.contains('\u{200c}')
            && parts.all(|part| matches!(part, "می" | "نمی") || ENDINGS.contains(&part) || self.dictionary.check(part))
    }

    /// What is left of an Arabic word without the particles at its head.
    fn stems<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        const HEADS: [&str; 12] = ["و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب", "فال"];
        let arabic = self.language == "ar";
        HEADS
            .iter()
            .filter(move |_| arabic)
            .filter_map(|head| word.strip_prefix(head))
            .filter(|stem| stem.chars().count() > 2)
    }

    /// The words that one slip leads from, and the kind of slip: what is taken for each other first; then anything that the book has
    /// elsewhere; then doubled letters. Other slips lead to so many words that they say nothing.
    fn mended(&self, word: &str, all: &BTreeSet<String>) -> (Option<Slip>, Vec<String>) {
        let tried = |slip: Slip| candidates(word, self.language, slip).into_iter();
        let known = |slip: Slip| {
            tried(slip)
                .filter(|other| self.is_words(other))
                .collect::<Vec<String>>()
        };
        let here = |slip: Slip| {
            tried(slip)
                .filter(|other| all.contains(other) && self.is_word(other))
                .collect::<Vec<String>>()
        };
        let joined = known(Slip::Joined);
        if !joined.is_empty() {
            return (Some(Slip::Joined), joined);
        }
        let mut confused = known(Slip::Confused);
        if !confused.is_empty() {
            confused.sort_by_key(|other| !all.contains(other));
            confused.truncate(1);
            return (Some(Slip::Confused), confused);
        }
        let plural = |other: &String| self.language == "en" && word.strip_suffix('s') == Some(other);
        for (slip, found) in [(Slip::Doubled, here(Slip::Doubled)), (Slip::Struck, here(Slip::Struck))] {
            let found: Vec<String> = found.into_iter().filter(|other| !plural(other)).collect();
            if !found.is_empty() {
                return (Some(slip), found);
            }
        }
        match known(Slip::Doubled) {
            found if found.is_empty() || word.chars().count() < 5 => (None, Vec::new()),
            found => (Some(Slip::Doubled), found),
        }
    }

    /// Whether each of some words is in the dictionary.
    fn is_words(&self, text: &str) -> bool {
        text.split(' ').all(|word| self.is_word(word))
    }

    fn say(&self, word: &str, right: &str, alone: bool, places: Places<'_>, report: &mut Report) {
        let mut hits = Hits::new(&RULE, report);
        let mut together = Together::new();
        for (passage, range) in places {
            let written = passage.text.get(range.clone()) == Some(word);
            let change = (alone && written).then(|| (range.clone(), right.to_string()));
            together.add(passage, range, change.into_iter().collect());
        }
        let message = said!("{word} is in no dictionary; {right} is", word, right).times(together.len());
        together.say(
            &mut hits,
            message,
            "if it is right, name it under `words` in the table [check] of book.toml",
        );
    }
}

/// Whether a word differs from another in its first alef or its last letter, where slips are many and names are not.
fn is_at_edge(word: &str, right: &str) -> bool {
    let differs = |(own, other): &(char, char)| own != other;
    let pairs: Vec<(char, char)> = word.chars().zip(right.chars()).collect();
    let at = pairs.iter().position(differs).unwrap_or(0);
    let first = word.chars().position(|c| matches!(c, 'ا' | 'أ' | 'إ' | 'آ'));
    let article = word
        .contains("ال")
        .then(|| word.chars().position(|c| c == 'ا').map_or(0, |at| at + 2));
    at + 1 == pairs.len() || Some(at) == first || Some(at) == article
}

fn say_unknown(unknown: &[(String, Places<'_>)], report: &mut Report) {
    if unknown.is_empty() {
        return;
    }
    let shown: Vec<&str> = unknown.iter().take(NAMED).map(|(word, _)| word.as_str()).collect();
    let (count, shown) = (unknown.len(), shown.join(", "));
    let message = match count.saturating_sub(NAMED) {
        0 => said!("words that no dictionary has ({count}): {shown}", count, shown),
        more => said!(
            "words that no dictionary has ({count}): {shown} and {more} more",
            count,
            shown,
            more
        ),
    };
    let mut together = Together::new();
    let mut places: Places<'_> = unknown.iter().flat_map(|(_, places)| places.iter().cloned()).collect();
    places.sort_by_key(|(passage, range)| passage.place(range));
    for (passage, range) in places {
        together.add(passage, range, Vec::new());
    }
    let hint = "names are often among them; name those that are right under `words` in the table [check] of book.toml";
    together.say(&mut Hits::new(&UNKNOWN, report), message, hint);
}
