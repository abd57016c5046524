//! What the tests share: the outside judges, fixture books, and the program itself.
//!
//! A judge that is missing fails the test that calls it; `make test` installs them all (`tests/judges/install.sh`).
//! Judges that are slow to start (Java, Chromium, Python) are started once a test program and answer a line at a time.

#![allow(dead_code, reason = "each test program uses its own part of this")]
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

pub mod chance;
pub mod drawn;
pub mod judges;
pub mod program;
