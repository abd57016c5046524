//! What an output must hold: every word of the author's in order, and, marked as such, what the program adds between them.

mod blocks;
mod inlines;

use super::ExpectedBook;
use super::run::{Medium, OWN, Run, Word, own_run};
use crate::document::{Block, BlockKind, Document, Inline, ListItem, Note, Role};
use crate::imprint::Credit;

/// All that is expected.
#[derive(Debug, Default)]
pub(super) struct Expected {
    pub(super) words: Vec<Word>,
    /// Title, subtitle, authors, contributors by their roles: the authors by themselves on pages, as one line elsewhere.
    pub(super) front: Vec<Run>,
    /// The text.
    pub(super) main: Vec<Run>,
    /// The notes, each after its mark.
    pub(super) notes: Vec<Run>,
    /// Each heading again. Not the author's words a second time.
    pub(super) headings: Vec<Heading>,
    /// The head row of each table again, as it is repeated on a further page.
    pub(super) heads: Vec<Vec<Run>>,
}

/// A heading with its number.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// As it stands in the text.
    pub(super) in_text: Vec<Run>,
    /// As contents and running heads repeat it: without the marks of its notes.
    pub(super) repeated: Vec<Run>,
}

impl Expected {
    /// What an output of this kind must hold of a book.
    pub(super) fn of(book: &ExpectedBook, medium: Medium) -> Self {
        let document = match medium {
            Medium::Page => book.on_paper,
            Medium::Epub | Medium::Text => book.document,
        };
        let mut writer = Writer {
            book,
            document,
            medium,
            expected: Self::default(),
            in_word: false,
            notes: true,
        };
        let mut front = writer.front();
        // Pages show half titles before the title page, where names stand by themselves.
        let before = match medium {
            Medium::Page => document.blocks.iter().take_while(|block| is_half_title(block)).count(),
            Medium::Epub | Medium::Text => 0,
        };
        let (half_titles, text) = document.blocks.split_at_checked(before).unwrap_or_default();
        front.extend(writer.blocks(half_titles, book.right_to_left));
        let main = writer.blocks(text, book.right_to_left);
        let notes = document.notes.iter().flat_map(|note| writer.note(note)).collect();
        Self {
            front,
            main,
            notes,
            ..writer.expected
        }
    }

    /// A word as the author wrote it.
    pub(super) fn text(&self, word: u32) -> String {
        let runs = self.front.iter().chain(&self.main).chain(&self.notes);
        let units = runs.flat_map(|run| &run.units).skip_while(|unit| unit.word != word);
        let of_word = units.take_while(|unit| unit.word == word || unit.word == OWN);
        of_word.filter(|unit| unit.word == word).map(|unit| unit.c).collect()
    }
}

struct Writer<'a> {
    book: &'a ExpectedBook<'a>,
    /// The text as this kind of output has it.
    document: &'a Document,
    medium: Medium,
    expected: Expected,
    /// Whether the author's last character belongs to a word that may go on.
    in_word: bool,
    /// Whether the marks of notes are shown.
    notes: bool,
}

fn is_half_title(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Group(group) if group.role == Role::HalfTitle)
}

impl Writer<'_> {
    fn front(&mut self) -> Vec<Run> {
        let (book, rtl) = (self.book, self.book.right_to_left);
        let mut front = vec![self.run(book.title, rtl)];
        front.extend(book.subtitle.map(|subtitle| self.run(subtitle, rtl)));
        if self.medium == Medium::Page {
            front.extend(book.authors.iter().map(|name| self.run(name, rtl)).collect::<Vec<_>>());
        } else if !book.authors.is_empty() {
            front.push(self.name_line("", book.authors, ""));
        }
        for Credit { before, after, names } in book.credits {
            front.push(self.name_line(before, names, after));
        }
        if self.medium == Medium::Epub {
            front.extend(
                book.program
                    .publisher
                    .as_deref()
                    .map(|publisher| own_run(publisher, rtl)),
            );
        }
        front
    }

    /// Names strung together as the language does, between words of the program's.
    fn name_line(&mut self, before: &str, names: &[Vec<Inline>], after: &str) -> Run {
        let mut line = own_run(before, self.book.right_to_left);
        for (index, name) in names.iter().enumerate() {
            let [separator, pair, last] = &self.book.program.joins;
            line.own(match (index, names.len() - index) {
                (0, _) => "",
                (1, 1) => pair,
                (_, 1) => last,
                _ => separator,
            });
            self.in_word = false;
            self.inlines(name, &mut line);
        }
        line.own(after);
        line
    }

    fn run(&mut self, content: &[Inline], rtl: bool) -> Run {
        let mut run = Run { rtl, ..Run::default() };
        self.in_word = false;
        self.inlines(content, &mut run);
        run
    }

    /// A run as it is repeated elsewhere, without the marks of its notes.
    fn repeated(&self, content: &[Inline], rtl: bool) -> Run {
        let mut again = Writer {
            book: self.book,
            document: self.document,
            medium: self.medium,
            expected: Expected::default(),
            in_word: false,
            notes: false,
        };
        again.run(content, rtl)
    }

    /// A number beside the text: a run of its own on pages, in front of the text elsewhere.
    fn label(&self, label: &str, rtl: bool) -> Run {
        Run {
            optional: self.medium == Medium::Page,
            ..own_run(label, rtl)
        }
    }

    fn blocks(&mut self, blocks: &[Block], rtl: bool) -> Vec<Run> {
        let mut out = Vec::new();
        for block in blocks {
            let rtl = block.direction.map_or(rtl, |direction| direction.is_rtl());
            self.block(block, rtl, &mut out);
        }
        out
    }

    /// What stands before an item of a list, where it has a letter or digit.
    fn marker(&self, item: &ListItem, rtl: bool) -> Option<Run> {
        match (self.medium, item.marker.as_str(), item.task) {
            (Medium::Text, _, Some(true)) => Some(self.label("[x]", rtl)),
            (_, "", _) | (Medium::Epub, ..) | (Medium::Text, _, Some(false)) => None,
            (Medium::Page, marker, _) => Some(self.label(marker, rtl)),
            (Medium::Text, marker, None) => Some(self.label(&format!("{marker}."), rtl)),
        }
    }

    fn note(&mut self, note: &Note) -> Vec<Run> {
        let rtl = self.book.right_to_left;
        let label = match self.medium {
            Medium::Page => self.mark(note),
            Medium::Epub => format!("{}.", note.mark),
            Medium::Text => format!("[{}]", note.mark),
        };
        let mut runs = vec![self.label(&label, rtl)];
        runs.extend(self.blocks(&note.blocks, rtl));
        runs
    }
}
