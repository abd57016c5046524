//! The XML of other programs as a tree of local names. Entities are never expanded, and what would make the tree too large or too
//! deep is refused.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// How deep elements may stand inside each other: Word's own files stay below a hundred.
const DEEPEST: usize = 256;
/// The most elements of one part.
const MOST: usize = 8_000_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub(super) name: Box<str>,
    /// Its attributes by name without a prefix, but for those of relationships, which keep `r:`.
    attributes: Vec<(Box<str>, Box<str>)>,
    nodes: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Letters.
    Text(String),
}

/// Why a part is not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is no XML.
    Damaged(String),
    /// It is made to hurt.
    Unsafe(&'static str),
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| &*attribute.0 == name)?;
        Some(&found.1)
    }

    /// All attributes, by their names.
    pub(super) fn all_attributes(&self) -> std::collections::BTreeMap<String, String> {
        self.attributes
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect()
    }

    /// The elements in it.
    pub(super) fn children(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it, taken out of it.
    pub(super) fn into_children(self) -> Vec<Element> {
        self.nodes.into_iter().filter_map(of_element).collect()
    }

    /// Everything in it.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The first element in it of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children().find(|child| &*child.name == name)
    }

    /// The element at the end of a path of names.
    pub(super) fn path(&self, names: &[&str]) -> Option<&Element> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The first element of that name in it, at any depth.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.children().find_map(|child| {
            if &*child.name == name {
                Some(child)
            } else {
                child.find(name)
            }
        })
    }

    /// Calls `visit` for every element in it, at any depth.
    pub(super) fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a Element)) {
        for child in self.children() {
            visit(child);
            child.visit(visit);
        }
    }

    /// All letters in it.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.push_text(&mut out);
        out
    }

    fn push_text(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.push_text(out),
            }
        }
    }
}

/// Reads a part.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, Fault> {
    let text = decode(bytes);
    let mut reader = Reader::from_str(&text);
    let mut open = vec![Element::default()];
    let mut count = 0_usize;
    loop {
        match reader.read_event().map_err(|error| Fault::Damaged(error.to_string()))? {
            Event::Start(start) => {
                open.push(element(&start)?);
                count += 1;
                if open.len() > DEEPEST {
                    return Err(Fault::Unsafe("its elements are nested too deeply"));
                }
                if count > MOST {
                    return Err(Fault::Unsafe("it has too many elements"));
                }
            }
            Event::Empty(start) => {
                let element = element(&start)?;
                push(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    push(&mut open, Node::Element(done));
                }
            }
            Event::Text(text) => {
                let text = text.decode().map_err(|error| Fault::Damaged(error.to_string()))?;
                letters(&mut open, &text);
            }
            Event::CData(text) => {
                let text = text.decode().map_err(|error| Fault::Damaged(error.to_string()))?;
                letters(&mut open, &text);
            }
            Event::GeneralRef(reference) => {
                let known = match reference.resolve_char_ref() {
                    Ok(Some(letter)) => Some(letter),
                    Ok(None) => reference.decode().ok().and_then(|name| predefined(&name)),
                    Err(_) => None,
                };
                if let Some(letter) = known {
                    letters(&mut open, letter.encode_utf8(&mut [0; 4]));
                }
            }
            Event::DocType(declared) if declared.contains(&b'[') => {
                return Err(Fault::Unsafe("it declares entities of its own"));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if open.len() != 1 {
        return Err(Fault::Damaged("it ends too early".into()));
    }
    let root = open.pop().and_then(|root| root.nodes.into_iter().find_map(of_element));
    root.ok_or_else(|| Fault::Damaged("it holds nothing".into()))
}

fn of_element(node: Node) -> Option<Element> {
    match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    }
}

fn push(open: &mut [Element], node: Node) {
    if let Some(top) = open.last_mut() {
        top.nodes.push(node);
    }
}

fn letters(open: &mut [Element], text: &str) {
    let Some(top) = open.last_mut() else { return };
    match top.nodes.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => top.nodes.push(Node::Text(text.into())),
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => return None,
    })
}

fn element(start: &BytesStart<'_>) -> Result<Element, Fault> {
    let local = |name: &[u8]| -> Box<str> {
        let name = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
        String::from_utf8_lossy(name).into()
    };
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| Fault::Damaged(error.to_string()))?;
        let key = attribute.key.as_ref();
        let name = if key.starts_with(b"r:") {
            String::from_utf8_lossy(key).into()
        } else {
            local(key)
        };
        // A reference to an entity that is not XML's own is no value.
        let value = attribute.unescape_value().unwrap_or_default();
        attributes.push((name, value.into()));
    }
    Ok(Element {
        name: local(start.name().as_ref()),
        attributes,
        nodes: Vec::new(),
    })
}

/// The letters of a part: UTF-8, or UTF-16 by its mark.
fn decode(bytes: &[u8]) -> String {
    let units = |from: fn([u8; 2]) -> u16| -> String {
        let pairs = bytes.chunks_exact(2).skip(1);
        let units: Vec<u16> = pairs
            .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
            .map(from)
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_without_prefixes() {
        let root = parse(b"<w:a r:id='1' w:val='x &amp; y'><w:b> \xd8\xa3&#65;&unknown;</w:b><c/></w:a>").unwrap();
        assert_eq!(
            (root.attribute("r:id"), root.attribute("val")),
            (Some("1"), Some("x & y"))
        );
        assert_eq!(root.path(&["b"]).unwrap().text(), " أA");
        assert!(root.child("c").is_some());
    }

    #[test]
    fn what_is_made_to_hurt_is_refused() {
        let bomb = b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>";
        assert!(matches!(parse(bomb), Err(Fault::Unsafe(_))));
        let deep = "<a>".repeat(DEEPEST + 1) + &"</a>".repeat(DEEPEST + 1);
        assert!(matches!(parse(deep.as_bytes()), Err(Fault::Unsafe(_))));
        assert!(matches!(parse(b"<a><b></a>"), Err(Fault::Damaged(_))));
        assert!(matches!(parse(b"<a>"), Err(Fault::Damaged(_))));
    }
}
