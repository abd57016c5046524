//! A document as the Markdown that a person would have written: what `docs/markdown.md` says is read, and read again it is the
//! same document.

mod blocks;
mod escape;
mod inlines;

use std::collections::BTreeSet;

use crate::document::{BlockKind, Document, Inline, Target};

/// What the writing of a block needs to know of the whole.
struct Context {
    /// The anchors that links lead to.
    linked: BTreeSet<String>,
    /// Down to which level the program numbers headings.
    numbered: u8,
}

/// The document as Markdown, its notes at the end.
pub fn markdown(document: &Document) -> String {
    let context = Context::of(document);
    let mut parts = vec![blocks::blocks(&document.blocks, &context)];
    let mut notes = Vec::new();
    for (at, note) in document.notes.iter().enumerate() {
        let text = blocks::blocks(&note.blocks, &context);
        notes.push(format!("[^{}]: {}", at + 1, blocks::indented(&text, 4)));
    }
    parts.push(notes.join("\n\n"));
    parts.retain(|part| !part.is_empty());
    let mut text = guarded(&parts.join("\n\n"));
    text.push('\n');
    text
}

/// A text whose first line cannot be taken for front matter.
fn guarded(text: &str) -> String {
    let first = text.lines().next().unwrap_or("");
    let key = first.split_once(':').map(|(key, _)| key).filter(|key| !key.is_empty());
    let is_key = |key: &str| key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    match key {
        Some(key) if is_key(key) => format!("{key}\\{}", text.get(key.len()..).unwrap_or("")),
        _ if first.starts_with("% ") => format!("\\{text}"),
        _ => text.into(),
    }
}

impl Context {
    fn of(document: &Document) -> Self {
        let mut linked = BTreeSet::new();
        let mut numbered = 0;
        document.visit(&mut |block| {
            block.visit_inlines(&mut |inline| {
                if let Inline::Link {
                    target: Target::Anchor(name),
                    ..
                } = inline
                {
                    linked.insert(name.clone());
                }
            });
            if let BlockKind::Heading(heading) = &block.kind
                && !heading.number.is_empty()
            {
                numbered = numbered.max(heading.level);
            }
        });
        Self { linked, numbered }
    }
}
