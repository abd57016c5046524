//! Keeping runs of the other direction apart from the text around them.

use super::bidi::{Base, first_strong, is_mark, run_direction};
use super::controls::{as_nodes, is_control};
use super::flatten::FlatRun;
use super::runs::{may_hold_runs, number_runs, runs};
use super::spaces::hold_numbers;
use crate::diagnostic::Span;
use crate::document::Inline;
use crate::locale::Direction;

/// A run of inlines, of a paragraph or anything set on its own, with every stretch of the other direction in an
/// [`Inline::Isolate`], and without direction controls. What is wholly of the other direction is one isolate, its full stop too.
pub fn isolate(content: Vec<Inline>, base: Base) -> Vec<Inline> {
    let content = if has_controls(&content) {
        as_nodes(content)
    } else {
        content
    };
    if needs_nothing(&content, base.direction) {
        return content;
    }
    let marked = any_letter(&content, &mut is_mark);
    let once = isolated(content, base);
    // Marks part numbers; without them there may be more to isolate.
    if marked { isolated(once, base) } else { once }
}

fn isolated(content: Vec<Inline>, base: Base) -> Vec<Inline> {
    let other = base.direction.other();
    if run_direction(&content) == Some(other) {
        return wholly(content, base.turned(other));
    }
    within(content, base)
}

/// The same for a text by itself, such as a title or a name; its numbers are held together.
pub fn isolate_text(text: &str, base: Base) -> Vec<Inline> {
    let inline = Inline::Text {
        text: text.into(),
        span: Span::default(),
    };
    let mut run = isolate(vec![inline], base);
    hold_numbers(&mut run, base.direction);
    run
}

fn has_controls(content: &[Inline]) -> bool {
    any_letter(content, &mut is_control)
}

/// Whether no letter of this run can stand in a run of its own.
fn needs_nothing(content: &[Inline], base: Direction) -> bool {
    let mut special = false;
    content
        .iter()
        .for_each(|inline| inline.visit(&mut |inner| special |= !matches!(inner, Inline::Text { .. } | Inline::Break)));
    !special && !any_letter(content, &mut |c| may_hold_runs(c, base))
}

fn any_letter(content: &[Inline], is: &mut impl FnMut(char) -> bool) -> bool {
    let mut found = false;
    for inline in content {
        inline.visit(&mut |inner| {
            if let Inline::Text { text, .. } = inner {
                found = found || text.chars().any(&mut *is);
            }
        });
    }
    found
}

/// One isolate around it all, unless it is one already.
fn wholly(content: Vec<Inline>, inner: Base) -> Vec<Inline> {
    if let [
        Inline::Isolate {
            direction: Some(own), ..
        },
    ] = &content[..]
        && *own == inner.direction
    {
        return within(content, inner.turned(inner.direction.other()));
    }
    let content = within(content, inner);
    vec![Inline::Isolate {
        direction: Some(inner.direction),
        language: None,
        content,
    }]
}

/// How often numbers are looked at anew: what was isolated changes what UAX#9 makes of its neighbours.
const PASSES: usize = 4;

/// Isolates the stretches of the other direction in a run, then the numbers that are left to it, and goes on inside isolates
/// with their own direction.
fn within(content: Vec<Inline>, base: Base) -> Vec<Inline> {
    let mut flat = FlatRun::of(content);
    let ranges = runs(&flat.text, base, &flat.styled());
    flat.isolate(&ranges, base);
    let mut run = flat.into_run();
    for pass in 0..PASSES {
        let mut flat = FlatRun::of(run);
        let ranges = number_runs(&flat.text, base);
        flat.isolate(&ranges, base);
        if pass == 0 && base.direction == Direction::Rtl {
            flat.part_marks_from_numbers();
        }
        run = flat.into_run();
        if ranges.is_empty() {
            break;
        }
    }
    each_isolate(&mut run, base);
    run
}

fn each_isolate(run: &mut [Inline], base: Base) {
    for inline in run {
        match inline {
            Inline::Isolate { direction, content, .. } => {
                let inner = direction.or_else(|| first_strong(content)).unwrap_or(base.direction);
                *content = within(std::mem::take(content), base.turned(inner));
            }
            other => {
                if let Some(content) = other.content_mut() {
                    each_isolate(content, base);
                }
            }
        }
    }
}
