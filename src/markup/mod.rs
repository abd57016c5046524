//! Writing XML that is well formed by construction: elements close themselves, text and values are escaped, characters that
//! XML 1.0 forbids are left out.

mod letters;

use std::borrow::Cow;

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

pub use letters::{Letters, closed};

/// A document being written, and the letters that were written into it.
pub struct Xml {
    out: Writer<Vec<u8>>,
    /// Every letter of the text, to know what the fonts must hold.
    letters: Letters,
    /// Whether it is HTML, which knows no names of other vocabularies.
    html: bool,
}

/// The attributes of an element, in the order in which they are written.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A piece of HTML: nothing yet, and attributes of other vocabularies are left out.
    pub fn html() -> Self {
        Self {
            out: Writer::new(Vec::new()),
            letters: Letters::default(),
            html: true,
        }
    }

    /// An empty document with its declaration.
    #[allow(clippy::new_without_default, reason = "a document with a declaration is not empty")]
    pub fn new() -> Self {
        let mut xml = Self {
            html: false,
            ..Self::html()
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
        self.write(Event::Start(self.start(name, attributes)));
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
        self.write(Event::Empty(self.start(name, attributes)));
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

    /// Data in JSON, as it stands in a page: no `<` is in it that could end its element.
    pub fn json(&mut self, json: &str) {
        let json = json.replace('<', "\\u003c");
        self.write(Event::Text(BytesText::from_escaped(json)));
    }

    /// What is of another language than this and has no `<` in it, such as a style sheet of ours.
    pub fn verbatim(&mut self, text: &str) {
        self.write(Event::Text(BytesText::from_escaped(text)));
    }

    /// What another document holds.
    pub fn append(&mut self, other: Self) {
        self.letters.join(&other.letters);
        self.out.get_mut().extend(other.out.into_inner());
    }

    /// An empty document that counts the same letters as written.
    pub fn copy_letters(&self) -> Self {
        let mut copy = Self::html();
        copy.append_letters(self);
        copy
    }

    /// Counts the letters of another document as written.
    pub fn append_letters(&mut self, other: &Self) {
        self.letters.join(&other.letters);
    }

    /// Counts letters as written that are not in this document, but are to be shown in its fonts.
    pub fn reserve(&mut self, text: &str) {
        self.letters.extend(text);
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out.into_inner()
    }

    /// The letters of what was written, to know what its fonts must hold.
    pub fn letters(&self) -> &Letters {
        &self.letters
    }

    /// The finished document, and the letters of its text.
    pub fn finish(self) -> (Vec<u8>, Letters) {
        (self.out.into_inner(), self.letters)
    }

    fn write(&mut self, event: Event) {
        // Writing into memory does not fail.
        drop(self.out.write_event(event));
    }

    fn start<'a>(&self, name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
        let mut element = BytesStart::new(name);
        let known = |name: &str| !self.html || !name.contains(':');
        for (name, value) in attributes.iter().filter(|(name, _)| known(name)) {
            element.push_attribute((*name, legal(value).as_ref()));
        }
        element
    }
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
    fn html_has_no_names_of_other_vocabularies_and_no_end_in_its_data() {
        let mut xml = Xml::html();
        xml.element("p", &[("epub:type", "x"), ("lang", "ar")], |xml| {
            xml.json("\"</script>\"")
        });
        assert_eq!(xml.into_bytes(), b"<p lang=\"ar\">\"\\u003c/script>\"</p>");
    }

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
