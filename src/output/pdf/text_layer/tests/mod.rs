//! The mended layer against models of two readers' rules, and against the page that was laid out.
//!
//! The models are the rules that `docs/text-layer.md` states; the readers themselves judge whole files in the outside tests.

use read_fonts::tables::glyf::{Anchor, Glyph as Outline};
use read_fonts::{FontRef, TableProvider, types::GlyphId};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::{Frame, FrameItem, Point};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, TextItem};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::UnicodeNormalization;

use super::script::{Class, mirrored};
use super::{Unmendable, mend};
use crate::fonts::sfnt;

mod letters;
mod outlines;
mod pixels;
mod property;

const AMIRI: &[u8] = include_bytes!("../../../../../fonts/amiri/Amiri-Regular.ttf");
const NASKH: &[u8] = include_bytes!("../../../../../fonts/noto-naskh-arabic/NotoNaskhArabic-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../../fonts/amiri/Amiri-Bold.ttf");

/// A world of one source and three fonts.
struct Bench {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    source: Source,
}

impl World for Bench {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }
    fn main(&self) -> FileId {
        self.source.id()
    }
    fn source(&self, _: FileId) -> FileResult<Source> {
        Ok(self.source.clone())
    }
    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl Bench {
    /// A world of this source and these fonts.
    fn of(source: String, fonts: Vec<Font>) -> Self {
        let id = RootedPath::new(VirtualRoot::Project, VirtualPath::new("main.typ").expect("a path")).intern();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            source: Source::new(id, source),
        }
    }

    fn document(&self) -> PagedDocument {
        typst::compile::<PagedDocument>(self).output.expect("a document")
    }
}

/// Lays out Typst text in Amiri on a wide page, from right to left.
fn lay_out(text: &str) -> PagedDocument {
    lay_out_in("Amiri", text)
}

/// Lays out Typst text in a family.
fn lay_out_in(family: &str, text: &str) -> PagedDocument {
    let head = format!(
        "#set page(width: 60cm, height: 20cm)\n#set text(font: \"{family}\", lang: \"ar\", dir: rtl, size: 12pt)\n"
    );
    let fonts = [AMIRI, BOLD, NASKH]
        .into_iter()
        .flat_map(|data| Font::iter(Bytes::new(data)));
    Bench::of(format!("{head}{text}"), fonts.collect()).document()
}

/// All text items of a frame with their places, in the order of drawing.
fn items(frame: &Frame, at: Point, out: &mut Vec<(Point, TextItem)>) {
    for (place, item) in frame.items() {
        match item {
            FrameItem::Text(text) => out.push((at + *place, text.clone())),
            FrameItem::Group(group) => items(&group.frame, at + *place, out),
            _ => {}
        }
    }
}

/// The text items of a document's first page.
fn drawn(document: &PagedDocument) -> Vec<(Point, TextItem)> {
    let mut out = Vec::new();
    items(&document.pages()[0].frame, Point::zero(), &mut out);
    out
}

/// The outlines of a glyph of an item: numbers of the original font with their shifts in font units.
fn outlines(item: &TextItem, glyph: u16) -> Vec<(u32, i32, i32)> {
    let font = FontRef::new(item.font.data()).expect("a font");
    let (loca, glyf) = (font.loca(None).expect("loca"), font.glyf().expect("glyf"));
    match loca.get_glyf(GlyphId::from(u32::from(glyph)), &glyf).expect("a glyph") {
        None => Vec::new(),
        // Amiri's own composites are left whole: only the added glyphs, which lie behind, are taken apart.
        Some(Outline::Composite(composite)) if u32::from(glyph) >= original(item) => composite
            .components()
            .map(|part| match part.anchor {
                Anchor::Offset { x, y } => (u32::from(part.glyph.to_u16()), i32::from(x), i32::from(y)),
                Anchor::Point { .. } => panic!("a component is placed by its offset"),
            })
            .collect(),
        Some(_) => vec![(u32::from(glyph), 0, 0)],
    }
}

/// How many glyphs the original of an item's font has.
fn original(item: &TextItem) -> u32 {
    let data = if item.font.info().variant.weight.to_number() > 500 {
        BOLD
    } else {
        AMIRI
    };
    u32::from(FontRef::new(data).expect("a font").maxp().expect("maxp").num_glyphs())
}

/// Every outline of a document with its place on the page, in thousandths of a point, sorted.
fn picture(document: &PagedDocument) -> Vec<(u32, i64, i64)> {
    let mut out = Vec::new();
    for (at, item) in drawn(document) {
        let unit = item.size.to_pt() / item.font.units_per_em();
        let mut pen = at.x.to_pt();
        for glyph in &item.glyphs {
            let (right, up) = (
                glyph.x_offset.at(item.size).to_pt(),
                glyph.y_offset.at(item.size).to_pt(),
            );
            for (number, x, y) in outlines(&item, glyph.id) {
                let x = pen + right + f64::from(x) * unit;
                let y = at.y.to_pt() - up - f64::from(y) * unit;
                out.push((number, (x * 1000.0).round() as i64, (y * 1000.0).round() as i64));
            }
            pen += glyph.x_advance.at(item.size).to_pt();
        }
    }
    out.sort_unstable();
    out
}

/// What mupdf reads: characters in the order of drawing, runs of right-to-left ones turned around. A text object begins
/// left-to-right; digits and signs of numbers are left-to-right, Arabic-Indic digits right-to-left, the rest like what came before. The
/// same letter within 0.1 em is one.
fn mupdf(document: &PagedDocument) -> String {
    let mut read: Vec<(char, bool)> = Vec::new();
    for (_, item) in drawn(document) {
        let mut right = false;
        let mut before = (String::new(), 1.0);
        for glyph in &item.glyphs {
            let text = &item.text[glyph.range()];
            let shadow = before.0 == text && f64::abs(before.1) < 0.1;
            before = (text.into(), glyph.x_advance.get());
            if shadow {
                continue;
            }
            right = match Class::of(text.chars().next().expect("a character")) {
                Class::Right | Class::ArabicNumber => true,
                Class::Left | Class::Number => false,
                _ => right,
            };
            read.extend(text.chars().map(|character| (character, right)));
        }
    }
    let runs = read.chunk_by(|a, b| a.1 == b.1);
    let turned = runs.flat_map(|run| {
        let characters: Vec<char> = run.iter().map(|(character, _)| *character).collect();
        if run[0].1 {
            characters.into_iter().rev().collect()
        } else {
            characters
        }
    });
    turned.collect()
}

/// The width (em) that pdfium takes a glyph to have: its advance, or its outline's where it has none.
fn width(item: &TextItem, glyph: u16) -> f64 {
    let font = FontRef::new(item.font.data()).expect("a font");
    let upem = item.font.units_per_em();
    let number = GlyphId::from(u32::from(glyph));
    let advance = f64::from(font.hmtx().expect("hmtx").advance(number).unwrap_or(0)) / upem;
    let (loca, glyf) = (font.loca(None).expect("loca"), font.glyf().expect("glyf"));
    match loca.get_glyf(number, &glyf).expect("a glyph") {
        Some(outline) if advance <= 0.0 => f64::from(outline.x_max() - outline.x_min()) / upem,
        _ => advance,
    }
}

/// Whether pdfium takes what lies between two objects for a space: the pen and width of the last glyph before, and of the first after.
fn gap(pen: f64, before: f64, next: f64, after: f64, size: f64) -> bool {
    let widest = before.max(after);
    let part = match widest {
        width if width < 0.4 => 2.0,
        width if width < 0.7 => 4.0,
        width if width < 0.8 => 5.0,
        _ => 6.0,
    };
    let (threshold, before, after) = (widest / part * size, before * size, after * size);
    let step = next - pen;
    (before - step).abs() > threshold && (step.abs() > threshold + before || step > before + after)
}

/// What pdfium reads of one line: objects that draw something, by their first glyph from left to right; then segments of one
/// direction from the right, right-to-left ones turned around and mirrored. A gap is a space, several spaces are one.
fn pdfium(document: &PagedDocument) -> String {
    let mut objects: Vec<(Point, TextItem)> = drawn(document);
    objects.retain(|(_, item)| item.glyphs.iter().any(|glyph| !outlines(item, glyph.id).is_empty()));
    objects.sort_by_key(|(at, _)| at.x);
    let mut line: Vec<char> = Vec::new();
    let mut last: Option<(f64, f64)> = None;
    for (at, item) in &objects {
        let size = item.size.to_pt();
        let widths: Vec<f64> = item.glyphs.iter().map(|glyph| width(item, glyph.id)).collect();
        let steps = item.glyphs.iter().map(|glyph| glyph.x_advance.at(item.size).to_pt());
        let pens: Vec<f64> = std::iter::once(0.0)
            .chain(steps)
            .scan(at.x.to_pt(), |pen, step| {
                *pen += step;
                Some(*pen)
            })
            .collect();
        let gap = last.is_some_and(|(pen, before)| gap(pen, before, pens[0], widths[0], size));
        if gap && !line.ends_with(&[' ']) && !item.text.starts_with(' ') {
            line.push(' ');
        }
        line.extend(item.glyphs.iter().flat_map(|glyph| item.text[glyph.range()].chars()));
        last = pens.iter().zip(widths).next_back().map(|(pen, width)| (*pen, width));
    }
    line.dedup_by(|a, b| *a == ' ' && *b == ' ');
    let direction = |character: char| match bidi_class(character) {
        BidiClass::R | BidiClass::AL => 'r',
        BidiClass::L => 'l',
        BidiClass::WS | BidiClass::ON => 'n',
        _ => 'w',
    };
    let mut out = String::new();
    let mut leftward = true;
    for segment in line
        .chunk_by(|a, b| direction(*a) == direction(*b))
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        match direction(segment[0]) {
            'r' => leftward = true,
            'l' => leftward = false,
            _ => {}
        }
        if direction(segment[0]) != 'w' && leftward {
            out.extend(
                segment
                    .iter()
                    .rev()
                    .map(|character| mirrored(*character).unwrap_or(*character)),
            );
        } else {
            out.extend(segment);
        }
    }
    out
}

/// What a reader's text is compared by: words, for a reader may put a space at a line's end; and composed (NFC), for pdfium
/// turns two marks of one letter around, which is the same text by canonical equivalence.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(|word| word.nfc().collect()).collect()
}

#[test]
fn both_readers_find_every_character_in_order() {
    for text in [
        "كلمة ثانية هنا، تماماً. نعم",
        "كَلِمَةٌ حَقّاً هُنَا، ثُمَّ كِتَابٌ. نعم",
        "لا إلا الأرض والآن لأن سلاماً، لِلْأُولَى فالإسلام كِلَا",
        "قال «كلمة» ثم (جملة طويلة) وقال كل «قول آخر»، ثم نعم",
        "العام 2011، وفي 1936 كان 4٪ من (2020)، و1917. انتهى 12:30 هنا",
        "العام ٢٠١١، وفي ١٩٣٦ كان ٤٪ من (٢٠٢٠)، انتهى ١٢:٣٠ نعم",
        "بين 2015-2022 وبين ١٩٩٠-٢٠٠٠ نعم",
        "سال ۱۴۰۲، خوب است؛ کتاب نیست",
        "قال Sadek هنا",
        "قال Karl Marx هنا، ثم نعم",
        "كان CO2 أو H2SO4 في GMT+2 هنا",
        "زار example.org/path مرة وذهب",
        "قرأ iPhone 15 Pro ثم مضى",
        "وهذا \u{2066}12 km\u{2069} هنا",
        "غنى \\\"Imagine\\\" مرة",
        "كتب A. B. Smith وانتهى في J. R. Smith.",
        "سعره 5 € أو 6 EUR.",
        "غاز CO2 و\u{a0}H2SO4 هنا و\u{a0}AT&T.",
        "هل هذا صحيح؟ نعم! لا؛ ثم نعم",
        "كلمة *غامقة هنا* ثم كلمة",
        "١٠",
        "١٬٢٣٤٫٥.",
    ] {
        let mended = mend(&lay_out(text)).document;
        let plain = text.replace(['*', '\\', '\u{2066}', '\u{2069}'], "");
        assert_eq!(words(&mupdf(&mended)), words(&plain), "mupdf");
        assert_eq!(words(&pdfium(&mended)), words(&plain), "pdfium");
    }
}

#[test]
fn random_sentences_are_found_by_both_readers() {
    const WORDS: [&str; 12] = [
        "كتاب",
        "حَقّاً",
        "لا",
        "«قول»",
        "(نعم)",
        "2011",
        "٢٠١١",
        "مُحَمَّدٌ",
        "الأرض",
        "4٪",
        "سلاماً",
        "ثم",
    ];
    const ENDS: [&str; 6] = ["", "", "،", ".", "؛", ":"];
    let mut state = 1u32;
    let mut draw = |bound: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 16).expect("16 bits") % bound
    };
    for _ in 0..60 {
        // Numbers and brackets stand between letters: side by side mupdf begins a new line, which the model does not know. And
        // ؛, a letter to UAX#9, never follows an Arabic-Indic number: that is a limit of the method (docs/text-layer.md).
        let parts: Vec<String> = (0..8)
            .map(|_| {
                let (word, end) = (WORDS[draw(WORDS.len())], ENDS[draw(ENDS.len())]);
                let end = if word == "٢٠١١" && end == "؛" { "،" } else { end };
                format!("{word}{end} كلمة")
            })
            .collect();
        let text = format!("كلمة {}", parts.join(" ")); // a number first would be a list to Typst
        let mended = mend(&lay_out(&text)).document;
        assert_eq!(words(&mupdf(&mended)), words(&text), "mupdf");
        assert_eq!(words(&pdfium(&mended)), words(&text), "pdfium");
    }
}

#[test]
fn every_outline_stays_where_it_was() {
    let document = lay_out("كَلِمَةٌ «حَقّاً» هُنَا، (لا) إلا ٢٠١١ و2020. *غامق* Sadek لله ﷺ");
    let (before, after) = (picture(&document), picture(&mend(&document).document));
    assert_eq!(before.len(), after.len(), "nothing is drawn twice, nothing is lost");
    let mut left = after;
    for (glyph, x, y) in before {
        // 12 pt over 1000 units: a unit is 0.012 pt, and a pen may be one and a half of it off.
        let near = |other: &(u32, i64, i64)| other.0 == glyph && (other.1 - x).abs() <= 24 && (other.2 - y).abs() <= 12;
        let at = left
            .iter()
            .position(near)
            .unwrap_or_else(|| panic!("glyph {glyph} left {x}, {y}"));
        left.swap_remove(at);
    }
}

/// Signs of pause of the Quran stand on spaces, beside numbers and ornate brackets too; marks stand several on one letter.
#[test]
fn vocalised_verses_carry_the_layer_and_keep_their_signs() {
    for family in ["Amiri", "Noto Naskh Arabic"] {
        for text in [
            "خَيْرٌ ۚ ﴿46﴾ ثم ﴿٤٦﴾.",
            "خَيْرٌ ۖ ﴿٢﴾ ۗ 12 ۚ 15.",
            "اللّٰه ﷲ، مُحَمَّد ﷺ، ﵁، ؓ.",
            "لَّيُنفِقُنَّهُۥٓ ۝٢٨٦ ۗ Marx ۚ H2O ۛ نعم",
            "نعم 5 ۚ 6 ۛ 7",
        ] {
            let document = lay_out_in(family, text);
            let mended = mend(&document);
            assert_eq!(mended.kept, [], "{family}: {text}");
            let marks = |document: &PagedDocument| {
                let texts = drawn(document).into_iter().flat_map(|(_, item)| {
                    let texts = item.glyphs.iter().map(|glyph| item.text[glyph.range()].to_owned());
                    texts.collect::<Vec<_>>()
                });
                let mut marks: Vec<char> = texts.collect::<String>().chars().collect();
                marks.retain(|character| !character.is_whitespace());
                marks.sort_unstable();
                marks
            };
            let mut wanted: Vec<char> = text.chars().filter(|character| !character.is_whitespace()).collect();
            wanted.sort_unstable();
            assert_eq!(marks(&mended.document), wanted, "{family}: {text}");
        }
    }
}

/// mupdf 1.21 passes over the text of a glyph that has more than eight UTF-16 units.
#[test]
fn no_word_from_the_left_is_too_long_for_a_glyph() {
    for text in [
        "خط Noto Nastaliq Urdu هنا",
        "زار https://internationalisation.example.org/typography?language=urdu ثم مضى",
        "بين 2026-11-28 CO2 و1,234,567.89 EUR هنا",
    ] {
        let document = lay_out(text);
        let mended = mend(&document).document;
        for (_, item) in drawn(&mended) {
            for glyph in &item.glyphs {
                let text = &item.text[glyph.range()];
                assert!(text.encode_utf16().count() <= 8, "“{text}” is one glyph");
            }
        }
        assert_eq!(
            picture(&mended).len(),
            picture(&document).len(),
            "nothing is lost or drawn twice"
        );
        assert_eq!(words(&mupdf(&mended)), words(text), "mupdf");
    }
}

/// poppler takes what stands within 0.1 em for a doubled letter, and begins a word where the pen goes on by more.
#[test]
fn the_pieces_of_a_long_word_in_a_run_go_back() {
    for text in [
        "كلمة / New Vocabulary",
        "هنا (new vocabulary) ثم",
        "زار Internationalisation and Localisation ثم",
    ] {
        let mended = mend(&lay_out(text)).document;
        let items = drawn(&mended);
        let long = items
            .iter()
            .filter(|(_, item)| item.glyphs.len() > 1 && item.text.is_ascii());
        let steps: Vec<f64> = long
            .flat_map(|(_, item)| {
                item.glyphs
                    .split_last()
                    .map(|(_, others)| others.to_vec())
                    .unwrap_or_default()
            })
            .map(|glyph| glyph.x_advance.get())
            .collect();
        assert!(!steps.is_empty(), "{text} has a long word");
        assert!(
            steps.iter().all(|step| (-0.2..=-0.1).contains(step)),
            "{text}: {steps:?}"
        );
    }
}

#[test]
fn the_same_letter_twice_is_two() {
    for text in ["نەچچە كۈن بىرنەچچە", "ممّا سسس ببب للحقّ", "تتتت ييييي"] {
        assert_eq!(words(&mupdf(&mend(&lay_out(text)).document)), words(text));
    }
}

#[test]
fn no_character_is_added_but_spaces_and_none_is_lost() {
    let text = "قال «كَلِمَةٌ»، ثم ٢٠١١ و١٩١٧ (2020). لا!";
    let mended = mend(&lay_out(text)).document;
    let mut found: Vec<char> = drawn(&mended)
        .iter()
        .flat_map(|(_, item)| {
            item.glyphs
                .iter()
                .flat_map(|glyph| item.text[glyph.range()].chars().collect::<Vec<_>>())
                .collect::<Vec<_>>()
        })
        .filter(|character| *character != ' ')
        .collect();
    let mut wanted: Vec<char> = text.chars().filter(|character| *character != ' ').collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
}

#[test]
fn letters_at_one_offset_of_several_pieces_stay_apart() {
    let pieces = lay_out("#for piece in (\"رَيْبَ\", \" \", \"فِيهِ\", \" \", \"هُدًى\") { piece }");
    let mended = mend(&pieces).document;
    assert_eq!(words(&mupdf(&mended)), ["رَيْبَ", "فِيهِ", "هُدًى"]);
}

#[test]
fn a_page_without_right_to_left_text_is_left_alone() {
    let document = lay_out("#set text(lang: \"en\", dir: ltr)\nPlain text, 1984.");
    let mended = mend(&document);
    assert_eq!(drawn(&document), drawn(&mended.document));
    assert!(mended.notices.is_empty());
}

#[test]
fn tags_and_everything_else_keep_their_order() {
    fn shape(frame: &Frame, out: &mut Vec<&'static str>) {
        for (_, item) in frame.items() {
            let kind = match item {
                FrameItem::Text(_) => "text",
                FrameItem::Group(group) => {
                    shape(&group.frame, out);
                    continue;
                }
                FrameItem::Tag(_) => "tag",
                _ => "other",
            };
            if kind != "text" || out.last() != Some(&"text") {
                out.push(kind);
            }
        }
    }
    let document = lay_out("كلمة #link(\"https://example.org\")[رابط] ثم *غامق*، نعم#footnote[حاشية ١٢].");
    let (mut before, mut after) = (Vec::new(), Vec::new());
    shape(&document.pages()[0].frame, &mut before);
    shape(&mend(&document).document.pages()[0].frame, &mut after);
    assert_eq!(before, after);
}

#[test]
fn a_number_at_the_end_of_a_line_stays_on_it() {
    let narrow = "#set page(width: 6cm)\n#set par(justify: true)\n";
    let text =
        "الحديث عن أحداث كثيرة في الميدان 2014 في البلاد ثم 2014 بعد 2014 هناك 2014 كان 2014 قبل 2014 حتى 2014 صار";
    let mended = mend(&lay_out(&format!("{narrow}{text}"))).document;
    let heights: Vec<i64> = drawn(&mended)
        .iter()
        .map(|(at, _)| (at.y.to_pt() * 10.0).round() as i64)
        .collect();
    assert!(heights.is_sorted(), "lines are drawn one after the other: {heights:?}");
    assert!(heights.first() != heights.last(), "there are several lines");
}

#[test]
fn the_same_document_is_mended_the_same_way() {
    let document = lay_out("كَلِمَةٌ «حَقّاً» 2011، نعم");
    let data = |document: &PagedDocument| -> Vec<Vec<u8>> {
        drawn(document)
            .iter()
            .map(|(_, item)| item.font.data().to_vec())
            .collect()
    };
    assert_eq!(data(&mend(&document).document), data(&mend(&document).document));
}

#[test]
fn fonts_that_cannot_be_derived_are_named() {
    let refused = |tags: &[[u8; 4]]| {
        let font = FontRef::new(AMIRI).expect("a font");
        let tables = font.table_directory().table_records().iter().map(|record| {
            let tag = record.tag().to_be_bytes();
            (tag, font.table_data(record.tag()).expect("a table").as_bytes().to_vec())
        });
        let extra = tags.iter().map(|tag| (*tag, vec![0; 16]));
        let data = sfnt::write(0x0001_0000, tables.chain(extra).collect()).expect("a file");
        let font = Font::new(Bytes::new(data), 0).expect("a font");
        let instance = font.instantiate(Default::default(), typst::layout::Abs::pt(10.0), &Default::default());
        super::derive::DerivedFontBuilder::new(&instance).err()
    };
    assert_eq!(refused(&[]), None);
    assert_eq!(refused(&[*b"CFF "]), Some(Unmendable::Cubic));
}
