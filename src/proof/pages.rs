//! Reads pages against the text: which line goes on with what.
//!
//! Every line must be explained. It goes on with the text, or with the notes at the foot; or it is a piece of what the program
//! adds: a running head, a page's number, a line of the contents, of cover, title page or colophon. What the program adds is known
//! word by word, has its places (between lines of the text only a table's head may be repeated) and each of it stands once on a
//! page. So a second text layer is as conspicuous as a lost word.

use super::damage;
use super::expected::Expected;
use super::finding::{Difference, Tally};
use super::letters::number;
use super::pdf::{Leaf, Letter, Line, Seam};
use super::visual::{Paragraph, Place, follow, paragraphs};

/// The text of a book as pages should show it.
pub(super) struct Text {
    pub(super) expected: Expected,
    pub(super) main: Vec<Paragraph>,
    pub(super) notes: Vec<Paragraph>,
    phrases: Vec<Phrase>,
    pub(super) rtl: bool,
}

/// Something that the program adds, or repeats.
struct Phrase {
    paragraphs: Vec<Paragraph>,
    kind: Kind,
    /// How often it may stand on one page.
    often: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The title, a name: it must stand somewhere. Its place in `Expected::front`.
    Front(usize),
    /// A heading, a line of the colophon.
    Own,
    /// The head of a table, repeated.
    Head,
}

/// How far the pages have come.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    pub(super) main: Place,
    pub(super) notes: Place,
}

impl Text {
    /// Prepares the text; `own` is what the program adds, each a paragraph.
    pub(super) fn new(expected: Expected, own: impl Iterator<Item = super::expected::Run>, rtl: bool) -> Self {
        let mut text = Self {
            main: paragraphs(&expected.main),
            notes: paragraphs(&expected.notes),
            phrases: Vec::new(),
            expected: Expected::default(),
            rtl,
        };
        for (index, run) in expected.front.iter().enumerate() {
            text.phrase(paragraphs([run]), Kind::Front(index));
        }
        own.for_each(|run| text.phrase(paragraphs([&run]), Kind::Own));
        expected
            .headings
            .iter()
            .for_each(|runs| text.phrase(paragraphs(runs), Kind::Own));
        expected
            .heads
            .iter()
            .for_each(|runs| text.phrase(paragraphs(runs), Kind::Head));
        Self { expected, ..text }
    }

    fn phrase(&mut self, paragraphs: Vec<Paragraph>, kind: Kind) {
        if paragraphs.is_empty() {
            return;
        }
        let letters = |paragraphs: &[Paragraph]| -> Vec<char> {
            paragraphs
                .iter()
                .flat_map(|paragraph| &paragraph.units)
                .filter(|unit| unit.is_letter())
                .map(|unit| unit.c)
                .collect()
        };
        let same = |phrase: &&mut Phrase| letters(&phrase.paragraphs) == letters(&paragraphs);
        match self.phrases.iter_mut().find(same) {
            Some(known) if kind == Kind::Own => known.often += 1,
            _ => self.phrases.push(Phrase {
                paragraphs,
                kind,
                often: 1,
            }),
        }
    }
}

/// A run through all pages of a file.
pub(super) struct Reading<'t> {
    text: &'t Text,
    progress: Progress,
    /// How many pages there are: the highest number that a page can have.
    pages: usize,
    /// Which of the front's lines were seen.
    front: Vec<bool>,
}

/// Whose lines are tried first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    Text,
    /// As on a page of contents, where headings are not the text's.
    Own,
}

/// A page while its lines are explained.
struct Page {
    progress: Progress,
    /// How often each phrase was seen on it, and last its number.
    seen: Vec<usize>,
    /// A phrase that goes on in the next line.
    open: Option<(usize, Place)>,
    /// Which of the front's lines were seen whole.
    front: Vec<usize>,
}

/// How a line is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Explained {
    Text,
    /// A table's head, which may stand between lines of the text.
    Head,
    Own,
    Not,
}

impl<'t> Reading<'t> {
    pub(super) fn new(text: &'t Text, pages: usize) -> Self {
        let front = vec![false; text.expected.front.len()];
        Self {
            text,
            progress: Progress::default(),
            pages,
            front,
        }
    }

    /// Reads a page if every line of it can be explained.
    pub(super) fn whole(&mut self, leaf: &Leaf) -> bool {
        [First::Text, First::Own].into_iter().any(|first| {
            let mut page = self.open_page();
            let explained: Vec<Explained> = leaf
                .lines
                .iter()
                .map_while(|line| {
                    let explained = self.explain(&mut page, line, first);
                    (explained != Explained::Not).then_some(explained)
                })
                .collect();
            let whole = explained.len() == leaf.lines.len() && page.open.is_none() && in_place(&explained);
            if whole {
                self.turn(page);
            }
            whole
        })
    }

    /// Reads a page as far as it can be, and notes what differs.
    pub(super) fn damaged(&mut self, leaf: &Leaf, place: &str, tally: &mut Tally) {
        let mut page = self.open_page();
        let mut text_seen = false;
        // Lines of the program's own that follow text: wrong where more text comes.
        let mut own: Vec<&Line> = Vec::new();
        let mut cut: Option<&Line> = None;
        for line in &leaf.lines {
            let explained = self.explain(&mut page, line, First::Text);
            if explained != Explained::Own
                && let Some(cut) = cut.take()
            {
                tally.add(self.surplus(&page, cut, place));
            }
            match explained {
                Explained::Own => {
                    own.extend(text_seen.then_some(line));
                    cut = page.open.map(|_| line);
                }
                Explained::Head => {}
                Explained::Text => {
                    own.drain(..)
                        .for_each(|line| tally.add(self.surplus(&page, line, place)));
                    text_seen = true;
                }
                Explained::Not => damage::mend(self.text, &mut page.progress, line, place, tally),
            }
        }
        if let Some(cut) = cut {
            tally.add(self.surplus(&page, cut, place));
        }
        self.turn(page);
    }

    /// Notes what no page held.
    pub(super) fn finish(self, tally: &mut Tally) {
        let text = self.text;
        let lost_front = text
            .expected
            .front
            .iter()
            .zip(&self.front)
            .filter(|(_, seen)| !**seen)
            .map(|(run, _)| run);
        for run in lost_front {
            let words = damage::rest(&paragraphs([run]), Place::default());
            tally.add(Difference::new(words, String::new(), None, ""));
        }
        for (paragraphs, place) in [(&text.main, self.progress.main), (&text.notes, self.progress.notes)] {
            let words = damage::rest(paragraphs, place);
            if !words.is_empty() {
                tally.add(Difference::new(words, String::new(), None, ""));
            }
        }
    }

    fn open_page(&self) -> Page {
        Page {
            progress: self.progress,
            seen: vec![0; self.text.phrases.len() + 1],
            open: None,
            front: Vec::new(),
        }
    }

    fn turn(&mut self, page: Page) {
        self.progress = page.progress;
        for index in page.front {
            if let Some(seen) = self.front.get_mut(index) {
                *seen = true;
            }
        }
    }

    fn surplus(&self, page: &Page, line: &Line, place: &str) -> Difference {
        damage::surplus(self.text, &page.progress, line, place)
    }

    fn explain(&self, page: &mut Page, line: &Line, first: First) -> Explained {
        if line.doubled {
            return Explained::Not;
        }
        // What has been begun goes on.
        if page.open.is_some() && self.goes_on(page, line) {
            return Explained::Own;
        }
        let (text, own) = (Self::is_text, Self::is_own);
        let order = if first == First::Text { [text, own] } else { [own, text] };
        order
            .into_iter()
            .find_map(|explain| explain(self, page, line))
            .unwrap_or(Explained::Not)
    }

    fn is_text(&self, page: &mut Page, line: &Line) -> Option<Explained> {
        let Text { main, notes, rtl, .. } = self.text;
        for (paragraphs, place) in [(main, &mut page.progress.main), (notes, &mut page.progress.notes)] {
            if let Some(next) = follow(paragraphs, *place, &line.letters, *rtl) {
                *place = next;
                return Some(Explained::Text);
            }
        }
        None
    }

    fn is_own(&self, page: &mut Page, line: &Line) -> Option<Explained> {
        for (index, phrase) in self.text.phrases.iter().enumerate() {
            let seen = page.seen.get(index).copied().unwrap_or(0);
            if seen < phrase.often
                && let Some(next) = self.phrase_line(page, line, index, Place::default())
            {
                if let Some(seen) = page.seen.get_mut(index) {
                    *seen += usize::from(next != Place::default());
                }
                return Some(if phrase.kind == Kind::Head {
                    Explained::Head
                } else {
                    Explained::Own
                });
            }
        }
        let last = page.seen.last_mut().filter(|seen| **seen == 0)?;
        self.is_page_number(&line.letters).then(|| {
            *last = 1;
            Explained::Own
        })
    }

    fn goes_on(&self, page: &mut Page, line: &Line) -> bool {
        page.open.take().is_some_and(|(index, place)| {
            let goes_on = self.phrase_line(page, line, index, place).is_some();
            if !goes_on {
                page.open = Some((index, place));
            }
            goes_on
        })
    }

    /// Where a phrase goes on behind a line that shows it from `place`, perhaps with a page's number beside it.
    fn phrase_line(&self, page: &mut Page, line: &Line, index: usize, place: Place) -> Option<Place> {
        let phrase = self.text.phrases.get(index)?;
        let shown = std::iter::once(&line.letters[..]).chain(self.without_number(&line.letters));
        let next = shown
            .into_iter()
            .find_map(|letters| follow(&phrase.paragraphs, place, letters, self.text.rtl))?;
        let whole = next.paragraph >= phrase.paragraphs.len();
        page.open = (!whole && !line.cut && next != Place::default()).then_some((index, next));
        if let (true, Kind::Front(front)) = (whole, phrase.kind) {
            page.front.push(front);
        }
        Some(next)
    }

    /// The line without a page's number at its left or right end.
    fn without_number<'l>(&self, letters: &'l [Letter]) -> impl Iterator<Item = &'l [Letter]> + use<'l> {
        let pages = self.pages;
        let parted = |letter: &Letter| letter.seam != Seam::Closed;
        let left = letters
            .iter()
            .skip(1)
            .position(parted)
            .map(|at| letters.split_at(at + 1));
        let right = letters
            .iter()
            .rposition(parted)
            .filter(|at| *at > 0)
            .map(|at| letters.split_at(at));
        let sides = [left, right.map(|(rest, number)| (number, rest))];
        sides
            .into_iter()
            .flatten()
            .filter(move |(number, _)| is_number_up_to(number, pages))
            .map(|(_, rest)| rest)
    }

    fn is_page_number(&self, letters: &[Letter]) -> bool {
        is_number_up_to(letters, self.pages)
    }
}

fn is_number_up_to(letters: &[Letter], highest: usize) -> bool {
    number(letters.iter().map(|letter| letter.c)).is_some_and(|number| (1..=highest).contains(&number))
}

/// Whether what the program adds stands above or below the text only.
fn in_place(explained: &[Explained]) -> bool {
    let is_text = |explained: &Explained| *explained == Explained::Text;
    let (first, last) = (explained.iter().position(is_text), explained.iter().rposition(is_text));
    match (first, last) {
        (Some(first), Some(last)) => !explained
            .iter()
            .take(last)
            .skip(first)
            .any(|explained| *explained == Explained::Own),
        _ => true,
    }
}
