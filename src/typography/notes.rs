//! Marks of notes side by side, which would be read as one number.

use crate::diagnostic::Span;
use crate::document::Inline;

/// Parts neighbouring marks by a raised space at which no line ends.
pub(super) fn part(run: &mut Vec<Inline>) {
    for inline in run.iter_mut() {
        if let Some(content) = inline.content_mut() {
            part(content);
        }
    }
    let beside = |pair: &[Inline]| matches!(pair, [one, next] if edge(one, <[_]>::last) && edge(next, <[_]>::first));
    let places: Vec<usize> = run
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| beside(pair))
        .map(|(at, _)| at + 1)
        .collect();
    for at in places.into_iter().rev() {
        run.insert(at, space());
    }
}

/// Whether an inline has a mark at this edge.
fn edge(inline: &Inline, end: fn(&[Inline]) -> Option<&Inline>) -> bool {
    matches!(inline, Inline::Note { .. }) || end(inline.content()).is_some_and(|inner| edge(inner, end))
}

fn space() -> Inline {
    let text = "\u{a0}".into();
    Inline::Superscript {
        content: vec![Inline::Text {
            text,
            span: Span::default(),
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_side_by_side_are_parted_once() {
        let note = |note| Inline::Note {
            note,
            reference: 1,
            span: Span::default(),
        };
        let strong = Inline::Strong {
            content: vec![note(1), note(2)],
        };
        let mut run = vec![note(0), strong, Inline::Break, note(3)];
        part(&mut run);
        let [first, parted, Inline::Strong { content }, Inline::Break, last] = &run[..] else {
            panic!("{run:?}");
        };
        assert_eq!((first, parted, last), (&note(0), &space(), &note(3)));
        assert_eq!(content[..], [note(1), space(), note(2)]);
        let once = run.clone();
        part(&mut run);
        assert_eq!(run, once);
    }
}
