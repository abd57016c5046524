//! What justification did to the pages: lines whose words stand too far apart, and rivers, gaps that run down through several
//! lines (alreq § 5, 27). Nothing is moved: the author hears of it, with the place.

use std::collections::BTreeMap;

use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point};
use typst::text::TextItem;
use typst_layout::PagedDocument;
use unicode_bidi::{BidiClass, bidi_class};

use crate::diagnostic::{Diagnostic, Report};
use crate::document::{BlockId, BlockKind, Document, Inline};

/// A line is loose where its spaces are this many times as wide as the font has them.
const LOOSE: f64 = 4.0;
/// A line that has no space to stretch is short where it fills less than this of its paragraph's widest line.
const SHORT: f64 = 0.6;
/// The gaps of a river are at least this many times as wide as the font's space, and there are so many of them.
const RIVER: f64 = 2.5;
const RIVER_LINES: usize = 4;
/// Elements whose lines are no part of the block around them, by Typst's names for them.
const APART: [&str; 4] = ["artifact", "footnote", "entry", "outline"];

/// A space between two words, in points.
#[derive(Clone, Copy)]
struct Gap {
    left: f64,
    right: f64,
    /// How wide the font has it.
    natural: f64,
}

/// How wide, in points, what takes no room is at most.
const NO_WIDTH: f64 = 0.01;

/// A line of a block: its gaps, its pieces of text with their left edges.
#[derive(Default)]
struct Line {
    gaps: Vec<Gap>,
    pieces: Vec<(f64, String)>,
    /// Its ends.
    ends: Option<(f64, f64)>,
}

/// Reports loose lines and rivers, each at its block. `leading` is the distance between baselines, in sizes of the type; `edition` is
/// the name of a further edition, whose pages are its own.
pub fn report(pages: &PagedDocument, document: &Document, leading: f64, edition: Option<&str>, report: &mut Report) {
    let of = edition.map_or_else(String::new, |name| format!(" of the edition {name}"));
    let mut walk = Walk {
        reach: (0.7 * leading).min(1.2),
        ..Walk::default()
    };
    for (page, number) in pages.pages().iter().zip(1..) {
        walk.page = number;
        walk.frame(&page.frame, Point::zero());
    }
    document.visit(&mut |block| {
        let Some(lines) = walk.lines.get(&block.id) else { return };
        // Half lines of verse fill their columns; nothing else is stretched but paragraphs.
        if !matches!(block.kind, BlockKind::Paragraph { .. }) {
            return;
        }
        let mut breaks = false;
        block.visit_inlines(&mut |inline| breaks |= matches!(inline, Inline::Break));
        let widest = lines.values().map(Line::width).fold(0.0, f64::max);
        for (number, ((page, _), line)) in lines.iter().enumerate() {
            let may_be_short = breaks || number + 1 == lines.len();
            let wrong = match line.stretch() {
                Some(times) if times > LOOSE => format!("{times:.1} times as far apart as they should"),
                None if !may_be_short && line.width() < SHORT * widest => "alone, for what follows has no room".into(),
                _ => continue,
            };
            let message = format!(
                "the words of a line on page {page}{of} stand {wrong}: {}",
                line.beginning()
            );
            let hint = "reword the paragraph: an address or a long word in it has no place to end a line";
            report.add(Diagnostic::warning("loose-line", message).at(block.span).hint(hint));
        }
        if let Some((page, length)) = river(lines) {
            let message = format!("a gap runs down through {length} lines of a paragraph on page {page}{of}");
            let hint = "reword a line of the paragraph, and the words fall otherwise";
            report.add(Diagnostic::warning("river", message).at(block.span).hint(hint));
        }
    });
}

/// Lines by their page and their height in hundredths of a point.
type Lines = BTreeMap<(usize, i64), Line>;

impl Line {
    /// How many times as wide as the font has them its spaces are.
    fn stretch(&self) -> Option<f64> {
        let natural: f64 = self.gaps.iter().map(|gap| gap.natural).sum();
        let width: f64 = self.gaps.iter().map(|gap| gap.right - gap.left).sum();
        (natural > 0.0).then(|| width / natural)
    }

    fn width(&self) -> f64 {
        self.ends.map_or(0.0, |(left, right)| right - left)
    }

    /// The gaps that a river may run through.
    fn wide(&self) -> Vec<Gap> {
        let wide = |gap: &&Gap| gap.right - gap.left >= RIVER * gap.natural;
        self.gaps.iter().filter(wide).copied().collect()
    }

    /// Its first words, to know it by: from the side of most of its letters.
    fn beginning(&self) -> String {
        let mut pieces: Vec<&(f64, String)> = self.pieces.iter().collect();
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
        let class = |c: char| match bidi_class(c) {
            BidiClass::L => 1,
            BidiClass::R | BidiClass::AL => -1,
            _ => 0,
        };
        let from_left: i64 = pieces.iter().flat_map(|piece| piece.1.chars()).map(class).sum();
        if from_left < 0 {
            pieces.reverse();
        }
        let text: String = pieces.iter().map(|piece| piece.1.as_str()).collect();
        // Isolates say nothing to a reader, and stand alone where the line begins inside of one.
        let text = text.replace(|c| matches!(c, '\u{2066}'..='\u{2069}'), "");
        let words: Vec<&str> = text.split_whitespace().take(3).collect();
        words.join(" ") + " …"
    }
}

/// The longest river of a block: the page that it begins on, and through how many lines it runs.
fn river(lines: &Lines) -> Option<(usize, usize)> {
    let mut longest = (0, 0);
    let mut open: Vec<(Gap, usize)> = Vec::new();
    let mut on = 0;
    for ((page, _), line) in lines {
        if *page != on {
            (open, on) = (Vec::new(), *page);
        }
        let shared = |a: &Gap, b: &Gap| a.right.min(b.right) - a.left.max(b.left);
        let next = |gap: Gap| {
            let above = open.iter().filter(|(other, _)| shared(other, &gap) >= gap.natural);
            (gap, 1 + above.map(|(_, length)| *length).max().unwrap_or(0))
        };
        open = line.wide().into_iter().map(next).collect();
        for (_, length) in &open {
            if *length > longest.1 {
                longest = (*page, *length);
            }
        }
    }
    (longest.1 >= RIVER_LINES).then_some(longest)
}

#[derive(Default)]
struct Walk {
    page: usize,
    /// How far (in sizes) an item may be raised or lowered and still be on its line.
    reach: f64,
    /// Open blocks, outermost first.
    open: Vec<(Location, BlockId)>,
    /// Open elements whose lines do not count.
    apart: Vec<Location>,
    lines: BTreeMap<BlockId, Lines>,
}

impl Walk {
    fn frame(&mut self, frame: &Frame, origin: Point) {
        for (at, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, origin + *at),
                FrameItem::Tag(Tag::Start(element, _)) => self.start(element),
                FrameItem::Tag(Tag::End(location, ..)) => self.end(*location),
                FrameItem::Text(text) if self.apart.is_empty() => self.text(text, origin + *at),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &Content) {
        let Some(location) = element.location() else { return };
        if APART.contains(&element.elem().name()) {
            self.apart.push(location);
        }
        let label = element.label().map(|label| label.resolve());
        if let Some(number) = label.and_then(|label| label.as_str().strip_prefix('b')?.parse().ok()) {
            self.open.push((location, BlockId(number)));
        }
    }

    fn end(&mut self, location: Location) {
        self.open.retain(|(open, _)| *open != location);
        self.apart.retain(|open| *open != location);
    }

    fn text(&mut self, item: &TextItem, at: Point) {
        let Some((_, block)) = self.open.last() else { return };
        let lines = self.lines.entry(*block).or_default();
        let height = (at.y.to_pt() * 100.0).round() as i64;
        // The shaper makes items of their own of raised marks, and of whole letters in Nastaliq: they are on the nearest line.
        let reach = (item.size.to_pt() * 100.0 * self.reach) as i64;
        let near = lines.range((self.page, height - reach)..=(self.page, height + reach));
        let nearest = near.map(|(place, _)| *place).min_by_key(|(_, y)| (y - height).abs());
        let line = lines.entry(nearest.unwrap_or((self.page, height))).or_default();
        // A mark has its letter's text once more.
        if item.width().to_pt() > NO_WIDTH {
            line.pieces.push((at.x.to_pt(), item.text.to_string()));
        }
        let mut pen = at.x.to_pt();
        let (left, right) = line.ends.unwrap_or((pen, pen));
        line.ends = Some((left.min(pen), right.max(pen + item.width().to_pt())));
        for glyph in &item.glyphs {
            let right = pen + glyph.x_advance.at(item.size).to_pt();
            let is_space = matches!(item.text.get(glyph.range()), Some(" " | "\u{a0}"));
            if let Some(natural) = item.font.x_advance(glyph.id).filter(|_| is_space && right > pen) {
                let natural = natural.at(item.size).to_pt();
                line.gaps.push(Gap {
                    left: pen,
                    right,
                    natural,
                });
            }
            pen = right;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(gaps: &[(f64, f64)]) -> Lines {
        let line = |&(left, right): &(f64, f64)| Line {
            gaps: vec![Gap {
                left,
                right,
                natural: 3.0,
            }],
            ..Line::default()
        };
        gaps.iter()
            .zip(0..)
            .map(|(gap, y)| ((1, y * 2000), line(gap)))
            .collect()
    }

    #[test]
    fn a_line_is_told_by_the_words_that_it_begins_with() {
        let told = |pieces: [&str; 2]| {
            let pieces = pieces.map(str::to_owned).into_iter().zip([90.0, 10.0]);
            let pieces = pieces.map(|(text, at)| (at, text)).collect();
            let line = Line {
                pieces,
                ..Line::default()
            };
            line.beginning()
        };
        assert_eq!(told([" behind it", "what stands"]), "what stands behind …");
        assert_eq!(told(["ما يقف ", "في آخره"]), "ما يقف في …");
    }

    #[test]
    fn rivers_run_through_wide_gaps_above_each_other() {
        let straight = [(100.0, 109.0); 4];
        assert_eq!(river(&lines(&straight)), Some((1, 4)));
        assert_eq!(river(&lines(&straight[..3])), None);
        let slanting = [(100.0, 109.0), (104.0, 113.0), (109.0, 118.0), (113.0, 122.0)];
        assert_eq!(river(&lines(&slanting)), Some((1, 4)));
        let narrow = [(100.0, 105.0); 6];
        assert_eq!(river(&lines(&narrow)), None);
        let aside = [(100.0, 109.0), (100.0, 109.0), (130.0, 139.0), (100.0, 109.0)];
        assert_eq!(river(&lines(&aside)), None);
    }

    #[test]
    fn a_line_is_as_loose_as_its_spaces_are_wide() {
        let all = lines(&[(100.0, 115.0)]);
        assert_eq!(all.values().next().and_then(Line::stretch), Some(5.0));
        assert_eq!(Line::default().stretch(), None);
    }
}
