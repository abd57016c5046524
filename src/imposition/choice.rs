//! Choices that are written as words, on the command line and in `book.toml` alike: one table each.

use super::job::Binding;
use super::options::{CreepMethod, Flip, Scale};
use super::print::PageOrder;

/// A choice that is written as a word.
pub trait Choice: Sized + Copy + 'static {
    /// Each with its word and, where the word does not say it, what it does.
    const WORDS: &'static [(Self, &'static str, &'static str)];
    /// The words alone, in the same order.
    const NAMES: &'static [&'static str];

    /// What a word means, if it is one of them.
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|row| row.1 == word).map(|row| row.0)
    }
}

/// Writes the table of a choice: each value, its word and, where the word does not say it, what it does.
macro_rules! choices {
    ($type:ty: $($value:expr => $word:literal $($about:literal)?),+ $(,)?) => {
        impl $crate::imposition::Choice for $type {
            const WORDS: &'static [(Self, &'static str, &'static str)] = &[$(($value, $word, concat!($($about)?))),+];
            const NAMES: &'static [&'static str] = &[$($word),+];
        }
    };
}
pub(crate) use choices;

choices! { Option<Binding>:
    None => "auto",
    Some(Binding::Right) => "right",
    Some(Binding::Left) => "left",
}

choices! { Flip:
    Self::ShortEdge => "short-edge" "Backs upright on the screen of a landscape sheet",
    Self::LongEdge => "long-edge" "Backs turned by half a turn",
}

choices! { Scale:
    Self::Fit => "fit" "As large as the paper allows",
    Self::Actual => "actual" "At 100 %; refused where the paper is too small",
}

choices! { CreepMethod:
    Self::Pushout => "pushout",
    Self::Shingle => "shingle",
}

choices! { PageOrder:
    Self::Reading => "reading",
    Self::Reversed => "reversed",
}
