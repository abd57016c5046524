//! What a font of a PDF says of its codes: which text they stand for and how far they move the pen (ISO 32000-2, 9.7 and 9.10.3).

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

/// A font as far as reading needs it.
#[derive(Debug, Default)]
pub(in crate::proof) struct Font {
    /// How many bytes a code has: 2 in composite fonts (Identity-H), 1 in simple ones.
    pub(super) code_bytes: usize,
    /// Its name, without the mark of a subset.
    pub(in crate::proof) name: String,
    /// The outlines that it brings, where they are TrueType's.
    pub(in crate::proof) file: Option<Vec<u8>>,
    /// The glyph of each code; the code itself where there is no such list.
    glyphs: Option<Vec<u16>>,
    /// Text by code.
    text: ByCode<Rc<str>>,
    /// Advances by code, in text space units (1 em at size 1).
    widths: ByCode<f64>,
    /// The advance of every other code.
    default_width: f64,
}

/// What is known by code, as a list up to the highest: each glyph of a file is looked up here.
#[derive(Debug)]
struct ByCode<T>(Vec<Option<T>>);

impl<T> Default for ByCode<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByCode<T> {
    fn get(&self, code: u16) -> Option<&T> {
        self.0.get(usize::from(code))?.as_ref()
    }
}

impl<T> Extend<(u16, T)> for ByCode<T> {
    fn extend<I: IntoIterator<Item = (u16, T)>>(&mut self, known: I) {
        for (code, what) in known {
            let code = usize::from(code);
            if self.0.len() <= code {
                self.0.resize_with(code + 1, || None);
            }
            if let Some(place) = self.0.get_mut(code) {
                *place = Some(what);
            }
        }
    }
}

impl Font {
    /// Reads a font's dictionary.
    pub(super) fn read(dict: &Dict) -> Self {
        let composite = dict.get::<Name>("Subtype").is_some_and(|name| name.as_str() == "Type0");
        let mut font = Self {
            code_bytes: if composite { 2 } else { 1 },
            ..Self::default()
        };
        if let Some(cmap) = dict.get::<Stream>("ToUnicode").and_then(|stream| stream.decoded().ok()) {
            font.text.extend(to_unicode(&cmap));
        }
        let descendant = dict
            .get::<Array>("DescendantFonts")
            .and_then(|fonts| fonts.flex_iter().next::<Dict>());
        match descendant {
            Some(descendant) => {
                font.composite_widths(&descendant);
                font.outlines(&descendant);
            }
            None => font.simple_widths(dict),
        }
        let name = dict.get::<Name>("BaseFont").map(|name| name.as_str().to_string());
        let name = name.unwrap_or_default();
        // `ABCDEF+Name` (9.9.2).
        font.name = match name.split_once('+') {
            Some((mark, name)) if mark.len() == 6 => name.into(),
            _ => name,
        };
        font
    }

    /// The outlines that a descendant font brings, and which of them each code draws (9.7.4.2).
    fn outlines(&mut self, descendant: &Dict) {
        let file = descendant
            .get::<Dict>("FontDescriptor")
            .and_then(|descriptor| descriptor.get::<Stream>("FontFile2"));
        self.file = file.and_then(|file| Some(file.decoded().ok()?.to_vec()));
        let map = descendant
            .get::<Stream>("CIDToGIDMap")
            .and_then(|map| map.decoded().ok());
        self.glyphs = map.map(|map| {
            map.chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |glyph, byte| glyph << 8 | u16::from(*byte)))
                .collect()
        });
    }

    /// The glyph of its outlines that a code draws.
    pub(in crate::proof) fn glyph(&self, code: u16) -> u16 {
        match &self.glyphs {
            Some(glyphs) => glyphs.get(usize::from(code)).copied().unwrap_or(0),
            None => code,
        }
    }

    /// The text that a code stands for; none where the font does not say.
    pub(in crate::proof) fn text(&self, code: u16) -> &str {
        self.text.get(code).map_or("", Rc::as_ref)
    }

    /// How far a code moves the pen at size 1.
    pub(super) fn width(&self, code: u16) -> f64 {
        self.widths.get(code).copied().unwrap_or(self.default_width)
    }

    /// `W`: runs of widths, and ranges that share one (ISO 32000-2, 9.7.4.3).
    fn composite_widths(&mut self, descendant: &Dict) {
        self.default_width = descendant
            .get::<Number>("DW")
            .map_or(1.0, |width| width.as_f64() / 1000.0);
        let Some(array) = descendant.get::<Array>("W") else {
            return;
        };
        let mut pending: Vec<f64> = Vec::new();
        for item in array.iter::<Object>() {
            match item {
                Object::Number(number) => pending.push(number.as_f64()),
                Object::Array(widths) => {
                    let first = pending.first().copied().unwrap_or(0.0);
                    let widths = widths.iter::<Number>().map(|width| width.as_f64() / 1000.0);
                    self.widths.extend(codes(first, f64::from(u16::MAX)).zip(widths));
                    pending.clear();
                }
                _ => {}
            }
            if let [first, last, width] = pending[..] {
                self.widths
                    .extend(codes(first, last).map(|code| (code, width / 1000.0)));
                pending.clear();
            }
        }
    }

    /// `Widths` from `FirstChar`; in units of the font's own matrix in Type 3 fonts (ISO 32000-2, 9.6.4).
    fn simple_widths(&mut self, dict: &Dict) {
        let matrix = dict
            .get::<Array>("FontMatrix")
            .and_then(|matrix| matrix.iter::<Number>().next());
        let unit = matrix.map_or(0.001, |scale| scale.as_f64());
        let first = dict.get::<Number>("FirstChar").map_or(0.0, |first| first.as_f64());
        let Some(widths) = dict.get::<Array>("Widths") else {
            return;
        };
        let widths = widths.iter::<Number>().map(|width| width.as_f64() * unit);
        self.widths.extend(codes(first, 255.0).zip(widths));
    }
}

/// The codes from one to another, both included.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the bounds"
)]
fn codes(first: f64, last: f64) -> std::ops::RangeInclusive<u16> {
    let clamp = |code: f64| code.clamp(0.0, f64::from(u16::MAX)) as u16;
    clamp(first)..=clamp(last)
}

/// The `bfchar` and `bfrange` sections of a ToUnicode CMap.
fn to_unicode(cmap: &[u8]) -> BTreeMap<u16, Rc<str>> {
    let mut text = BTreeMap::new();
    let mut section: &[u8] = b"";
    // Hexadecimal strings of the entry so far; those inside an array all belong to its range.
    let mut entry: Vec<Vec<u8>> = Vec::new();
    let mut in_array = false;
    for token in Lexer(cmap) {
        match token {
            Token::Word(word) => {
                section = word;
                entry.clear();
            }
            Token::Open => in_array = true,
            Token::Close => {
                in_array = false;
                for (code, letters) in code(&entry, 0)
                    .into_iter()
                    .flat_map(|first| first..=u16::MAX)
                    .zip(entry.iter().skip(2))
                {
                    text.insert(code, utf16(letters));
                }
                entry.clear();
            }
            Token::Hex(bytes) => entry.push(bytes),
        }
        match (section, &entry[..]) {
            (b"beginbfchar", [_, letters]) => {
                text.extend(code(&entry, 0).map(|code| (code, utf16(letters))));
                entry.clear();
            }
            (b"beginbfrange", [_, _, letters]) if !in_array => {
                let (first, last) = (code(&entry, 0).unwrap_or(1), code(&entry, 1).unwrap_or(0));
                for (code, step) in (first..=last).zip(0..=u8::MAX) {
                    // Only the last byte counts up (ISO 32000-2, 9.10.3).
                    let mut letters = letters.clone();
                    if let Some(byte) = letters.last_mut() {
                        *byte = byte.saturating_add(step);
                    }
                    text.insert(code, utf16(&letters));
                }
                entry.clear();
            }
            _ => {}
        }
    }
    text
}

/// The code that an entry's string at `index` writes.
fn code(entry: &[Vec<u8>], index: usize) -> Option<u16> {
    let bytes = entry.get(index)?;
    (bytes.len() <= 2).then(|| bytes.iter().fold(0, |code, byte| code << 8 | u16::from(*byte)))
}

/// A text string: UTF-16 or UTF-8 by its mark, else PDFDocEncoding, of which Latin-1 is what matters (ISO 32000-2, 7.9.2).
pub(super) fn text_string(bytes: &[u8]) -> Rc<str> {
    if bytes.starts_with(&[0xfe, 0xff]) {
        utf16(bytes)
    } else if let Some(text) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        String::from_utf8_lossy(text).into()
    } else {
        bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into()
    }
}

/// Text in big-endian UTF-16, with or without its mark.
fn utf16(bytes: &[u8]) -> Rc<str> {
    let bytes = bytes.strip_prefix(&[0xfe, 0xff]).unwrap_or(bytes);
    let units = bytes
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0u16, |unit, byte| unit << 8 | u16::from(*byte)));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect::<String>()
        .into()
}

enum Token<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

/// The tokens of a CMap that matter here.
struct Lexer<'a>(&'a [u8]);

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (&first, rest) = self.0.split_first()?;
            let up_to = |end: &dyn Fn(&u8) -> bool| rest.iter().position(end).unwrap_or(rest.len());
            match first {
                b'<' if rest.first() != Some(&b'<') => {
                    let end = up_to(&|byte| *byte == b'>');
                    let (digits, after) = rest.split_at(end);
                    self.0 = after.get(1..).unwrap_or_default();
                    return Some(Token::Hex(hex(digits)));
                }
                b'[' | b']' => {
                    self.0 = rest;
                    return Some(if first == b'[' { Token::Open } else { Token::Close });
                }
                b'%' => {
                    self.0 = rest
                        .get(up_to(&|byte| matches!(byte, b'\n' | b'\r'))..)
                        .unwrap_or_default()
                }
                b'a'..=b'z' | b'A'..=b'Z' => {
                    let end = up_to(&|byte| !byte.is_ascii_alphanumeric());
                    let (word, after) = self.0.split_at(end + 1);
                    self.0 = after;
                    return Some(Token::Word(word));
                }
                // The brackets of dictionaries, names, numbers.
                b'<' => self.0 = rest.get(1..).unwrap_or_default(),
                b'/' => {
                    self.0 = rest
                        .get(up_to(&|byte| byte.is_ascii_whitespace() || b"/<>[](".contains(byte))..)
                        .unwrap_or_default()
                }
                _ => self.0 = rest,
            }
        }
    }
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(digits.len().div_ceil(2));
    let mut values = digits.iter().filter_map(|digit| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    });
    while let Some(high) = values.next() {
        bytes.push(high << 4 | values.next().unwrap_or(0));
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_for_their_text() {
        let cmap = b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <FFFF> endcodespacerange
            2 beginbfchar <0001> <0633> % a comment <0009> <0041>
            <0002> <06440627> endbfchar
            2 beginbfrange <0003> <0005> <0041> <0006> <0007> [<0031> <d83dde00>] endbfrange";
        let text: Vec<(u16, String)> = to_unicode(cmap)
            .into_iter()
            .map(|(code, text)| (code, text.to_string()))
            .collect();
        let expected = [(1, "س"), (2, "لا"), (3, "A"), (4, "B"), (5, "C"), (6, "1"), (7, "😀")];
        assert_eq!(text, expected.map(|(code, text)| (code, text.to_string())));
    }
}
