//! `[print]`: how the files for a print shop are made.

use std::str::FromStr;

use super::KeyKind::*;
use super::keys;
use crate::imposition::print::{BLEED, PageOrder};
use crate::imposition::{Choice as _, Thickness, choices};

keys! {
    /// `[print]`: how the files for a print shop are made.
    Print in "print" {
        "bleed" bleed: f64, Length, |key| key.length(0.0, 72.0).map_or(BLEED, |length| length.points),
            "\"3mm\"", "how far colour reaches beyond the trim; in North America \"0.125in\"";
        "marks" marks: bool, Boolean, |key| key.boolean().unwrap_or(true),
            "true", "whether crop marks stand outside the bleed";
        "order" order: PageOrder, Choice(PageOrder::NAMES), |key| key.choice().unwrap_or_default(),
            "\"reading\"", "the order of pages; reversed for services that know only books bound on the left";
        "inks" inks: PrintInks, Choice(PrintInks::NAMES), |key| key.choice().unwrap_or_default(),
            "\"colour\"", "whether colours stay, or all becomes shades of black ink; text that is black or grey is black ink alone in either";
        "cover" cover: bool, Boolean, |key| key.boolean().unwrap_or(true),
            "true", "whether the cover is a file of its own, in one piece with its spine; else its pages stay in the book";
        "paper" paper: Option<Thickness>, Text, |key| key.parsed(Thickness::from_str),
            "none", "the inner paper's weight (\"90g\") or a leaf's thickness (\"0.1mm\"), which makes the spine";
        "cover-paper" cover_paper: Option<Thickness>, Text, |key| key.parsed(Thickness::from_str),
            "none", "the cover's weight or thickness, which the spine gains twice";
        "spine" spine: Option<f64>, Length, |key| key.length(0.0, 284.0).map(|length| length.points),
            "by pages and paper", "the spine's width, where the print shop says one";
    }
    also {
        /// Whether the book has such a table, and so wants these files without being asked.
        wanted: bool = |file| file.has("print");
    }
}

/// The inks that a print shop prints with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PrintInks {
    /// Colours stay.
    #[default]
    Colour,
    /// All becomes shades of black ink.
    Black,
}

choices! { PrintInks:
    Self::Colour => "colour",
    Self::Black => "black",
}
