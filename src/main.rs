//! Kurras.
fn main() {}
