//! Reads pages against the text: which line goes on with what.
//!
//! Every line must be explained. It goes on with the text, or with the notes at the foot; or it is a piece of what the program
//! adds: a running head, a page's number, a line of the contents, of cover, title page or colophon. What the program adds is known
//! word by word, has its places (between lines of the text only a table's head may be repeated) and each of it stands once on a
//! page. So a second text layer is as conspicuous as a lost word.
//!
//! A line may be explained in two ways: a title page may say what the text begins with. Then both are followed until one fails.

use super::damage;
use super::finding::{Difference, Tally};
use super::letters::number;
use super::pdf::{Leaf, Letter, Line, Seam};
use super::shown::{Kind, Phrase, Progress, Text};
use super::visual::{Place, follow, paragraphs};

/// How many ways to read the same pages are followed.
const MOST_WAYS: usize = 4;

/// A run through all pages of a file.
pub(super) struct Reading<'t> {
    text: &'t Text,
    /// What the program adds or repeats: in any file of the book, then in this one.
    phrases: Vec<&'t Phrase>,
    /// How many pages there are: the highest number that a page can have.
    pages: usize,
    /// The ways in which the pages so far can be read; at least one.
    ways: Vec<Way>,
}

/// A way to read the pages so far.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Way {
    progress: Progress,
    /// Which of the front's lines were seen.
    front: Vec<bool>,
}

impl Way {
    fn page(&self, phrases: usize) -> Page {
        Page {
            progress: self.progress,
            seen: vec![0; phrases + 1],
            open: None,
            front: Vec::new(),
        }
    }

    /// The way on behind a page.
    fn turn(mut self, page: Page) -> Self {
        self.progress = page.progress;
        for index in page.front {
            if let Some(seen) = self.front.get_mut(index) {
                *seen = true;
            }
        }
        self
    }
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
    pub(super) fn new(text: &'t Text, own: &'t [Phrase], pages: usize) -> Self {
        let start = Way {
            progress: Progress::default(),
            front: vec![false; text.expected.front.len()],
        };
        Self {
            text,
            phrases: text.phrases.iter().chain(own).collect(),
            pages,
            ways: vec![start],
        }
    }

    /// Reads a page if every line of it can be explained.
    pub(super) fn whole(&mut self, leaf: &Leaf) -> bool {
        let mut ways: Vec<Way> = Vec::new();
        for way in &self.ways {
            let by_text = self.read(way, leaf, First::Text);
            let sure = by_text
                .as_ref()
                .is_some_and(|(_, explained)| !self.may_be_own(way, leaf, explained));
            let by_own = (!sure).then(|| self.read(way, leaf, First::Own)).flatten();
            for (page, _) in by_text.into_iter().chain(by_own) {
                let on = way.clone().turn(page);
                if ways.len() < MOST_WAYS && !ways.contains(&on) {
                    ways.push(on);
                }
            }
        }
        let whole = !ways.is_empty();
        if whole {
            self.ways = ways;
        }
        whole
    }

    /// A page whose every line can be explained, and how.
    fn read(&self, way: &Way, leaf: &Leaf, first: First) -> Option<(Page, Vec<Explained>)> {
        let mut page = way.page(self.phrases.len());
        let explained = leaf
            .lines
            .iter()
            .map(|line| Some(self.explain(&mut page, line, first)).filter(|explained| *explained != Explained::Not))
            .collect::<Option<Vec<_>>>()?;
        (page.open.is_none() && in_place(&explained)).then_some((page, explained))
    }

    /// Whether the first or the last line of a page's text could as well be the program's: none between them can ([`in_place`]).
    fn may_be_own(&self, way: &Way, leaf: &Leaf, explained: &[Explained]) -> bool {
        let mut text = explained
            .iter()
            .zip(&leaf.lines)
            .filter(|(explained, _)| **explained == Explained::Text)
            .map(|(_, line)| line);
        [text.next(), text.next_back()]
            .into_iter()
            .flatten()
            .any(|line| self.is_own(&mut way.page(self.phrases.len()), line).is_some())
    }

    /// Reads a page as far as it can be, in the way that leaves least to note, and notes what differs.
    pub(super) fn damaged(&mut self, leaf: &Leaf, place: &str, tally: &mut Tally) {
        let noted = |way: Way| {
            let mut tally = tally.clone();
            let way = self.damaged_way(way, leaf, place, &mut tally);
            (way, tally)
        };
        let ways = self.ways.iter().cloned().map(noted);
        if let Some((way, least)) = ways.min_by_key(|(_, tally)| tally.differences.len()) {
            *tally = least;
            self.ways = vec![way];
        }
    }

    fn damaged_way(&self, way: Way, leaf: &Leaf, place: &str, tally: &mut Tally) -> Way {
        let mut page = way.page(self.phrases.len());
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
        way.turn(page)
    }

    /// Notes what no page held.
    pub(super) fn finish(self, tally: &mut Tally) {
        let left = self.ways.iter().map(|way| self.left(way));
        let least = left.min_by_key(|missing| missing.iter().map(Vec::len).sum::<usize>());
        for words in least.into_iter().flatten() {
            tally.add(Difference::new(words, String::new(), None, ""));
        }
    }

    /// The words that no page held: of each line of the front, of the text, of the notes.
    fn left(&self, way: &Way) -> Vec<Vec<u32>> {
        let text = self.text;
        let front = text.expected.front.iter().zip(&way.front);
        let front = front.filter(|(_, seen)| !**seen).map(|(run, _)| run);
        let streams = [(&text.main, way.progress.main), (&text.notes, way.progress.notes)];
        front
            .map(|run| damage::rest(&paragraphs([run]), Place::default()))
            .chain(streams.map(|(paragraphs, place)| damage::rest(paragraphs, place)))
            .filter(|words| !words.is_empty())
            .collect()
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
        for (index, phrase) in self.phrases.iter().enumerate() {
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
        let phrase = self.phrases.get(index)?;
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
