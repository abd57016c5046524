//! Notes: small asides at the end of the chapter that refers to them, which reading programs show in a window of their own.

use super::flow::Flow;
use super::plan::{note_id, reference_id};
use crate::document::{Block, BlockKind, Note};
use crate::locale::fill;
use crate::markup::Xml;

impl Flow<'_> {
    /// Writes the notes of the chapter. What is around them shows nothing of its own: programs that show notes in windows
    /// hide the asides, and would leave a page with a bare line or heading.
    pub fn notes(&mut self, xml: &mut Xml) {
        let volume = self.volume;
        let notes = self
            .plan
            .chapters
            .get(self.chapter)
            .map(|chapter| chapter.notes.clone())
            .unwrap_or_default();
        if notes.is_empty() {
            return;
        }
        let label = volume.locale.matter.notes.as_str();
        xml.block(
            "section",
            &[("epub:type", "footnotes"), ("class", "notes"), ("aria-label", label)],
            |xml| {
                xml.line();
                for index in notes {
                    if let Some(note) = volume.document.notes.get(index) {
                        self.note(xml, index, note);
                    }
                }
            },
        );
    }

    fn note(&mut self, xml: &mut Xml, index: usize, note: &Note) {
        let id = note_id(index);
        let attributes = [("epub:type", "footnote"), ("role", "doc-footnote"), ("id", id.as_str())];
        xml.block("aside", &attributes, |xml| {
            xml.line();
            let (first, rest) = match &note.blocks[..] {
                [
                    Block {
                        kind: BlockKind::Paragraph { content },
                        ..
                    },
                    rest @ ..,
                ] => (content.as_slice(), rest),
                all => (&[][..], all),
            };
            xml.block("p", &[], |xml| {
                xml.element("span", &[("class", "note-number")], |xml| {
                    xml.text(&format!("{}.", note.mark))
                });
                xml.text(" ");
                self.inlines(xml, first);
                if rest.is_empty() {
                    self.ways_back(xml, index, note);
                }
            });
            self.blocks(xml, rest);
            if !rest.is_empty() {
                xml.block("p", &[], |xml| self.ways_back(xml, index, note));
            }
        });
    }

    /// Links back to every place that refers to the note. Worded: most Arabic fonts have no arrow that turns back.
    fn ways_back(&mut self, xml: &mut Xml, index: usize, note: &Note) {
        let words = &self.volume.locale.words;
        for reference in 1..=note.references.max(1) {
            let id = reference_id(index, reference);
            let Some(chapter) = self.plan.reference(index, reference) else {
                continue;
            };
            let href = self.plan.address(chapter, &id, self.chapter);
            let number = self.volume.numerals.format(reference.into());
            let label = match note.references {
                0 | 1 => words.back.clone(),
                _ => fill(&words.back_number, &[("number", &number)]),
            };
            xml.text(" ");
            xml.element(
                "a",
                &[("role", "doc-backlink"), ("class", "back"), ("href", &href)],
                |xml| xml.text(&label),
            );
        }
    }
}
