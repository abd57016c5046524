//! Letters where they are drawn.
//!
//! The text layer tells readers where they should look for a letter, which need not be where the eye finds it
//! (`docs/text-layer.md`): a glyph may stand for several characters, and its outlines may stand off its pen. So places are taken from
//! the outlines of which the file's own fonts put their glyphs together.

use std::collections::BTreeMap;
use std::path::Path;

use read_fonts::tables::glyf::{Anchor, Glyph as Outline};
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};
use unicode_bidi::{BidiClass, bidi_class};

use super::page::{Letter, is_mark, mutool};

/// How much of a font's name mupdf keeps.
const NAME: usize = 31;

/// A letter on a page, from 1, and on a baseline.
pub struct Placed {
    pub page: usize,
    pub y: f32,
    pub letter: Letter,
}

/// Every letter of a PDF in the order of drawing.
pub fn letters(pdf: &Path) -> Vec<Placed> {
    let faces = Faces::of(pdf);
    let trace = mutool(&["draw", "-q", "-F", "trace", "-o", "-"], pdf, &[]);
    let mut glyphs = glyphs(&trace);
    for glyph in &mut glyphs {
        // This mupdf has no room for more than eight characters.
        if let Some(said) = faces.said(glyph).filter(|_| glyph.said == ['\u{fffd}']) {
            glyph.said = said.chars().collect();
        }
    }
    let placed = glyphs.iter().flat_map(|glyph| {
        let places = glyph.places(&faces.pieces(glyph));
        glyph.said.iter().zip(places).map(|(&c, (left, right))| Placed {
            page: glyph.page,
            y: glyph.y,
            letter: Letter {
                c: if c == '\u{a0}' { ' ' } else { c },
                left,
                right,
                size: glyph.size,
                font: glyph.font.clone(),
            },
        })
    });
    placed.collect()
}

/// A glyph as the file has it. Lengths are in points from the page's upper left corner.
struct Glyph {
    page: usize,
    /// The characters that it stands for.
    said: Vec<char>,
    /// Its number in its font, where the font has no names for its glyphs.
    code: Option<u32>,
    font: String,
    size: f32,
    pen: f32,
    y: f32,
    advance: f32,
}

/// The glyphs of what `mutool draw -F trace` says.
fn glyphs(trace: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let (mut page, mut matrix, mut size, mut font) = (0, vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 1.0, String::new());
    let number = |line: &str, name: &str| value(line, name).and_then(|number| number.parse::<f32>().ok());
    for line in trace.lines().map(str::trim_start) {
        if line.starts_with("<page ") {
            page += 1;
        } else if line.starts_with("<span ") {
            font = value(line, "font").expect("a font");
            size = numbers(&value(line, "trm").expect("a size"))[0];
        } else if line.starts_with("<g ") {
            let c = value(line, "unicode").map_or('\u{fffd}', |written| character(&written));
            let Some(code) = value(line, "glyph") else {
                // One more character of the glyph before.
                glyphs.last_mut().expect("a glyph").said.push(c);
                continue;
            };
            let [x, y, advance] = ["x", "y", "adv"].map(|name| number(line, name).expect("a number"));
            glyphs.push(Glyph {
                page,
                said: vec![c],
                code: code.parse().ok(),
                font: font.clone(),
                size: size * matrix[0],
                pen: matrix[0] * x + matrix[4],
                y: matrix[3] * y + matrix[5],
                advance: advance * size * matrix[0],
            });
        } else if line.contains("_text ") {
            matrix = numbers(&value(line, "transform").expect("a transform"));
        }
    }
    glyphs
}

impl Glyph {
    /// The left and right edges of its characters, where its outlines have these, in the order of its characters.
    fn places(&self, pieces: &[(f32, f32)]) -> Vec<(f32, f32)> {
        let own = (self.pen, self.pen + self.advance);
        let drawn = self.said.iter().filter(|c| is_drawn(**c)).count();
        let rtl = self
            .said
            .iter()
            .any(|&c| is_mark(c) || matches!(bidi_class(c), BidiClass::R | BidiClass::AL));
        let each = if rtl && self.said.len() == 1 {
            // A letter draws its dots and marks too; its place is that of its pen.
            vec![own]
        } else if drawn == pieces.len() && !self.said.iter().any(|&c| is_mark(c)) {
            pieces.to_vec()
        } else {
            let whole = pieces
                .iter()
                .copied()
                .reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
            shares(if rtl { own } else { whole.unwrap_or(own) }, drawn, rtl)
        };
        let mut at = 0;
        let place = |&c: &char| {
            at += usize::from(is_drawn(c));
            match (is_drawn(c), each.get(at), at.checked_sub(1).and_then(|at| each.get(at))) {
                (true, _, Some(&place)) => place,
                // What is not drawn stands before what follows it, or else after what it follows.
                (false, Some(&(left, right)), _) if rtl => (right - 0.1 * (right - left), right),
                (false, Some(&(left, _)), _) => (left, left),
                (false, None, Some(&(left, _))) if rtl => (left, left),
                (false, None, Some(&(_, right))) => (right, right),
                _ => own,
            }
        };
        self.said.iter().map(place).collect()
    }
}

/// Whether the character has an outline.
fn is_drawn(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{200d}')
}

/// Equal parts of a stretch, from the side that reading begins at.
fn shares((left, right): (f32, f32), count: usize, rtl: bool) -> Vec<(f32, f32)> {
    let width = (right - left) / count.max(1) as f32;
    let edge = |at: usize| left + width * if rtl { count - 1 - at } else { at } as f32;
    (0..count).map(|at| (edge(at), edge(at) + width)).collect()
}

/// A font of a PDF.
struct Face {
    name: String,
    /// The font's file, where it is a TrueType font.
    data: Vec<u8>,
    /// The texts of its glyphs (ToUnicode).
    texts: BTreeMap<u32, String>,
}

struct Faces(Vec<Face>);

impl Faces {
    fn of(pdf: &Path) -> Self {
        let document = lopdf::Document::load(pdf).expect("a PDF");
        let follow = |object: &lopdf::Object| document.dereference(object).ok().map(|(_, object)| object.clone());
        let content = |stream: lopdf::Object| {
            let stream = stream.as_stream().ok()?;
            Some(stream.decompressed_content().unwrap_or(stream.content.clone()))
        };
        let face = |object: &lopdf::Object| {
            let font = object.as_dict().ok()?;
            let descendant = follow(font.get(b"DescendantFonts").ok()?)?;
            let descendant = follow(descendant.as_array().ok()?.first()?)?;
            let descriptor = follow(descendant.as_dict().ok()?.get(b"FontDescriptor").ok()?)?;
            let descriptor = descriptor.as_dict().ok()?;
            let file = descriptor.get(b"FontFile2").ok().and_then(follow).and_then(content);
            let texts = font.get(b"ToUnicode").ok().and_then(follow).and_then(content);
            let mut name = String::from_utf8_lossy(descriptor.get(b"FontName").ok()?.as_name().ok()?).into_owned();
            name.truncate(NAME);
            Some(Face {
                name,
                data: file.unwrap_or_default(),
                texts: texts.map_or_else(BTreeMap::new, |map| texts_of(&String::from_utf8_lossy(&map))),
            })
        };
        Self(document.objects.values().filter_map(face).collect())
    }

    fn of_glyph(&self, glyph: &Glyph) -> Option<(&Face, u32)> {
        let face = self.0.iter().find(|face| face.name == glyph.font)?;
        Some((face, glyph.code?))
    }

    /// What a glyph stands for.
    fn said(&self, glyph: &Glyph) -> Option<&str> {
        let (face, code) = self.of_glyph(glyph)?;
        face.texts.get(&code).map(String::as_str)
    }

    /// Where the outlines stand of which a glyph is put together, in its order: the edges of what their own glyphs take up.
    fn pieces(&self, glyph: &Glyph) -> Vec<(f32, f32)> {
        let found = self.of_glyph(glyph);
        found
            .and_then(|(face, code)| pieces(&face.data, code, glyph))
            .unwrap_or_default()
    }
}

/// What the lines `<code> <text>` of a CMap say.
fn texts_of(map: &str) -> BTreeMap<u32, String> {
    let lines = map.lines().filter_map(|line| {
        let (code, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let unit = |at: usize| u16::from_str_radix(text.get(4 * at..4 * at + 4)?, 16).ok();
        let units: Option<Vec<u16>> = (0..text.len() / 4).map(unit).collect();
        Some((u32::from_str_radix(code, 16).ok()?, String::from_utf16(&units?).ok()?))
    });
    lines.collect()
}

fn pieces(data: &[u8], code: u32, glyph: &Glyph) -> Option<Vec<(f32, f32)>> {
    let font = FontRef::new(data).ok()?;
    let (glyf, loca, hmtx) = (font.glyf().ok()?, font.loca(None).ok()?, font.hmtx().ok()?);
    let unit = glyph.size / f32::from(font.head().ok()?.units_per_em());
    let place = |id: GlyphId, right: i16| {
        let left = glyph.pen + f32::from(right) * unit;
        (left, left + f32::from(hmtx.advance(id).unwrap_or_default()) * unit)
    };
    let outline = loca.get_glyf(GlyphId::new(code), &glyf).ok()??;
    Some(match outline {
        Outline::Simple(_) => vec![(glyph.pen, glyph.pen + glyph.advance)],
        Outline::Composite(composite) => composite
            .components()
            .map(|component| match component.anchor {
                Anchor::Offset { x, .. } => place(component.glyph.into(), x),
                Anchor::Point { .. } => place(component.glyph.into(), 0),
            })
            .collect(),
    })
}

/// The value of an attribute; mutool's own lines are plain enough.
fn value(line: &str, name: &str) -> Option<String> {
    let start = line.find(&format!(" {name}=\""))? + name.len() + 3;
    line[start..].split('"').next().map(str::to_owned)
}

fn numbers(text: &str) -> Vec<f32> {
    text.split(' ')
        .map(|number| number.parse().expect("a number"))
        .collect()
}

fn character(written: &str) -> char {
    match written.strip_prefix("&#x").and_then(|rest| rest.strip_suffix(';')) {
        Some(hex) => u32::from_str_radix(hex, 16)
            .ok()
            .and_then(char::from_u32)
            .expect("a code point"),
        None => match written {
            "&lt;" => '<',
            "&gt;" => '>',
            "&amp;" => '&',
            "&quot;" => '"',
            "&apos;" => '\'',
            other => other.chars().next().unwrap_or('\u{fffd}'),
        },
    }
}

#[test]
fn an_address_is_drawn_where_its_letters_are_said_to_stand() {
    let row = super::arabic().row("https");
    let (before, after) = (row.edges("نهاية").1, row.edges("عنوان").0);
    let address = row
        .letters
        .iter()
        .filter(|l| l.c.is_ascii_graphic() && l.left > before && l.right < after);
    let edges = address.fold((f32::MAX, 0.0_f32), |(left, right), l| {
        (left.min(l.left), right.max(l.right))
    });
    let page = super::page::ink(&super::arabic().pdf, row.page);
    let inside = (before + 0.5, after - 0.5);
    let shapes = page.part(inside.0, inside.1, row.y - 11.0, row.y + 5.0).shapes();
    let points = |dots: usize| inside.0 + dots as f32 * 72.0 / super::page::RESOLUTION;
    let right = shapes.iter().map(|shape| points(shape.right)).fold(0.0, f32::max);
    let left = points(shapes[0].left);
    // A digit has white beside it.
    let alike = (left - edges.0).abs() < 1.0 && (-0.5..2.0).contains(&(edges.1 - right));
    assert!(alike && edges.1 - edges.0 > 150.0, "{edges:?} {left} {right}");
}
