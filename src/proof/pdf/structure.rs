//! The structure of a tagged PDF: its pieces of text in the order of reading (ISO 32000-2, 14.7 and 14.8).
//!
//! A piece is what stands directly in one block: a paragraph, a heading, a cell, an item's number. What is inside a line (links,
//! spans, marks of notes) belongs to the block around it; a note stands where it is referred to, and is a piece of its own.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier};

/// How deep elements may hold elements.
const MAX_DEPTH: usize = 256;

/// What a piece is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::proof) enum Stream {
    /// The text, and what stands before and behind it.
    Main,
    /// A note.
    Note,
    /// An entry of the contents.
    Contents,
}

/// What stands in one block.
#[derive(Debug, Clone)]
pub(in crate::proof) struct Piece {
    pub(in crate::proof) stream: Stream,
    /// Whether it is the number or mark before an item or note.
    pub(in crate::proof) label: bool,
    /// Its marked contents: page (from 0) and number there.
    pub(in crate::proof) contents: Vec<(usize, u32)>,
}

/// The pieces of a file in the order of reading; none where it is not tagged.
pub(super) fn pieces(pdf: &Pdf) -> Option<Vec<Piece>> {
    let xref = pdf.xref();
    let root = xref.get::<Dict>(xref.root_id())?.get::<Dict>("StructTreeRoot")?;
    let pages = pdf.pages().iter().zip(0..);
    let pages = pages.filter_map(|(page, number)| Some((page.raw().obj_id()?, number)));
    let mut walk = Walk {
        pages: pages.collect(),
        pieces: Vec::new(),
        open: None,
        begins_note: false,
    };
    let whole = Element {
        page: None,
        stream: Stream::Main,
        label: false,
        picture: false,
    };
    walk.children(&root, whole, 0);
    Some(walk.pieces)
}

/// What is known of the element that the walk is in.
#[derive(Clone, Copy)]
struct Element {
    page: Option<usize>,
    stream: Stream,
    label: bool,
    /// Whether it is a picture, whose letters are nobody's text.
    picture: bool,
}

struct Walk {
    pages: BTreeMap<ObjectIdentifier, usize>,
    pieces: Vec<Piece>,
    /// The piece that goes on, where nothing came between.
    open: Option<usize>,
    /// Whether a note begins here: its own mark comes first.
    begins_note: bool,
}

/// What an element is to the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Block,
    Inline,
    Label,
    Note,
    Contents,
    Picture,
}

impl Walk {
    fn children(&mut self, dict: &Dict, element: Element, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match dict.get::<Object>("K") {
            Some(Object::Array(kids)) => self.kids(&kids, element, depth),
            Some(kid) => self.kid(kid, element, depth),
            None => {}
        }
    }

    fn kids(&mut self, kids: &Array, element: Element, depth: usize) {
        for kid in kids.iter::<Object>() {
            self.kid(kid, element, depth);
        }
    }

    fn kid(&mut self, kid: Object, element: Element, depth: usize) {
        match kid {
            Object::Number(number) => self.content(element, number),
            Object::Dict(dict) => {
                let page = dict
                    .get_ref("Pg")
                    .and_then(|page| self.pages.get(&page.into()).copied());
                let element = Element {
                    page: page.or(element.page),
                    ..element
                };
                if let Some(role) = dict.get::<Name>("S") {
                    self.element(&dict, role.as_str(), element, depth);
                } else if let Some(number) = dict.get::<Number>("MCID") {
                    self.content(element, number);
                }
            }
            _ => {}
        }
    }

    fn element(&mut self, dict: &Dict, role: &str, around: Element, depth: usize) {
        let mut element = around;
        let role = role_of(role, dict, around, self.begins_note);
        match role {
            Role::Inline => return self.children(dict, element, depth + 1),
            Role::Block => {}
            Role::Label => element.label = true,
            Role::Note => {
                (element.stream, element.label) = (Stream::Note, false);
                self.begins_note = true;
            }
            Role::Contents => element.stream = Stream::Contents,
            Role::Picture => element.picture = true,
        }
        // A block interrupts the piece around it; what follows goes on with that piece only behind notes and pictures.
        let resumes = matches!(role, Role::Note | Role::Picture);
        let around_it = self.open.take();
        self.children(dict, element, depth + 1);
        self.open = around_it.filter(|_| resumes);
    }

    fn content(&mut self, element: Element, number: Number) {
        let (Some(page), Ok(number)) = (element.page, u32::try_from(number.as_i64())) else {
            return;
        };
        if element.picture {
            return;
        }
        self.begins_note = false;
        let piece = self.open.and_then(|open| self.pieces.get_mut(open));
        match piece {
            Some(piece) => piece.contents.push((page, number)),
            None => {
                self.open = Some(self.pieces.len());
                self.pieces.push(Piece {
                    stream: element.stream,
                    label: element.label,
                    contents: vec![(page, number)],
                });
            }
        }
    }
}

/// What an element's role makes of it (14.8.4).
fn role_of(role: &str, dict: &Dict, around: Element, begins_note: bool) -> Role {
    match role {
        "Note" | "FENote" => Role::Note,
        "TOCI" => Role::Contents,
        "Figure" | "Formula" => Role::Picture,
        // An entry of the contents is one piece; so is what stands in a mark.
        _ if around.stream == Stream::Contents => Role::Inline,
        "Lbl" if !begins_note && is_mark(dict) => Role::Inline,
        "Lbl" => Role::Label,
        "Span" | "Code" | "Quote" => {
            if is_block(dict) {
                Role::Block
            } else {
                Role::Inline
            }
        }
        "Link" | "Reference" | "Em" | "Strong" | "InlineQuote" | "Annot" | "Sub" | "BibEntry" => Role::Inline,
        _ => Role::Block,
    }
}

/// Whether an element is placed as a block (14.8.5.4).
fn is_block(dict: &Dict) -> bool {
    let placed = |attributes: Dict| {
        attributes
            .get::<Name>("Placement")
            .is_some_and(|placement| placement.as_str() == "Block")
    };
    match dict.get::<Object>("A") {
        Some(Object::Array(all)) => all.iter::<Dict>().any(placed),
        Some(Object::Dict(one)) => placed(one),
        _ => false,
    }
}

/// Whether a label is the mark in the text that leads to a note: it holds a link.
fn is_mark(dict: &Dict) -> bool {
    let role_of = |dict: &Dict| dict.get::<Name>("S").map(|name| name.as_str().to_string());
    match dict.get::<Object>("K") {
        Some(Object::Array(kids)) => kids.iter::<Dict>().any(|kid| role_of(&kid).as_deref() == Some("Link")),
        Some(Object::Dict(kid)) => role_of(&kid).as_deref() == Some("Link"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a file of one page whose tree is that of the objects, the first of which is the root's `/K`: object 10.
    fn of(objects: &[&str]) -> Vec<(Stream, bool, Vec<u32>)> {
        let mut file = String::from("%PDF-1.7\n");
        let fixed = [
            "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
            "<< /Type /StructTreeRoot /K 10 0 R >>",
        ];
        let mut offsets = Vec::new();
        for (number, object) in (1..).zip(fixed).chain((10..).zip(objects.iter().copied())) {
            offsets.push((number, file.len()));
            file += &format!("{number} 0 obj\n{object}\nendobj\n");
        }
        let xref = file.len();
        file += "xref\n";
        for (number, offset) in offsets {
            file += &format!("{number} 1\n{offset:010} 00000 n \n");
        }
        file += &format!("trailer\n<< /Size 40 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        let pdf = Pdf::new(file.into_bytes()).expect("a file");
        let pieces = pieces(&pdf).expect("a tree").into_iter();
        pieces
            .map(|piece| {
                let contents = piece.contents.into_iter().map(|(_, number)| number);
                (piece.stream, piece.label, contents.collect())
            })
            .collect()
    }

    const PAGE: &str = "/Pg 3 0 R";

    #[test]
    fn a_paragraph_is_one_piece_with_what_stands_in_its_lines() {
        let paragraph = format!("<< /S /P {PAGE} /K [0 << /S /Link {PAGE} /K [1] >> << /S /Span {PAGE} /K 2 >> 3] >>");
        assert_eq!(of(&[&paragraph]), [(Stream::Main, false, vec![0, 1, 2, 3])]);
    }

    #[test]
    fn a_block_parts_the_piece_around_it_and_a_note_does_not() {
        let inner = |role: &str| format!("<< /S /P {PAGE} /K [0 << /S /{role} {PAGE} /K [1] >> 2] >>");
        assert_eq!(
            of(&[&inner("P")]),
            [
                (Stream::Main, false, vec![0]),
                (Stream::Main, false, vec![1]),
                (Stream::Main, false, vec![2])
            ]
        );
        assert_eq!(
            of(&[&inner("Note")]),
            [(Stream::Main, false, vec![0, 2]), (Stream::Note, false, vec![1])]
        );
        // A picture's letters are nobody's.
        assert_eq!(of(&[&inner("Figure")]), [(Stream::Main, false, vec![0, 2])]);
        let placed =
            format!("<< /S /P {PAGE} /K [0 << /S /Span /A << /O /Layout /Placement /Block >> {PAGE} /K [1] >> ] >>");
        assert_eq!(
            of(&[&placed]),
            [(Stream::Main, false, vec![0]), (Stream::Main, false, vec![1])]
        );
    }

    #[test]
    fn numbers_of_items_are_labels_and_marks_of_notes_are_not() {
        let item = format!("<< /S /LI {PAGE} /K [<< /S /Lbl {PAGE} /K 0 >> << /S /LBody {PAGE} /K 1 >>] >>");
        assert_eq!(
            of(&[&item]),
            [(Stream::Main, true, vec![0]), (Stream::Main, false, vec![1])]
        );
        let mark = format!("<< /S /P {PAGE} /K [0 << /S /Lbl {PAGE} /K [<< /S /Link {PAGE} /K 1 >>] >> 2] >>");
        assert_eq!(of(&[&mark]), [(Stream::Main, false, vec![0, 1, 2])]);
        // A note's own mark, which leads back, is one.
        let note = format!(
            "<< /S /Note {PAGE} /K [<< /S /Lbl {PAGE} /K [<< /S /Link {PAGE} /K 0 >>] >> << /S /P {PAGE} /K 1 >>] >>"
        );
        assert_eq!(
            of(&[&note]),
            [(Stream::Note, true, vec![0]), (Stream::Note, false, vec![1])]
        );
    }

    #[test]
    fn an_entry_of_the_contents_is_one_piece() {
        let entry = format!(
            "<< /S /TOC {PAGE} /K [<< /S /TOCI {PAGE} /K [<< /S /Lbl {PAGE} /K 0 >> << /S /P {PAGE} /K [1 << /S /Reference {PAGE} /K 2 >>] >>] >>] >>"
        );
        assert_eq!(of(&[&entry]), [(Stream::Contents, false, vec![0, 1, 2])]);
    }

    #[test]
    fn a_tree_that_leads_into_itself_ends() {
        let root = format!("<< /S /Document {PAGE} /K [0 10 0 R] >>");
        assert!(!of(&[&root]).is_empty());
    }
}
