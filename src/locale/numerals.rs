//! Digits and counters: the three digit families of alreq § 2.4, additive abjad, Hebrew numerals and Latin letters.

use serde::{Deserialize, Serialize};

/// A family of decimal digits with its signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numerals {
    /// 0–9.
    Western,
    /// ٠–٩ (U+0660…U+0669).
    ArabicIndic,
    /// ۰–۹ (U+06F0…U+06F9), also used for Urdu.
    Persian,
}

impl Numerals {
    /// The digit for 0 … 9; anything greater wraps, so that no input can fail.
    #[must_use]
    pub fn digit(self, value: u32) -> char {
        let zero = match self {
            Self::Western => 0x0030,
            Self::ArabicIndic => 0x0660,
            Self::Persian => 0x06F0,
        };
        char::from_u32(zero + value % 10).unwrap_or('0')
    }

    /// The decimal sign.
    #[must_use]
    pub fn decimal_sign(self) -> char {
        if self == Self::Western { '.' } else { '٫' }
    }

    /// The sign between groups of thousands.
    #[must_use]
    pub fn group_sign(self) -> char {
        if self == Self::Western { ',' } else { '٬' }
    }

    /// The per cent sign. It follows its number in the text's order, without a space; the bidirectional algorithm shows it
    /// on the left of the number in right-to-left text (alreq § 2.4).
    #[must_use]
    pub fn percent_sign(self) -> char {
        if self == Self::Western { '%' } else { '٪' }
    }

    /// The sign between the parts of a heading's number. Between digits whose zero is a dot, a full stop reads as a zero (`١.١` as
    /// 101): Arabic and Persian books have a dash there, with the chapter on the right.
    #[must_use]
    pub fn part_sign(self) -> &'static str {
        if self == Self::Western { "." } else { "–" }
    }

    /// A whole number in this family's digits, ungrouped: `2026` → `٢٠٢٦`.
    #[must_use]
    pub fn format(self, number: u64) -> String {
        self.convert(&number.to_string())
    }

    /// A percentage: `100` → `١٠٠٪`.
    #[must_use]
    pub fn percent(self, number: u64) -> String {
        format!("{}{}", self.format(number), self.percent_sign())
    }

    /// The text with every digit of any of the three families in this one; all else is left alone.
    #[must_use]
    pub fn convert(self, text: &str) -> String {
        text.chars()
            .map(|character| digit_value(character).map_or(character, |value| self.digit(value)))
            .collect()
    }
}

/// The value of a digit of any of the three families.
#[must_use]
pub fn digit_value(character: char) -> Option<u32> {
    [0x0030, 0x0660, 0x06F0]
        .into_iter()
        .find_map(|zero| u32::from(character).checked_sub(zero).filter(|&value| value < 10))
}

/// What numbers are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// The book's digits.
    Digits,
    /// The letters of its language.
    Letters,
}

/// Letters that count, for list markers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LetterCounter {
    /// Arabic abjad: أ ب ج د هـ و ز ح ط ي يا يب … غظصط (1–1999).
    Abjad,
    /// The same with Persian letter forms; one is الف.
    PersianAbjad,
    /// The same with Urdu letter forms; one is الف.
    UrduAbjad,
    /// Hebrew letters: א ב … טו טז … תתקצט (1–999).
    Hebrew,
    /// a b … z aa ab ….
    Latin,
}

impl LetterCounter {
    /// The counter for a number from 1, or `None` beyond its range.
    #[must_use]
    pub fn format(self, number: u64) -> Option<String> {
        match self {
            Self::Abjad => abjad(number, &ARABIC),
            Self::PersianAbjad => abjad(number, &PERSIAN),
            Self::UrduAbjad => abjad(number, &URDU),
            Self::Hebrew => hebrew(number),
            Self::Latin => latin(number),
        }
    }
}

/// The letters whose form differs between the languages that count in abjad.
struct AbjadForms {
    /// One, standing alone.
    one: &'static str,
    /// Five, standing alone.
    five: &'static str,
    /// Five, at the end of a number.
    he: char,
    /// Ten.
    ye: char,
    /// Twenty.
    kaf: char,
}

const ARABIC: AbjadForms = AbjadForms {
    one: "أ",
    five: "هـ",
    he: 'ه',
    ye: 'ي',
    kaf: 'ك',
};
const PERSIAN: AbjadForms = AbjadForms {
    one: "الف",
    five: "ه",
    he: 'ه',
    ye: 'ی',
    kaf: 'ک',
};
const URDU: AbjadForms = AbjadForms {
    one: "الف",
    five: "ہ",
    he: 'ہ',
    ye: 'ی',
    kaf: 'ک',
};

/// Additive abjad in the eastern order: thousands, hundreds, tens, units, greatest first.
fn abjad(number: u64, forms: &AbjadForms) -> Option<String> {
    match number {
        0 | 2000.. => return None,
        1 => return Some(forms.one.to_owned()),
        5 => return Some(forms.five.to_owned()),
        _ => {}
    }
    let values = [
        (1000, 'غ'),
        (900, 'ظ'),
        (800, 'ض'),
        (700, 'ذ'),
        (600, 'خ'),
        (500, 'ث'),
        (400, 'ت'),
        (300, 'ش'),
        (200, 'ر'),
        (100, 'ق'),
        (90, 'ص'),
        (80, 'ف'),
        (70, 'ع'),
        (60, 'س'),
        (50, 'ن'),
        (40, 'م'),
        (30, 'ل'),
        (20, forms.kaf),
        (10, forms.ye),
        (9, 'ط'),
        (8, 'ح'),
        (7, 'ز'),
        (6, 'و'),
        (5, forms.he),
        (4, 'د'),
        (3, 'ج'),
        (2, 'ب'),
        (1, 'ا'),
    ];
    Some(additive(number, &values))
}

/// Hebrew numerals without geresh; 15 and 16 are written טו and טז, so as not to write the Name.
fn hebrew(number: u64) -> Option<String> {
    const VALUES: [(u64, char); 22] = [
        (400, 'ת'),
        (300, 'ש'),
        (200, 'ר'),
        (100, 'ק'),
        (90, 'צ'),
        (80, 'פ'),
        (70, 'ע'),
        (60, 'ס'),
        (50, 'נ'),
        (40, 'מ'),
        (30, 'ל'),
        (20, 'כ'),
        (10, 'י'),
        (9, 'ט'),
        (8, 'ח'),
        (7, 'ז'),
        (6, 'ו'),
        (5, 'ה'),
        (4, 'ד'),
        (3, 'ג'),
        (2, 'ב'),
        (1, 'א'),
    ];
    match (number, number % 100) {
        (0 | 1000.., _) => None,
        (_, rest @ (15 | 16)) => Some(additive(number - rest, &VALUES) + if rest == 15 { "טו" } else { "טז" }),
        _ => Some(additive(number, &VALUES)),
    }
}

/// Takes the greatest value that still fits, over and over.
fn additive(mut number: u64, values: &[(u64, char)]) -> String {
    let mut text = String::new();
    for &(value, letter) in values {
        while number >= value {
            text.push(letter);
            number -= value;
        }
    }
    text
}

/// a … z, aa, ab …: bijective base 26.
fn latin(mut number: u64) -> Option<String> {
    if number == 0 {
        return None;
    }
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + u8::try_from(number % 26).ok()?));
        number /= 26;
    }
    Some(letters.into_iter().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_familys_digits() {
        assert_eq!(Numerals::ArabicIndic.format(1_234_567_890), "١٢٣٤٥٦٧٨٩٠");
        assert_eq!(Numerals::Persian.format(456), "۴۵۶");
        assert_eq!(Numerals::Western.format(0), "0");
        assert_eq!(Numerals::ArabicIndic.percent(100), "١٠٠٪");
        assert_eq!(Numerals::Western.percent(5), "5%");
        assert_eq!(Numerals::Persian.convert("سنة ٢٠٢٦، v1.2"), "سنة ۲۰۲۶، v۱.۲");
    }

    #[test]
    fn abjad_is_additive() {
        let expected = [
            (1, "أ"),
            (2, "ب"),
            (5, "هـ"),
            (9, "ط"),
            (10, "ي"),
            (11, "يا"),
            (12, "يب"),
            (15, "يه"),
            (20, "ك"),
            (99, "صط"),
            (100, "ق"),
            (786, "ذفو"),
            (1000, "غ"),
            (1999, "غظصط"),
        ];
        for (number, text) in expected {
            assert_eq!(LetterCounter::Abjad.format(number).as_deref(), Some(text));
        }
        assert_eq!(LetterCounter::Abjad.format(0), None);
        assert_eq!(LetterCounter::Abjad.format(2000), None);
    }

    #[test]
    fn abjad_takes_the_letter_forms_of_its_language() {
        assert_eq!(LetterCounter::PersianAbjad.format(1).as_deref(), Some("الف"));
        assert_eq!(LetterCounter::PersianAbjad.format(25).as_deref(), Some("که"));
        assert_eq!(LetterCounter::UrduAbjad.format(15).as_deref(), Some("یہ"));
    }

    /// The value of an abjad number, letter by letter: the other way round.
    fn abjad_value(text: &str) -> u64 {
        const ORDER: &str = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ";
        text.chars()
            .filter(|&letter| letter != 'ـ')
            .map(|letter| {
                let place = ORDER
                    .chars()
                    .position(|other| other == if letter == 'أ' { 'ا' } else { letter })
                    .unwrap() as u32;
                (u64::from(place % 9) + 1) * 10u64.pow(place / 9)
            })
            .sum()
    }

    #[test]
    fn every_abjad_number_has_its_value_and_its_own_letters() {
        let mut seen = std::collections::BTreeSet::new();
        for number in 1..2000 {
            let text = LetterCounter::Abjad.format(number).unwrap();
            assert_eq!(abjad_value(&text), number, "{text}");
            assert!(seen.insert(text));
        }
    }

    #[test]
    fn latin_letters_go_on_after_z() {
        for (number, text) in [
            (1, "a"),
            (26, "z"),
            (27, "aa"),
            (52, "az"),
            (53, "ba"),
            (702, "zz"),
            (703, "aaa"),
        ] {
            assert_eq!(LetterCounter::Latin.format(number).as_deref(), Some(text));
        }
        assert_eq!(LetterCounter::Latin.format(0), None);
    }

    #[test]
    fn hebrew_avoids_the_name() {
        let expected = [
            (1, "א"),
            (10, "י"),
            (15, "טו"),
            (16, "טז"),
            (17, "יז"),
            (115, "קטו"),
            (500, "תק"),
            (999, "תתקצט"),
        ];
        for (number, text) in expected {
            assert_eq!(LetterCounter::Hebrew.format(number).as_deref(), Some(text));
        }
        assert_eq!(LetterCounter::Hebrew.format(1000), None);
    }
}
