//! A property: whatever a line holds, the page with the text layer is the page without it, outline by outline.
//!
//! The lines are made up from words, numbers, signs and controls, put side by side as no author would; their seed is fixed. A
//! longer run (`make layer-long`) asks for more of them.

#![allow(
    clippy::disallowed_methods,
    reason = "the longer run is asked for by the environment"
)]

use typst::foundations::Bytes;
use typst::layout::Point;
use typst::text::{Font, TextItem};
use typst_layout::PagedDocument;

use super::outlines::{Reader, difference};
use super::{Bench, items};
use crate::output::pdf::text_layer::script::is_control;
use crate::output::pdf::text_layer::{Kept, mend};

macro_rules! fonts {
    ($($file:literal),+ $(,)?) => { [$(include_bytes!(concat!("../../../../../fonts/", $file))),+] };
}

/// The files of the families that ship.
const FONTS: [&[u8]; 16] = fonts![
    "amiri/Amiri-Regular.ttf",
    "amiri/Amiri-Bold.ttf",
    "eb-garamond/EBGaramond-Regular.ttf",
    "eb-garamond/EBGaramond-Bold.ttf",
    "frank-ruhl-libre/FrankRuhlLibre-Regular.ttf",
    "frank-ruhl-libre/FrankRuhlLibre-Bold.ttf",
    "noto-naskh-arabic/NotoNaskhArabic-Regular.ttf",
    "noto-naskh-arabic/NotoNaskhArabic-Bold.ttf",
    "noto-nastaliq-urdu/NotoNastaliqUrdu-Regular.ttf",
    "noto-nastaliq-urdu/NotoNastaliqUrdu-Bold.ttf",
    "scheherazade-new/ScheherazadeNew-Regular.ttf",
    "scheherazade-new/ScheherazadeNew-Bold.ttf",
    "source-code-pro/SourceCodePro-Regular.ttf",
    "source-code-pro/SourceCodePro-Bold.ttf",
    "vazirmatn/Vazirmatn-Regular.ttf",
    "vazirmatn/Vazirmatn-Bold.ttf",
];

/// How many lines there are at least.
const LINES: usize = 10_000;
/// How many lines a document holds.
const DOCUMENT: usize = 125;

/// The families that ship, each in regular and bold, and the language that it is set for.
const FAMILIES: [(&str, &str); 8] = [
    ("Amiri", "ar"),
    ("Noto Naskh Arabic", "ar"),
    ("Scheherazade New", "ckb"),
    ("Vazirmatn", "fa"),
    ("Noto Nastaliq Urdu", "ur"),
    ("Frank Ruhl Libre", "he"),
    ("EB Garamond", "ar"),
    ("Source Code Pro", "he"),
];

const RIGHT: [&str; 30] = [
    "كتاب",
    "حَقّاً",
    "لا",
    "الأرض",
    "مُحَمَّدٌ",
    "سلاماً",
    "ثم",
    "و",
    "ق.م.",
    "لله",
    "ﷺ",
    "الـ",
    "ش",
    "می\u{200c}خواهم",
    "خانه\u{200c}ای",
    "گفت",
    "پژوهش",
    "کتابیں",
    "ٹھیک",
    "ہے۔",
    "شَہر",
    "שלום",
    "בְּרֵאשִׁית",
    "ל",
    "ירושלים",
    "מע״מ",
    "ג׳",
    "ٱلْقُرْءَانِ",
    "كلمـــة",
    "؟",
];
const LEFT: [&str; 24] = [
    "km",
    "AM",
    "News",
    "GB",
    "Karl Marx",
    "example.org/path",
    "AT&T",
    "naïve",
    "Łódź",
    "fi",
    "ffl",
    "C++",
    "e.g.",
    "https://a.b/c?d=1&e=2",
    "p",
    "№",
    "H2O",
    "node.js",
    "GMT+2",
    "3M",
    "iPhone 15 Pro",
    "J. R. R. Tolkien",
    "x = 5",
    "e\u{301}a\u{308}",
];
const NUMBERS: [&str; 24] = [
    "5",
    "12",
    "10:30",
    "2011",
    "192.168.1.1",
    "1,000,000",
    "37.5",
    "12-15",
    "2/3",
    "٥",
    "٢٠١١",
    "١٬٢٣٤٫٥",
    "١٢:٣٠",
    "۱۴۰۲",
    "۵",
    "۱۲٫۵",
    "050 123 4567",
    "+963 11 555 0134",
    "٣ ٤ ٥",
    "½",
    "1990–2000",
    "5.12.2020",
    "٠٥٠ ١٢٣",
    "#9",
];
const SIGNS: [&str; 40] = [
    "%", "٪", "-", "+", "±", "€", "$", "₪", "﷼", "°C", "(", ")", "[", "]", "«", "»", "“", "”", "\"", "'", "/", ".",
    ",", "،", "؛", ":", "!", "…", "–", "—", "§", "&", "=", "*", "≥", "≤", "×", "·", "{", "}",
];
const CONTROLS: [&str; 12] = [
    "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}", "\u{61c}", "\u{2060}", "\u{ad}", "\u{2066}", "\u{2067}",
    "\u{2068}", "\u{2069}", "\u{200b}",
];
const SPACES: [&str; 8] = [" ", " ", " ", " ", "\u{a0}", "\u{202f}", "  ", "\u{2009}"];

/// A small generator of numbers, the same ones for the same seed (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// A line: words of all kinds, mostly with spaces between.
    fn line(&mut self) -> String {
        let mut out = String::new();
        for _ in 0..2 + self.below(10) {
            out.push_str(match self.below(16) {
                0..=5 => self.of(&RIGHT),
                6..=8 => self.of(&LEFT),
                9..=11 => self.of(&NUMBERS),
                12..=14 => self.of(&SIGNS),
                _ => self.of(&CONTROLS),
            });
            if self.below(4) > 0 {
                out.push_str(self.of(&SPACES));
            }
        }
        out
    }

    /// A line as Typst's source, in one of the places where a book has lines.
    fn placed(&mut self, coloured: bool) -> String {
        let line = |chance: &mut Self| {
            let text = chance.line().replace('\\', "\\\\").replace('"', "\\\"");
            match chance.below(12) {
                0 => format!("#strong[#\"{text}\"]"),
                1 => format!("#\"{text}\"#strong[#\"{}\"]", chance.of(&RIGHT)),
                2 => format!("#strike[#\"{text}\"]"),
                3 if coloured => format!("#underline(stroke: 2pt + red, background: true)[#\"{text}\"]"),
                4 if coloured => format!("#text(fill: blue)[#\"{}\"]#\"{text}\"", chance.of(&RIGHT)),
                _ => format!("#\"{text}\""),
            }
        };
        match self.below(10) {
            0 => format!("= {}\n", line(self)),
            1 => format!("{}#footnote[{}] {}\n", line(self), line(self), line(self)),
            2 => format!(
                "#table(columns: 3, [{}], [{}], [{}])\n",
                line(self),
                line(self),
                line(self)
            ),
            3 => format!("- {}\n", line(self)),
            4 => format!("+ {}\n", line(self)),
            5 => format!(
                "#grid(columns: (1fr, 1fr), gutter: 1em, align(end)[{}], align(start)[{}])\n",
                line(self),
                line(self)
            ),
            6 => format!("#align(center)[#text(size: 7pt)[{}]]\n", line(self)),
            7 => format!(
                "#par(justify: true)[{} {} {} {}]\n",
                line(self),
                line(self),
                line(self),
                line(self)
            ),
            8 => format!("#quote(block: true)[{}]\n", line(self)),
            _ => format!("{}\n", line(self)),
        }
    }

    /// A document of lines in a family, and how many lines it has at least.
    fn document(&mut self, (family, language): (&str, &str), direction: &str, look: Option<&str>) -> String {
        let mut out = format!(
            "#set text({})\n#set page(width: {}mm, height: 200mm, margin: 8mm)\n#set text(font: (\"{family}\", \"Amiri\", \"EB Garamond\"), lang: \"{language}\", dir: {direction}, size: {}pt)\n",
            look.unwrap_or("fill: black"),
            90 + self.below(120),
            8 + self.below(8),
        );
        for _ in 0..DOCUMENT {
            out.push_str(&self.placed(look.is_some()));
            out.push('\n');
        }
        out
    }
}

/// All fonts that ship.
fn fonts() -> Vec<Font> {
    let files = FONTS.iter().flat_map(|data| Font::iter(Bytes::new(*data)));
    files.collect()
}

/// A mended document in which nothing moved, and how many stretches of it were left as they were.
fn unmoved(bench: &Bench, what: &str) -> (PagedDocument, Vec<Kept>) {
    let document = bench.document();
    let mended = mend(&document);
    let mut reader = Reader::new(&bench.fonts);
    let (before, after) = (reader.pages(&document), reader.pages(&mended.document));
    assert_eq!(before.len(), after.len());
    for (number, (before, after)) in (1..).zip(before.iter().zip(&after)) {
        if let Some(difference) = difference(before, after) {
            panic!("page {number} in {what}: {difference}\n{}", bench.source.text());
        }
    }
    (mended.document, mended.kept)
}

#[test]
fn whatever_a_line_holds_nothing_moves() {
    let wanted = std::env::var("LAYER_LINES")
        .ok()
        .and_then(|lines| lines.parse().ok())
        .unwrap_or(LINES);
    let (fonts, mut chance) = (fonts(), Chance(0x9e37_79b9_7f4a_7c15));
    let (mut lines, mut kept) = (0, Vec::new());
    while lines < wanted {
        for family in FAMILIES {
            let direction = if chance.below(8) == 0 { "ltr" } else { "rtl" };
            let bench = Bench::of(chance.document(family, direction, None), fonts.clone());
            kept.extend(unmoved(&bench, family.0).1);
            lines += DOCUMENT;
        }
    }
    for look in [
        "fill: green",
        "fill: white, stroke: .3pt + black",
        "fill: rgb(0, 0, 0, 50%)",
    ] {
        for family in FAMILIES {
            unmoved(
                &Bench::of(chance.document(family, "rtl", Some(look)), fonts.clone()),
                look,
            );
        }
    }
    assert!(
        kept.len() * 100 <= lines,
        "{} of {lines} lines are left as they were: {kept:#?}",
        kept.len()
    );
}

#[test]
fn every_character_of_a_line_is_kept_and_none_is_added_but_spaces() {
    let (fonts, mut chance) = (fonts(), Chance(0xd1b5_4a32_d192_ed03));
    let sorted = |text: String| {
        let counts = |c: &char| !c.is_whitespace() && !is_control(*c) && !matches!(c, '\u{200c}' | '\u{200d}');
        let mut out: Vec<char> = text.chars().filter(counts).collect();
        out.sort_unstable();
        out.into_iter().collect::<String>()
    };
    for (family, language) in FAMILIES {
        let head = format!(
            "#set page(width: auto, height: auto)\n#set text(font: (\"{family}\", \"Amiri\", \"EB Garamond\"), lang: \"{language}\", dir: rtl, hyphenate: false)\n"
        );
        for _ in 0..12 {
            let lines: Vec<String> = (0..16).map(|_| chance.line()).collect();
            let quote = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
            // As one text, or piece by piece, all of them at one place of the source.
            let quoted = lines.iter().enumerate().map(|(number, line)| match number % 2 {
                0 => format!("#{}\n\n", quote(line)),
                _ => {
                    let pieces: Vec<String> = line.split_inclusive(' ').map(quote).collect();
                    format!("#for piece in ({},) {{ piece }}\n\n", pieces.join(", "))
                }
            });
            let bench = Bench::of(format!("{head}{}", quoted.collect::<String>()), fonts.clone());
            let (document, kept) = unmoved(&bench, family);
            if !kept.is_empty() {
                continue; // what the typesetter wrote is the typesetter's
            }
            let found = document.pages().iter().flat_map(|page| {
                let mut out = Vec::new();
                items(&page.frame, Point::zero(), &mut out);
                out
            });
            let text = |(_, item): (Point, TextItem)| {
                let glyphs = item.glyphs.iter().map(|glyph| item.text[glyph.range()].to_owned());
                glyphs.collect::<String>()
            };
            let (found, wanted): (String, String) = (found.map(text).collect(), lines.concat());
            // A joiner by itself joins nothing, and may go with the control beside it; within words it is spelling.
            let joiners = |words: &[&str]| words.iter().map(|word| wanted.matches(word).count()).sum::<usize>();
            assert!(
                found.matches('\u{200c}').count() >= joiners(&["می\u{200c}", "خانه\u{200c}"]),
                "{lines:#?}"
            );
            assert_eq!(sorted(found), sorted(wanted), "{family}: {lines:#?}");
        }
    }
}
