//! Markdown to [`Document`]: CommonMark 0.31 with tables, footnotes, task lists, definition lists, heading attributes,
//! strikethrough, super- and subscript (pulldown-cmark's extensions), and the inline HTML that authors really use.
//!
//! A manuscript is one or more files; they are read in order and make one document. Whatever cannot be kept is reported with
//! its place; text is never lost in silence. Nothing here recurses on input: nesting is followed on a stack of our own and
//! ends at [`bounds::NESTING`](crate::bounds::NESTING).

mod abbreviations;
mod anchors;
mod attributes;
mod attributions;
mod blocks;
mod builder;
mod clean;
mod dispatch;
mod events;
mod finish;
mod flatten;
mod frame;
mod front_matter;
mod groups;
mod headings;
mod html;
mod inlines;
mod leaves;
mod links;
mod marks;
mod math;
mod notes;
mod pages;
mod parts;
mod rewrite;
mod summary;
mod tally;
mod titles;
mod unclosed;
mod verse;
mod widths;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, FileId, Report, Span};
use crate::document::{Document, Inline};

use crate::locale::Callouts;

use abbreviations::Abbreviations;
use builder::{Builder, Gathered};
use marks::Marks;
use tally::Tally;

pub use clean::{is_presentation_form, letters_of_form};
pub use front_matter::{Entry, FrontMatter, Value, front_matter, yaml};
pub use summary::{Summary, summary};
pub use titles::{Titles, first_heading, prose_of};

/// One file of a manuscript, as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file, as `Sources` knows it.
    pub file: FileId,
    /// Its name from the book's folder, by which other files link to it.
    pub name: &'a str,
    /// Its whole text, as `Sources` holds it.
    pub text: &'a str,
}

/// What the book decides about reading.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The book's title, which stands on the title page and not over the text again.
    pub title: Option<&'a str>,
    /// The titles of parts that files open, where something else than their text says so.
    pub parts: Option<&'a Titles>,
    /// Down to which level headings are numbered, from chapters on; 0: none.
    pub number_headings: u8,
    /// What boxes are called where their authors give them no title.
    pub callouts: Option<&'static Callouts>,
}

/// Reads a manuscript. Places in the document are places in the texts as they were given. Front matter is skipped; ask
/// [`front_matter`] for it. An error is reported where there is nothing to publish, where nesting is too deep, and where a note
/// is referred to but not written; everything else that is odd is a warning.
pub fn parse(sources: &[Source<'_>], options: Options<'_>, report: &mut Report) -> Document {
    parse_titled(sources, &Titles::new(), options, report)
}

/// Reads a manuscript whose files have titles of their own: where a file has no heading of the first level, its title becomes one.
pub fn parse_titled(sources: &[Source<'_>], titles: &Titles, options: Options<'_>, report: &mut Report) -> Document {
    let mut notes = notes::Drafts::default();
    let mut attributes = BTreeMap::new();
    let mut ids = Vec::new();
    let mut tally = Tally::default();
    let mut blocks = Vec::new();
    let mut abbreviations = Abbreviations::new();
    for source in sources {
        let mut marks = Marks::default();
        let text = clean::clean(*source, front_matter::body_offset(source.text), report);
        let text = rewritten(*source, text, &mut marks, &mut tally);
        let gathered = Gathered {
            notes: &mut notes,
            attributes: &mut attributes,
            ids: &mut ids,
            tally: &mut tally,
            report,
        };
        let mut builder = Builder::new(source.file, &text, &marks, options.callouts, gathered);
        events::read(text.as_str(), &mut builder);
        let mut found = unclosed::finish(builder);
        if !marks.abbreviations.is_empty() {
            abbreviations.insert(source.file, marks.abbreviations);
        }
        if found.is_empty() {
            report_empty(source, sources.len(), report);
        }
        if let Some(title) = titles.get(&source.file) {
            titles::put_before(&mut found, title);
        }
        if let Some(title) = options.parts.and_then(|parts| parts.get(&source.file)) {
            titles::open_part(&mut found, title);
        }
        if !blocks.is_empty() && found.first().is_some_and(titles::needs_break) {
            blocks.push(titles::break_before(source.file));
        }
        blocks.extend(found);
    }
    let mut document = notes.into_document(blocks, report);
    document.change(&mut |block| block.runs_mut().into_iter().for_each(inlines::tidy));
    abbreviations::settle(&mut document, &abbreviations);
    groups::keep_breaks_outside(&mut document.blocks);
    attributions::settle(&mut document.blocks);
    let top = pages::settle_title(&mut document, options.title, &attributes, report);
    ids.extend(top.names);
    pages::settle(&mut document, &attributes);
    let depth = (options.number_headings, top.bare);
    let anchors = headings::name_and_number(&mut document, (&attributes, &ids), depth, report);
    links::resolve(&mut document, sources, &anchors, &mut tally, report);
    tally.say(report);
    report.gather("nesting");
    document.notation = tally.notation();
    document.number();
    document
}

/// A text as the parser of CommonMark is to have it, whatever it is written in.
fn rewritten(source: Source<'_>, text: clean::Cleaned, marks: &mut Marks, tally: &mut Tally) -> clean::Cleaned {
    let name = source.name.to_ascii_lowercase();
    let text = match front_matter::is_openiti(source.text) {
        true => rewrite::openiti(source.file, text, marks, tally),
        false if name.ends_with(".txt") => rewrite::plain(source.file, text, marks, tally),
        false => text,
    };
    rewrite::rewrite(source.file, text, name.ends_with(".mdx"), marks, tally)
}

fn report_empty(source: &Source<'_>, files: usize, report: &mut Report) {
    let at = Span::new(source.file, 0..0);
    let finding = match files {
        1 => Diagnostic::error("empty-manuscript", "the manuscript has no text").hint("write something into it"),
        _ => Diagnostic::warning("empty-file", "this file of the manuscript has no text")
            .hint("take it out of `manuscript`"),
    };
    report.add(finding.at(at));
}

/// Calls `change` for every list of inlines in the document, outer lists before the inner ones.
fn change_runs(document: &mut Document, change: &mut impl FnMut(&mut Vec<Inline>)) {
    fn inner(run: &mut Vec<Inline>, change: &mut impl FnMut(&mut Vec<Inline>)) {
        change(run);
        for inline in run {
            if let Some(content) = inline.content_mut() {
                inner(content, change);
            }
        }
    }
    document.change(&mut |block| block.runs_mut().into_iter().for_each(|run| inner(run, change)));
}
