//! The texts of versions, and how they differ: which paragraphs, and in them which words.

mod diff;
mod locale_context;
mod render;
mod text;

pub use diff::{Change, Piece, changes};
pub use locale_context::LocaleContext;
pub use render::{CHANGES, in_words, place, since};
pub use text::{NAME as TEXT, Paragraph, VersionText};
