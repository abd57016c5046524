//! Fonts' names in a file: each says of which font it was made and in which order the file uses its glyphs.
//!
//! The PDF writer (krilla) remembers, for as long as the process lives, the subsets that it made of fonts and how far their glyphs
//! reach. It takes two fonts for one where names, measures, length and sum are the same, and a sum is the same when glyphs or whole
//! words have changed places. So a book could be written with the digits of another. A name that is a digest of the font's bytes
//! and of the order in which its glyphs come leaves nothing to be taken for another: fonts of one name make the same subset.

use std::collections::BTreeSet;
use std::ops::Deref;

use ecow::EcoVec;
use read_fonts::FontRef;
use sha2::{Digest, Sha256};
use typst::foundations::Bytes;
use typst::layout::{Abs, Frame, FrameItem};
use typst::model::Document;
use typst::text::{Font, FontInstance, FontVariant, TextItem};
use typst::visualize::ImageKind;
use typst_layout::{Page, PagedDocument};

use super::outlines;
use crate::fonts::{names, sfnt};

/// A document to be written as one file, whose fonts no other file's can be taken for. Nothing else is written.
pub struct Named {
    document: PagedDocument,
    /// The PostScript names of the book's own fonts from which its fonts were made, and of those that drawings set.
    fonts: BTreeSet<String>,
}

impl Named {
    /// The document with its fonts named. The pages that are its own alone are not copied for it.
    #[must_use]
    pub fn new(document: PagedDocument) -> Self {
        let mut fonts = Fonts::default();
        document.pages().iter().for_each(|page| fonts.gather(&page.frame));
        let new = fonts
            .0
            .iter()
            .map(|used| used.named().unwrap_or_else(|| used.font.clone()))
            .collect();
        let mut used: BTreeSet<String> = fonts.0.iter().filter_map(Used::source_name).collect();
        document
            .pages()
            .iter()
            .for_each(|page| in_drawings(&page.frame, &mut used));
        let drawn = document.pages().iter().any(|page| outlines::are_needed(&page.frame));
        let names = Names { fonts, new };
        let (mut pages, info): (Vec<Page>, _) = (document.pages().to_vec(), document.info().clone());
        // From here on the frames are held once, and can be changed where they are.
        drop(document);
        pages.iter_mut().for_each(|page| names.apply(&mut page.frame));
        if drawn {
            pages.iter_mut().for_each(|page| outlines::set(&mut page.frame));
        }
        Self {
            document: PagedDocument::new(EcoVec::from(pages), info),
            fonts: used,
        }
    }

    /// The PostScript names of the fonts that the file will embed, without what tells derived ones apart.
    pub fn fonts(&self) -> &BTreeSet<String> {
        &self.fonts
    }
}

/// Adds the names of the fonts that SVG drawings set.
fn in_drawings(frame: &Frame, found: &mut BTreeSet<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => in_drawings(&group.frame, found),
            FrameItem::Image(image, ..) => {
                let ImageKind::Svg(drawing) = image.kind() else {
                    continue;
                };
                let fonts = drawing.tree().fontdb();
                let name = |data: &[u8], index| names::postscript_name(&FontRef::from_index(data, index).ok()?);
                let set = fonts.faces().filter_map(|face| fonts.with_face_data(face.id, name)?);
                found.extend(set.map(|name| names::bare(&name).to_owned()));
            }
            _ => {}
        }
    }
}

impl Deref for Named {
    type Target = PagedDocument;

    fn deref(&self) -> &PagedDocument {
        &self.document
    }
}

/// A font of the document, and its glyphs in the order of their first use.
struct Used {
    font: FontInstance,
    order: Vec<u16>,
    /// A bit for each glyph that is in the list.
    seen: Vec<u64>,
}

impl Used {
    fn glyph(&mut self, glyph: u16) {
        let (word, bit) = (usize::from(glyph / 64), 1 << (glyph % 64));
        if self.seen.len() <= word {
            self.seen.resize(word + 1, 0);
        }
        if let Some(word) = self.seen.get_mut(word).filter(|word| **word & bit == 0) {
            *word |= bit;
            self.order.push(glyph);
        }
    }

    /// The name of the font that it was made of.
    fn source_name(&self) -> Option<String> {
        let font = FontRef::from_index(self.font.data(), self.font.index()).ok()?;
        names::postscript_name(&font).map(|name| names::bare(&name).to_owned())
    }

    /// The font under its name in this file; none where it cannot be taken apart.
    fn named(&self) -> Option<FontInstance> {
        let data = self.font.data();
        let font = FontRef::from_index(data, self.font.index()).ok()?;
        let mut digest = Sha256::new_with_prefix(data);
        self.order.iter().for_each(|glyph| digest.update(glyph.to_be_bytes()));
        let name = names::told_apart(&names::postscript_name(&font).unwrap_or_default(), &digest.finalize());
        let tables = names::with_name(sfnt::tables(&font), &name)?;
        let font = Font::new(Bytes::new(sfnt::write(sfnt::version(&font), tables)?), 0)?;
        // The instance's own coordinates come last and win over whatever else the instance is made of.
        Some(font.instantiate(FontVariant::default(), Abs::pt(10.0), self.font.variations()))
    }
}

/// The fonts of a document, in the order of their first use.
#[derive(Default)]
struct Fonts(Vec<Used>);

impl Fonts {
    fn place(&self, text: &TextItem) -> Option<usize> {
        self.0.iter().position(|used| used.font == text.font)
    }

    /// Notes the glyphs of a frame in the order in which they are written.
    fn gather(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Text(text) => {
                    let place = self.place(text).unwrap_or_else(|| {
                        let (font, order, seen) = (text.font.clone(), Vec::new(), Vec::new());
                        self.0.push(Used { font, order, seen });
                        self.0.len() - 1
                    });
                    if let Some(used) = self.0.get_mut(place) {
                        text.glyphs.iter().for_each(|glyph| used.glyph(glyph.id));
                    }
                }
                FrameItem::Group(group) => self.gather(&group.frame),
                _ => {}
            }
        }
    }
}

/// Each font with the one that stands in its place.
struct Names {
    fonts: Fonts,
    new: Vec<FontInstance>,
}

impl Names {
    fn apply(&self, frame: &mut Frame) {
        frame.retain(|item| {
            match item {
                FrameItem::Text(text) => {
                    if let Some(new) = self.fonts.place(text).and_then(|place| self.new.get(place)) {
                        text.font = new.clone();
                    }
                }
                FrameItem::Group(group) => self.apply(&mut group.frame),
                _ => {}
            }
            true
        });
    }
}
