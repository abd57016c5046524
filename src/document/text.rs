//! The plain text of inlines: for contents, bookmarks, metadata and file names.

use super::{Block, BlockKind, Inline};
use crate::locale::Direction;

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

/// The text of a line as pages show it, its isolates as the controls of UAX#9.
pub fn controlled(content: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Isolate { direction, content, .. } => {
            let begin = match direction {
                Some(Direction::Ltr) => '\u{2066}',
                Some(Direction::Rtl) => '\u{2067}',
                None => '\u{2068}',
            };
            format!("{begin}{}\u{2069}", controlled(content))
        }
        other => controlled(other.content()),
    };
    content.iter().map(piece).collect()
}

impl Block {
    /// The letters that stand directly in this block, as they are written in the model: what [`Folio::offset`](super::Folio)
    /// counts in. Note references, pictures and breaks leave nothing.
    pub fn letters(&self) -> String {
        let mut text = String::new();
        self.visit_inlines(&mut |inline| match inline {
            Inline::Text { text: piece, .. } | Inline::Code { text: piece, .. } => text.push_str(piece),
            _ => {}
        });
        if let BlockKind::Code { text: code, .. } = &self.kind {
            text.push_str(code);
        }
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
