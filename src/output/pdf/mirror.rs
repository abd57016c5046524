//! Mirrored signs: in text that runs from the right, ≥ is drawn as ≤ (UAX#9, rule L4).
//!
//! The shaper does so itself, by a table of Unicode's pairs (unicode-bidi-mirroring 0.4, `get_mirrored`). That table is sorted by
//! the first of each pair, and searched as if it were by the second too; so ≥ and twenty others are not found, and stand as they
//! are. A font can say of itself what is drawn in their place: by the feature `rtlm`, which shapers apply to what they could not
//! mirror by characters. It is added to each font that a book is set in, for the signs that the shaper leaves standing; so levels,
//! widths and kerning are the shaper's as ever, in text, on covers and in drawings alike, and a shaper without that fault finds
//! nothing left to do.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use read_fonts::{FontRef, TableProvider};
use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer, script};

use crate::fonts::{gsub, sfnt};
use crate::unicode::mirrored_pairs;

/// The feature for glyphs that are mirrored where text runs from the right (OpenType, "rtlm").
const FEATURE: [u8; 4] = *b"rtlm";
/// The scripts in which a sign may stand from the right: a font's features differ by script.
const SCRIPTS: [Script; 3] = [script::ARABIC, script::HEBREW, script::UNKNOWN];

/// A font that mirrors all that it has the glyphs for; the same font where it does already, or cannot be taken apart.
pub fn mirroring(font: &[u8]) -> Cow<'_, [u8]> {
    mended(font).map_or(Cow::Borrowed(font), Cow::Owned)
}

fn mended(data: &[u8]) -> Option<Vec<u8>> {
    let font = FontRef::new(data).ok()?;
    let glyphs = left_standing(data, &font)?;
    if glyphs.is_empty() {
        return None;
    }
    let substitution = gsub::with_substitution(sfnt::table(&font, *b"GSUB"), FEATURE, &glyphs)?;
    let mut tables = sfnt::tables(&font);
    tables.retain(|(tag, _)| tag != b"GSUB");
    tables.push((*b"GSUB", substitution));
    sfnt::write(sfnt::version(&font), tables)
}

/// The glyphs of signs that the shaper draws from the right as from the left, each with the glyph of the sign's partner.
fn left_standing(data: &[u8], font: &FontRef) -> Option<BTreeMap<u16, u16>> {
    static PAIRS: OnceLock<Vec<(char, char)>> = OnceLock::new();
    let cmap = font.cmap().ok()?;
    let glyph = |sign: char| {
        u16::try_from(cmap.map_codepoint(sign)?.to_u32())
            .ok()
            .filter(|glyph| *glyph > 0)
    };
    let pairs = PAIRS.get_or_init(|| mirrored_pairs().collect()).iter();
    let pairs = pairs.filter_map(|&(one, other)| Some((one, glyph(one)?, glyph(other)?)));
    let face = Face::from_slice(data, 0)?;
    let plan = |script| {
        (
            script,
            ShapePlan::new(&face, Direction::RightToLeft, Some(script), None, &[]),
        )
    };
    let plans = SCRIPTS.map(plan);
    let stands = |(sign, glyph, other): &(char, u16, u16)| {
        let stands = |(script, plan): &_| drawn(&face, Direction::RightToLeft, *script, plan, *sign) == Some(*glyph);
        glyph != other && plans.iter().any(stands)
    };
    Some(pairs.filter(stands).map(|(_, glyph, other)| (glyph, other)).collect())
}

/// The glyph that a sign alone is drawn with; none where it is not one.
fn drawn(face: &Face, direction: Direction, script: Script, plan: &ShapePlan, sign: char) -> Option<u16> {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(sign.encode_utf8(&mut [0; 4]));
    buffer.set_direction(direction);
    buffer.set_script(script);
    let shaped = rustybuzz::shape_with_plan(face, plan, buffer);
    match shaped.glyph_infos() {
        [only] => u16::try_from(only.glyph_id).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use typst::layout::{Frame, FrameItem};
    use typst::text::FontStyle;
    use typst_layout::PagedDocument;

    use super::*;
    use crate::fonts::{Family, FontLibrary};
    use crate::output::pdf::world::{FontSet, PressWorld};

    /// A line a paragraph, in the family, weight, style and direction that the data names.
    const MAIN: &str = r#"#let data = json("book.json")
#set page(width: 20cm, height: auto)
#set text(font: data.family, weight: data.weight, style: data.style, lang: data.lang, fallback: false)
#for line in data.lines { par(line) }"#;

    /// What stands around a sign, and whether the text there runs from the right.
    const PLACES: [(&str, [&str; 2], bool); 9] = [
        ("ar", ["ب", "ب"], true),
        ("ar", ["ب ", " ب"], true),
        ("ar", ["3 ", " 2"], true),
        ("he", ["ש ", " 2"], true),
        ("ar", ["ب \u{2066}a ", " b\u{2069} ب"], false),
        ("ar", ["ب \u{2066}3 ", " 2\u{2069} ب"], false),
        ("ar", ["a ", " b"], false),
        ("en", ["3 ", " 2"], false),
        ("en", ["a \u{2067}ب ", " ب\u{2069} b"], true),
    ];

    /// Every sign with its glyph wherever it is drawn, in the order of the lines.
    fn drawn_in(frame: &Frame, out: &mut Vec<(String, u16)>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Text(text) => {
                    let each = text.glyphs.iter();
                    out.extend(each.map(|glyph| (text.text[glyph.range()].to_string(), glyph.id)));
                }
                FrameItem::Group(group) => drawn_in(&group.frame, out),
                _ => {}
            }
        }
    }

    fn set(
        family: &Arc<Family>,
        fonts: &FontSet,
        weight: u16,
        italic: bool,
        lang: &str,
        lines: &[String],
    ) -> Vec<(String, u16)> {
        let style = if italic { FontStyle::Italic } else { FontStyle::Normal };
        let style = format!("{style:?}").to_lowercase();
        let data = serde_json::json!({
            "family": family.name, "weight": weight, "style": style, "lang": lang, "lines": lines,
        });
        let world = PressWorld::new(
            "m.typ",
            [("m.typ", MAIN)].into_iter(),
            data.to_string().into(),
            std::iter::empty(),
            fonts,
        );
        let document = typst::compile::<PagedDocument>(&world.expect("a world"))
            .output
            .expect("pages");
        let mut out = Vec::new();
        document.pages().iter().for_each(|page| drawn_in(&page.frame, &mut out));
        out
    }

    /// The glyphs that a face draws a sign with in a direction, in whatever script: some fonts have several.
    fn of_sign(face: &Face, sign: char, direction: Direction) -> BTreeSet<u16> {
        let scripts = SCRIPTS.iter().chain(&[script::LATIN]);
        let glyphs = scripts.filter_map(|&script| {
            let plan = ShapePlan::new(face, direction, Some(script), None, &[]);
            drawn(face, direction, script, &plan, sign)
        });
        glyphs.collect()
    }

    /// Every sign that has a partner, in every face that ships and has both, in text from the right and from the left.
    #[test]
    fn signs_are_mirrored_where_text_runs_from_the_right() {
        let mut seen = 0;
        for family in FontLibrary::shipped().families() {
            let fonts = FontSet::open([family]);
            for face in &family.faces {
                let font = FontRef::new(face.data.as_ref()).expect("a font");
                let cmap = font.cmap().expect("a cmap");
                let glyph = |sign: char| cmap.map_codepoint(sign).map(|glyph| glyph.to_u32() as u16);
                let shaper = Face::from_slice(face.data.as_ref(), 0).expect("a font");
                let has = |sign: &char| glyph(*sign).is_some();
                let signs: Vec<(char, BTreeSet<u16>, BTreeSet<u16>)> = mirrored_pairs()
                    .filter(|(sign, _)| has(sign))
                    .map(|(sign, other)| {
                        let own = of_sign(&shaper, sign, Direction::LeftToRight);
                        // Without the partner's glyph it stays as it is, as with all shapers; or it is what the font itself has for it.
                        let partner = match has(&other) {
                            true => of_sign(&shaper, other, Direction::LeftToRight),
                            false => own.clone(),
                        };
                        let partner = &partner | &of_sign(&shaper, sign, Direction::RightToLeft);
                        (sign, own, partner)
                    })
                    .collect();
                for (lang, [before, after], leftward) in PLACES {
                    let shown = |text: &str| {
                        text.chars()
                            .all(|c| ('\u{2066}'..='\u{2069}').contains(&c) || glyph(c).is_some())
                    };
                    if !shown(before) || !shown(after) {
                        continue;
                    }
                    let lines: Vec<String> = signs
                        .iter()
                        .map(|(sign, ..)| format!("{before}{sign}{after}"))
                        .collect();
                    let drawn = set(family, &fonts, face.weight, face.italic, lang, &lines);
                    for (sign, own, partner) in &signs {
                        let here = drawn.iter().filter(|(text, _)| *text == sign.to_string());
                        let found: Vec<u16> = here.map(|(_, id)| *id).collect();
                        let wanted = if leftward { partner } else { own };
                        let is_right = matches!(found[..], [glyph] if wanted.contains(&glyph));
                        assert!(
                            is_right,
                            "{} {sign} in {before}_{after}: {found:?}, not {wanted:?}",
                            face.file
                        );
                        seen += 1;
                    }
                }
            }
        }
        assert!(seen > 2_000, "{seen}");
    }

    #[test]
    fn a_font_that_mirrors_everything_stays_as_it_is() {
        for family in FontLibrary::shipped().families() {
            for face in &family.faces {
                let once = mirroring(face.data.as_ref());
                assert!(matches!(mirroring(&once), Cow::Borrowed(_)), "{}", face.file);
            }
        }
        assert!(matches!(mirroring(b"no font"), Cow::Borrowed(_)));
    }
}
