//! What a page shows, put into words: as well as that can be told without knowing the text, for those who must find the place.

use super::exact::{Tokens, compare};

use super::fault::{Fault, Mismatch};
use super::finding::{Difference, Tally};
use super::letters::{is_bare, is_rtl};
use super::lines::{Line, What};
use super::run::{OWN, own_run};
use super::shown::Block;
use super::visual::Paragraph;

/// A gap (in sizes) that parts words.
const GAP: f32 = 0.18;

/// A page by its number, as people count them.
pub(super) fn place(page: usize) -> String {
    format!("page {}", page + 1)
}

/// A number of the program's, in the book's digits.
pub(super) fn number(number: usize, zero: char, rtl: bool) -> Paragraph {
    let digit = |c: char| char::from_u32(u32::from(zero) + c.to_digit(10)?);
    let digits: String = number.to_string().chars().filter_map(digit).collect();
    Paragraph::of(&own_run(&digits, rtl))
}

/// The author's words in a block.
pub(super) fn words_of(block: &Block) -> impl Iterator<Item = u32> {
    let units = block.paragraphs.iter().flat_map(|paragraph| &paragraph.units);
    let mut last = OWN;
    units
        .map(|unit| unit.word)
        .filter(move |word| *word != OWN && std::mem::replace(&mut last, *word) != *word)
}

/// Whether some of what is drawn cannot be compared by its outlines.
pub(super) fn has_unknown(lines: &[Line]) -> bool {
    let mut drawings = lines.iter().flat_map(|line| &line.beside);
    drawings.any(|drawing| matches!(drawing.what, What::Text(_)))
}

/// Says how lines differ from paragraphs: by words where they differ in these, else by what is wrong at the place.
pub(super) fn tell(text: &[&Paragraph], lines: &[Line], mismatch: &Mismatch, rtl: bool, tally: &mut Tally) {
    let place = place(mismatch.page);
    let mut wanted = Tokens::default();
    for paragraph in text {
        for (word, letters) in paragraph.words() {
            letters.chars().for_each(|c| wanted.push(c, word));
            wanted.part();
        }
    }
    let mut shown = Tokens::default();
    let rtl = text.first().map_or(rtl, |paragraph| paragraph.rtl);
    for word in words(lines, rtl) {
        shown.push_str(&word);
        shown.part();
    }
    let before = tally.differences.len();
    if mismatch.fault == Fault::Letters {
        compare(&wanted, &shown, false, &place, tally);
    }
    if tally.differences.len() == before {
        let own: String = text
            .iter()
            .flat_map(|paragraph| paragraph.words())
            .map(|(_, word)| word + " ")
            .collect();
        tally.add(Difference::at(mismatch.word, mismatch.fault, own.trim(), &place));
    }
}

/// The words of lines in the order of reading: from the side where a line begins, runs of words of the other direction turned
/// around.
pub(super) fn words(lines: &[Line], rtl: bool) -> Vec<String> {
    lines.iter().flat_map(|line| line_words(line, rtl)).collect()
}

fn line_words(line: &Line, rtl: bool) -> Vec<String> {
    let size = line.beside.first().map_or(10.0, |drawing| drawing.size);
    let mut words: Vec<Vec<&str>> = Vec::new();
    let (mut edge, mut parted) = (f32::NEG_INFINITY, true);
    for (left, right, text) in &line.texts {
        let bare = text.chars().any(is_bare);
        let begins = text.starts_with(char::is_whitespace);
        if bare {
            if parted || begins || left - edge > GAP * size {
                words.push(Vec::new());
            }
            if let Some(word) = words.last_mut() {
                word.push(text);
            }
            edge = *right;
            parted = text.ends_with(char::is_whitespace);
        } else {
            parted |= text.chars().any(char::is_whitespace);
        }
    }
    let mut words: Vec<(bool, String)> = words.iter().map(|word| word_of(word)).collect();
    words.chunk_by_mut(|a, b| a.0 == b.0).for_each(|run| {
        if run.first().is_some_and(|(leftward, _)| *leftward != rtl) {
            run.reverse();
        }
    });
    if rtl {
        words.reverse();
    }
    words.into_iter().map(|(_, word)| word).collect()
}

/// A word in the order of reading, and whether it is read from the right.
fn word_of(glyphs: &[&str]) -> (bool, String) {
    let is_leftward = |glyph: &&str| glyph.chars().any(is_rtl);
    let leftward = glyphs.iter().any(is_leftward);
    let letters = |glyph: &str| glyph.chars().filter(|c| is_bare(*c)).collect::<String>();
    let mut runs: Vec<Vec<&str>> = glyphs
        .chunk_by(|a, b| is_leftward(a) == is_leftward(b))
        .map(<[&str]>::to_vec)
        .collect();
    for run in &mut runs {
        if run.first().is_some_and(is_leftward) {
            run.reverse();
        }
    }
    if leftward {
        runs.reverse();
    }
    (leftward, runs.iter().flatten().map(|glyph| letters(glyph)).collect())
}

/// Whether a line says by an ellipsis that it is cut short, and shows what a phrase begins with.
pub(super) fn is_cut(line: &Line, phrases: &[Block], rtl: bool) -> bool {
    let cut = line.texts.iter().any(|(_, _, text)| text.contains('…'));
    let shown = || words(std::slice::from_ref(line), rtl).concat();
    cut && {
        let mut shown: Vec<char> = shown().chars().collect();
        shown.sort_unstable();
        !shown.is_empty()
            && phrases.iter().any(|phrase| {
                let all: String = phrase
                    .paragraphs
                    .iter()
                    .flat_map(Paragraph::words)
                    .map(|(_, word)| word)
                    .collect();
                // Words of two directions may be read from a line in another order than they are written in.
                let mut head: Vec<char> = all.chars().take(shown.len()).collect();
                head.sort_unstable();
                head == shown
            })
    }
}
