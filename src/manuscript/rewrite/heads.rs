//! Tables whose head row and the rule under it have not the same number of cells: GitHub takes them for no tables at all, kramdown and the
//! converters that write such tables do. And rules that begin with a colon, which the parser takes for the sign of a definition.

use super::Draft;
use super::line::{Line, bars_in, lines};

/// Gives the shorter of the two as many cells as the other has, and a colon a bar before it.
pub(super) fn rewrite(draft: &mut Draft<'_>) {
    let all = lines(draft.text);
    for pair in all.windows(2) {
        let [head, rule] = pair else { continue };
        let (above, below) = (draft.body(head).trim_end(), draft.body(rule).trim_end());
        let is_text = !draft.outline.is_raw(head.body) && !draft.outline.is_raw(rule.body);
        let quoted = draft.prefix(head).trim_end() == draft.prefix(rule).trim_end();
        if !(is_text && quoted && is_rule(below) && !is_rule(above)) {
            continue;
        }
        let (titles, columns) = (cells(above), cells(below));
        if titles < 2 && !above.starts_with('|') {
            continue;
        }
        if below.starts_with(':') {
            draft.replace(rule.body..rule.body, "|");
        }
        let (line, lacks, cell) = match titles < columns {
            true => (head, columns - titles, " |"),
            false => (rule, titles - columns, "-|"),
        };
        if lacks > 0 {
            pad(draft, line, lacks, cell);
        }
    }
}

fn pad(draft: &mut Draft<'_>, line: &Line, lacks: usize, cell: &str) {
    let body = draft.body(line).trim_end();
    let end = line.body + body.len();
    let bar = if ends_in_bar(body) { "" } else { "|" };
    draft.replace(end..end, format!("{bar}{}", cell.repeat(lacks)));
}

/// Whether a line is the rule under a head: hyphens between bars, with colons that tell the alignment.
fn is_rule(line: &str) -> bool {
    let inside = line.strip_prefix('|').unwrap_or(line);
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    let is_part = |part: &str| {
        let hyphens = part.trim();
        let hyphens = hyphens.strip_prefix(':').unwrap_or(hyphens);
        let hyphens = hyphens.strip_suffix(':').unwrap_or(hyphens);
        !hyphens.is_empty() && hyphens.bytes().all(|byte| byte == b'-')
    };
    line.contains('|') && inside.split('|').all(is_part)
}

/// How many cells a row has, with bars at its ends or without.
fn cells(row: &str) -> usize {
    (bars_in(row) + 1)
        .saturating_sub(usize::from(row.starts_with('|')))
        .saturating_sub(usize::from(row.len() > 1 && ends_in_bar(row)))
}

fn ends_in_bar(row: &str) -> bool {
    row.ends_with('|') && !row.ends_with("\\|")
}
