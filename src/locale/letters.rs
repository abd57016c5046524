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
        return if counts.yiddish * 100 >= counts.hebrew {
            "yi"
        } else {
            "he"
        };
    }
    let of_a_thousand = |count: usize| count * 1000 / counts.arabic.max(1);
    let lettered = counts.lettered.iter().zip(LETTERED).max_by_key(|(count, _)| **count);
    if let Some((count, (tag, _))) = lettered
        && of_a_thousand(*count) >= 10
    {
        return tag;
    }
    let is_persian = of_a_thousand(counts.persian) >= 7 && counts.persian > counts.arabic_alone;
    match of_a_thousand(counts.urdu) {
        10.. => "ur",
        _ if is_persian => "fa",
        _ => "ar",
    }
}

/// Languages of Latin letters, each by words that every text in it has and texts in the others have not, or seldom. English stands first: what
/// none of them tells goes by English.
const WORDS: [(&str, [&str; 12]); 10] = [
    (
        "en",
        [
            "the", "of", "and", "to", "is", "that", "for", "with", "it", "was", "this", "are",
        ],
    ),
    (
        "fr",
        [
            "le", "la", "les", "des", "du", "est", "et", "une", "dans", "que", "pour", "au",
        ],
    ),
    (
        "de",
        [
            "der", "die", "und", "das", "ist", "nicht", "von", "zu", "den", "mit", "ein", "auf",
        ],
    ),
    (
        "es",
        [
            "el", "los", "las", "y", "por", "con", "es", "se", "lo", "como", "para", "del",
        ],
    ),
    (
        "it",
        [
            "il", "di", "che", "per", "non", "una", "sono", "della", "gli", "con", "nel", "è",
        ],
    ),
    (
        "pt",
        ["o", "os", "e", "que", "do", "da", "um", "uma", "não", "com", "em", "ao"],
    ),
    (
        "nl",
        [
            "het", "een", "van", "dat", "niet", "zijn", "voor", "met", "aan", "ook", "maar", "naar",
        ],
    ),
    (
        "tr",
        [
            "ve", "bir", "bu", "için", "ile", "olarak", "gibi", "daha", "çok", "olan", "kadar", "değil",
        ],
    ),
    (
        "ku",
        ["û", "ku", "ji", "bi", "jî", "ew", "ev", "bo", "wek", "yên", "bû", "wê"],
    ),
    (
        "sv",
        [
            "och", "att", "det", "som", "är", "på", "av", "inte", "för", "med", "den", "till",
        ],
    ),
];

/// Languages of Arabic letters other than the commonest, each by letters that it has alone.
const LETTERED: [(&str, &str); 4] = [("ckb", "ێڵڕ"), ("ps", "ښځډړ"), ("ug", "ۈۇې"), ("sd", "ڏڌڄڻ")];

/// A language of Latin letters, by the words that every text in it has.
fn latin(texts: &[&str]) -> &'static str {
    let mut counts = [0_usize; WORDS.len()];
    let words = texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .take(LETTERS);
    for word in words.map(str::to_lowercase) {
        for (count, (_, own)) in counts.iter_mut().zip(WORDS) {
            *count += usize::from(own.contains(&word.as_str()));
        }
    }
    let told = counts.iter().zip(WORDS).rev().max_by_key(|(count, _)| **count);
    told.map_or("en", |(_, (tag, _))| tag)
}

/// How many letters of which kind a text has.
#[derive(Default)]
struct Counts {
    arabic: usize,
    hebrew: usize,
    /// Pairs of letters that Yiddish has as one.
    yiddish: usize,
    latin: usize,
    /// Letters that Persian and Urdu have and Arabic has not.
    persian: usize,
    /// Letters that Arabic has and Persian hardly: spoken Arabic is written with some of Persian's.
    arabic_alone: usize,
    /// Letters that only Urdu has.
    urdu: usize,
    /// Letters of each of the languages that are told by letters of their own.
    lettered: [usize; LETTERED.len()],
}

impl Counts {
    fn add(&mut self, c: char) {
        match c {
            '\u{590}'..='\u{5ff}' => {
                self.hebrew += 1;
                self.yiddish += usize::from("װױײ".contains(c));
            }
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
                self.arabic += 1;
                self.persian += usize::from("پچگژ".contains(c));
                self.arabic_alone += usize::from("ةىإ".contains(c));
                self.urdu += usize::from("ٹڈڑےںہ".contains(c));
                for (count, (_, own)) in self.lettered.iter_mut().zip(LETTERED) {
                    *count += usize::from(own.contains(c));
                }
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
            ("", "דאָס איז אַ ביכל אױף ייִדיש, װאָס אַלע קינדער לײענען.".into(), "yi"),
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
            (
                "",
                "Bu kitap bir çocuk için yazıldı ve her gün daha çok okunan bir masal oldu.".into(),
                "tr",
            ),
            ("", "Ev pirtûk ji bo zarokan e û di her malê de heye.".into(), "ku"),
            (
                "",
                "ئەم کتێبە بۆ منداڵان نووسراوە و لە هەموو ماڵێک هەیە و زۆر دەخوێندرێتەوە.".into(),
                "ckb",
            ),
            (
                "",
                "Das ist ein Buch, und die Kinder lesen es nicht gern mit den anderen.".into(),
                "de",
            ),
            (
                "",
                "Este es un libro para los niños, y se lee con una luz por la noche.".into(),
                "es",
            ),
            ("", "Alles: 12 + 3, foo(bar).".into(), "en"),
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
