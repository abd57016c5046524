//! Sheets and the print shop's pages: each placed page is compared with the page of the reading PDF that it should be.
//!
//! A placed page shows the same glyphs in the same order and in the same places, but for where the page as a whole lies: moved,
//! turned, scaled. So it is enough to know each page of the reading PDF by its glyphs, and that one was proved.

use std::collections::BTreeMap;

use super::expected::Expected;
use super::finding::{Difference, Tally};
use super::letters::is_bare;
use super::lines::{Gatherer, text};
use super::pdf::{File, Fonts, Glyph, Page};
use super::seen;
use super::shapes::{Faces, Ink, Shapes};

/// How far (in points of the reading page) a glyph may lie from its place.
const NEAR: f32 = 0.1;

/// What a glyph draws and says, whatever file it is in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Sort {
    /// Face, outline and place of each piece; a font's name where its outlines are not known.
    ink: Vec<(usize, u32, i32, i32)>,
    font: Option<String>,
    text: String,
}

/// A number for each sort of glyph, the same in all files of a book.
#[derive(Debug, Default)]
struct Sorts(BTreeMap<Sort, u32>);

/// A glyph where it lies.
#[derive(Debug, Clone, Copy)]
struct Lying {
    sort: u32,
    x: f32,
    y: f32,
    size: f32,
    turn: u8,
}

/// The pages of a reading PDF, to be known again.
#[derive(Debug, Default)]
pub(super) struct Known {
    sorts: Sorts,
    pages: Vec<Vec<Lying>>,
    by_sorts: BTreeMap<u64, Vec<usize>>,
    /// For each page, the first and last of the author's words of each block that shows on it.
    blocks: Vec<Vec<(u32, u32)>>,
}

impl Known {
    /// Learns the pages of a reading PDF.
    pub(super) fn learn(pages: &[Page], blocks: Vec<Vec<(u32, u32)>>, fonts: &Fonts, shapes: &Shapes) -> Self {
        let mut known = Self {
            blocks,
            ..Self::default()
        };
        let mut numbers = Numbers::default();
        for (number, page) in pages.iter().enumerate() {
            let lying = numbers.lying(page, page.content.glyphs.iter(), fonts, shapes, &mut known.sorts);
            known.by_sorts.entry(sum(&lying)).or_default().push(number);
            known.pages.push(lying);
        }
        known
    }

    /// Compares a file of sheets, or of single pages, with the pages. `own` are the lines that it may print beside them.
    pub(super) fn prove(
        &self,
        bytes: &[u8],
        faces: &Faces,
        own: &[String],
        name: Side,
        expected: &Expected,
        tally: &mut Tally,
    ) -> Result<Vec<usize>, String> {
        let mut file = File::open(bytes)?;
        let mut sorts = Sorts(self.sorts.0.clone());
        let mut placed = vec![0; self.pages.len()];
        let (mut numbers, mut shapes) = (Numbers::default(), Shapes::of(faces));
        for number in 0..file.len() {
            let Some(page) = file.page(number, name == Side::Sheet) else {
                continue;
            };
            shapes.learn(&file.fonts, &file.used);
            let place = name.place(number);
            let parts = page.content.parts.len();
            let first = usize::from(name == Side::Sheet);
            for part in first..=if name == Side::Sheet { parts } else { 0 } {
                let own_part = |glyph: &&Glyph| name != Side::Sheet || usize::from(glyph.part) == part;
                let glyphs = page.content.glyphs.iter().filter(own_part);
                let hidden = glyphs.clone().find(|glyph| glyph.hidden && shows(glyph, &shapes));
                if let Some(glyph) = hidden {
                    let letters = text(&file.fonts, &page, glyph);
                    let all = page.content.glyphs.iter().filter(own_part);
                    let lying = numbers.lying(&page, all, &file.fonts, &shapes, &mut sorts);
                    let near = self
                        .nearest(&lying)
                        .and_then(|(page, _)| self.place(page, letters, expected));
                    tally.add(Difference::hidden(letters, &place).within(near));
                    continue;
                }
                let lying = numbers.lying(&page, glyphs, &file.fonts, &shapes, &mut sorts);
                if lying.is_empty() {
                    continue;
                }
                match self.find(&lying, &placed) {
                    Ok(page) => {
                        if let Some(times) = placed.get_mut(page) {
                            *times += 1;
                        }
                    }
                    Err(nearest) => self.tell(nearest, &lying, (&place, expected), tally),
                }
            }
            if name == Side::Sheet {
                beside(&page, number, &file.fonts, &shapes, own, &place, tally);
            }
        }
        Ok(placed)
    }

    /// The page that glyphs are, of several that are alike but for their size (a cover and a title page with the title alone) the one
    /// that was placed least so far; else the one that is most like them, and the first glyph there that differs.
    fn find(&self, lying: &[Lying], placed: &[usize]) -> Result<usize, Option<(usize, usize)>> {
        let same = self.by_sorts.get(&sum(lying)).map_or(&[][..], Vec::as_slice);
        let (mut alike, mut moved) = (None, None);
        let times = |page: usize| placed.get(page).copied().unwrap_or_default();
        for number in same {
            let Some(page) = self.pages.get(*number) else { continue };
            match first_moved(page, lying) {
                None if alike.is_none_or(|other| times(*number) < times(other)) => alike = Some(*number),
                None => {}
                Some(at) => moved = Some((*number, at)),
            }
        }
        alike.ok_or_else(|| moved.or_else(|| self.nearest(lying)))
    }

    /// The page that agrees longest from its beginning or its end, and the first glyph that does not.
    fn nearest(&self, lying: &[Lying]) -> Option<(usize, usize)> {
        let agree = |page: &[Lying]| {
            let from_start = page.iter().zip(lying).take_while(|(a, b)| a.sort == b.sort).count();
            let from_end = page
                .iter()
                .rev()
                .zip(lying.iter().rev())
                .take_while(|(a, b)| a.sort == b.sort)
                .count();
            (from_start + from_end, from_start)
        };
        let pages = self.pages.iter().enumerate();
        let best = pages
            .map(|(number, page)| (agree(page), number))
            .max_by_key(|((both, _), _)| *both)?;
        let ((both, start), number) = best;
        (both > 0).then_some((number, start))
    }

    fn tell(
        &self,
        nearest: Option<(usize, usize)>,
        lying: &[Lying],
        (place, expected): (&str, &Expected),
        tally: &mut Tally,
    ) {
        let Some((page, at)) = nearest else {
            let shown = self.word(lying, 0);
            tally.add(Difference::placed(&shown, "is on no page of the reading PDF", place));
            return;
        };
        let own = self.pages.get(page).map_or(&[][..], Vec::as_slice);
        let written = self.word(own, at);
        let what = format!("differs from page {} of the reading PDF there", page + 1);
        // The first difference alone is said.
        let begins = tally
            .differences
            .is_empty()
            .then(|| self.place(page, &written, expected));
        tally.add(Difference::placed(&written, &what, place).within(begins.flatten()));
    }

    /// The first of the author's words on a page that is written so; else the page's first word.
    fn place(&self, page: usize, written: &str, expected: &Expected) -> Option<u32> {
        let blocks = self.blocks.get(page)?;
        let bare = |text: &str| text.chars().filter(|c| is_bare(*c)).collect::<String>();
        let written = bare(written);
        let has_place = |word: &u32| {
            expected
                .words
                .get(*word as usize)
                .is_some_and(|word| word.span.is_some())
        };
        let words = || blocks.iter().flat_map(|(first, last)| *first..=*last).filter(has_place);
        let same = |word: &u32| bare(&expected.text(*word)) == written;
        words().find(same).or_else(|| words().next())
    }

    /// The letters around a glyph, as far as they are known.
    fn word(&self, lying: &[Lying], at: usize) -> String {
        let name = |lying: &Lying| self.sorts.name(lying.sort);
        let parted = |lying: &&Lying| name(lying).is_none_or(|text| text.chars().any(char::is_whitespace));
        let (before, after) = lying.split_at(at.min(lying.len()));
        let start = before.iter().rev().take(8).take_while(|lying| !parted(lying)).count();
        let before = before.get(before.len() - start..).unwrap_or_default();
        let word = before
            .iter()
            .chain(after.iter().take(8).take_while(|lying| !parted(lying)));
        let mut word: Vec<&str> = word.filter_map(name).collect();
        if word.iter().any(|text| text.chars().any(super::letters::is_rtl)) {
            word.reverse();
        }
        word.concat()
    }

    /// Whether a page shows any letters.
    fn has_text(&self, page: usize) -> bool {
        self.pages.get(page).is_some_and(|page| !page.is_empty())
    }

    /// Notes the pages of a range that are not placed as often as the others.
    pub(super) fn count(&self, placed: &[usize], expected: &Expected, tally: &mut Tally) {
        let most = placed.iter().copied().max().unwrap_or(0);
        let less = placed
            .iter()
            .enumerate()
            .find(|(page, times)| **times < most && self.has_text(*page));
        if let Some((page, _)) = less {
            let first = self.word(self.pages.get(page).map_or(&[][..], Vec::as_slice), 0);
            let what = format!(
                "and the rest of page {} of the reading PDF are missing, or not there as often as others",
                page + 1
            );
            let begins = self.place(page, &first, expected);
            tally.add(Difference::placed(&first, &what, "").within(begins));
        }
    }
}

/// What the pages of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Sides of sheets, with several pages each.
    Sheet,
    /// Single pages.
    Page,
}

impl Side {
    fn place(self, number: usize) -> String {
        match self {
            Side::Sheet => format!("sheet side {}", number + 1),
            Side::Page => seen::place(number),
        }
    }
}

impl Sorts {
    fn number(&mut self, sort: Sort) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(sort).or_insert(next)
    }

    fn name(&self, number: u32) -> Option<&str> {
        self.0
            .iter()
            .find(|(_, known)| **known == number)
            .map(|(sort, _)| &*sort.text)
    }
}

/// The sorts of a file's codes, looked up once.
#[derive(Default)]
struct Numbers(BTreeMap<(u16, u16), u32>);

impl Numbers {
    fn lying<'g>(
        &mut self,
        page: &Page,
        glyphs: impl Iterator<Item = &'g Glyph>,
        fonts: &Fonts,
        shapes: &Shapes,
        sorts: &mut Sorts,
    ) -> Vec<Lying> {
        let shown = glyphs.filter(|glyph| shows(glyph, shapes));
        shown
            .map(|glyph| {
                let own = || sorts_of(glyph, fonts, shapes, text(fonts, page, glyph));
                let sort = if glyph.text == 0 {
                    *self
                        .0
                        .entry((glyph.font, glyph.code))
                        .or_insert_with(|| sorts.number(own()))
                } else {
                    sorts.number(own())
                };
                Lying {
                    sort,
                    x: glyph.x,
                    y: glyph.y,
                    size: glyph.height,
                    turn: glyph.turn,
                }
            })
            .collect()
    }
}

/// Whether a glyph draws anything.
fn shows(glyph: &Glyph, shapes: &Shapes) -> bool {
    !matches!(shapes.ink(glyph.font, glyph.code), Ink::None)
}

#[expect(clippy::cast_possible_truncation, reason = "thousandths of a size")]
fn sorts_of(glyph: &Glyph, fonts: &Fonts, shapes: &Shapes, text: &str) -> Sort {
    let thousandth = |length: f32| (length * 1000.0).round() as i32;
    let face = shapes.number(glyph.font).unwrap_or(usize::MAX);
    let (ink, font) = match shapes.ink(glyph.font, glyph.code) {
        Ink::Of(outlines) => {
            let pieces = outlines.iter();
            let pieces = pieces.map(|drawn| (face, drawn.shape, thousandth(drawn.right), thousandth(drawn.up)));
            (pieces.collect(), None)
        }
        _ => (Vec::new(), fonts.get(glyph.font).map(|font| font.name.clone())),
    };
    Sort {
        ink,
        font,
        text: text.into(),
    }
}

/// What tells pages apart by their glyphs, in order (FNV-1a).
fn sum(lying: &[Lying]) -> u64 {
    lying.iter().fold(0xcbf2_9ce4_8422_2325, |sum, lying| {
        (sum ^ u64::from(lying.sort)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The first glyph that does not lie where its page does: the first two that are apart say how that is scaled and moved.
fn first_moved(page: &[Lying], lying: &[Lying]) -> Option<usize> {
    let (from, to) = (page.first()?, lying.first()?);
    if page.len() != lying.len() {
        return Some(page.len().min(lying.len()));
    }
    let scale = to.size / from.size;
    // Turned text lies in a frame of its own: pages are compared by how each glyph lies from the first of the same turn.
    let turn = (4 + to.turn - from.turn) % 4;
    let mut firsts: [Option<(Lying, Lying)>; 4] = [None; 4];
    page.iter().zip(lying).position(|(a, b)| {
        if a.sort != b.sort || (4 + b.turn - a.turn) % 4 != turn || (b.size - a.size * scale).abs() > NEAR {
            return true;
        }
        let Some(first) = firsts.get_mut(usize::from(a.turn)) else {
            return true;
        };
        let (first, its) = *first.get_or_insert((*a, *b));
        let off = |a: f32, first: f32, b: f32, its: f32| ((b - its) / scale - (a - first)).abs() > NEAR;
        off(a.x, first.x, b.x, its.x) || off(a.y, first.y, b.y, its.y)
    })
}

/// What a sheet prints beside its pages must be among its own lines.
fn beside(page: &Page, number: usize, fonts: &Fonts, shapes: &Shapes, own: &[String], place: &str, tally: &mut Tally) {
    let mut gatherer = Gatherer {
        fonts,
        shapes,
        lines: Vec::new(),
        last: None,
    };
    for glyph in page.content.glyphs.iter().filter(|glyph| glyph.part == 0) {
        gatherer.add(page, number, glyph);
    }
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().filter(|c| is_bare(*c)).collect();
        letters.sort_unstable();
        letters
    };
    for line in gatherer.finish().iter().filter(|line| line.bare > 0) {
        let shown = letters(&line.texts.iter().map(|(_, _, text)| *text).collect::<String>());
        if !own.iter().any(|own| letters(own) == shown) {
            let words = seen::words(std::slice::from_ref(line), true).join(" ");
            tally.add(Difference::strange(words, place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lying(sort: u32, x: f32, y: f32) -> Lying {
        Lying {
            sort,
            x,
            y,
            size: 10.0,
            turn: 0,
        }
    }

    fn page() -> Vec<Lying> {
        vec![lying(1, 0.0, 0.0), lying(2, 10.0, 0.0), lying(3, 0.0, 20.0)]
    }

    /// A page moved, scaled and turned as a whole.
    fn placed(page: &[Lying], scale: f32, turn: u8) -> Vec<Lying> {
        let place = |glyph: &Lying| Lying {
            x: glyph.x * scale + 70.0,
            y: glyph.y * scale - 30.0,
            size: glyph.size * scale,
            turn: (glyph.turn + turn) % 4,
            ..*glyph
        };
        page.iter().map(place).collect()
    }

    #[test]
    fn a_page_is_known_wherever_it_lies() {
        assert_eq!(first_moved(&page(), &placed(&page(), 1.0, 0)), None);
        assert_eq!(first_moved(&page(), &placed(&page(), 0.7, 1)), None);
    }

    #[test]
    fn a_glyph_that_lies_elsewhere_or_is_another_is_found() {
        let mut moved = placed(&page(), 0.7, 0);
        moved[2].x += 3.0;
        assert_eq!(first_moved(&page(), &moved), Some(2));
        let mut other = placed(&page(), 0.7, 0);
        other[1].sort = 9;
        assert_eq!(first_moved(&page(), &other), Some(1));
        assert_eq!(first_moved(&page(), &page()[..2]), Some(2));
    }

    #[test]
    fn pages_of_the_same_glyphs_in_another_order_are_others() {
        let mut other = page();
        other.swap(0, 1);
        assert_ne!(sum(&page()), sum(&other));
    }

    #[test]
    fn a_page_that_is_placed_less_often_is_told() {
        let known = Known {
            pages: vec![page(), page(), Vec::new()],
            ..Known::default()
        };
        let mut tally = Tally::new(0);
        known.count(&[1, 1, 0], &Expected::default(), &mut tally);
        assert!(tally.differences.is_empty());
        known.count(&[1, 0, 0], &Expected::default(), &mut tally);
        assert_eq!(tally.differences.len(), 1);
    }
}
