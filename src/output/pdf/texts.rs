//! The pieces of text on laid-out pages, with what each belongs to: by it, a place on a page leads back to the manuscript.
//!
//! Themes label every block with its number (`b12`) and every note with its own (`note-3`). What stands in neither, and running heads,
//! folios and contents, is the program's own.

use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::FootnoteEntry;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::document::BlockId;

/// To what a piece of text belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextOwner {
    /// A block of the text, or of a note.
    Block(BlockId),
    /// A note, by its index: its first paragraph.
    Note(usize),
    /// What the program prints, within a block where there is one.
    Own(Option<BlockId>),
}

/// A piece of text on a page.
pub struct PageText<'a> {
    /// To what it belongs.
    pub owner: TextOwner,
    item: &'a TextItem,
    to_page: Transform,
}

/// A rectangle on a page, in points from its top left corner: left, top, right, bottom.
pub type TextArea = [f64; 4];

impl PageText<'_> {
    /// What it says.
    pub fn text(&self) -> &str {
        &self.item.text
    }

    /// The size of its type, in points.
    pub fn type_size(&self) -> f64 {
        self.item.size.to_pt()
    }

    /// Where it begins: the left end of its baseline.
    pub fn origin(&self) -> (f64, f64) {
        let at = Point::zero().transform(self.to_page);
        (at.x.to_pt(), at.y.to_pt())
    }

    /// Where it is, from a little below the baseline to the height of its type.
    pub fn area(&self) -> TextArea {
        self.between(0.0, self.item.width().to_pt())
    }

    /// Where each of its glyphs is, with the offset in the text of the first letter that it shows.
    pub fn glyphs(&self) -> impl Iterator<Item = (usize, TextArea)> {
        let mut at = 0.0;
        self.item.glyphs.iter().map(move |glyph| {
            let from = at;
            at += glyph.x_advance.at(self.item.size).to_pt();
            (usize::from(glyph.range.start), self.between(from, at))
        })
    }

    /// The area between two places on the baseline.
    fn between(&self, from: f64, to: f64) -> TextArea {
        let size = self.item.size.to_pt();
        let corner = |x: f64, y: f64| {
            let at = Point::new(typst::layout::Abs::pt(x), typst::layout::Abs::pt(y)).transform(self.to_page);
            (at.x.to_pt(), at.y.to_pt())
        };
        let corners = [
            corner(from, -size * 0.8),
            corner(to, -size * 0.8),
            corner(from, size * 0.3),
            corner(to, size * 0.3),
        ];
        let first = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        corners.iter().fold(first, |[left, top, right, bottom], &(x, y)| {
            [left.min(x), top.min(y), right.max(x), bottom.max(y)]
        })
    }
}

/// What had begun before a page and not ended: blocks, notes, and elements that are the program's own.
pub type Opened = Vec<(Location, OpenElement)>;

/// What an open element makes of the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenElement {
    /// A block's own.
    Block(BlockId),
    /// A note's.
    Note(usize),
    /// The program's own.
    Own,
}

/// Elements whose text is no part of the block around them, by Typst's names for them.
const APART: [&str; 3] = ["artifact", "footnote", "outline"];

/// What is open at the head of each page.
pub fn opened(document: &PagedDocument) -> Vec<Opened> {
    let mut open = Opened::new();
    let page = |page: &typst_layout::Page| {
        let before = open.clone();
        tags(&page.frame, &mut open);
        before
    };
    document.pages().iter().map(page).collect()
}

fn tags(frame: &Frame, open: &mut Opened) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => tags(&group.frame, open),
            FrameItem::Tag(tag) => follow(tag, open),
            _ => {}
        }
    }
}

/// Calls `each` for every piece of text of a page at whose head these elements are open.
pub fn visit(frame: &Frame, opened: &Opened, each: &mut dyn FnMut(PageText<'_>)) {
    let mut open = opened.clone();
    walk(frame, Transform::identity(), &mut open, each);
}

fn walk(frame: &Frame, to_page: Transform, open: &mut Opened, each: &mut dyn FnMut(PageText<'_>)) {
    for (at, item) in frame.items() {
        let here = || to_page.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => walk(&group.frame, here().pre_concat(group.transform), open, each),
            FrameItem::Tag(tag) => follow(tag, open),
            FrameItem::Text(item) => each(PageText {
                owner: owner(open),
                item,
                to_page: here(),
            }),
            _ => {}
        }
    }
}

fn owner(open: &Opened) -> TextOwner {
    match open.last() {
        Some((_, OpenElement::Block(id))) => TextOwner::Block(*id),
        Some((_, OpenElement::Note(note))) => TextOwner::Note(*note),
        Some((_, OpenElement::Own)) | None => TextOwner::Own(open.iter().rev().find_map(|(_, kind)| match kind {
            OpenElement::Block(id) => Some(*id),
            _ => None,
        })),
    }
}

fn follow(tag: &Tag, open: &mut Opened) {
    match tag {
        Tag::Start(element, _) => open.extend(kind(element).and_then(|kind| Some((element.location()?, kind)))),
        Tag::End(location, ..) => open.retain(|(there, _)| there != location),
    }
}

fn kind(element: &Content) -> Option<OpenElement> {
    if APART.contains(&element.elem().name()) {
        return Some(OpenElement::Own);
    }
    let note = element.to_packed::<FootnoteEntry>().and_then(|entry| {
        let name = entry.note.label()?.resolve();
        name.as_str().strip_prefix("note-")?.parse().ok()
    });
    let block = || {
        let label = element.label()?.resolve();
        label.as_str().strip_prefix('b')?.parse().ok()
    };
    note.map(OpenElement::Note)
        .or_else(|| block().map(|id| OpenElement::Block(BlockId(id))))
}
