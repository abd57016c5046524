//! Whether what was written reads back as it was understood: every word, in order.

use crate::diagnostic::{Report, Sources};
use crate::document::markdown::markdown;
use crate::document::{Block, BlockKind, Document, plain_text};
use crate::manuscript::{Options, Source, parse};
use crate::unicode::nfc;

/// The first words that are others when the document's Markdown is read; none where all are the same.
pub(super) fn difference(document: &Document) -> Option<String> {
    let text = markdown(document);
    let mut sources = Sources::default();
    let file = sources.add("text.md".to_string(), text.clone());
    let source = Source {
        file,
        name: "text.md",
        text: &text,
    };
    let read = parse(&[source], Options::default(), &mut Report::new());
    let (before, after) = (words(document), words(&read));
    if before == after {
        return None;
    }
    let at = before
        .iter()
        .zip(&after)
        .position(|(a, b)| a != b)
        .unwrap_or(before.len().min(after.len()));
    let start = at.saturating_sub(3);
    Some(
        before
            .get(start..before.len().min(at + 4))
            .unwrap_or_default()
            .join(" "),
    )
}

/// The words of a document, its notes' after the text's.
fn words(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |block: &Block| {
        let mut text = String::new();
        for run in block.runs() {
            text.push_str(&plain_text(run));
            text.push(' ');
        }
        if let BlockKind::Code { text: code, .. } = &block.kind {
            text.push_str(code);
        }
        found.extend(text.split_whitespace().map(nfc));
    };
    document.visit(&mut |block| add(block));
    found
}
