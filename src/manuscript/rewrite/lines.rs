//! What begins a line: fences of groups, callouts, page breaks, attributes, captions, verse, lists.

use super::super::abbreviations::explained;
use super::super::attributes::Attributes;
use super::super::marks::Mark;
use super::super::tally::Odd;
use super::line::{Line, lines};
use super::{Draft, callouts, lists, tables, tex, verse};

/// Rewrites what begins lines.
pub(super) fn rewrite(draft: &mut Draft<'_>) {
    let lines = lines(draft.text);
    verse::fences(draft, &lines);
    tables::captions(draft, &lines);
    headings(draft);
    let mut fences = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let in_formula = draft
            .outline
            .formula_at(line.body)
            .is_some_and(|formula| formula.start < line.body);
        at += if draft.outline.is_raw(line.body) || in_formula || line.body == line.end {
            1
        } else {
            one(draft, &lines, at, &mut fences).max(1)
        };
    }
}

/// Rewrites what begins at a line; how many lines were taken.
fn one(draft: &mut Draft<'_>, lines: &[Line], at: usize, fences: &mut Vec<usize>) -> usize {
    let Some(&line) = lines.get(at) else { return 1 };
    let body = draft.body(&line);
    match body.as_bytes().first() {
        Some(b':') if body.starts_with(":::") => callouts::fence(draft, &line, fences),
        // A meaning has a space behind its colon; without one it is a word that begins with a colon, as in `:word:`.
        Some(b':') if body[1..].starts_with(|c: char| !c.is_whitespace()) => {
            draft.replace(line.body..line.body + 1, "\\:");
        }
        Some(b'[') if body.starts_with("[!") => callouts::alert(draft, lines, at),
        Some(b'[') if is_speech(draft, lines, at) => draft.replace(line.body..line.body, "\\"),
        Some(b'!' | b'?') => return callouts::indented(draft, lines, at),
        Some(b'|') => return tables::bars(draft, lines, at),
        Some(b'\\') => tex::instruction(draft, lines, at),
        Some(b'{') => attributes(draft, lines, at),
        Some(b'*') if body.starts_with("*[") => abbreviation(draft, &line),
        Some(b'[' | b'@' | b'$') if is_contents(body) => draft.replace(line.body(), ""),
        _ => lists::item(draft, lines, at),
    }
    1
}

/// Whether a line that the parser takes for a link's address is one of a talk, or a note: `[Name]: word`, where the word is no address, and
/// nothing names the label.
fn is_speech(draft: &Draft<'_>, lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let Some((label, rest)) = draft
        .body(line)
        .strip_prefix('[')
        .and_then(|body| body.split_once("]:"))
    else {
        return false;
    };
    let next = lines.get(at + 1).filter(|_| rest.trim().is_empty());
    let word = next.map_or(rest, |next| draft.body(next)).trim();
    let outline = draft.outline;
    !label.starts_with('^')
        && !label.contains('[')
        && !outline.is_prose(line.body)
        && !outline.is_named(label)
        && !is_address(word)
}

/// Whether a link can lead there.
fn is_address(word: &str) -> bool {
    let inner = word.trim_end_matches(['.', '!', ':', '،', '؟']);
    word.starts_with(['<', '/', '#', '.']) || inner.contains(['/', '.', ':', '#', '@'])
}

/// What an abbreviation stands for, said on a line of its own; the first to say it is right.
fn abbreviation(draft: &mut Draft<'_>, line: &Line) {
    if let Some((label, title)) = explained(draft.body(line)) {
        draft.count(Odd::Abbreviation, line.body());
        draft.replace(line.body(), "");
        let known = draft.marks.abbreviations.entry(label.into());
        known.or_insert_with(|| title.into());
    }
}

/// A place for the contents, which the program makes itself.
fn is_contents(body: &str) -> bool {
    let body = body.trim();
    ["[TOC]", "[[TOC]]", "[[_TOC_]]", "@[TOC]", "${TOC}"]
        .iter()
        .any(|sign| sign.eq_ignore_ascii_case(body))
}

/// Attributes on a line of their own belong to the block before them (kramdown).
fn attributes(draft: &mut Draft<'_>, lines: &[Line], at: usize) {
    let Some(line) = lines.get(at) else { return };
    let body = draft.body(line).trim();
    let Some(inside) = body.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}')) else {
        return;
    };
    // `{:toc}` makes contents of the list before it.
    if inside.trim().starts_with("toc") {
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        let is_item = |line: &&Line| draft.body(line).starts_with(['*', '-', '+', '1']);
        if let Some(before) = before.filter(is_item) {
            draft.replace(before.body(), "");
        }
        return draft.replace(line.body(), "");
    }
    match Attributes::parse(inside) {
        Some(found) => draft.mark(line.body(), Mark::Block(found)),
        // `{::options …/}` and the like say nothing to a book.
        None => draft.replace(line.body(), ""),
    }
}

/// Braces at a heading's end that hold no attributes, or that are escaped, are letters; the parser would take them away.
fn no_attributes(draft: &mut Draft<'_>, line: &str, start: usize, at: usize) {
    let inside = line.get(at + 1..line.len() - 1).unwrap_or("");
    let before = line.get(..at).unwrap_or("");
    let escaped = (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
    if !escaped && Attributes::parse(inside).is_some() || inside.ends_with('\\') {
        return;
    }
    if !escaped {
        draft.replace(start + at..start + at, "\\");
    }
    let end = start + line.len() - 1;
    draft.replace(end..end, "\\");
}

/// Heading lines: kramdown's attributes as pandoc's, and a wanted break before the next line as one in the heading.
fn headings(draft: &mut Draft<'_>) {
    let outline = draft.outline;
    for range in &outline.headings {
        let line = draft.slice(range.clone()).trim_end();
        let end = range.start + line.len();
        if let Some(at) = line.rfind("{:").filter(|_| line.ends_with('}')) {
            draft.replace(range.start + at + 1..range.start + at + 2, "");
        } else if let Some(at) = line.rfind('{').filter(|_| line.ends_with('}')) {
            no_attributes(draft, line, range.start, at);
        }
        let next = draft.text.get(end..).unwrap_or("");
        let goes_on = next
            .strip_prefix('\n')
            .and_then(|next| next.chars().next())
            .is_some_and(|c| !c.is_whitespace() && !matches!(c, '#' | '-' | '*' | '>' | '|'));
        if line.starts_with('#') && line.ends_with('\\') && !line.ends_with("\\\\") && goes_on {
            draft.replace(end - 1..end + 1, "<br>");
        }
    }
}
