//! `impose` judged by its finished sheets: drawn, cut, folded and read; and fed with PDFs of others, whole and broken.

mod bounds;
mod broken;
mod editions;
mod folding;
mod foreign;
mod hands;
mod mended;
mod own;
mod pictures;
mod sample;
mod sheets;
mod verbs;
mod viewers;
