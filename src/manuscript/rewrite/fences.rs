//! Fences of verse and of boxes that lack their end. What follows them would be theirs, up to the end of the file or to the end of the next
//! such block: they are ended where a heading or another fence shows that they were over.

use super::Draft;
use super::boxes;
use super::line::{Line, lines, touched};

/// Closes the fences that lack their end, where it can be told. Answers by its edits; what it closes may uncover others.
pub(super) fn rewrite(draft: &mut Draft<'_>) {
    let all = lines(draft.text);
    let outline = draft.outline;
    for range in &outline.raw {
        let held = touched(&all, range);
        // What stands in a quotation or an item ends with it.
        if let Some(opening) = held
            .first()
            .filter(|line| line.body == range.start && !draft.prefix(line).contains('>'))
            && let Some(fence) = Fence::of(draft, opening).filter(|fence| fence.holds_text)
        {
            close(draft, held, fence);
        }
    }
}

/// The first line of a fenced block.
#[derive(Clone, Copy)]
struct Fence {
    sign: char,
    length: usize,
    /// Whether verse or a box begins with it, which hold text and no code.
    holds_text: bool,
}

impl Fence {
    fn of(draft: &Draft<'_>, line: &Line) -> Option<Self> {
        let body = draft.body(line).trim_end();
        let sign = body.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = body.trim_start_matches(sign);
        let length = body.len() - info.len();
        let info = info.trim();
        let opens = length > 2 && !info.is_empty() && !info.contains('`');
        opens.then(|| Fence {
            sign,
            length,
            holds_text: is_verse(info) || boxes::is_named(info),
        })
    }
}

/// Whether a fence's first line calls what it holds verse.
pub(super) fn is_verse(info: &str) -> bool {
    let name = info.split_whitespace().next().unwrap_or("");
    name.trim_matches(['{', '}', '.']) == "verse"
}

fn close(draft: &mut Draft<'_>, held: &[Line], mut fence: Fence) {
    let ends = |draft: &Draft<'_>, line: &Line| {
        let body = draft.body(line).trim();
        body.len() > 2 && body.chars().all(|c| c == fence.sign)
    };
    let is_closed = held.len() > 1 && held.last().is_some_and(|last| ends(draft, last));
    let inside = held.get(1..held.len() - usize::from(is_closed)).unwrap_or_default();
    let begins = |draft: &Draft<'_>, line: &Line, fence: Fence| {
        Fence::of(draft, line).filter(|inner| inner.sign == fence.sign && inner.length >= fence.length)
    };
    if is_closed && !inside.iter().any(|line| begins(draft, line, fence).is_some()) {
        return;
    }
    let mut open = held.first().copied();
    let mut before = open;
    for line in inside {
        let inner = begins(draft, line, fence);
        if (inner.is_some() || is_heading(draft.body(line)))
            && let (Some(opening), Some(before)) = (open.take(), before)
        {
            let row: String = std::iter::repeat_n(fence.sign, fence.length).collect();
            draft.replace(before.end..before.end, format!("\n{}{row}", draft.prefix(&opening)));
            draft.unclosed(opening.body(), true);
        }
        if let Some(inner) = inner {
            (fence, open) = (inner, inner.holds_text.then_some(*line));
        }
        if !draft.is_blank(line) {
            before = Some(*line);
        }
    }
    if let Some(opening) = open.filter(|_| !is_closed) {
        draft.unclosed(opening.body(), false);
    }
}

/// `# …` to `###### …`.
fn is_heading(body: &str) -> bool {
    let rest = body.trim_start_matches('#');
    (1..=6).contains(&(body.len() - rest.len())) && rest.starts_with(' ') && !rest.trim().is_empty()
}
