//! Sheets that belong to no book: slug lines to lay over imposed sheets, and the calibration sheet.

use serde::Serialize;
use typst::diag::Warned;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::layout::finding;
use super::named::Named;
use super::text_layer;
use super::world::{FontSet, PressWorld};
use crate::diagnostic::Diagnostic;
use crate::imposition::geometry::MM;
use crate::imposition::{Finish, Imposition, Point, Side, Size};
use crate::locale::{Calibration, Direction, LanguageTag, Locale, Numerals, fill};

/// The Typst files that loose sheets are made from.
const FILES: [(&str, &str); 3] = [
    ("base.typ", include_str!("../../../assets/sheets/base.typ")),
    ("slug.typ", include_str!("../../../assets/sheets/slug.typ")),
    (
        "calibration.typ",
        include_str!("../../../assets/sheets/calibration.typ"),
    ),
];

/// What every loose sheet needs to know; lengths in points.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Data<'a, T> {
    width: f64,
    height: f64,
    fonts: [&'a str; 1],
    language: &'a str,
    direction: &'static str,
    numbering: String,
    #[serde(flatten)]
    more: T,
}

/// The line that names a side, and where it has room.
#[derive(Serialize)]
struct SlugLine {
    line: String,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    headlong: bool,
}

/// In what words, digits and type loose sheets speak.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    /// The words.
    pub locale: &'a Locale,
    /// The digits.
    pub numerals: Numerals,
    /// The family, which the font set must have.
    pub family: &'a str,
}

impl<'a> From<&'a Locale> for Voice<'a> {
    /// As the language usually does.
    fn from(locale: &'a Locale) -> Self {
        Self {
            locale,
            numerals: locale.numerals,
            family: &locale.font,
        }
    }
}

/// What the slug lines of an imposition say, a line a side. `names` is what the sheets are of: a title, perhaps a version. Each part
/// is isolated, for the middle dots between them have no direction of their own.
pub fn slug_texts(imposition: &Imposition, names: &[&str], voice: Voice) -> Vec<String> {
    let Voice { locale, numerals, .. } = voice;
    let sections = imposition.sheets.last().map_or(0, |sheet| sheet.section);
    let told = matches!(imposition.finish, Finish::Fold { .. } | Finish::Zine) && sections > 1;
    let number = |n: usize| numerals.format(n as u64);
    let all = number(imposition.sheets.len());
    let size = fill(&locale.sheet.actual_size, &[("percent", &numerals.percent(100))]);
    let mut lines = Vec::new();
    for sheet in &imposition.sheets {
        let signature = told.then(|| fill(&locale.sheet.signature, &[("signature", &number(sheet.section))]));
        let count = fill(
            &locale.sheet.sheet,
            &[("sheet", &number(sheet.number)), ("sheets", &all)],
        );
        let back = sheet.back.as_ref().map(|_| &locale.sheet.back);
        for side in std::iter::once(&locale.sheet.front).chain(back) {
            let named = names.iter().copied().chain(signature.as_deref());
            let parts = named.chain([&*count, &**side, &*size]).filter(|part| !part.is_empty());
            let isolated: Vec<String> = parts.map(|part| format!("\u{2068}{part}\u{2069}")).collect();
            lines.push(isolated.join(" · "));
        }
    }
    lines
}

/// The slug lines of an imposition, which say `texts`: a page a side, empty where a side has no room for a line.
///
/// # Errors
/// A finding where Typst fails, which would be a fault of this program.
pub fn slug_lines(
    imposition: &Imposition,
    texts: &[String],
    voice: Voice,
    fonts: &FontSet,
) -> Result<PagedDocument, Diagnostic> {
    #[derive(Serialize)]
    struct Sides {
        sides: Vec<Option<SlugLine>>,
    }
    let sides = imposition.sides().zip(texts);
    let sides = sides.map(|(side, line)| slug_line(side, line.clone())).collect();
    typeset("slug.typ", imposition.size, voice, fonts, Sides { sides })
}

fn slug_line(side: &Side, line: String) -> Option<SlugLine> {
    let slug = side.slug?;
    let Point { x, y } = slug.transform.apply(Point::new(0.0, 0.0));
    let Size { width, height } = slug.size;
    Some(SlugLine {
        line,
        x,
        y,
        width,
        height,
        headlong: slug.transform.a < 0.0,
    })
}

/// The calibration sheet, its two sides on a paper lying on its long side.
///
/// # Errors
/// A finding where Typst fails, which would be a fault of this program.
pub fn calibration(paper: Size, voice: Voice, fonts: &FontSet) -> Result<PagedDocument, Diagnostic> {
    #[derive(Serialize)]
    struct Sheet {
        length: usize,
        words: Words,
    }
    let size = if paper.width < paper.height {
        paper.turned()
    } else {
        paper
    };
    // The longest whole centimetres that fit both ways, at most ten: rulers are to be found anywhere.
    let room = (size.width / 2.0 - 30.0 * MM).min(size.height / 2.0 - 20.0 * MM);
    let length = ((room / MM / 10.0).floor() * 10.0).clamp(10.0, 100.0) as usize;
    let words = Words::new(voice, length);
    typeset("calibration.typ", size, voice, fonts, Sheet { length, words })
}

/// The calibration sheet's words, filled in.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Words {
    actual_size: String,
    flip: String,
    #[serde(flatten)]
    calibration: Calibration,
}

impl Words {
    fn new(voice: Voice, length: usize) -> Self {
        let Voice { locale, numerals, .. } = voice;
        let number = |n: usize| numerals.format(n as u64);
        let percent = numerals.percent(100);
        let values = [
            ("two", number(2)),
            ("three", number(3)),
            ("length", number(length)),
            ("percent", percent),
            ("edge", number(8)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let said = |label: &str| fill(label, &values);
        let words = &locale.calibration;
        Self {
            actual_size: said(&locale.sheet.actual_size),
            flip: said(&locale.sheet.flip_short_edge),
            calibration: Calibration {
                title: said(&words.title),
                print: said(&words.print),
                fold: said(&words.fold),
                upright: said(&words.upright),
                headlong: said(&words.headlong),
                scale: said(&words.scale),
                shift: said(&words.shift),
                edges: said(&words.edges),
                crease: said(&words.crease),
                top: said(&words.top),
            },
        }
    }
}

fn typeset<T: Serialize>(
    main: &str,
    size: Size,
    voice: Voice,
    fonts: &FontSet,
    more: T,
) -> Result<PagedDocument, Diagnostic> {
    let fault = || Diagnostic::error("sheets", "the sheets' text cannot be typeset");
    let data = Data {
        width: size.width,
        height: size.height,
        fonts: [voice.family],
        language: &voice.locale.tag,
        direction: LanguageTag::parse(&voice.locale.tag)
            .map_or(Direction::Ltr, |tag| tag.direction())
            .name(),
        numbering: voice.numerals.digit(1).to_string(),
        more,
    };
    let data = serde_json::to_vec(&data).map_err(|_| fault())?;
    let world = PressWorld::new(main, FILES.into_iter(), data, std::iter::empty(), fonts).ok_or_else(fault)?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    output.map_err(|errors| {
        errors
            .first()
            .map_or_else(fault, |error| finding(&world, "sheets", error))
    })
}

/// Loose sheets as a PDF, their text layer mended. `name` goes into its identifier, so that the same sheets give the same bytes.
///
/// # Errors
/// A finding where the PDF cannot be written, which would be a fault of this program.
pub fn loose_pdf(sheets: &PagedDocument, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let options = PdfOptions {
        ident: Smart::Custom(name.to_owned()),
        creator: Smart::Custom(Some(concat!("Kurras ", env!("CARGO_PKG_VERSION")).into())),
        tagged: false,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&Named::new(text_layer::mend(sheets).document), &options).map_err(|errors| {
        let message = errors.first().map_or(String::new(), |error| error.message.to_string());
        Diagnostic::error("sheets", message)
    })
}
