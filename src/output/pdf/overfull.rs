//! What stands beyond the room that it was given: words without a place to end a line that run into the margin or off the page,
//! and tables that no page is wide enough for. It is looked for on the finished pages, item by item; nothing is moved.

use std::collections::BTreeMap;

use typst::foundations::{Content, Value};
use typst::introspection::{Location, MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point, Size, Transform};
use typst::model::FootnoteEntry;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::shaping_hints::Crowded;
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::document::{BlockId, Document};
use crate::locale::Direction;

/// The code of the finding that words stand in the margin or off the page.
pub const OVERFULL: &str = "overfull";
/// The code of the finding that a table is wider than any way of setting it.
pub const WIDE_TABLE: &str = "wide-table";
/// How far in points something may stand out: strokes and rounding do.
const TOLERANCE: f64 = 2.0;
/// How far in sizes of its type a line's last sign may hang into the margin, as the typesetter lets it.
const HANGING: f64 = 0.25;
/// The shortest word that is broken anywhere, in characters.
const SHORTEST: usize = 8;
/// How many characters of what stands out are shown.
const SHOWN: usize = 24;

/// To what a piece of text belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Block(BlockId),
    /// A note, by its index.
    Note(usize),
    /// What the program prints.
    Own,
}

/// The worst of what stands out of one block on one page.
#[derive(Debug, Clone)]
struct Beyond {
    /// By how many points.
    by: f64,
    off_page: bool,
    text: String,
    /// The length of the word in characters.
    letters: usize,
}

/// What was found on laid-out pages.
#[derive(Debug, Default)]
pub struct Overfull {
    beyond: BTreeMap<(usize, Owner), Beyond>,
    tables: BTreeMap<BlockId, (usize, String)>,
}

/// Looks at laid-out pages of a book of this direction.
pub fn find(pages: &PagedDocument, direction: Direction) -> Overfull {
    let mut walk = Walk::default();
    for (page, number) in pages.pages().iter().zip(1..) {
        walk.page = number;
        walk.size = page.frame.size();
        // Even pages are right-hand pages where the spine is on the right.
        walk.outside_right = (number % 2 == 0) == (direction == Direction::Rtl);
        walk.frame(&page.frame, Transform::identity());
    }
    walk.found
}

impl Overfull {
    /// The blocks whose words had no room, where those could be broken.
    pub fn crowded(&self, document: &Document) -> Crowded {
        let mut crowded = Crowded::new();
        let mut add = |id: BlockId, letters: usize| {
            let shortest = crowded.entry(id).or_insert(usize::MAX);
            *shortest = (*shortest).min(letters.max(SHORTEST));
        };
        for ((_, owner), beyond) in &self.beyond {
            match owner {
                Owner::Block(id) => add(*id, beyond.letters),
                Owner::Note(note) => {
                    let blocks = document.notes.get(*note).into_iter().flat_map(|note| &note.blocks);
                    blocks.for_each(|block| block.visit(&mut |block| add(block.id, beyond.letters)));
                }
                Owner::Own => {}
            }
        }
        crowded
    }

    /// Says what stands out, each at its place. `edition` is the name of a further edition, whose pages are its own.
    pub fn report(&self, document: &Document, edition: Option<&str>, report: &mut Report) {
        let mut spans: BTreeMap<BlockId, Span> = BTreeMap::new();
        document.visit(&mut |block| {
            spans.insert(block.id, block.span);
        });
        let of = edition.map_or_else(String::new, |name| format!(" of the edition {name}"));
        let placed = |finding: Diagnostic, span: Option<Span>| span.into_iter().fold(finding, Diagnostic::at);
        for ((page, owner), beyond) in &self.beyond {
            let span = match owner {
                Owner::Block(id) => spans.get(id).copied(),
                Owner::Note(note) => document.notes.get(*note).map(|note| note.span),
                Owner::Own => None,
            };
            let place = if beyond.off_page {
                "off the page"
            } else {
                "into the margin"
            };
            let message = format!(
                "words run {place} on page {page}{of}, by {:.0} points: {}",
                beyond.by, beyond.text
            );
            let hint =
                "a word without a place to end a line is longer than the line: put a space into it, or shorten it";
            report.add(placed(Diagnostic::warning(OVERFULL, message), span).hint(hint));
        }
        for (id, (page, how)) in &self.tables {
            let message = format!("the table on page {page}{of} is wider than a turned page: {how}");
            let hint = "split the table, leave columns out, or shorten their longest words";
            report.add(placed(Diagnostic::warning(WIDE_TABLE, message), spans.get(id).copied()).hint(hint));
        }
    }
}

/// The margins of the type area, in points.
#[derive(Debug, Clone, Copy)]
struct Margins {
    inside: f64,
    outside: f64,
    head: f64,
    foot: f64,
}

#[derive(Default)]
struct Walk {
    page: usize,
    size: Size,
    outside_right: bool,
    margins: Option<Margins>,
    /// Open blocks, notes and elements that are the program's own, outermost first.
    open: Vec<(Location, Owner)>,
    found: Overfull,
}

impl Walk {
    fn frame(&mut self, frame: &Frame, to_page: Transform) {
        for (at, item) in frame.items() {
            let here = || to_page.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here().pre_concat(group.transform)),
                FrameItem::Tag(Tag::Start(element, _)) => self.start(element),
                FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|(open, _)| open != location),
                FrameItem::Text(text) => self.text(text, here()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &Content) {
        let label = element.label().map(|label| label.resolve());
        let label = label.as_ref().map(|label| label.as_str()).unwrap_or_default();
        if let Some(told) = element.to_packed::<MetadataElem>() {
            self.told(label, &told.value);
        }
        let Some(location) = element.location() else { return };
        let note = element.to_packed::<FootnoteEntry>().and_then(|entry| {
            let name = entry.note.label()?.resolve();
            name.as_str().strip_prefix("note-")?.parse().ok()
        });
        let block = label.strip_prefix('b').and_then(|number| number.parse().ok());
        // Running heads and folios stand within the block that goes over their page.
        let own = (element.elem().name() == "artifact").then_some(Owner::Own);
        let owner = own.or(note.map(Owner::Note)).or(block.map(BlockId).map(Owner::Block));
        self.open.extend(owner.map(|owner| (location, owner)));
    }

    /// What the theme says of itself and of its tables.
    fn told(&mut self, label: &str, value: &Value) {
        match (label, value) {
            ("type-area", Value::Dict(told)) => {
                let side = |name: &str| match told.get(name) {
                    Ok(Value::Float(points)) => Some(*points),
                    _ => None,
                };
                let sides = [side("inside"), side("outside"), side("head"), side("foot")];
                if let [Some(inside), Some(outside), Some(head), Some(foot)] = sides {
                    self.margins = Some(Margins {
                        inside,
                        outside,
                        head,
                        foot,
                    });
                }
            }
            ("wide-table", how) => {
                let how = match how {
                    Value::Float(size) => format!("its type is {size:.1} points"),
                    Value::Str(how) => how.to_string(),
                    _ => "words are broken".into(),
                };
                if let Some((_, Owner::Block(id))) = self.open.last() {
                    self.found.tables.entry(*id).or_insert((self.page, how));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, item: &TextItem, to_page: Transform) {
        let (width, rise) = (item.width(), item.size * 0.5);
        let corners =
            [Point::zero(), Point::with_x(width), Point::new(width, -rise)].map(|corner| corner.transform(to_page));
        let [mut left, mut right, mut top, mut bottom] = [f64::MAX, f64::MIN, f64::MAX, f64::MIN];
        for corner in corners {
            let (x, y) = (corner.x.to_pt(), corner.y.to_pt());
            (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
        }
        let (across, down) = (self.size.x.to_pt(), self.size.y.to_pt());
        let out_of = |[l, r, t, b]: [f64; 4]| {
            [l - left, right - r, t - top, bottom - b]
                .into_iter()
                .fold(0.0, f64::max)
        };
        let off_page = out_of([0.0, across, 0.0, down]);
        let owner = self.open.last().map_or(Owner::Own, |(_, owner)| *owner);
        let off_area = match self.margins {
            Some(Margins {
                inside,
                outside,
                head,
                foot,
            }) if owner != Owner::Own => {
                let (on_left, on_right) = if self.outside_right {
                    (inside, outside)
                } else {
                    (outside, inside)
                };
                // Letters of Nastaliq climb far above their line.
                let climb = item.size.to_pt();
                out_of([on_left, across - on_right, head - climb, down - foot + climb])
            }
            _ => 0.0,
        };
        let by = off_page.max(off_area - item.size.to_pt() * HANGING);
        if by > TOLERANCE && item.text.chars().any(|c| !c.is_whitespace()) {
            self.add(owner, item, by, off_page > TOLERANCE);
        }
    }

    fn add(&mut self, owner: Owner, item: &TextItem, by: f64, off_page: bool) {
        let letters = item
            .text
            .split_whitespace()
            .map(|word| word.chars().count())
            .max()
            .unwrap_or(0);
        let new = Beyond {
            by,
            off_page,
            text: item.text.trim().chars().take(SHOWN).collect(),
            letters,
        };
        let entry = self
            .found
            .beyond
            .entry((self.page, owner))
            .or_insert_with(|| new.clone());
        let shortest = entry.letters.min(letters);
        if by > entry.by {
            *entry = new;
        }
        entry.letters = shortest;
    }
}
