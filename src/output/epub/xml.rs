//! Writing XML that is well formed by construction: elements close themselves, text and values are escaped, characters that
//! XML 1.0 forbids are left out.

use std::borrow::Cow;

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

use super::letters::Letters;

/// A document being written, and the letters that were written into it.
pub(super) struct Xml {
    out: Writer<Vec<u8>>,
    /// Every letter of the text, to know what the fonts must hold.
    pub letters: Letters,
}

/// The attributes of an element, in the order in which they are written.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// An empty document with its declaration.
    pub fn new() -> Self {
        let mut xml = Self {
            out: Writer::new(Vec::new()),
            letters: Letters::default(),
        };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml.line();
        xml
    }

    /// The document type of XHTML.
    pub fn html_doctype(&mut self) {
        self.write(Event::DocType(BytesText::from_escaped("html")));
        self.line();
    }

    /// An element and what `content` writes into it.
    pub fn element(&mut self, name: &str, attributes: Attributes, content: impl FnOnce(&mut Self)) {
        self.write(Event::Start(start(name, attributes)));
        content(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// The same, standing on lines of its own.
    pub fn block(&mut self, name: &str, attributes: Attributes, content: impl FnOnce(&mut Self)) {
        self.element(name, attributes, content);
        self.line();
    }

    /// An element that holds nothing and is written so: `<br/>`.
    pub fn empty(&mut self, name: &str, attributes: Attributes) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// An element that holds only text, on a line of its own.
    pub fn leaf(&mut self, name: &str, attributes: Attributes, text: &str) {
        self.block(name, attributes, |xml| xml.text(text));
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        let text = legal(text);
        self.letters.extend(&text);
        self.write(Event::Text(BytesText::new(&text)));
    }

    /// Text set in the font for code.
    pub fn code(&mut self, text: &str) {
        let text = legal(text);
        self.letters.extend_code(&text);
        self.write(Event::Text(BytesText::new(&text)));
    }

    /// The end of a line of the file.
    pub fn line(&mut self) {
        self.write(Event::Text(BytesText::from_escaped("\n")));
    }

    /// The finished document.
    pub fn finish(self) -> (Vec<u8>, Letters) {
        (self.out.into_inner(), self.letters)
    }

    fn write(&mut self, event: Event) {
        // Writing into memory does not fail.
        drop(self.out.write_event(event));
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, legal(value).as_ref()));
    }
    element
}

/// The text without characters outside XML 1.0's production 2.
fn legal(text: &str) -> Cow<'_, str> {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(is_legal) {
        Cow::Borrowed(text)
    } else {
        text.chars().filter(|&c| is_legal(c)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_well_formed() {
        let mut xml = Xml::new();
        xml.element("a", &[("title", "\"<&\u{1}")], |xml| xml.text("x < y & z\u{b}\u{ffff}"));
        let (bytes, letters) = xml.finish();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a title=\"&quot;&lt;&amp;\">x &lt; y &amp; z</a>"
        );
        assert!(letters.text().any(|c| c == '<') && !letters.text().any(|c| c == '\u{b}'));
    }
}
