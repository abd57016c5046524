//! The plain text of inlines: for contents, bookmarks, metadata and file names.

use super::{Block, BlockKind, Inline};

/// The letters of a run in reading order: note references leave nothing, pictures their alternative text, breaks a space.
pub fn plain_text(content: &[Inline]) -> String {
    let mut out = String::new();
    push(content, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
            Inline::Image(image) => out.push_str(&image.alt),
            Inline::Break => out.push(' '),
            Inline::Note { .. } => {}
            other => push(other.content(), out),
        }
    }
}

impl Block {
    /// The letters that stand directly in this block, as they are written in the model: what [`Folio::offset`](super::Folio)
    /// counts in. Note references, pictures and breaks leave nothing.
    pub fn letters(&self) -> String {
        let mut text = String::new();
        if let BlockKind::Code { text: code, .. } = &self.kind {
            text.push_str(code);
        }
        self.visit_inlines(&mut |inline| match inline {
            Inline::Text { text: piece, .. } | Inline::Code { text: piece, .. } => text.push_str(piece),
            _ => {}
        });
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    #[test]
    fn letters_stay_and_notes_go() {
        let text = |text: &str| Inline::Text {
            text: text.into(),
            span: Span::default(),
        };
        let content = vec![
            Inline::Strong {
                content: vec![text("درس")],
            },
            Inline::Break,
            text("أول"),
            Inline::Note {
                note: 0,
                reference: 1,
                span: Span::default(),
            },
        ];
        assert_eq!(plain_text(&content), "درس أول");
    }
}
