//! The judged tier: finished files before outside judges, which `make test` installs. A judge that is missing fails its tests.
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

mod arabic;
mod bidi;
mod commonmark;
mod epub;
mod handbook;
mod hostile;
mod import;
mod impose;
mod inventory;
mod judges;
mod languages;
mod library;
mod packages;
mod preview;
mod print;
mod release;
mod room;
mod sarif;
mod shell;
mod text_layer;
