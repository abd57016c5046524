//! The quick tier: what needs nothing but the checkout. `cargo test` runs it with the unit tests.
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
#![allow(clippy::print_stdout, reason = "some tests print the figures they are held to")]

#[path = "../support/mod.rs"]
mod support;

mod addresses;
mod architecture;
mod book;
mod bounds;
mod check;
mod docs;
mod fixtures;
mod fuzz;
mod import;
mod kept;
mod lint;
mod lists;
mod locales;
mod marks;
mod messages;
mod nastaliq;
mod places;
mod policy;
mod preview;
mod proof;
mod slips;
mod songs;
mod starters;
mod titles;
