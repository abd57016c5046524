//! Reads an EPUB as a reading program does: container, package document, spine, and the text of each page in its order
//! (EPUB 3.3, 4.2.6.3.1, 5.7 and 6.1).

use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::exact::Tokens;

/// Elements that stand in a line (HTML, phrasing content); all others begin and end one.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strong", "sub", "sup", "u", "wbr",
];
/// The largest document of the package that is read, in bytes.
const MAX_BYTES: u64 = 64 << 20;

/// The words of an EPUB, by where they stand.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The title page.
    pub(super) front: Tokens,
    /// The text.
    pub(super) main: Tokens,
    /// The notes.
    pub(super) notes: Tokens,
}

/// To what the words of an element belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Front,
    Main,
    Notes,
    /// What the program adds: the cover, ways to notes and back, the table of contents, the colophon.
    Own,
}

/// Roles and types (DPUB-ARIA 1.1, EPUB Structural Semantics) that tell to what an element belongs.
const PARTS: [(&str, Part); 10] = [
    ("titlepage", Part::Front),
    ("footnote", Part::Notes),
    ("doc-footnote", Part::Notes),
    ("endnote", Part::Notes),
    ("noteref", Part::Own),
    ("doc-noteref", Part::Own),
    ("doc-backlink", Part::Own),
    ("cover", Part::Own),
    ("colophon", Part::Own),
    ("doc-pagebreak", Part::Own),
];

/// Reads an EPUB; the error says what a reading program would stumble over.
pub(super) fn read(bytes: &[u8]) -> Result<Pages, String> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("it is no ZIP archive: {error}"))?;
    let container = file(&mut archive, "META-INF/container.xml")?;
    let package = elements(&container, &["rootfile"])?
        .first()
        .and_then(|root| attribute(root, "full-path"))
        .ok_or("its container names no package document")?;
    let opf = file(&mut archive, &package)?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut pages = Pages::default();
    for href in spine(&opf)? {
        let name = if folder.is_empty() {
            href
        } else {
            format!("{folder}/{href}")
        };
        let text = file(&mut archive, &name)?;
        page(&text, &mut pages).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(pages)
}

fn file(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, String> {
    let entry = archive.by_name(name).map_err(|_| format!("{name} is not in it"))?;
    let mut text = String::new();
    entry
        .take(MAX_BYTES)
        .read_to_string(&mut text)
        .map_err(|error| format!("{name}: {error}"))?;
    Ok(text)
}

/// The addresses of the spine's pages, in order; the navigation document, which repeats headings, is left out.
fn spine(opf: &str) -> Result<Vec<String>, String> {
    let items = elements(opf, &["item"])?;
    let references = elements(opf, &["itemref"])?;
    let mut hrefs = Vec::new();
    for reference in &references {
        let id = attribute(reference, "idref").unwrap_or_default();
        let item = items
            .iter()
            .find(|item| attribute(item, "id").as_deref() == Some(id.as_str()));
        let item = item.ok_or_else(|| format!("its spine names {id}, which its manifest does not"))?;
        let properties = attribute(item, "properties").unwrap_or_default();
        if !properties.split(' ').any(|property| property == "nav") {
            hrefs.extend(attribute(item, "href"));
        }
    }
    Ok(hrefs)
}

/// All elements of these names, in document order.
fn elements(text: &str, names: &[&str]) -> Result<Vec<BytesStart<'static>>, String> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) | Event::Empty(start)
                if names.iter().any(|name| start.local_name().as_ref() == name.as_bytes()) =>
            {
                found.push(start.into_owned());
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    found.unescape_value().ok().map(|value| value.into_owned())
}

/// Adds the words of a page.
fn page(text: &str, pages: &mut Pages) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Part::Main];
    let mut inside_body = false;
    loop {
        let here = open.last().copied().unwrap_or(Part::Own);
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                let name = start.local_name();
                inside_body |= name.as_ref() == b"body";
                if !is_inline(name.as_ref()) {
                    pages.part();
                }
                open.push(part(&start, here));
            }
            Event::End(end) => {
                open.pop();
                inside_body &= end.local_name().as_ref() != b"body";
                if !is_inline(end.local_name().as_ref()) {
                    pages.part();
                }
            }
            Event::Text(text) if inside_body => pages.add(here, &text.decode().map_err(|error| error.to_string())?),
            Event::CData(data) if inside_body => pages.add(here, &data.decode().map_err(|error| error.to_string())?),
            Event::GeneralRef(reference) if inside_body => {
                let letter = match reference.resolve_char_ref().map_err(|error| error.to_string())? {
                    Some(letter) => letter.to_string(),
                    None => predefined(&reference.decode().map_err(|error| error.to_string())?)?.to_string(),
                };
                pages.add(here, &letter);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn is_inline(name: &[u8]) -> bool {
    INLINE.iter().any(|inline| inline.as_bytes() == name)
}

/// The five entities of XML 1.0, 4.6; XHTML in an EPUB has no others.
fn predefined(name: &str) -> Result<&'static str, String> {
    let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
    let found = known.iter().find(|(known, _)| *known == name);
    found
        .map(|(_, letter)| *letter)
        .ok_or_else(|| format!("&{name}; is no entity of XML"))
}

/// To what an element belongs: what it says of itself, unless what is around it is the program's own.
fn part(start: &BytesStart, around: Part) -> Part {
    if around == Part::Own {
        return around;
    }
    let said = [attribute(start, "epub:type"), attribute(start, "role")];
    let mut words = said.iter().flatten().flat_map(|value| value.split_whitespace());
    words
        .find_map(|word| PARTS.iter().find(|(name, _)| *name == word))
        .map_or(around, |(_, part)| *part)
}

impl Pages {
    fn add(&mut self, part: Part, text: &str) {
        match part {
            Part::Front => self.front.push_str(text),
            Part::Main => self.main.push_str(text),
            Part::Notes => self.notes.push_str(text),
            Part::Own => {}
        }
    }

    fn part(&mut self) {
        [&mut self.front, &mut self.main, &mut self.notes]
            .into_iter()
            .for_each(Tokens::part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(body: &str) -> [Vec<String>; 3] {
        let mut pages = Pages::default();
        page(
            &format!("<html><head><title>t</title></head><body>{body}</body></html>"),
            &mut pages,
        )
        .unwrap();
        [pages.front, pages.main, pages.notes].map(|tokens| tokens.all().map(String::from).collect())
    }

    #[test]
    fn words_end_where_blocks_do_and_not_where_inlines_do() {
        let [_, main, _] =
            words("<p>أ<em>ب</em> ج<br/>د</p><p>ه &amp; &#x648;</p><table><tr><td>ز</td><td>ح</td></tr></table>");
        assert_eq!(main, ["أب", "ج", "د", "ه", "&", "و", "ز", "ح"]);
    }

    #[test]
    fn notes_and_the_programs_own_words_stand_apart() {
        let body = r##"<section epub:type="titlepage"><h1>عنوان</h1></section>
            <p>نص<a role="doc-noteref" href="#n">١</a>، آخر</p>
            <aside epub:type="footnote" role="doc-footnote"><p>حاشية <a role="doc-backlink" href="#r">عودة</a></p></aside>
            <section epub:type="colophon"><p>صُفّ <b>هذا</b></p></section>"##;
        let [front, main, notes] = words(body);
        assert_eq!(
            (front, main, notes),
            (
                vec!["عنوان".into()],
                vec!["نص،".into(), "آخر".into()],
                vec!["حاشية".into()]
            )
        );
    }

    #[test]
    fn what_is_no_epub_is_said() {
        assert!(read(b"PK").unwrap_err().contains("ZIP"));
    }
}
