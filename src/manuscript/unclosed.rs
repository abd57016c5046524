//! Blocks that are never closed, and so take the rest of their text with them.

use std::ops::Range;

use super::builder::Builder;
use super::html::HtmlBlock;
use crate::diagnostic::{Diagnostic, said};

const CODE: &str = "unclosed-block";

/// Says that a comment has no end.
pub(super) fn comment(html: &HtmlBlock, builder: &mut Builder<'_>) {
    const BEGINS: &str = "<!--";
    let Some(at) = html.text.rfind(BEGINS) else { return };
    let inside = html.text.get(at + BEGINS.len()..).unwrap_or_default();
    if inside.contains("-->") || inside.trim().is_empty() {
        return;
    }
    let message = said!("the comment that begins here is never closed: all that stands behind it is left out");
    let finding = Diagnostic::warning(CODE, message).hint("write --> where it ends");
    builder.find(html.place(at..at + BEGINS.len()), finding);
}

/// Says that a block of code between rows of signs has no end, where it takes the rest of the text with it.
pub(super) fn code(text: &str, range: &Range<usize>, builder: &mut Builder<'_>) {
    let (block, behind) = (text.get(range.clone()), text.get(range.end..));
    let mut lines = block.unwrap_or_default().lines();
    let Some(first) = lines.next() else { return };
    let sign = first.trim_start().chars().next().unwrap_or('`');
    let row = |line: &str| {
        let line = line.trim();
        line.chars().take_while(|c| *c == sign).count()
    };
    let last = lines.rfind(|line| !line.trim().is_empty());
    let Some(last) = last.filter(|_| behind.is_some_and(|behind| behind.trim().is_empty())) else {
        return;
    };
    let closed = row(last) >= row(first).max(3) && last.trim().chars().all(|c| c == sign);
    if !closed {
        let message = said!("the block that begins here is never closed: it takes all that stands behind it");
        let finding = Diagnostic::warning(CODE, message).hint("end it by a line of the same signs");
        builder.find(range.start..range.start + first.trim_end().len(), finding);
    }
}
