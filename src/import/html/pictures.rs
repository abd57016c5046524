//! Pictures of a page: beside it, or within an address.

use super::super::losses::Odd;
use super::super::runs::{Format, Piece, What, letters};
use super::{Reader, last};
use crate::diagnostic::Span;
use crate::document::{Image, Width};

impl Reader<'_> {
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
        let base = super::base(&self.tree, &self.bases, node).unwrap_or_default();
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
