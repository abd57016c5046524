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
    /// A bitmap of Windows, of any version.
    Bmp,
    /// TIFF 6.0, or as large as BigTIFF.
    Tiff,
    /// SVG 1.1 or 2.
    Svg,
}

/// How TIFF and BigTIFF begin, in either order of bytes.
const TIFF: [&[u8; 4]; 4] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"];

/// How pictures of telephones and of the web become pictures that can be printed from.
const CONVERT: &str = "open it in Preview (macOS), Photos (Windows) or GIMP, and export it as JPEG or PNG; on the command line: \
                       `heif-convert in.heic out.jpg` or `avifdec in.avif out.png`";
/// How the pictures of an iPhone become JPEGs by themselves.
const IPHONE: &str = "an iPhone takes JPEGs where Settings, Camera, Formats says “Most Compatible”";
const EXPORT: &str = "export it from the program that made it, as PNG or SVG";
const SAVE: &str = "save it as JPEG, PNG, WebP, GIF, TIFF or SVG";

/// Beginnings of files that people take for usable pictures: offset, bytes, name, and what to do with them.
const STRANGERS: &[(usize, &[u8], &str, &[&str])] = &[
    (4, b"ftypavif", "an AVIF picture", &[CONVERT]),
    (4, b"ftypavis", "an AVIF picture", &[CONVERT]),
    (4, b"ftyphe", "a HEIC picture", &[CONVERT, IPHONE]),
    (4, b"ftypmif1", "a HEIC or AVIF picture", &[CONVERT, IPHONE]),
    (4, b"ftyp", "a film, or a picture in a film's wrapping", &[CONVERT]),
    (0, b"8BPS", "a Photoshop file", &[EXPORT]),
    (0, b"%PDF", "a PDF", &[EXPORT]),
    (0, b"%!PS", "a PostScript file", &[EXPORT]),
    (0, b"gimp xcf", "a GIMP file", &[EXPORT]),
    (0, b"\0\0\0\x0cJXL", "a JPEG XL picture", &[CONVERT]),
    (0, b"\xff\x0a", "a JPEG XL picture", &[CONVERT]),
    (0, b"<!DOCTYPE html", "a web page", &[SAVE]),
    (0, b"<!doctype html", "a web page", &[SAVE]),
    (0, b"<html", "a web page", &[SAVE]),
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
        } else if TIFF.iter().any(|start| starts(0, start.as_slice())) {
            Ok(Kind::Tiff)
        } else if is_bmp(bytes) {
            Ok(Kind::Bmp)
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
            Kind::Bmp => "image/bmp",
            Kind::Tiff => "image/tiff",
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
            Kind::Bmp => "bmp",
            Kind::Tiff => "tiff",
            Kind::Svg => "svg",
        }
    }
}

fn stranger(bytes: &[u8]) -> Diagnostic {
    let known = STRANGERS
        .iter()
        .find(|row| bytes.get(row.0..).is_some_and(|rest| rest.starts_with(row.1)));
    let (message, hints) = match known {
        _ if bytes.is_empty() => ("the file is empty".into(), &[SAVE][..]),
        Some((_, _, name, hints)) => (said!("this is {name}, which is not read", name), *hints),
        None => ("this is not a picture in a format that is known".into(), &[SAVE][..]),
    };
    let finding = Diagnostic::warning("picture-format", message);
    hints.iter().fold(finding, |finding, hint| finding.hint(*hint))
}

/// Whether a file is a bitmap: its first letters, and a header of one of the sizes that there are.
fn is_bmp(bytes: &[u8]) -> bool {
    let header = bytes
        .get(14..18)
        .and_then(|size| size.try_into().ok())
        .map(u32::from_le_bytes);
    bytes.starts_with(b"BM") && matches!(header, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
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
