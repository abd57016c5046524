//! Lines that do not show what they should: what is lost, changed or added, and where the text goes on.

use super::expected::OWN;
use super::finding::{Difference, Tally};
use super::pdf::Line;
use super::shown::{Progress, Text};
use super::visual::{Paragraph, Place, follow, words};

/// How many words ahead the text is looked for.
const AHEAD: usize = 120;
/// Of how many words of a line at least two must be the text's.
const LIKENESS: usize = 5;
/// After so many differences, what is strange is no longer looked for in the whole text.
const MANY: usize = 50;

/// A word of the text with the place behind it.
struct Ahead {
    word: u32,
    text: String,
    start: Place,
    end: Place,
}

/// Notes what differs in a line, and moves on behind it as well as can be told.
pub(super) fn mend(text: &Text, progress: &mut Progress, line: &Line, place: &str, tally: &mut Tally) {
    let streams = |progress: &Progress| [(&text.main, progress.main), (&text.notes, progress.notes)];
    let mut best: Option<(usize, Aligned)> = None;
    let seen = words(&line.letters, text.rtl);
    for (index, (paragraphs, at)) in streams(progress).into_iter().enumerate() {
        let ahead = ahead(paragraphs, at, AHEAD + seen.len());
        if line.doubled {
            continue;
        }
        // The line may be whole, and words before it lost.
        let later = ahead
            .iter()
            .enumerate()
            .skip(1)
            .find_map(|(lost, word)| Some((lost, follow(paragraphs, word.start, &line.letters, text.rtl)?)));
        if let Some((lost, next)) = later {
            let words = ahead.iter().take(lost).map(|word| word.word).collect();
            tally.add(Difference::new(words, String::new(), None, place));
            return set(progress, index, next);
        }
        let aligned = Aligned::of(ahead, &seen);
        if best
            .as_ref()
            .is_none_or(|(_, best)| aligned.pairs.len() > best.pairs.len())
        {
            best = Some((index, aligned));
        }
    }
    match best {
        Some((index, aligned)) if !aligned.pairs.is_empty() && aligned.pairs.len() * LIKENESS >= seen.len() * 2 => {
            if let Some(next) = aligned.report(&seen, place, tally) {
                set(progress, index, next);
            }
        }
        _ => {
            let difference = if tally.differences.len() > MANY {
                Difference::new(Vec::new(), seen.join(" "), None, place)
            } else {
                surplus(text, progress, line, place)
            };
            tally.add(difference);
        }
    }
}

fn set(progress: &mut Progress, stream: usize, next: Place) {
    *(if stream == 0 {
        &mut progress.main
    } else {
        &mut progress.notes
    }) = next;
}

/// A line that goes on with nothing: the author's words a second time, or words of the theme's.
pub(super) fn surplus(text: &Text, progress: &Progress, line: &Line, place: &str) -> Difference {
    let seen = words(&line.letters, text.rtl);
    let before = ahead(&text.main, progress.main, 1).first().map(|word| word.word);
    let repeats = line.doubled
        || [&text.main, &text.notes].into_iter().any(|paragraphs| {
            let all: Vec<String> = ahead(paragraphs, Place::default(), usize::MAX)
                .into_iter()
                .map(|word| word.text)
                .collect();
            all.windows(seen.len().max(1)).any(|passage| passage == seen)
        });
    if repeats {
        Difference::new(Vec::new(), seen.join(" "), before, place)
    } else {
        Difference::strange(seen.join(" "), place)
    }
}

/// The words from a place to the end.
pub(super) fn rest(paragraphs: &[Paragraph], place: Place) -> Vec<u32> {
    ahead(paragraphs, place, usize::MAX)
        .into_iter()
        .map(|word| word.word)
        .collect()
}

/// The author's words from a place on.
fn ahead(paragraphs: &[Paragraph], from: Place, most: usize) -> Vec<Ahead> {
    let mut found: Vec<Ahead> = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate().skip(from.paragraph) {
        let skipped = if index == from.paragraph { from.unit } else { 0 };
        for (unit, letter) in paragraph.units.iter().enumerate().skip(skipped) {
            if letter.word == OWN || !letter.is_letter() {
                continue;
            }
            let start = Place { paragraph: index, unit };
            let end = Place {
                paragraph: index,
                unit: unit + 1,
            };
            if let Some(last) = found.last_mut().filter(|last| last.word == letter.word) {
                last.text.push(letter.c);
                last.end = end;
                continue;
            }
            if found.len() >= most {
                return found;
            }
            found.push(Ahead {
                word: letter.word,
                text: letter.c.into(),
                start,
                end,
            });
        }
    }
    found
}

/// A line's words beside the text's.
struct Aligned {
    ahead: Vec<Ahead>,
    /// The words that are the same: in the text, in the line.
    pairs: Vec<(usize, usize)>,
}

impl Aligned {
    /// The longest common subsequence, of those the one that ends earliest in the text.
    fn of(ahead: Vec<Ahead>, seen: &[String]) -> Self {
        let width = seen.len() + 1;
        let mut lengths = vec![0usize; (ahead.len() + 1) * width];
        let at = |i: usize, j: usize| i * width + j;
        let same = |i: usize, j: usize| ahead.get(i).map(|word| &word.text) == seen.get(j);
        let get = |lengths: &[usize], i: usize, j: usize| lengths.get(at(i, j)).copied().unwrap_or(0);
        for i in 1..=ahead.len() {
            for j in 1..=seen.len() {
                let length = if same(i - 1, j - 1) {
                    get(&lengths, i - 1, j - 1) + 1
                } else {
                    get(&lengths, i - 1, j).max(get(&lengths, i, j - 1))
                };
                if let Some(slot) = lengths.get_mut(at(i, j)) {
                    *slot = length;
                }
            }
        }
        let longest = get(&lengths, ahead.len(), seen.len());
        let mut i = (0..=ahead.len())
            .find(|i| get(&lengths, *i, seen.len()) == longest)
            .unwrap_or(0);
        let mut j = seen.len();
        let mut pairs = Vec::new();
        while i > 0 && j > 0 {
            let length = get(&lengths, i, j);
            if get(&lengths, i, j - 1) == length {
                j -= 1;
            } else if get(&lengths, i - 1, j) == length {
                i -= 1;
            } else {
                (i, j) = (i - 1, j - 1);
                pairs.push((i, j));
            }
        }
        pairs.reverse();
        Self { ahead, pairs }
    }

    /// Notes every gap between words that are the same. What follows the last of them stands for as many words of the text.
    /// Answers with the place behind the line.
    fn report(&self, seen: &[String], place: &str, tally: &mut Tally) -> Option<Place> {
        let &(last, last_seen) = self.pairs.last()?;
        let end = (last + seen.len() - last_seen).min(self.ahead.len());
        let (mut from, mut seen_from) = (0, 0);
        for &(to, seen_to) in self.pairs.iter().chain(&[(end, seen.len())]) {
            let words: Vec<u32> = self
                .ahead
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .map(|word| word.word)
                .collect();
            let instead = seen.get(seen_from..seen_to).unwrap_or_default().join(" ");
            if !words.is_empty() || !instead.is_empty() {
                let before = self.ahead.get(to).map(|word| word.word);
                tally.add(Difference::new(words, instead, before, place));
            }
            (from, seen_from) = (to + 1, seen_to + 1);
        }
        self.ahead.get(end.checked_sub(1)?).map(|word| word.end)
    }
}
