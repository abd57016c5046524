//! The EPUB as readers get it: judged by EPUBCheck and Ace, opened by reading engines, and taken apart.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read files")]

#[path = "../support/mod.rs"]
mod support;

mod books;
mod fonts;
mod package;
mod pictures;
mod readers;
