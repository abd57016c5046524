//! Kurras.

pub mod imposition;
