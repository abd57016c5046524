//! Which language a text is in, as far as its letters and commonest words tell.

/// How many letters tell the language of a text.
const LETTERS: usize = 100_000;

/// How many letters a text has before its title alone says nothing against them.
const ENOUGH: usize = 400;

/// The language of some texts, by their letters. It is one of Arabic or Hebrew letters where half of the letters are such; a title in
/// them speaks for it too, unless the text is long and has hardly any.
pub fn told_by_letters<'a>(title: &str, texts: impl Iterator<Item = &'a str>) -> &'static str {
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
    let named_so = named.arabic + named.hebrew >= named.latin.max(1);
    let hardly_any = letters > ENOUGH && from_the_right * 5 < letters;
    if letters > 0 && from_the_right * 2 < letters && (!named_so || hardly_any) {
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
            (
                "The root كتب and its words",
                "The word كتاب is a book, مكتبة a library, كاتب a writer.".into(),
                "en",
            ),
            (
                "دروس",
                "In this lesson we meet the word كتاب and what is made of it. ".repeat(9),
                "en",
            ),
            ("دروس", "نص عربي مع Latin words كثيرة in it. ".repeat(20), "ar"),
            ("", String::new(), "ar"),
        ] {
            assert_eq!(told_by_letters(title, std::iter::once(text.as_str())), tag, "{text}");
        }
    }
}
