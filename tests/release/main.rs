//! Releases as those who get them see them: the same bytes wherever they are made, whole or not there, and nothing personal in
//! any file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests run programs and read files"
)]

#[path = "../support/mod.rs"]
mod support;

mod bytes;
mod catalogue;
mod changes;
mod library;
mod manifest;
mod sample;
mod shelf;
mod sign;
mod verify;
