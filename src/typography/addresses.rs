//! The addresses of links, for paper: nobody can press a link there, so each becomes a note at the foot of its page.
//!
//! The notes of addresses stand among the author's own, with numbers of their own, in brackets: the author's have the same in every output. What shows its address, or has no letters, needs none;
//! a link within a note has its address behind it in brackets.

use std::collections::BTreeMap;

use crate::diagnostic::Span;
use crate::document::{
    Block, BlockId, BlockKind, Document, Inline, Note, Target, plain_text, printed_address, says_address, shown_address,
};

/// The document with the addresses of its links as notes; none where there are no such links. Blocks keep their numbers.
pub fn with_addresses(document: &Document) -> Option<Document> {
    let mut asks = false;
    document.visit(&mut |block| block.visit_inlines(&mut |inline| asks |= address(inline).is_some()));
    if !asks {
        return None;
    }
    let mut order = Order {
        old: &document.notes,
        kept: vec![None; document.notes.len()],
        by_address: BTreeMap::new(),
        notes: Vec::new(),
    };
    let mut blocks = document.blocks.clone();
    for block in &mut blocks {
        block.change_runs(&mut |run| order.mark(run));
    }
    let notes = order.into_notes(next_id(document));
    Some(Document {
        blocks,
        notes,
        notation: document.notation.clone(),
    })
}

fn next_id(document: &Document) -> u32 {
    let mut last = 0;
    document.visit(&mut |block| last = last.max(block.id.0));
    last + 1
}

/// Where a link leads, where its words do not say it: as pages show it.
fn address(inline: &Inline) -> Option<String> {
    let Inline::Link {
        target: Target::Url(url),
        content,
        ..
    } = inline
    else {
        return None;
    };
    let has_scheme = url.contains("://") || url.starts_with("mailto:") || url.starts_with("tel:");
    let words = plain_text(content);
    let is_named = words.contains(char::is_alphanumeric) && !says_address(&words, url);
    (has_scheme && is_named).then(|| printed_address(url))
}

/// A note of the new row.
enum Made {
    /// The author's, by its place among the author's.
    Author(usize),
    /// An address, with where the link leads and how often.
    Address { link: Inline, span: Span, references: u32 },
}

/// The new row of notes, in the order of their first reference.
struct Order<'a> {
    old: &'a [Note],
    /// By the author's notes: their places in the new row.
    kept: Vec<Option<usize>>,
    /// By where links lead: the places of their notes.
    by_address: BTreeMap<String, usize>,
    notes: Vec<Made>,
}

impl Order<'_> {
    /// Puts the mark of a note behind each link of a run, and gives the author's their new places.
    fn mark(&mut self, run: &mut Vec<Inline>) {
        for mut inline in std::mem::take(run) {
            let mark = address(&inline).and_then(|address| self.address(address, &inline));
            match &mut inline {
                Inline::Note { note, .. } => *note = self.author(*note),
                Inline::Link { .. } if mark.is_some() => {}
                other => {
                    if let Some(content) = other.content_mut() {
                        self.mark(content);
                    }
                }
            }
            run.push(inline);
            run.extend(mark);
        }
    }

    fn address(&mut self, address: String, link: &Inline) -> Option<Inline> {
        let Inline::Link {
            target: Target::Url(url),
            span,
            ..
        } = link
        else {
            return None;
        };
        let (target, span, next) = (Target::Url(url.clone()), *span, self.notes.len());
        let note = *self.by_address.entry(shown_address(url)).or_insert(next);
        if note == next {
            let text = Inline::Text { text: address, span };
            let content = vec![text];
            let link = Inline::Link { target, content, span };
            self.notes.push(Made::Address {
                link,
                span,
                references: 0,
            });
        }
        let Some(Made::Address { references, .. }) = self.notes.get_mut(note) else {
            return None;
        };
        *references += 1;
        let reference = *references;
        Some(Inline::Note { note, reference, span })
    }

    /// The new place of a note of the author's; those within it come right after it.
    fn author(&mut self, note: usize) -> usize {
        if let Some(Some(kept)) = self.kept.get(note) {
            return *kept;
        }
        let at = self.notes.len();
        self.notes.push(Made::Author(note));
        if let Some(kept) = self.kept.get_mut(note) {
            *kept = Some(at);
        }
        let inside = self.old.get(note).map(references).unwrap_or_default();
        for note in inside {
            self.author(note);
        }
        at
    }

    fn into_notes(self, first_id: u32) -> Vec<Note> {
        let Self { old, kept, notes, .. } = self;
        let (mut next_id, mut made) = (first_id, Vec::new());
        let mut number = 0;
        for note in notes {
            made.push(match note {
                Made::Author(note) => {
                    let Some(note) = old.get(note) else { continue };
                    let mut note = note.clone();
                    for block in &mut note.blocks {
                        block.change_runs(&mut |run| bracket(run, &kept));
                    }
                    note
                }
                Made::Address { link, span, references } => {
                    let block = Block {
                        id: BlockId(next_id),
                        span,
                        direction: None,
                        kind: BlockKind::Paragraph { content: vec![link] },
                    };
                    next_id += 1;
                    number += 1;
                    Note {
                        number,
                        mark: String::new(),
                        address: true,
                        references,
                        span,
                        blocks: vec![block],
                    }
                }
            });
        }
        made
    }
}

/// The notes that a note refers to.
fn references(note: &Note) -> Vec<usize> {
    let mut found = Vec::new();
    let mut add = |inline: &Inline| {
        if let Inline::Note { note, .. } = inline {
            found.push(*note);
        }
    };
    let blocks = note.blocks.iter();
    blocks.for_each(|block| block.visit(&mut |inner| inner.visit_inlines(&mut add)));
    found
}

/// Puts the address behind each link of a note's run, and gives its marks their new places.
fn bracket(run: &mut Vec<Inline>, kept: &[Option<usize>]) {
    for mut inline in std::mem::take(run) {
        if let Inline::Note { note, .. } = &mut inline {
            *note = kept.get(*note).copied().flatten().unwrap_or(*note);
        }
        let address = address(&inline);
        if let Some(content) = inline.content_mut() {
            bracket(content, kept);
        }
        let span = match &inline {
            Inline::Link { span, .. } => *span,
            _ => Span::default(),
        };
        run.push(inline);
        let text = address.map(|address| format!(" ({address})"));
        run.extend(text.map(|text| Inline::Text { text, span }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text {
            text: text.into(),
            span: Span::default(),
        }
    }

    fn link(words: &str, url: &str) -> Inline {
        Inline::Link {
            target: Target::Url(url.into()),
            content: vec![text(words)],
            span: Span::default(),
        }
    }

    fn note(note: usize) -> Inline {
        Inline::Note {
            note,
            reference: 1,
            span: Span::default(),
        }
    }

    fn block(id: u32, content: Vec<Inline>) -> Block {
        Block {
            id: BlockId(id),
            span: Span::default(),
            direction: None,
            kind: BlockKind::Paragraph { content },
        }
    }

    fn written(id: u32, content: Vec<Inline>) -> Note {
        Note {
            number: 1,
            mark: String::new(),
            address: false,
            references: 1,
            span: Span::default(),
            blocks: vec![block(id, content)],
        }
    }

    /// The marks of a run, and what the notes say.
    fn shown(document: &Document) -> (Vec<usize>, Vec<String>) {
        let mut marks = Vec::new();
        let blocks = document.blocks.iter();
        blocks.for_each(|block| {
            block.visit_inlines(&mut |inline| {
                if let Inline::Note { note, .. } = inline {
                    marks.push(*note);
                }
            })
        });
        let said = |note: &Note| note.blocks.iter().flat_map(Block::runs).map(plain_text).collect();
        (marks, document.notes.iter().map(said).collect())
    }

    #[test]
    fn addresses_become_notes_among_the_authors_own() {
        let document = Document {
            blocks: vec![
                block(1, vec![link("المقال", "https://a.org/%D8%B9"), note(0)]),
                block(
                    2,
                    vec![link("ثانية", "https://a.org/%D8%B9"), link("بريد", "mailto:x@a.org")],
                ),
            ],
            notes: vec![written(3, vec![link("كتاب", "https://b.org/")])],
            ..Document::default()
        };
        let on_paper = with_addresses(&document).expect("it has links");
        let (marks, notes) = shown(&on_paper);
        assert_eq!(marks, [0, 1, 0, 2]);
        assert_eq!(notes, ["https://a.org/ع", "كتاب (https://b.org/)", "x@a.org"]);
        assert_eq!(
            on_paper.notes.iter().map(|note| note.references).collect::<Vec<_>>(),
            [2, 1, 1]
        );
        let numbers = on_paper.notes.iter().map(|note| (note.address, note.number));
        assert_eq!(numbers.collect::<Vec<_>>(), [(true, 1), (false, 1), (true, 2)]);
        assert_eq!(with_addresses(&on_paper).map(|again| again.notes.len()), Some(3 + 2));
    }

    #[test]
    fn what_shows_its_address_or_nothing_needs_no_note() {
        for plain in [
            link("https://a.org/x", "https://a.org/x"),
            link("www.a.org", "https://a.org/"),
            link("x@a.org", "mailto:x@a.org"),
            link("https://a.org/ع", "https://a.org/%D8%B9"),
            link("", "https://a.org"),
            link("ملفّ", "other.md"),
        ] {
            let document = Document {
                blocks: vec![block(1, vec![plain])],
                ..Document::default()
            };
            assert_eq!(with_addresses(&document), None);
        }
    }
}
