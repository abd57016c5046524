//! Languages: direction, digits and the words that the program itself prints.

mod direction;

pub use direction::Direction;
