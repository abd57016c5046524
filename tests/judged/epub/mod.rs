//! The EPUB as readers get it: judged by EPUBCheck and Ace, opened by reading engines, and taken apart.

pub mod books;
mod fonts;
mod leaves;
mod package;
mod pictures;
mod readers;
