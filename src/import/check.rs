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
    let notes = document.notes.iter().flat_map(|note| &note.blocks);
    document
        .blocks
        .iter()
        .chain(notes)
        .for_each(|block| add_words(block, &mut found));
    found
}

/// Adds a block's words as they are read: a quotation's author comes after it.
fn add_words(block: &Block, found: &mut Vec<String>) {
    let inside = |found: &mut Vec<String>| block.children().iter().for_each(|inner| add_words(inner, found));
    let is_quote = matches!(block.kind, BlockKind::Quote { .. });
    if is_quote {
        inside(found);
    }
    let mut text = String::new();
    for run in block.runs() {
        text.push_str(&plain_text(run));
        text.push(' ');
    }
    if let BlockKind::Code { text: code, .. } = &block.kind {
        text.push_str(code);
    }
    found.extend(text.split_whitespace().map(nfc));
    if !is_quote {
        inside(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_the_same_whoever_tells_its_author() {
        let mut sources = Sources::default();
        let text = "نصّ.\n\n> قول\n>\n> — قائل\n\nبعد.\n";
        let file = sources.add("a.md".to_string(), text.to_string());
        let source = Source {
            file,
            name: "a.md",
            text,
        };
        let mut document = parse(&[source], Options::default(), &mut Report::new());
        assert_eq!(difference(&document), None);
        if let BlockKind::Quote { blocks, attribution } = &mut document.blocks[1].kind {
            let content = attribution.take().unwrap();
            let mut last = blocks[0].clone();
            last.kind = BlockKind::Paragraph { content };
            blocks.push(last);
        }
        assert_eq!(difference(&document), None);
    }
}
