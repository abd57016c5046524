//! The outputs: each is made from an [`Edition`](crate::edition::Edition) and knows nothing of the others.

pub mod epub;
pub mod pdf;
pub mod text;
