//! Three hundred slips, strewn by chance into five clean texts: how many of them are found. Mechanical ones are those of spaces, signs and marks;
//! misspellings are such as lists of common errors name, and letters struck beside the right key, words among them that are words again.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use kurras::check::{Dictionaries, check};
use kurras::diagnostic::{Location, Report, Sources};
use kurras::files::MemoryFiles;

use crate::support::chance::Chance;

/// A text with its language, and how many slips of each class it takes.
const TEXTS: [(&str, &str, usize); 5] = [
    ("ar", "book/essay.md", 60),
    ("ar", "tests/fixtures/slips/ar.md", 45),
    ("fa", "tests/fixtures/slips/fa.md", 15),
    ("fr", "tests/fixtures/slips/fr.md", 15),
    ("en", "tests/fixtures/slips/en.md", 15),
];
/// How many slips a text holds at a time: one in some forty words.
const AT_A_TIME: usize = 5;

const COMMON: [(&str, &[&str]); 4] = [
    (
        "ar",
        &[
            "لاكن",
            "ذالك",
            "هاذا",
            "هاذه",
            "كذالك",
            "المدرسه",
            "الحكومه",
            "الثوره",
            "الى",
            "التى",
            "الذى",
            "إسم",
            "إمرأة",
            "إستخدام",
            "إجتماع",
            "إنتخاب",
            "الإقتصاد",
            "مساءاً",
            "جزاءاً",
            "بناءاً",
            "اضافة",
            "اهمية",
            "ايضا",
            "اكثر",
            "شئ",
            "شيئ",
            "مسئلة",
            "الضلم",
            "نضام",
            "منضمة",
            "ضروف",
            "ظابط",
            "رائيس",
            "هاؤلاء",
            "موظوع",
            "انتظرو",
            "لايمكن",
            "لانه",
            "انشطة",
            "الاولاد",
            "الف",
            "الاف",
            "الانسان",
            "الاسلام",
            "افريقيا",
            "اسباب",
            "تاثير",
            "القران",
            "عبئ",
            "مبدء",
            "مستشفا",
            "إنشاءالله",
            "إبتسامة",
            "إحترام",
            "إتفاق",
            "الإستقلال",
            "الحياه",
            "القاهره",
            "الجامعه",
            "الاولى",
            "لاشيء",
            "هولاء",
            "أظافة",
            "محظر",
            "ظمير",
            "الفضيع",
            "ملاحضة",
            "لغةعربية",
            "شكرأ",
            "مسؤلية",
        ],
    ),
    (
        "fa",
        &[
            "ضمینه",
            "توجیح",
            "منتضر",
            "ازدهام",
            "زلیل",
            "تلسم",
            "مضخرف",
            "ریازت",
            "موسق",
            "عدغام",
        ],
    ),
    (
        "fr",
        &[
            "acceuil",
            "language",
            "addresse",
            "apartement",
            "aggressif",
            "baggage",
            "receuil",
            "dilemne",
            "courrir",
            "traffic",
        ],
    ),
    (
        "en",
        &[
            "recieve",
            "seperate",
            "occured",
            "definately",
            "goverment",
            "langauge",
            "untill",
            "beleive",
            "enviroment",
            "tommorrow",
        ],
    ),
];

const KEYBOARDS: [(&str, &[&str]); 4] = [
    ("ar", &["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"]),
    ("fa", &["ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"]),
    ("fr", &["azertyuiop", "qsdfghjklm", "wxcvbn"]),
    ("en", &["qwertyuiop", "asdfghjkl", "zxcvbnm"]),
];

/// What is put in a place of a text.
type Slip = (Range<usize>, String);
/// A kind of mechanical slip: what it makes of the word at a range of a text, if it can.
type Kind = fn(&str, &Range<usize>) -> Option<Slip>;

fn after<'a>(text: &'a str, word: &Range<usize>) -> &'a str {
    &text[word.end..]
}

fn is_sign(c: char) -> bool {
    "،؛؟,;?!:".contains(c)
}

/// What the sign behind a word becomes.
fn sign(text: &str, word: &Range<usize>, becomes: impl Fn(char) -> Option<String>) -> Option<Slip> {
    let sign = after(text, word).chars().next().filter(|c| is_sign(*c))?;
    Some((word.end..word.end + sign.len_utf8(), becomes(sign)?))
}

fn inside(text: &str, word: &Range<usize>, put: &str) -> Option<Slip> {
    let (at, _) = text[word.clone()].char_indices().nth(2)?;
    let long = text[word.clone()].chars().count() > 4;
    let place = word.start + at;
    long.then(|| (place..place, put.to_owned()))
}

fn at_stop(text: &str, word: &Range<usize>, becomes: &str) -> Option<Slip> {
    let stop = after(text, word).starts_with(". ") || after(text, word).starts_with(".\n");
    stop.then(|| (word.end..word.end + 1, becomes.to_owned()))
}

fn at_space(text: &str, word: &Range<usize>, becomes: &str) -> Option<Slip> {
    let space = after(text, word).strip_prefix(' ')?.starts_with(char::is_alphabetic);
    space.then(|| (word.end..word.end + 1, becomes.to_owned()))
}

fn doubled_word(text: &str, word: &Range<usize>) -> Option<Slip> {
    const JOINING: [&str; 16] = [
        "من", "إلى", "التي", "على", "أن", "عن", "از", "را", "که", "در", "de", "dans", "avec", "the", "and", "with",
    ];
    let own = &text[word.clone()];
    JOINING.contains(&own).then(|| (word.end..word.end, format!(" {own}")))
}

/// In each language.
const EVERYWHERE: &[Kind] = &[
    |text, word| at_space(text, word, "  "),
    doubled_word,
    |text, word| at_space(text, word, " -- "),
    |text, word| at_stop(text, word, "..."),
];

/// From the right to the left.
const FROM_THE_RIGHT: &[Kind] = &[
    |text, word| sign(text, word, |sign| Some(format!(" {sign}"))),
    |text, word| sign(text, word, |sign| "؟!،".contains(sign).then(|| format!("{sign}{sign}"))),
    |text, word| {
        let latin = |sign| match sign {
            '،' => Some(",".to_owned()),
            '؛' => Some(";".to_owned()),
            '؟' => Some("?".to_owned()),
            _ => None,
        };
        sign(text, word, latin)
    },
    |text, word| {
        let apart = after(text, word).strip_prefix("، ").map(|_| word.end + '،'.len_utf8());
        apart.map(|end| (end..end + 1, String::new()))
    },
    |text, word| inside(text, word, "\u{651}\u{651}"),
    |text, word| at_space(text, word, "\u{200f} "),
    |text, word| at_stop(text, word, "،."),
    |text, word| {
        text[..word.start]
            .ends_with(['(', '«'])
            .then(|| (word.start..word.start, " ".to_owned()))
    },
];

const ARABIC: &[Kind] = &[
    |text, word| inside(text, word, "ـ").filter(|(at, _)| !text[..at.start].ends_with(['ا', 'د', 'ر', 'و', 'أ', 'ل'])),
    |text, word| at_stop(text, word, ".."),
    |text, word| {
        let own = &text[word.clone()];
        (own.starts_with("ال") && own.len() > 10).then(|| (word.start + 4..word.start + 4, " ".to_owned()))
    },
    |text, word| {
        let own = &text[word.clone()];
        own.contains('ك').then(|| (word.clone(), own.replace('ك', "ک")))
    },
];

const FRENCH: &[Kind] = &[|text, word| {
    let high = [" ;", " :", " ?", " !"]
        .iter()
        .any(|sign| after(text, word).starts_with(sign));
    high.then(|| (word.end..word.end + 1, String::new()))
}];

fn kinds(language: &str) -> Vec<Kind> {
    let own: &[&[Kind]] = match language {
        "ar" => &[EVERYWHERE, FROM_THE_RIGHT, ARABIC],
        "fa" => &[EVERYWHERE, FROM_THE_RIGHT],
        "fr" => &[EVERYWHERE, FRENCH],
        _ => &[EVERYWHERE],
    };
    own.concat()
}

/// The words of a text's paragraphs.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let prose = line.len() > 200 && !line.starts_with(['#', '|', '>', '-', '[', '*']) && !line.contains("](");
        let mut at = 0;
        for part in line
            .split_inclusive(|c: char| !c.is_alphanumeric() && !('\u{64b}'..='\u{652}').contains(&c) && c != '\u{200c}')
        {
            let word = part.trim_end_matches(|c: char| !c.is_alphanumeric() && !('\u{64b}'..='\u{652}').contains(&c));
            if prose && word.chars().count() > 1 {
                found.push(start + at..start + at + word.len());
            }
            at += part.len();
        }
        start += line.len();
    }
    found
}

fn of<T: Copy>(table: &[(&str, T)], language: &str) -> T {
    table.iter().find(|row| row.0 == language).map(|row| row.1).unwrap()
}

/// A word with one letter struck beside its key.
fn struck(word: &str, language: &str, chance: &mut Chance) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let at = chance.below(letters.len());
    let row: Vec<char> = of(&KEYBOARDS, language)
        .iter()
        .find(|row| row.contains(letters[at]))?
        .chars()
        .collect();
    let key = row.iter().position(|key| *key == letters[at])?;
    let beside = if chance.below(2) == 0 {
        key.checked_sub(1)?
    } else {
        key + 1
    };
    let mut struck = letters.clone();
    struck[at] = *row.get(beside)?;
    Some(struck.into_iter().collect())
}

/// Draws slips of a class, far from each other.
fn drawn(text: &str, language: &str, is_mechanical: bool, count: usize, chance: &mut Chance) -> Vec<Slip> {
    let (words, kinds) = (words(text), kinds(language));
    let mut slips: Vec<Slip> = Vec::new();
    while slips.len() < count {
        let word = &words[chance.below(words.len())];
        let own = &text[word.clone()];
        let slip = if is_mechanical {
            kinds[chance.below(kinds.len())](text, word)
        } else if slips.len().is_multiple_of(2) {
            Some((word.clone(), chance.of(of(&COMMON, language)).to_owned()))
        } else if own.chars().count() > 4
            && own.chars().all(char::is_alphabetic)
            && !own.starts_with(char::is_uppercase)
        {
            struck(own, language, chance).map(|struck| (word.clone(), struck))
        } else {
            None
        };
        let far = |slip: &Slip| {
            slips
                .iter()
                .all(|other| other.0.end + 30 < slip.0.start || slip.0.end + 30 < other.0.start)
        };
        slips.extend(slip.filter(far));
    }
    slips
}

/// The places of all that is said of a text, each with its code.
fn said(language: &str, text: &str, dictionaries: Option<&Dictionaries>) -> Vec<(&'static str, Range<usize>)> {
    let toml = format!("[book]\ntitle = \"x\"\nlanguage = \"{language}\"\n");
    let files = MemoryFiles::new("book", [("book.toml", toml.as_str()), ("text.md", text)]);
    let (mut sources, mut report) = (Sources::default(), Report::new());
    check(&files, dictionaries, &mut sources, &mut report).unwrap();
    let mut found = Vec::new();
    for one in report.sorted() {
        let first = match one.location {
            Location::Span(span) => Some(span),
            _ => None,
        };
        let spans = first.into_iter().chain(one.also.iter().copied());
        found.extend(spans.map(|span| (one.code, span.start as usize..span.end as usize)));
    }
    found
}

/// What was said of slips of one class.
#[derive(Default)]
struct Tally {
    all: usize,
    /// Those of which something is said.
    found: usize,
    /// Of these, those that are no more than named among unknown words.
    named: usize,
    missed: Vec<String>,
}

impl Tally {
    fn percent(&self) -> usize {
        self.found * 100 / self.all.max(1)
    }

    fn row(&self, class: &str) {
        let Self { all, found, named, .. } = self;
        println!(
            "{class:32} {all:4} slips, {found:4} found ({}%), {named} among unknown words",
            self.percent()
        );
    }
}

/// Whether a misspelling makes a word again, of which nothing can be said: nothing is, where it stands alone.
fn makes_a_word(language: &str, slip: &str, dictionaries: Option<&Dictionaries>) -> bool {
    dictionaries.is_some() && said(language, &format!("{slip}\n"), dictionaries).is_empty()
}

/// Strews slips into a text, and counts what is said of them; those that make words again are counted apart.
fn count(
    language: &str,
    text: &str,
    slips: &mut [Slip],
    dictionaries: Option<&Dictionaries>,
    (plain, words): (&mut Tally, &mut Tally),
) {
    slips.sort_by_key(|slip| slip.0.start);
    let (mut written, mut places, mut at) = (String::new(), Vec::new(), 0);
    for (range, instead) in slips.iter() {
        written += &text[at..range.start];
        let start = written.len();
        written += instead;
        places.push(start..written.len());
        at = range.end;
    }
    written += &text[at..];
    let of_books: BTreeSet<&str> = ["long-sentence", "quote-styles", "two-spellings"].into();
    let said = said(language, &written, dictionaries);
    for place in places {
        let own = &written[place.clone()];
        let hits = said.iter().filter(|(code, found)| {
            !of_books.contains(code) && found.start <= place.end + 2 && place.start <= found.end + 2
        });
        let codes: BTreeSet<&str> = hits.map(|(code, _)| *code).collect();
        let tally = match makes_a_word(language, own, dictionaries) {
            true => &mut *words,
            false => &mut *plain,
        };
        tally.all += 1;
        tally.found += usize::from(!codes.is_empty());
        tally.named += usize::from(codes.iter().eq([&"unknown-words"]));
        if codes.is_empty() {
            tally.missed.push(own.to_owned());
        }
    }
}

#[test]
fn most_of_three_hundred_slips_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dictionaries = Dictionaries::new();
    let mut chance = Chance(14);
    let (mut signs, mut letters, mut words) = (Tally::default(), Tally::default(), Tally::default());
    for is_mechanical in [true, false] {
        for (language, path, wanted) in TEXTS {
            let text = std::fs::read_to_string(root.join(path)).unwrap();
            let opened = (!is_mechanical).then_some(&dictionaries);
            for _ in 0..wanted.div_ceil(AT_A_TIME) {
                let mut slips = drawn(&text, language, is_mechanical, AT_A_TIME.min(wanted), &mut chance);
                let plain = if is_mechanical { &mut signs } else { &mut letters };
                count(language, &text, &mut slips, opened, (plain, &mut words));
            }
        }
    }
    signs.row("spaces, signs, marks");
    letters.row("misspellings");
    words.row("misspellings that are words");
    assert_eq!((signs.all, letters.all + words.all), (150, 150));
    assert!(signs.percent() >= 95, "not these: {:#?}", signs.missed);
    assert!(letters.percent() >= 95, "not these: {:#?}", letters.missed);
    // By a finding of their own, with what was meant.
    let own = letters.found - letters.named;
    assert!(own * 100 >= letters.all * 70, "{own} of {}", letters.all);
    // Words among them or not.
    let (found, all) = (letters.found + words.found, letters.all + words.all);
    assert!(found * 100 >= all * 70, "not these: {:#?}", words.missed);
}

#[test]
fn the_clean_texts_have_no_slip() {
    for (language, path, _) in TEXTS.into_iter().skip(1) {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let said = said(language, &text, Some(&Dictionaries::new()));
        let shown: Vec<_> = said.iter().map(|(code, place)| (code, &text[place.clone()])).collect();
        assert!(shown.is_empty(), "{path}: {shown:?}");
    }
}
