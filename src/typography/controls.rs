//! The author's direction controls: isolates and embeddings become nodes, overrides and what is unbalanced goes.

use super::bidi::is_mark;
use crate::diagnostic::Span;
use crate::document::Inline;
use crate::locale::Direction;

/// How deep the author's isolates may stand inside each other; deeper ones change nothing that a reader could see.
const MAX_DEPTH: usize = 6;

/// A text without any direction control: for names and metadata, where no markup can be.
pub fn without_controls(text: &str) -> String {
    text.chars().filter(|&c| !is_control(c) && !is_mark(c)).collect()
}

/// Whether a character is an explicit formatting character (UAX#9 § 2): an embedding, an override, an isolate or their end.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A list of inlines with its controls as nodes. What begins in a list ends in it: that is how unbalanced controls end with
/// their paragraph (UAX#9 X8), and with their emphasis or link.
pub(super) fn as_nodes(run: Vec<Inline>) -> Vec<Inline> {
    let mut stack = vec![Open::new(None)];
    for inline in run {
        match inline {
            Inline::Text { text, span } if text.contains(is_control) => split(&text, span, &mut stack),
            mut other => {
                if let Some(content) = other.content_mut() {
                    *content = as_nodes(std::mem::take(content));
                }
                push(&mut stack, other);
            }
        }
    }
    while stack.len() > 1 {
        close(&mut stack);
    }
    stack.pop().map(|open| open.content).unwrap_or_default()
}

/// What has begun: an isolate, an embedding, or an override, which is passed over.
struct Open {
    control: Option<char>,
    content: Vec<Inline>,
}

impl Open {
    fn new(control: Option<char>) -> Self {
        Open {
            control,
            content: Vec::new(),
        }
    }

    fn is_isolate(&self) -> bool {
        matches!(self.control, Some('\u{2066}'..='\u{2068}'))
    }
}

fn push(stack: &mut [Open], inline: Inline) {
    if let Some(top) = stack.last_mut() {
        top.content.push(inline);
    }
}

fn split(text: &str, span: Span, stack: &mut Vec<Open>) {
    let mut from = 0;
    for (at, control) in text.match_indices(is_control) {
        push_text(text.get(from..at).unwrap_or(""), span, stack);
        from = at + control.len();
        match control {
            "\u{2069}" => close_isolate(stack),
            "\u{202c}" => {
                if stack.len() > 1 && stack.last().is_some_and(|top| !top.is_isolate()) {
                    close(stack);
                }
            }
            _ => stack.push(Open::new(control.chars().next())),
        }
    }
    push_text(text.get(from..).unwrap_or(""), span, stack);
}

fn push_text(text: &str, span: Span, stack: &mut [Open]) {
    if !text.is_empty() {
        push(
            stack,
            Inline::Text {
                text: text.into(),
                span,
            },
        );
    }
}

/// PDI ends the innermost isolate and the embeddings in it (X6a); without one it does nothing.
fn close_isolate(stack: &mut Vec<Open>) {
    let Some(at) = stack.iter().rposition(Open::is_isolate) else {
        return;
    };
    while stack.len() > at {
        close(stack);
    }
}

fn close(stack: &mut Vec<Open>) {
    let Some(Open { control, content }) = stack.pop() else {
        return;
    };
    let direction = match control {
        Some('\u{202a}' | '\u{2066}') => Some(Direction::Ltr),
        Some('\u{202b}' | '\u{2067}') => Some(Direction::Rtl),
        Some('\u{2068}') => None,
        // An override: its letters stay as they are.
        _ => {
            content.into_iter().for_each(|inline| push(stack, inline));
            return;
        }
    };
    // An isolate in an isolate of the same direction, with nothing beside it, is one.
    if let [Inline::Isolate { direction: inner, .. }] = &content[..]
        && *inner == direction
    {
        content.into_iter().for_each(|inline| push(stack, inline));
    } else if content.iter().map(depth).max().unwrap_or(0) >= MAX_DEPTH {
        content.into_iter().for_each(|inline| push(stack, inline));
    } else if !content.is_empty() {
        push(
            stack,
            Inline::Isolate {
                direction,
                language: None,
                content,
            },
        );
    }
}

/// How many isolates stand inside each other here; bounded, since no more than `MAX_DEPTH` are made.
fn depth(inline: &Inline) -> usize {
    let inner = inline.content().iter().map(depth).max().unwrap_or(0);
    inner + usize::from(matches!(inline, Inline::Isolate { .. }))
}
