//! What stands in the lines of a page.

use super::super::losses::Odd;
use super::super::runs::{Format, Piece, What, letters};
use super::Reader;
use crate::diagnostic::Span;
use crate::document::{Image, Width};
use crate::html::{Element, Style, element};
use crate::locale::{Direction, LanguageTag};

/// The last pieces of a line: words that tell where something was.
fn last(line: &[Piece]) -> &[Piece] {
    line.split_at(line.len().saturating_sub(8)).1
}

impl Reader<'_> {
    /// The format of an element's letters.
    pub(super) fn format_of(&mut self, node: usize, format: &Format) -> Format {
        let mut format = format.clone();
        let Some(found) = self.tree.nodes.get(node) else {
            return format;
        };
        let tag = &found.tag;
        match element(&tag.name) {
            Some(Element::Styled(style)) => match style {
                // Google's <b> around a whole page says nothing.
                Style::Strong => format.strong = true,
                Style::Emphasis => format.emphasis = true,
                Style::Strikethrough => format.strike = true,
                Style::Superscript => format.raised = true,
                Style::Subscript => format.lowered = true,
                Style::Underline => format.underline = true,
                Style::Small => format.small = true,
                Style::Mark => format.mark = true,
                Style::Quotation => {}
            },
            Some(Element::Code) => format.code = true,
            Some(Element::Abbreviation) => format.title = tag.value("title").map(str::to_string),
            Some(Element::Link) => {
                if let Some(href) = tag.value("href") {
                    format.link = Some(self.address(node, href));
                }
            }
            _ => {}
        }
        let style = self.sheet.of(tag);
        style.apply(&mut format);
        if format.link.is_some() {
            format.underline = false;
        }
        if tag.name == "bdo" {
            format.direction = match tag.value("dir") {
                Some("rtl") => Some(Direction::Rtl),
                Some("ltr") => Some(Direction::Ltr),
                _ => format.direction,
            };
        }
        if let Some(said) = tag
            .value("lang")
            .or(tag.value("xml:lang"))
            .and_then(|tag| LanguageTag::parse(tag).ok())
        {
            let text = self.tree.letters(node);
            let rtl = text
                .chars()
                .any(|c| matches!(u32::from(c), 0x5d0..=0x5ea | 0x620..=0x64a | 0x66e..=0x6d3));
            let told = said.language() == "en" && self.language.direction().is_rtl();
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let other = letters >= 3
                && !matches!(said.language(), "zxx" | "und" | "mul")
                && said.language() != self.language.language()
                && said.direction().is_rtl() == rtl
                && !told;
            format.language = other.then(|| said.language().to_string());
        }
        format
    }

    /// Reads a node that stands in a line.
    pub(super) fn inline(&mut self, node: usize, format: &Format, out: &mut Vec<Piece>) {
        let Some(found) = self.tree.nodes.get(node) else { return };
        if self.notes.passed.contains(&node) {
            return;
        }
        if let Some(text) = &found.text {
            let text = match text.contains(['\n', '\r', '\t']) {
                true => text.replace(['\n', '\r', '\t'], " "),
                false => text.clone(),
            };
            return out.push(Piece {
                what: What::Text(text),
                format: format.clone(),
            });
        }
        if let Some(note) = self.notes.references.get(&node) {
            return out.push(Piece {
                what: What::Note(*note),
                format: Format::default(),
            });
        }
        let tag = found.tag.clone();
        let style = self.sheet.of(&tag);
        let here = letters(last(out));
        if style.hidden {
            if !self.tree.letters(node).trim().is_empty() {
                self.losses.count(Odd::Hidden, &self.tree.letters(node));
            }
            return;
        }
        match tag.name.as_str() {
            "br" => {
                return out.push(Piece {
                    what: What::Break,
                    format: format.clone(),
                });
            }
            "img" => return self.picture(node, format, out),
            "script" | "style" | "head" | "template" | "noscript" => return,
            "iframe" | "video" | "audio" | "object" | "embed" | "canvas" | "svg" => {
                self.losses.count(Odd::Script, &here);
                if tag.name == "svg" || tag.name == "canvas" {
                    return;
                }
            }
            "input" if tag.value("type") == Some("checkbox") => {
                let done = tag.attributes.iter().any(|attribute| attribute.0 == "checked");
                return out.push(Piece::plain(if done { "☑ " } else { "☐ " }));
            }
            "input" | "select" | "textarea" | "button" => return self.losses.count(Odd::Form, &here),
            "math" => {
                self.losses.count(Odd::Formula, &here);
                let text: String = self
                    .tree
                    .below(node)
                    .into_iter()
                    .filter(|at| !self.in_annotation(*at))
                    .filter_map(|at| self.tree.nodes.get(at)?.text.clone())
                    .collect();
                return out.push(Piece {
                    what: What::Text(text.split_whitespace().collect::<Vec<_>>().join(" ")),
                    format: format.clone(),
                });
            }
            "q" => out.push(Piece::plain("“")),
            "rt" => out.push(Piece::plain(" (")),
            "rp" => return,
            _ => {}
        }
        if style.coloured
            && format.link.is_none()
            && self.tree.find(node, "a").is_none()
            && !self.tree.letters(node).trim().is_empty()
        {
            self.losses.count(Odd::Colour, &self.tree.letters(node));
        }
        let inner = self.format_of(node, format);
        for child in self.tree.children(node).to_vec() {
            self.inline(child, &inner, out);
        }
        match tag.name.as_str() {
            "q" => out.push(Piece::plain("”")),
            "rt" => out.push(Piece::plain(")")),
            _ => {}
        }
    }

    fn in_annotation(&self, node: usize) -> bool {
        self.tree
            .above(node)
            .any(|above| matches!(self.tree.name(above), "annotation" | "annotation-xml"))
    }

    /// A picture of the page: one that lies beside it, or in it.
    pub(super) fn picture(&mut self, node: usize, format: &Format, out: &mut Vec<Piece>) {
        let Some(tag) = self.tree.nodes.get(node).map(|node| node.tag.clone()) else {
            return;
        };
        let alternative = tag
            .value("alt")
            .unwrap_or("")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let source = tag.value("src").or(tag.value("data-src")).unwrap_or("");
        // What measures visits shows nothing.
        if tag.value("width") == Some("1") && tag.value("height") == Some("1") {
            return;
        }
        let odd = match self.taken(node, source) {
            Ok(path) => {
                let image = Image {
                    path,
                    alt: alternative,
                    width: width(&tag).map(Width::Share),
                    full_page: false,
                    span: Span::default(),
                };
                return out.push(Piece {
                    what: What::Image(image),
                    format: Format {
                        link: format.link.clone().filter(|link| !is_picture(link)),
                        ..Format::default()
                    },
                });
            }
            Err(odd) => odd,
        };
        let here = letters(last(out));
        self.losses
            .count(odd, if alternative.is_empty() { &here } else { &alternative });
        if !alternative.is_empty() {
            out.push(Piece {
                what: What::Text(format!("[{alternative}]")),
                format: format.clone(),
            });
        }
    }

    fn taken(&mut self, node: usize, source: &str) -> Result<String, Odd> {
        if let Some(data) = source.strip_prefix("data:") {
            return self.pictures.take(source, within(data).unwrap_or_default());
        }
        if source.contains("://") || source.starts_with("//") {
            return Err(Odd::WebPicture);
        }
        let base = self
            .tree
            .above(node)
            .find_map(|above| self.bases.get(&above))
            .cloned()
            .unwrap_or_default();
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        for written in [source.to_string(), super::percent_decoded(source)] {
            let Some(path) = super::super::package::resolve(folder, &written) else {
                continue;
            };
            if let Some(known) = self.pictures.known(&path) {
                return Ok(known.into());
            }
            if let Some(bytes) = (self.file)(&path) {
                return self.pictures.take(&path, bytes);
            }
        }
        Err(Odd::MissingPicture)
    }
}

/// The bytes within an address (RFC 2397); none where they cannot be made out.
fn within(data: &str) -> Option<Vec<u8>> {
    let (kind, data) = data.split_once(',')?;
    let percent = super::percent_decoded(data);
    match kind.trim_end().to_ascii_lowercase().ends_with(";base64") {
        true => decoded(&percent),
        false => Some(percent.into_bytes()),
    }
}

fn is_picture(url: &str) -> bool {
    let url = url.to_lowercase();
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"]
        .iter()
        .any(|end| url.ends_with(end))
}

/// A picture's width in hundredths of the line, where it says one.
fn width(tag: &crate::html::Tag) -> Option<u8> {
    let said = tag.style("width").or(tag.value("width"))?;
    let hundredths: f64 = said.strip_suffix('%')?.trim().parse().ok()?;
    // Cast of a number that was just bounded.
    (1.0..=95.0).contains(&hundredths).then(|| hundredths.round() as u8)
}

/// Bytes written in letters (RFC 4648, section 4); spaces between them are passed over.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' | b' ' | b'\n' | b'\r' | b'\t' => continue,
            _ => return None,
        };
        held = (held << 6 | u32::from(value)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xff) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_bytes() {
        assert_eq!(decoded("2LPZhNin2YUg\nYQ=="), Some("سلام a".as_bytes().to_vec()));
        assert_eq!(decoded("a?"), None);
    }
}
