//! `impose` judged by its finished sheets: drawn, cut, folded and read; and fed with PDFs of others, whole and broken.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by failing"
)]
#![allow(clippy::disallowed_methods, reason = "tests read samples")]

mod broken;
mod editions;
mod folding;
mod foreign;
mod hands;
mod own;
mod pictures;
mod sample;
mod sheets;
#[path = "../support/mod.rs"]
mod support;
mod verbs;
