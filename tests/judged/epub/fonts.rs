//! The fonts in the book shape every word as the whole fonts do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use rustybuzz::{Face, UnicodeBuffer, shape};

use super::books::{essay, everything, pages, text, texts, unpack};
use crate::support::program::Book;

/// The hard words hold what a lint would ask about.
const ALLOWED: &str = "mixed-letters = \"allow\"\n";

/// What a reader sees of a glyph: how far it moves the pen, where it stands, which letter it is of, how it looks.
type Seen = ([i32; 4], u32, Outline);

#[derive(Debug, Default, PartialEq, Eq, Clone)]
struct Outline(Vec<String>);

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(format!("M{x} {y}"));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(format!("L{x} {y}"));
    }
    fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
        self.0.push(format!("Q{a} {b} {x} {y}"));
    }
    fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
        self.0.push(format!("C{a} {b} {c} {d} {x} {y}"));
    }
    fn close(&mut self) {
        self.0.push("Z".into());
    }
}

fn seen(face: &Face, text: &str) -> Vec<Seen> {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let glyphs = shape(face, &[], buffer);
    let each = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions());
    each.map(|(info, at)| {
        let mut outline = Outline::default();
        face.outline_glyph(GlyphId(u16::try_from(info.glyph_id).unwrap()), &mut outline);
        (
            [at.x_advance, at.y_advance, at.x_offset, at.y_offset],
            info.cluster,
            outline,
        )
    })
    .collect()
}

/// The whole font that a subset was cut from, by its name in the book.
fn whole(name: &str) -> Vec<u8> {
    let file = name.rsplit('/').next().unwrap();
    let folders = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")).unwrap();
    let found = folders
        .filter_map(|folder| std::fs::read(folder.unwrap().path().join(file)).ok())
        .next();
    found.unwrap_or_else(|| panic!("no font {file} ships"))
}

/// Everything that a page shows: its words, and its runs whole, for what spaces do between words.
fn samples(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let lines = |run: String| run.lines().map(|line| line.trim().to_string()).collect::<Vec<_>>();
    let runs: Vec<String> = pages(files)
        .iter()
        .flat_map(|(_, page)| texts(page))
        .flat_map(lines)
        .collect();
    let words = runs.iter().flat_map(|run| run.split_whitespace()).map(str::to_string);
    words.chain(runs.iter().cloned()).collect()
}

fn compare(book: &Path) -> (usize, Vec<String>) {
    let files = unpack(book);
    let samples = samples(&files);
    let fonts: Vec<&String> = files
        .keys()
        .filter(|name| name.ends_with(".ttf") || name.ends_with(".otf"))
        .collect();
    assert!(fonts.len() >= 2, "{fonts:?}");
    let (mut compared, mut different) = (0, Vec::new());
    for name in fonts {
        let full = whole(name);
        assert!(files[name].len() < full.len() * 2 / 3, "{name} is not cut down");
        let (full, subset) = (
            Face::from_slice(&full, 0).unwrap(),
            Face::from_slice(&files[name], 0).unwrap(),
        );
        for sample in &samples {
            // A font for code or for another script is asked only for what it holds.
            if sample.chars().all(|c| subset.glyph_index(c).is_some()) {
                compared += 1;
                if seen(&full, sample) != seen(&subset, sample) {
                    different.push(format!("{name}: {sample}"));
                }
            }
        }
    }
    (compared, different)
}

#[test]
fn every_word_is_shaped_alike_by_the_subset_and_the_whole_font() {
    for book in [essay(), everything()] {
        let (compared, different) = compare(&book.file(".epub"));
        assert!(compared > 300, "only {compared} samples");
        assert!(
            different.is_empty(),
            "{} of {compared} differ: {:#?}",
            different.len(),
            different.iter().take(20).collect::<Vec<_>>()
        );
    }
}

/// Words that are hard to shape, in the font of each language: contextual rules, marks on marks, joins across joiners.
#[test]
fn marks_ligatures_and_joins_survive_in_every_font() {
    let hard = "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ لَا لأ لإ لآ لله فَلَلَّهُ مُؤْمِنُونَ شَيْءٌ مَسْؤُولٌ ﷺ ي\u{654} ا\u{653} (أ) [ب] «ج» \
                مـحـمـد نمی\u{200c}خواهم کتاب ہے ٹھیک گ چ پ ژ ١٢٣٬٤٥٦٫٧٨٪ ۱۲۳ ﴿سورة﴾ \u{6dd}١٢ حرب أوكرانيا";
    for (language, font) in [
        ("ar", "Amiri"),
        ("ar", "Scheherazade New"),
        ("ar", "Noto Naskh Arabic"),
        ("fa", "Vazirmatn"),
        ("ur", "Noto Nastaliq Urdu"),
    ] {
        let settings = format!(
            "[book]\ntitle = \"ت\"\nlanguage = \"{language}\"\ndate = \"2026-11-22\"\n[pdf]\nfont = \"{font}\"\n[lint]\n{ALLOWED}"
        );
        let book = Book::new()
            .with("book.toml", settings)
            .with("a.md", format!("# ف\n\n{hard}\n"));
        book.build(&["--only", "epub"]).expect_code(0);
        let files = unpack(&book.file(".epub"));
        let name = format!("{}-Regular.ttf", font.replace(' ', ""));
        let full = whole(&name);
        let (full, subset) = (
            Face::from_slice(&full, 0).unwrap(),
            Face::from_slice(&files[&format!("OEBPS/fonts/{name}")], 0).unwrap(),
        );
        let page = text(&files, "OEBPS/text-01.xhtml");
        for word in texts(&page)
            .iter()
            .flat_map(|run| run.split_whitespace().chain([run.trim()]))
        {
            // What the family lacks another one shows.
            if word.chars().all(|c| full.glyph_index(c).is_some()) {
                assert!(seen(&full, word) == seen(&subset, word), "{font}: {word}");
            }
        }
    }
}

#[test]
fn every_letter_is_in_a_font_of_the_book() {
    for book in [essay(), everything()] {
        let files = unpack(&book.file(".epub"));
        let faces: Vec<Face> = files
            .iter()
            .filter(|(name, _)| name.ends_with("-Regular.ttf"))
            .map(|(_, bytes)| Face::from_slice(bytes, 0).unwrap())
            .collect();
        for (name, page) in pages(&files) {
            for letter in texts(&page).concat().chars() {
                let shown = faces.iter().any(|face| face.glyph_index(letter).is_some());
                assert!(shown || !kurras::fonts::needs_glyph(letter), "{letter} of {name}");
            }
        }
    }
}

#[test]
fn licences_travel_with_the_fonts_and_the_book_stays_small() {
    let files = unpack(&essay().file(".epub"));
    assert!(text(&files, "OEBPS/fonts/Amiri-licence.txt").contains("SIL OPEN FONT LICENSE"));
    let css = text(&files, "OEBPS/stylesheet.css");
    for style in ["font-weight: normal", "font-weight: bold"] {
        assert!(css.contains(&format!("font-family: \"Amiri\"; {style}")), "{css}");
    }
    let archive = std::fs::read(essay().file(".epub")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&archive)).unwrap();
    let cover = archive.by_name("OEBPS/images/cover.png").unwrap().compressed_size();
    let size = std::fs::metadata(essay().file(".epub")).unwrap().len() - cover;
    assert!(size < 200 * 1024, "{size} bytes beside the cover");
}
