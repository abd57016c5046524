//! What was not read, or read otherwise than other programs do: counted, and said once a kind with its first place.

use std::collections::BTreeMap;

use super::{groups, unclosed};
use crate::diagnostic::{Diagnostic, Message, Report, Span, said};

/// A kind of thing that is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Odd {
    /// An element of HTML that is not read; its text is kept.
    Element(String),
    /// An element whose content is no text: scripts, drawings.
    Unread(String),
    /// Something that plays or shows what lies elsewhere.
    Embedded(String),
    /// A template's instruction (Liquid, Hugo's shortcodes, Vue).
    Template,
    /// A component or an import (JSX).
    Component,
    /// An instruction for TeX.
    Tex,
    /// A block for another output.
    Raw(String),
    /// A group between fences whose name says nothing.
    Group(String),
    /// A picture on the web.
    WebPicture,
    /// A formula.
    Formula,
    /// A citation.
    Citation,
    /// A line that says what an abbreviation stands for.
    Abbreviation,
    /// A text that should stand here from another file.
    Embed,
    /// Emphasis that begins or ends inside a word beside a sign.
    Emphasis,
    /// A link to a place of a website.
    SiteLink,
    /// An address that nobody would type.
    LongAddress,
}

/// What was counted, and what lacks its end.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// The count of each kind, and where it was met first.
    odd: BTreeMap<Odd, (usize, Span)>,
    /// Where something stands in a notation of its own.
    notation: Vec<Span>,
    /// What is never closed, and whether it was ended by the program.
    unclosed: BTreeMap<Span, bool>,
}

impl Tally {
    /// Counts one.
    pub(super) fn count(&mut self, odd: Odd, span: Span) {
        if matches!(odd, Odd::Formula | Odd::Citation | Odd::Tex) {
            self.notation.push(span);
        }
        self.odd.entry(odd).or_insert((0, span)).0 += 1;
    }

    /// Keeps in mind that something stands in a notation of its own, of which nothing else is to be said.
    pub(super) fn keep_notation(&mut self, span: Span) {
        self.notation.push(span);
    }

    /// Where something stands in a notation of its own, in order, none over another.
    pub(super) fn notation(&mut self) -> Vec<Span> {
        let mut all = std::mem::take(&mut self.notation);
        all.sort();
        all.dedup_by(|next, last| {
            let touches = next.file == last.file && next.start <= last.end;
            if touches {
                last.end = last.end.max(next.end);
            }
            touches
        });
        all
    }

    /// Notes a fence that is never closed; `ended` where an end was found for it.
    pub(super) fn unclosed(&mut self, span: Span, ended: bool) {
        self.unclosed.insert(span, ended);
    }

    /// Says what was counted.
    pub(super) fn say(&self, report: &mut Report) {
        self.say_elements(report);
        let mut said: Vec<_> = self.odd.iter().collect();
        said.retain(|(odd, _)| !matches!(odd, Odd::Element(_)));
        said.sort_by_key(|(_, (_, span))| *span);
        for (odd, (count, span)) in said {
            report.add(odd.finding(*count).at(*span));
        }
        for (span, ended) in &self.unclosed {
            report.add(unclosed::finding(*ended).hint(unclosed::BY_SIGNS).at(*span));
        }
    }

    /// Says once which elements of HTML are not read.
    fn say_elements(&self, report: &mut Report) {
        let element = |(odd, told): (&Odd, &(usize, Span))| match odd {
            Odd::Element(name) => Some((told.1, format!("<{name}>"), told.0)),
            _ => None,
        };
        let mut found: Vec<_> = self.odd.iter().filter_map(element).collect();
        found.sort();
        let Some(first) = found.first() else { return };
        let (place, count) = (first.0, found.iter().map(|one| one.2).sum());
        let names: Vec<String> = found.into_iter().map(|one| one.1).collect();
        let message = match names.as_slice() {
            [name] => said!("{name} says nothing to this program; its text is kept", name),
            _ => said!(
                "{names} say nothing to this program; their text is kept",
                names = Message::listed(&names)
            ),
        };
        let finding =
            Diagnostic::note("html", message.times(count)).hint("docs/markdown.md lists the HTML that is read");
        report.add(finding.at(place));
    }
}

/// That a box has a name which says nothing.
fn unknown_box(name: &str) -> Diagnostic {
    let message = said!(
        "`{name}` is no box and no page: what it holds stands as other text",
        name
    );
    match groups::meant(name) {
        Some(near) => Diagnostic::warning("unknown-box", message).hint(said!("did you mean `{near}`?", near)),
        None => Diagnostic::note("unknown-box", message).hint("docs/markdown.md lists the names that are read"),
    }
}

impl Odd {
    fn finding(&self, count: usize) -> Diagnostic {
        let mut found = self.found();
        found.message = found.message.times(count);
        found
    }

    fn found(&self) -> Diagnostic {
        match self {
            Odd::Element(name) => Diagnostic::note(
                "html",
                said!("{name} says nothing to this program; its text is kept", name),
            ),
            Odd::Unread(name) => Diagnostic::warning("html", said!("<{name}> is left out, with what it holds", name))
                .hint("put a picture or text in its place"),
            Odd::Embedded(name) => {
                let message = said!("<{name}> cannot be part of a book; a link stands in its place", name);
                Diagnostic::warning("html", message).hint("say in words what readers would see or hear")
            }
            Odd::Template => {
                let message = said!("a template's instruction ({{…}} or {%…%}) is left out");
                Diagnostic::warning("template", message)
                    .hint("text between two instructions is kept; write out what the website would fill in")
            }
            Odd::Component => Diagnostic::note("template", said!("an instruction for a website's program is left out"))
                .hint("text inside components is kept"),
            Odd::Tex => Diagnostic::note("tex", said!("an instruction for TeX is left out"))
                .hint("\\newpage is read; for all else there is Markdown"),
            Odd::Raw(format) => {
                let message = said!("a block for {format} is left out", format);
                Diagnostic::warning("raw-block", message).hint("write it as Markdown")
            }
            Odd::Group(name) => unknown_box(name),
            Odd::WebPicture => {
                let message = said!("a picture on the web is not fetched; a link stands in its place");
                Diagnostic::warning("web-picture", message)
                    .hint("save it into the book's folder and name it from there")
            }
            Odd::Formula => Diagnostic::note("math", said!("a formula is set as a line of text"))
                .hint("look at how it reads; a picture can stand in its place"),
            Odd::Citation => Diagnostic::note("citation", said!("a citation is set by its key"))
                .hint("write out author and year, or make it a note"),
            Odd::Abbreviation => {
                let message = said!("what an abbreviation stands for is shown by the EPUB alone");
                Diagnostic::note("abbreviation", message).hint("readers on paper need it in the text or in a note")
            }
            Odd::Embed => Diagnostic::warning("embed", said!("another file's text is not put in here"))
                .hint("a link to it stands in its place; name the file in `manuscript` to have its text"),
            Odd::Emphasis => {
                let message = said!("emphasis that begins or ends inside a word is read as it was meant");
                Diagnostic::note("emphasis", message).hint("programs that keep to CommonMark show the asterisks here")
            }
            Odd::LongAddress => Diagnostic::note(
                "long-address",
                said!("an address is too long to be typed; pages show its beginning"),
            )
            .hint("readers on paper need a shorter one, or words that say what stands there"),
            Odd::SiteLink => {
                let message = said!("a link leads to no place in this book; its text is kept");
                Diagnostic::warning("broken-link", message)
                    .hint("link out of the book with https://…, or to a heading with #name")
            }
        }
    }
}
