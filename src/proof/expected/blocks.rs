//! What is expected of a block.

use super::super::run::{Medium, Run, own_run};
use super::{Heading, Writer};
use crate::document::{self, Block, BlockKind, Group, Role, Target, shown_address};

impl Writer<'_> {
    pub(super) fn block(&mut self, block: &Block, rtl: bool, out: &mut Vec<Run>) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading, rtl, out),
            BlockKind::Figure { image, link, caption } => {
                if self.medium == Medium::Text {
                    out.push(self.picture(&image.alt, link.as_ref(), rtl));
                }
                out.push(self.run(caption, rtl));
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    out.extend(self.marker(item, rtl));
                    out.extend(self.blocks(&item.blocks, rtl));
                }
            }
            BlockKind::Table { header, caption, .. } => {
                let mut cells = self.runs(block, rtl);
                // The caption stands over the table and is not repeated with the head.
                out.extend(cells.drain(..usize::from(!caption.is_empty())));
                let head = cells.iter().take(header.len()).map(Run::repeated).collect();
                self.expected.heads.push(head);
                out.extend(cells);
            }
            BlockKind::Code { text, caption, .. } => {
                if !caption.is_empty() {
                    out.push(self.run(caption, rtl));
                }
                self.code(block, text, out);
            }
            BlockKind::Definitions { entries } => {
                for entry in entries {
                    out.extend(entry.terms.iter().map(|term| self.run(term, rtl)).collect::<Vec<_>>());
                    let definitions = entry.definitions.iter();
                    definitions.for_each(|blocks| out.extend(self.blocks(blocks, rtl)));
                }
            }
            BlockKind::Quote { blocks, .. } => {
                out.extend(self.blocks(blocks, rtl));
                out.extend(self.runs(block, rtl));
            }
            BlockKind::Group(group) => self.group(block, group, rtl, out),
            BlockKind::Paragraph { .. } | BlockKind::Verse { .. } | BlockKind::Rule | BlockKind::PageBreak => {
                out.extend(self.runs(block, rtl));
            }
        }
    }

    /// The runs that a block holds itself.
    fn runs(&mut self, block: &Block, rtl: bool) -> Vec<Run> {
        block.runs().into_iter().map(|run| self.run(run, rtl)).collect()
    }

    /// A heading behind its number; pages repeat it.
    fn heading(&mut self, heading: &document::Heading, rtl: bool, out: &mut Vec<Run>) {
        let on_page = self.medium == Medium::Page;
        let label = match (heading.label.as_str(), on_page) {
            ("", _) => None,
            (label, true) => Some(self.label(label, rtl)),
            (label, false) => Some(self.label(&format!("{label}."), rtl)),
        };
        let label = label.map(|label| Run {
            joins: on_page,
            ..label
        });
        let text = self.run(&heading.content, rtl);
        if on_page {
            let repeated = self.repeated(&heading.content, rtl);
            let with_label = |text: &Run| label.iter().chain([text]).map(Run::repeated).collect();
            let heading = Heading {
                in_text: with_label(&text),
                repeated: with_label(&repeated),
            };
            self.expected.headings.push(heading);
        }
        out.extend(label.into_iter().chain([text]));
    }

    /// What the plain text says in a picture's place.
    fn picture(&self, alt: &str, link: Option<&Target>, rtl: bool) -> Run {
        let mut described = own_run(&self.described(alt), rtl);
        if let Some(Target::Url(url)) = link {
            described.own(&format!(" ({})", shown_address(url)));
        }
        described
    }

    /// The lines of some code, which runs from the left but where its block says otherwise.
    fn code(&mut self, block: &Block, text: &str, out: &mut Vec<Run>) {
        for line in text.lines() {
            let mut run = Run {
                rtl: block.direction.is_some_and(|direction| direction.is_rtl()),
                by_line: true,
                ..Run::default()
            };
            self.in_word = false;
            self.author(line, block.span, &mut run);
            out.push(run);
        }
    }

    /// A group with its title, or else its label.
    fn group(&mut self, block: &Block, group: &Group, rtl: bool, out: &mut Vec<Run>) {
        if group.title.is_empty() && !group.label.is_empty() {
            out.push(own_run(&group.label, rtl));
        }
        out.extend(self.runs(block, rtl));
        let begins = out.len();
        out.extend(self.blocks(&group.blocks, rtl));
        if group.role == Role::Missing && self.medium == Medium::Text {
            let described = out.get_mut(begins).map(std::mem::take);
            let word = format!("[{}: ", self.book.program.missing_image);
            let framed = described.map(|run| self.between(&word, run, "]", rtl));
            out.splice(begins..(begins + 1).min(out.len()), framed);
        }
    }

    /// A run between words of the program's.
    fn between(&self, before: &str, run: Run, after: &str, rtl: bool) -> Run {
        let mut framed = own_run(before, rtl);
        framed.units.extend(run.units);
        framed.own(after);
        framed
    }
}
