//! What a comment in the manuscript allows: `<!-- kurras: allow code -->`, for the block in which it stands or else the one behind it.

use super::Book;
use crate::config::did_you_mean;
use crate::diagnostic::codes::{CODES, code};
use crate::diagnostic::{Diagnostic, FileId, Location, Report, Span, said};
use crate::document::{Block, BlockKind, Inline};

/// What is allowed, and where.
#[derive(Debug, Clone)]
pub(super) struct Allowed {
    code: String,
    within: Span,
}

impl Allowed {
    /// Whether this allows a code at a place.
    pub(super) fn covers(&self, code: &str, at: &Location) -> bool {
        let Location::Span(span) = at else { return false };
        let within = self.within.start <= span.start && span.start <= self.within.end;
        self.code == code && span.file == self.within.file && within
    }
}

/// Everything that comments of the manuscript allow. Codes that there are none of are errors.
pub(super) fn allowed(book: &Book<'_>, report: &mut Report) -> Vec<Allowed> {
    let mut blocks: Vec<&Block> = Vec::new();
    book.document.visit(&mut |block| blocks.push(block));
    let mut files: Vec<FileId> = blocks.iter().map(|block| block.span.file).collect();
    files.sort();
    files.dedup();
    let mut found = Vec::new();
    for file in files {
        let text = book.sources.text(file);
        for (comment, codes) in comments(&text, file) {
            let Some(within) = block_of(&blocks, comment) else {
                continue;
            };
            if codes.is_empty() {
                let finding = Diagnostic::error("unknown-code", "this comment allows nothing").at(comment);
                report.add(finding.hint("write it as <!-- kurras: allow CODE -->"));
            }
            for (name, at) in codes {
                if code(&name).is_none() {
                    report.add(unknown(&name).at(at));
                }
                found.push(Allowed { code: name, within });
            }
        }
    }
    found
}

fn unknown(name: &str) -> Diagnostic {
    let found = Diagnostic::error("unknown-code", said!("there is no finding called \"{name}\"", name));
    match did_you_mean(name, CODES.iter().map(|code| code.name)) {
        Some(near) => found.hint(said!("did you mean {near}?", near)),
        None => found.hint("`kurras explain` lists them"),
    }
}

/// Takes what is allowed out of what was found.
pub(super) fn apply(allowed: &[Allowed], report: &mut Report) {
    if !allowed.is_empty() {
        report.retain(|found| !allowed.iter().any(|one| one.covers(found.code, &found.location)));
    }
}

type Named = Vec<(String, Span)>;

/// Every comment that begins as such with the codes in it, each with its place; none where it does not allow anything.
fn comments(text: &str, file: FileId) -> Vec<(Span, Named)> {
    let mut found = Vec::new();
    for (start, open) in text.match_indices("<!--") {
        let inside = start + open.len();
        let Some(length) = text.get(inside..).and_then(|rest| rest.find("-->")) else {
            continue;
        };
        let body = text.get(inside..inside + length).unwrap_or_default();
        let Some(words) = body.trim_start().strip_prefix("kurras:").map(str::trim_start) else {
            continue;
        };
        let codes = words.strip_prefix("allow ").unwrap_or_default();
        let named = codes.split([' ', ',', '\n', '\t']).filter(|name| !name.is_empty());
        let named = named.map(|name| {
            let at = inside + body.find(name).unwrap_or(0);
            (name.to_string(), Span::new(file, at..at + name.len()))
        });
        found.push((Span::new(file, start..inside + length + 3), named.collect()));
    }
    found
}

/// The block that a comment is about; none where it is shown as code.
fn block_of(blocks: &[&Block], comment: Span) -> Option<Span> {
    let in_file = blocks.iter().filter(|block| block.span.file == comment.file);
    let holds = |span: Span| span.start <= comment.start && comment.end <= span.end;
    let around = in_file
        .clone()
        .rfind(|block| holds(block.span) && block.children().is_empty());
    if let Some(block) = around {
        let mut code = matches!(block.kind, BlockKind::Code { .. });
        block.visit_inlines(&mut |inline| {
            code |= matches!(inline, Inline::Code { span, .. } if holds(*span));
        });
        return (!code).then_some(block.span);
    }
    let behind = in_file.filter(|block| block.span.start >= comment.end);
    behind
        .min_by_key(|block| (block.span.start, u32::MAX - block.span.end))
        .map(|block| block.span)
}
