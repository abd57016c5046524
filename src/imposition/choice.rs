//! Choices that are written as words, on the command line and in `book.toml` alike: one table each.

use super::job::{Binding, CreepMethod, Flip, Scale};

/// A choice that is written as a word.
pub trait Choice: Sized + Copy + 'static {
    /// Each with its word and, where the word does not say it, what it does.
    const WORDS: &'static [(Self, &'static str, &'static str)];

    /// What a word means, if it is one of them.
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|row| row.1 == word).map(|row| row.0)
    }
}

impl Choice for Option<Binding> {
    const WORDS: &'static [(Self, &'static str, &'static str)] = &[
        (None, "auto", ""),
        (Some(Binding::Right), "right", ""),
        (Some(Binding::Left), "left", ""),
    ];
}

impl Choice for Flip {
    const WORDS: &'static [(Self, &'static str, &'static str)] = &[
        (
            Self::ShortEdge,
            "short-edge",
            "Backs upright on the screen of a landscape sheet",
        ),
        (Self::LongEdge, "long-edge", "Backs turned by half a turn"),
    ];
}

impl Choice for Scale {
    const WORDS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Fit, "fit", "As large as the paper allows"),
        (Self::Actual, "actual", "At 100 %; refused where the paper is too small"),
    ];
}

impl Choice for CreepMethod {
    const WORDS: &'static [(Self, &'static str, &'static str)] =
        &[(Self::Pushout, "pushout", ""), (Self::Shingle, "shingle", "")];
}
