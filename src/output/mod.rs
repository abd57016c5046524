//! The outputs: each is made from an [`Edition`](crate::edition::Edition) and knows nothing of the others, but that the page of the
//! web is written by the EPUB's own writer of text.

pub mod epub;
pub mod pdf;
pub mod text;
pub mod web;
