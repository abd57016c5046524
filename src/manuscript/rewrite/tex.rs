//! Instructions for TeX on lines of their own, and formulas in the signs of other programs.

use super::super::marks::Mark;
use super::super::tally::Odd;
use super::Draft;
use super::line::Line;

/// What says nothing to a book: left out, and counted.
const KNOWN: [&str; 25] = [
    "\\DeclareMathOperator",
    "\\begin",
    "\\bigskip",
    "\\centering",
    "\\chapter",
    "\\end",
    "\\hfill",
    "\\hrule",
    "\\hspace",
    "\\maketitle",
    "\\medskip",
    "\\newcommand",
    "\\newenvironment",
    "\\newtheorem",
    "\\noindent",
    "\\providecommand",
    "\\renewcommand",
    "\\setcounter",
    "\\smallskip",
    "\\tableofcontents",
    "\\thispagestyle",
    "\\usepackage",
    "\\vfill",
    "\\vskip",
    "\\vspace",
];

/// Environments that hold formulas, drawings or code, with an asterisk behind their names or not.
const NOTATION: [&str; 14] = [
    "align",
    "array",
    "displaymath",
    "eqnarray",
    "equation",
    "flalign",
    "gather",
    "lstlisting",
    "math",
    "multline",
    "tabular",
    "tabularx",
    "tikzpicture",
    "verbatim",
];

/// How many lines an environment may have.
const LONGEST: usize = 400;

/// Reads an instruction at the head of a line.
pub(super) fn instruction(draft: &mut Draft<'_>, lines: &[Line], at: usize) {
    let Some(line) = lines.get(at) else { return };
    let body = draft.body(line).trim();
    let name_end = body
        .get(1..)
        .and_then(|rest| rest.find(|c: char| !c.is_ascii_alphabetic()))
        .map_or(body.len(), |at| at + 1);
    let (name, rest) = body.split_at(name_end);
    if matches!(name, "\\newpage" | "\\pagebreak" | "\\clearpage" | "\\cleardoublepage") && rest.is_empty() {
        return draft.mark(line.body(), Mark::PageBreak);
    }
    let arguments = rest.is_empty() || (rest.starts_with(['{', '[']) && rest.ends_with(['}', ']']));
    if !arguments || !KNOWN.contains(&name) {
        return;
    }
    if name == "\\begin" {
        keep_environment(draft, lines, at, rest);
    }
    draft.count(Odd::Tex, line.body());
    draft.replace(line.body(), "");
}

/// Keeps in mind where the text of an environment is no prose. `rest` is what stands behind `\begin`.
fn keep_environment(draft: &mut Draft<'_>, lines: &[Line], at: usize, rest: &str) {
    let Some((name, _)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return;
    };
    if !NOTATION.contains(&name.trim_end_matches('*')) {
        return;
    }
    let closes = format!("\\end{{{name}}}");
    let ends = |line: &&Line| draft.body(line).trim() == closes;
    if let (Some(first), Some(last)) = (lines.get(at), lines.iter().skip(at + 1).take(LONGEST).find(ends)) {
        let span = draft.source.span(draft.file, first.start..last.end);
        draft.tally.keep_notation(span);
    }
}

/// Leanpub's formulas, `{$$}x^2{/$$}`, as others write them: in a line between two signs, on lines of their own between pairs of them.
pub(super) fn formulas(draft: &mut Draft<'_>) {
    const OPENS: &str = "{$$}";
    const CLOSES: &str = "{/$$}";
    let mut from = 0;
    while let Some(start) = draft
        .text
        .get(from..)
        .and_then(|rest| rest.find(OPENS))
        .map(|at| from + at)
    {
        let inside = start + OPENS.len();
        from = inside;
        let Some(length) = draft.text.get(inside..).and_then(|rest| rest.find(CLOSES)) else {
            return;
        };
        let formula = draft.slice(inside..inside + length);
        let in_code = draft.outline.is_raw(start) || draft.outline.code_at(start).is_some();
        if in_code || formula.contains("\n\n") {
            continue;
        }
        let end = inside + length;
        let sign = if formula.contains('\n') { "$$" } else { "$" };
        let lead = if sign == "$" {
            formula.len() - formula.trim_start().len()
        } else {
            0
        };
        let trail = if sign == "$" {
            formula.len() - formula.trim_end().len()
        } else {
            0
        };
        draft.replace(start..inside + lead, sign);
        draft.replace(end - trail..end + CLOSES.len(), sign);
        from = end + CLOSES.len();
    }
}
