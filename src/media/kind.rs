//! What a file is, by its first bytes: names of files lie.

use crate::diagnostic::{Diagnostic, said};

/// A kind of picture that can be opened. Outputs are only ever given JPEG, PNG and SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG (ISO/IEC 10918-1).
    Jpeg,
    /// PNG (ISO/IEC 15948).
    Png,
    /// GIF 87a or 89a.
    Gif,
    /// WebP (RFC 9649).
    Webp,
    /// SVG 1.1 or 2.
    Svg,
}

/// Beginnings of files that people take for usable pictures: offset, bytes, name.
const STRANGERS: &[(usize, &[u8], &str)] = &[
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftypavis", "an AVIF picture"),
    (4, b"ftyp", "a HEIC picture or a film"),
    (0, b"II*\0", "a TIFF picture or a camera's raw file"),
    (0, b"MM\0*", "a TIFF picture or a camera's raw file"),
    (0, b"BM", "a BMP picture"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"%PDF", "a PDF"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"gimp xcf", "a GIMP file"),
    (0, b"\0\0\0\x0cJXL", "a JPEG XL picture"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"<!DOCTYPE html", "a web page"),
    (0, b"<!doctype html", "a web page"),
    (0, b"<html", "a web page"),
];

impl Kind {
    /// Recognises a file.
    ///
    /// # Errors
    /// Where it is none of the kinds that can be opened; the message says what it is instead, if that is known.
    pub fn of(bytes: &[u8]) -> Result<Self, Diagnostic> {
        let starts = |at: usize, with: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(with));
        if starts(0, b"\x89PNG\r\n\x1a\n") {
            Ok(Kind::Png)
        } else if starts(0, b"\xff\xd8\xff") {
            Ok(Kind::Jpeg)
        } else if starts(0, b"GIF87a") || starts(0, b"GIF89a") {
            Ok(Kind::Gif)
        } else if starts(0, b"RIFF") && starts(8, b"WEBP") {
            Ok(Kind::Webp)
        } else if is_svg(bytes) {
            Ok(Kind::Svg)
        } else {
            Err(stranger(bytes))
        }
    }

    /// The media type (EPUB 3.3, core media types).
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Gif => "image/gif",
            Kind::Webp => "image/webp",
            Kind::Svg => "image/svg+xml",
        }
    }

    /// The ending of file names, without its dot.
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Gif => "gif",
            Kind::Webp => "webp",
            Kind::Svg => "svg",
        }
    }
}

fn stranger(bytes: &[u8]) -> Diagnostic {
    let starts = |row: &&(usize, &[u8], &str)| bytes.get(row.0..).is_some_and(|rest| rest.starts_with(row.1));
    let message = match STRANGERS.iter().find(starts) {
        _ if bytes.is_empty() => "the file is empty".into(),
        Some((_, _, name)) => said!("this is {name}, which cannot be printed from", name),
        None => "this is not a picture in a format that is known".into(),
    };
    Diagnostic::error("picture-format", message).hint("save it as JPEG, PNG, WebP, GIF or SVG")
}

/// Whether the text before the first element is only what may stand there and that element is called `svg`.
fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(16_384)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!DOCTYPE svg") {
            // An internal subset ends with the bracket.
            match (rest.find('['), rest.find('>')) {
                (Some(open), Some(close)) if open < close => "]>",
                _ => ">",
            }
        } else {
            break;
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
    let name: String = rest
        .chars()
        .skip(1)
        .take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/'))
        .collect();
    rest.starts_with('<') && (name == "svg" || name.ends_with(":svg"))
}
