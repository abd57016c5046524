//! What the program adds to pages or repeats there: lines of the front, contents, running heads, numbers of pages.

use std::collections::BTreeMap;

use super::super::fault::Mismatch;
use super::super::finding::Difference;
use super::super::lines::Line;
use super::super::pdf::Mark;
use super::super::seen;
use super::super::shown::{Sum, Text};
use super::super::visual::Paragraph;
use super::{Desk, Summed};

/// How many lines a phrase of the program's may take.
const MOST_LINES: usize = 40;

impl Desk<'_> {
    /// A piece that is none of the text's: phrases of the program's, one after the other, letter by letter.
    pub(super) fn own(&mut self, piece: &[Summed]) {
        let lines = self.lines(piece);
        let mut rest = &lines[..];
        while !rest.is_empty() {
            let Some(length) = self.phrase(rest) else {
                return self.strange(rest);
            };
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    /// How many pieces, from the first on, are the head of a table, which stands again where the table goes on on a turned page.
    pub(super) fn head(&self, pieces: &[Summed]) -> Option<usize> {
        let longest = self.text.heads.iter().map(|head| head.count).max()?;
        let mut sum = Sum::default();
        for (at, piece) in pieces.iter().enumerate() {
            sum = sum.and(piece.sum);
            if self.text.heads.iter().any(|head| head.key() == sum.key()) {
                return Some(at + 1);
            }
            if sum.count > longest {
                return None;
            }
        }
        None
    }

    /// How many lines, from the first on, are a phrase's by their letters. How its letters stand is compared on the way.
    fn phrase(&mut self, lines: &[Line]) -> Option<usize> {
        let length = phrase_length(self.text, lines)?;
        let own = lines.get(..length)?;
        let sum = line_sum(own);
        let mut mismatch = None;
        // A half title and the title may be alike: each is looked for once before one is taken twice.
        let mut phrases: Vec<_> = self.text.phrases(&sum).collect();
        phrases.sort_by_key(|(number, _)| self.seen.get(*number).copied().unwrap_or_default());
        for (number, phrase) in phrases {
            let paragraphs: Vec<&Paragraph> = phrase.paragraphs.iter().collect();
            match self.compared(&paragraphs, own) {
                Ok(()) => {
                    if let Some(seen) = self.seen.get_mut(number) {
                        *seen = true;
                    }
                    return Some(length);
                }
                Err(other) => mismatch = mismatch.or(Some((paragraphs, other))),
            }
        }
        if let Some((paragraphs, mismatch)) = mismatch {
            self.differs(&paragraphs, own, &mismatch);
        }
        Some(length)
    }

    /// Whether a piece may be the program's: its lines are phrases of it.
    pub(super) fn is_own(&self, piece: &Summed) -> bool {
        let lines = self.lines(std::slice::from_ref(piece));
        let mut rest = &lines[..];
        while !rest.is_empty() {
            let Some(length) = phrase_length(self.text, rest) else {
                return false;
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        true
    }

    fn strange(&mut self, lines: &[Line]) {
        let words = seen::words(lines, self.reading.rtl).join(" ");
        let place = seen::place(lines.first().map_or(0, |line| line.page));
        if !words.is_empty() {
            self.tally.add(Difference::strange(words, &place));
        }
    }

    /// Entries of the contents: a heading with its number, and the page where it stands.
    pub(super) fn contents(&mut self, entries: &[Summed], main: &[Summed]) {
        if entries.is_empty() {
            return;
        }
        let known = self.entries(main);
        let mut next = 0;
        for entry in entries {
            let lines = self.lines(std::slice::from_ref(entry));
            let same = known.get(&entry.sum.key()).map_or(&[][..], Vec::as_slice);
            // Headings of the same letters in another order look the same at first: the next one first, then the others.
            let (before, after): (Vec<_>, Vec<_>) = same.iter().partition(|(at, _)| *at < next);
            let mut mismatch = None;
            let found = after.iter().chain(&before).find(|(at, page)| {
                let paragraphs = self.entry(*at, *page);
                let paragraphs: Vec<&Paragraph> = paragraphs.iter().collect();
                let compared = self.compared(&paragraphs, &lines);
                mismatch = mismatch.or(compared.err());
                compared.is_ok()
            });
            let first = after.first().or(before.first());
            match (found.or(first), mismatch) {
                (Some((at, _)), _) if found.is_some() => next = at + 1,
                (Some((at, page)), Some(mismatch)) => {
                    next = at + 1;
                    let paragraphs = self.entry(*at, *page);
                    self.differs(&paragraphs.iter().collect::<Vec<_>>(), &lines, &mismatch);
                }
                _ => self.strange(&lines),
            }
        }
    }

    /// A heading with its number as contents show it with its page.
    fn entry(&self, heading: usize, page: usize) -> Vec<Paragraph> {
        let heading = self.text.headings.get(heading);
        let heading = heading.map_or(&[][..], |(_, heading)| &heading.paragraphs);
        let number = seen::number(page, self.reading.zero, self.reading.rtl);
        heading.iter().cloned().chain([number]).collect()
    }

    /// Each heading with the number of each page where its letters stand, by what tells such an entry from others.
    fn entries(&self, main: &[Summed]) -> BTreeMap<u64, Vec<(usize, usize)>> {
        let mut pages: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for piece in main {
            if let Some((page, _)) = piece.piece.contents.first() {
                pages.entry(piece.sum.key()).or_default().push(page + 1);
            }
        }
        let mut entries: BTreeMap<u64, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, (in_text, heading)) in self.text.headings.iter().enumerate() {
            for page in pages.get(&in_text.key()).into_iter().flatten() {
                let number = seen::number(*page, self.reading.zero, self.reading.rtl);
                let mut sum = heading.sum;
                sum.add(number.units.iter().map(|unit| unit.c));
                entries.entry(sum.key()).or_default().push((at, *page));
            }
        }
        entries
    }

    /// Says how a phrase of the program's differs, where that can be told.
    fn differs(&mut self, paragraphs: &[&Paragraph], lines: &[Line], mismatch: &Mismatch) {
        if self.reading.own_theme || seen::has_unknown(lines) {
            self.unordered += 1;
        } else {
            seen::tell(paragraphs, lines, mismatch, self.reading.rtl, self.tally);
        }
    }

    /// What stands outside of the structure: running heads, numbers of pages, heads of tables on further pages.
    pub(super) fn outside(&mut self) {
        for (number, page) in self.pages.iter().enumerate() {
            for mark in [Mark::Artifact, Mark::None] {
                let mut gatherer = self.gatherer();
                for glyph in page.content.glyphs.iter().filter(|glyph| glyph.mark == mark) {
                    gatherer.add(page, number, glyph);
                }
                let lines = gatherer.finish();
                self.outside_lines(&lines, number);
            }
        }
    }

    fn outside_lines(&mut self, lines: &[Line], number: usize) {
        let folio = seen::number(number + 1, self.reading.zero, self.reading.rtl);
        let mut rest: Vec<&Line> = Vec::new();
        let mut left = Sum::default();
        for line in lines.iter().filter(|line| line.bare > 0) {
            let one = std::slice::from_ref(line);
            let sum = line_sum(one);
            let known = self.compared(&[&folio], one).is_ok()
                || self.text.phrases(&sum).any(|(_, phrase)| {
                    let paragraphs: Vec<&Paragraph> = phrase.paragraphs.iter().collect();
                    self.compared(&paragraphs, one).is_ok()
                })
                || seen::is_cut(line, &self.text.phrases, self.reading.rtl);
            if !known {
                rest.push(line);
                left = left.and(sum);
            }
        }
        let head = self.text.heads.iter().any(|head| head.key() == left.key());
        if rest.is_empty() || head {
            return;
        }
        let words: Vec<String> = rest
            .into_iter()
            .flat_map(|line| seen::words(std::slice::from_ref(line), self.reading.rtl))
            .collect();
        self.tally
            .add(Difference::strange(words.join(" "), &seen::place(number)));
    }

    /// Each line of the front stands somewhere.
    pub(super) fn front(&mut self) {
        let front = self.text.expected.front.len();
        let parts = self.text.phrases.get(front..).unwrap_or_default();
        for number in 0..front {
            let Some(phrase) = self.text.phrases.get(number) else {
                continue;
            };
            let in_parts = number == 0
                && self
                    .seen
                    .get(front..front + 2)
                    .is_some_and(|seen| seen.iter().all(|seen| *seen));
            let as_heading = parts.iter().chain(&self.text.main).any(|block| block.sum == phrase.sum);
            if self.seen.get(number) == Some(&false) && !in_parts && !as_heading && phrase.sum.count > 0 {
                let words: Vec<u32> = seen::words_of(phrase).collect();
                self.tally.add(Difference::new(words, String::new(), None, ""));
            }
        }
    }
}

/// The sum of what lines' glyphs say they are.
fn line_sum(lines: &[Line]) -> Sum {
    let mut sum = Sum::default();
    for (_, _, text) in lines.iter().flat_map(|line| &line.texts) {
        sum.add(text.chars());
    }
    sum
}

/// How many lines, from the first on, have the letters of a phrase: the shortest one behind which phrases alone follow, or the shortest. A
/// title may begin with the words of a part.
fn phrase_length(text: &Text, lines: &[Line]) -> Option<usize> {
    const NEAR: usize = 2 * MOST_LINES;
    let is_whole = lines.len() <= NEAR;
    let lines = lines.get(..NEAR).unwrap_or(lines);
    let mut follow: Vec<bool> = (0..=lines.len())
        .map(|at| at == lines.len() || !is_whole && at + MOST_LINES > lines.len())
        .collect();
    let mut lengths = Vec::new();
    for start in (0..lines.len()).rev() {
        lengths = ends(text, lines.get(start..).unwrap_or_default());
        let is_followed = |length: &usize| follow.get(start + length) == Some(&true);
        let found = lengths.iter().any(is_followed);
        if let Some(known) = follow.get_mut(start) {
            *known |= found;
        }
    }
    let whole = lengths.iter().find(|length| follow.get(**length) == Some(&true));
    whole.or(lengths.first()).copied()
}

/// All numbers of lines, from the first on, that have the letters of a phrase.
fn ends(text: &Text, lines: &[Line]) -> Vec<usize> {
    let mut sum = Sum::default();
    let mut found = Vec::new();
    for (line, length) in lines.iter().zip(1..=MOST_LINES) {
        sum = sum.and(line_sum(std::slice::from_ref(line)));
        if text.phrases(&sum).next().is_some() {
            found.push(length);
        }
    }
    found
}
