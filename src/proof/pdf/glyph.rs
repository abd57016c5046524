//! Glyphs as a page draws them.

use std::rc::Rc;

/// A glyph on the page. Lengths are in points, in a frame turned so that its line runs from left to right and up is up.
#[derive(Debug, Clone, Copy)]
pub(in crate::proof) struct Glyph {
    /// Where the pen stands before it, along its line, and its baseline.
    pub(in crate::proof) x: f32,
    pub(in crate::proof) y: f32,
    /// How far it moves the pen.
    pub(in crate::proof) advance: f32,
    /// The size of its type, along the line and across it.
    pub(in crate::proof) size: f32,
    pub(in crate::proof) height: f32,
    /// Which font of the file it is of, and its code there.
    pub(in crate::proof) font: u16,
    pub(in crate::proof) code: u16,
    /// What it belongs to: a marked content of the structure, what is no part of the text, or neither.
    pub(in crate::proof) mark: Mark,
    /// The clipped part of the page it stands in: 0 outside of all.
    pub(in crate::proof) part: u16,
    /// Which of the page's texts stands for it instead of its font's ([`Content::texts`]), from 1; 0 for none.
    pub(in crate::proof) text: u32,
    /// In which of the four directions its line runs, in quarter turns.
    pub(in crate::proof) turn: u8,
    /// Whether it is clipped away or drawn without ink.
    pub(in crate::proof) hidden: bool,
}

/// What a glyph belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::proof) enum Mark {
    /// A marked content by its number on the page (ISO 32000-2, 14.7.5).
    Content(u32),
    /// What is no part of the text: an artifact (14.8.2.2).
    Artifact,
    /// Neither.
    None,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(in crate::proof) struct Content {
    /// Its glyphs in the order of drawing.
    pub(in crate::proof) glyphs: Vec<Glyph>,
    /// Texts that stand for glyphs instead of what their fonts say (14.9.4).
    pub(in crate::proof) texts: Vec<Rc<str>>,
    /// The boxes of the clipped parts, from part 1 on: left, bottom, right, top.
    pub(in crate::proof) parts: Vec<[f64; 4]>,
}
