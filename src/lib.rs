//! Kurras.
