//! What goes to a print shop, and the code on its cover.

use std::str::FromStr;

use super::{Resolver, within};
use crate::config::Print;
use crate::diagnostic::Diagnostic;
use crate::imposition::Thickness;
use crate::imposition::print::BLEED;

impl Resolver<'_> {
    /// A QR code needs something to point at.
    pub(super) fn qr(&mut self) -> bool {
        let wanted = self.boolean("pdf", "qr").unwrap_or(false);
        if let (true, None, Some((_, span))) = (wanted, self.file.get("book", "url"), self.file.get("pdf", "qr")) {
            let said = Diagnostic::error("invalid-value", "`qr = true`: the book has no address to point at").at(*span);
            self.report
                .add(said.hint("write url = \"https://…\" below [book], where the digital edition lives"));
        }
        wanted
    }

    pub(super) fn print(&mut self) -> Print {
        Print {
            wanted: self.file.has("print"),
            bleed: self
                .parsed("print", "bleed", |text: &str| within(text, 0.0, 72.0))
                .map_or(BLEED, |length| length.points),
            marks: self.boolean("print", "marks").unwrap_or(true),
            order: self.choice("print", "order").unwrap_or_default(),
            black: self.text("print", "inks").as_deref() == Some("black"),
            cover: self.boolean("print", "cover").unwrap_or(true),
            paper: self.parsed("print", "paper", Thickness::from_str),
            cover_paper: self.parsed("print", "cover-paper", Thickness::from_str),
            spine: self
                .parsed("print", "spine", |text: &str| within(text, 0.0, 284.0))
                .map(|length| length.points),
        }
    }
}
