//! The text layer: between layout and export, every glyph of a right-to-left run gets what PDF readers need to search and copy it.

mod builders;
mod chain;
mod cluster;
mod controls;
mod cutter;
mod derive;
mod emit;
mod line;
mod link;
mod mending;
mod neighbours;
mod planned;
mod raised;
mod runs;
mod script;
mod segment;
mod stretch;
#[cfg(test)]
mod tests;
mod text_object;
mod unmoved;
mod walk;

use typst::layout::{Frame, FrameItem, GroupItem};
use typst::model::Document;
use typst::text::{FontInstance, TextItem};
use typst_layout::{Page, PagedDocument};

use self::builders::{DerivedFontBuilders, FontAssignment};
pub use self::derive::Unmendable;
use self::walk::Walker;

/// A document whose text layer was mended, and what could not be.
pub struct Mended {
    /// The document, the same to the eye.
    pub document: PagedDocument,
    /// The fonts whose text stays as the typesetter wrote it, in order of their first use.
    pub notices: Vec<Notice>,
    /// The stretches of text that stay so, for to mend them would have moved or hidden something of the page.
    pub kept: Vec<Kept>,
}

/// A stretch of a line that stays as the typesetter wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The page of the first document on which it stands, from one; none on the pages of others.
    pub page: Option<usize>,
    /// Its text, piece by piece from left to right.
    pub text: String,
}

/// A font whose right-to-left text could not be mended: what readers find in it is as good as the typesetter's own PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The font's family name.
    pub family: String,
    /// The reason.
    pub reason: Unmendable,
}

/// Mends the text layer of a laid-out document. Pure: the same document gives the same document, to the byte of its PDF.
#[must_use]
pub fn mend(document: &PagedDocument) -> Mended {
    mend_with(document, &[]).0
}

/// Mends the text layers of a document and of others whose pages it is to share a file with. Each font is derived but once for all
/// of them, so that such a file embeds it once.
#[must_use]
pub fn mend_with(document: &PagedDocument, others: &[PagedDocument]) -> (Mended, Vec<PagedDocument>) {
    let (mut walker, walked, fonts) = walk(document, others);
    let mut assigner = FontAssigner {
        fonts: &fonts,
        builders: &walker.mending.builders,
        assignments: std::mem::take(&mut walker.assignments).into_iter(),
    };
    let mut finish = |document: &PagedDocument, frames: &[Frame]| {
        let pages = document.pages().iter().zip(frames);
        let pages = pages.map(|(page, frame)| Page {
            frame: assigner.frame(frame),
            ..page.clone()
        });
        PagedDocument::new(pages.collect(), document.info().clone())
    };
    let mut frames = walked.iter().map(Vec::as_slice);
    let first = finish(document, frames.next().unwrap_or_default());
    let rest = others
        .iter()
        .zip(frames)
        .map(|(other, frames)| finish(other, frames))
        .collect();
    let notices = walker.mending.builders.refused().map(|(font, reason)| Notice {
        family: font.info().family.clone(),
        reason,
    });
    let mended = Mended {
        document: first,
        notices: notices.collect(),
        kept: walker.mending.kept,
    };
    (mended, rest)
}

/// Walks over all pages until the fonts that were derived on the way can be made: one that cannot is done without.
fn walk(document: &PagedDocument, others: &[PagedDocument]) -> (Walker, Vec<Vec<Frame>>, Vec<Option<FontInstance>>) {
    let mut broken = Vec::new();
    loop {
        let mut walker = Walker::without(&broken);
        let mut walked = vec![walker.pages(document.pages(), true)];
        walked.extend(others.iter().map(|other| walker.pages(other.pages(), false)));
        match walker.mending.builders.build() {
            Ok(fonts) => return (walker, walked, fonts),
            Err(font) => broken.push(font),
        }
    }
}

/// The second walk, which gives each text item the font that the first walk assigned to it: the derived fonts exist only when all
/// pages were walked.
struct FontAssigner<'a> {
    fonts: &'a [Option<FontInstance>],
    builders: &'a DerivedFontBuilders,
    assignments: std::vec::IntoIter<FontAssignment>,
}

impl FontAssigner<'_> {
    fn frame(&mut self, frame: &Frame) -> Frame {
        let mut out = empty_like(frame);
        for (at, item) in frame.items() {
            let item = match item {
                FrameItem::Text(text) => FrameItem::Text(TextItem {
                    font: self.font(text),
                    ..text.clone()
                }),
                FrameItem::Group(group) => FrameItem::Group(GroupItem {
                    frame: self.frame(&group.frame),
                    ..group.clone()
                }),
                other => other.clone(),
            };
            out.push(*at, item);
        }
        out
    }

    /// The font that an item gets. One that stays as it is gets the derived font too, which holds the glyphs of its own under
    /// the same numbers: so that the file embeds one font where the book uses one.
    fn font(&mut self, text: &TextItem) -> FontInstance {
        let builder = self
            .assignments
            .next()
            .flatten()
            .or_else(|| self.builders.known(&text.font));
        let derived = builder.and_then(|builder| self.fonts.get(builder)?.clone());
        derived.unwrap_or_else(|| text.font.clone())
    }
}

/// A frame of the same size, kind and baseline, without items.
fn empty_like(frame: &Frame) -> Frame {
    let mut out = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        out.set_baseline(frame.baseline());
    }
    out
}
