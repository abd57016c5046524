//! Slips that only their neighbours tell: «انشاء الله» is a wish, and «إنشاء» by itself a word.

use std::ops::Range;

use crate::lint::passage::{Passage, Word};
use crate::lint::rules::{bare, is_blank};

/// What a word is to be, and what it is where it is right already.
type Row = &'static [(&'static str, &'static str)];

/// Words that stand one behind the other, without vowel marks, each with what it is to be; the first with و and ف before it too.
const PHRASES: &[Row] = &[
    &[("انشاء", "إن شاء"), ("الله", "الله")],
    &[("إنشاء", "إن شاء"), ("الله", "الله")],
    &[("أنشاء", "إن شاء"), ("الله", "الله")],
    &[("ان", "إن"), ("شاء", "شاء"), ("الله", "الله")],
    &[("ان", "إن"), ("شاء", "شاء")],
    &[("ان", "إن"), ("شاءالله", "شاء الله")],
    &[("إن", "إن"), ("شاءالله", "شاء الله")],
    &[("ماشاء", "ما شاء"), ("الله", "الله")],
    &[("ما", "ما"), ("شاءالله", "شاء الله")],
    &[("انا", "إنا"), ("لله", "لله")],
    &[("انا", "إنا"), ("اليه", "إليه")],
    &[("انا", "إنا"), ("إليه", "إليه")],
    &[("لا", "لا"), ("اله", "إله"), ("الا", "إلا")],
    &[("لا", "لا"), ("إله", "إله"), ("الا", "إلا")],
    &[("لا", "لا"), ("اله", "إله"), ("إلا", "إلا")],
];

/// Behind these ان is إن, whatever hangs at its end.
const SAYING: [&str; 14] = [
    "قال",
    "قالت",
    "قالوا",
    "قلت",
    "قلنا",
    "قائلا",
    "قائلة",
    "قائلين",
    "يقول",
    "تقول",
    "يقولون",
    "نقول",
    "أقول",
    "القول",
];

/// ان with what may hang at its end.
const THAT: [(&str, &str); 8] = [
    ("ان", "إن"),
    ("انه", "إنه"),
    ("انها", "إنها"),
    ("انهم", "إنهم"),
    ("انهما", "إنهما"),
    ("انك", "إنك"),
    ("انني", "إنني"),
    ("اننا", "إننا"),
];

/// A phrase that was found.
pub(super) struct Phrase {
    /// From its first letter to its last.
    pub(super) range: Range<usize>,
    /// How it is written, without vowel marks and without a particle at its head.
    pub(super) typed: String,
    /// How it is to be written.
    pub(super) right: String,
    /// Each word that changes, and what it becomes; none where vowel marks would be lost.
    pub(super) changes: Vec<(Range<usize>, String)>,
}

/// The phrases of a passage that are slips, in order, none within another.
pub(super) fn phrases(passage: &Passage) -> Vec<Phrase> {
    let words = passage.words();
    let bared: Vec<String> = words.iter().map(|word| bare(word.text)).collect();
    let mut found: Vec<Phrase> = Vec::new();
    for (at, bared) in (0..words.len()).map(|at| (at, bared.get(at..).unwrap_or_default())) {
        let first = words.get(at).map_or(0, |word| word.range.start);
        if found.last().is_some_and(|last| first < last.range.end) {
            continue;
        }
        let Some(row) = row(bared) else { continue };
        let words = words.get(at..at + row.len()).unwrap_or_default();
        if is_together(passage, words) {
            found.extend(phrase(words, bared, &row));
        }
    }
    found
}

/// What the words at the head of a list are as a phrase.
fn row(bared: &[String]) -> Option<Vec<(&'static str, &'static str)>> {
    let is = |at: usize, wanted: &str| bared.get(at).is_some_and(|word| word == wanted);
    let fits = |row: &&Row| {
        let mut typed = row.iter().map(|(typed, _)| *typed).enumerate();
        typed.all(|(at, typed)| {
            if at == 0 {
                without_particle(bared, typed)
            } else {
                is(at, typed)
            }
        })
    };
    let saying = || {
        let said = SAYING.iter().find(|verb| without_particle(bared, verb))?;
        let that = THAT.iter().find(|(typed, _)| is(1, typed))?;
        Some(vec![(*said, *said), *that])
    };
    PHRASES.iter().find(fits).map(|row| row.to_vec()).or_else(saying)
}

/// Whether the first of some words is a word, perhaps with a particle before it.
fn without_particle(bared: &[String], wanted: &str) -> bool {
    let first = bared.first().map_or("", String::as_str);
    first == wanted || first.strip_prefix(['و', 'ف']) == Some(wanted)
}

/// Whether nothing but spaces and line ends stands between words.
fn is_together(passage: &Passage, words: &[Word<'_>]) -> bool {
    let gap = |pair: &[Word<'_>]| match pair {
        [first, second] => passage.text.get(first.range.end..second.range.start),
        _ => None,
    };
    words
        .windows(2)
        .all(|pair| gap(pair).is_some_and(|gap| gap.chars().all(|c| is_blank(c) || c == '\n')))
}

fn phrase(words: &[Word<'_>], bared: &[String], row: &[(&'static str, &'static str)]) -> Option<Phrase> {
    let (first, last) = (words.first()?, words.last()?);
    let joined =
        |part: fn(&(&'static str, &'static str)) -> &'static str| row.iter().map(part).collect::<Vec<&str>>().join(" ");
    let changed = words
        .iter()
        .zip(bared)
        .zip(row)
        .filter(|(_, (typed, right))| typed != right);
    let is_marked = changed.clone().any(|((word, bared), _)| word.text != bared);
    let changes = changed.map(|((word, bared), (typed, right))| (word.range.clone(), bared.replace(typed, right)));
    Some(Phrase {
        range: first.range.start..last.range.end,
        typed: joined(|pair| pair.0),
        right: joined(|pair| pair.1),
        changes: if is_marked { Vec::new() } else { changes.collect() },
    })
}
