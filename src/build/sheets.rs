//! Sheets that belong to no book: any PDF imposed, with lines that name the sheets, and the calibration sheet.

use crate::diagnostic::{Diagnostic, Report};
use crate::fonts::FontLibrary;
use crate::impose::{BindingFrom, ImposeOptions, Work};
use crate::imposition::{Binding, Imposition, Paper};
use crate::locale::{LanguageTag, Locale};
use crate::output::pdf::{FontSet, calibration, loose_pdf, slug_lines, slug_texts};
use crate::prepress::{Duplex, PageLayout, Pass, Preferences, prepress};

/// Sheets, as a PDF.
#[derive(Debug)]
pub struct Imposed {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Where its pages went.
    pub imposition: Imposition,
    /// On which side they are bound, and how that is known.
    pub binding: (Binding, BindingFrom),
}

/// On so many sides a line that names the sheet is set; each takes the typesetter some hundred kilobytes.
const MOST_SLUG_LINES: usize = 2_000;

/// Places the pages of a PDF on sheets. Slug lines, where the options want them, are in `language`, else in the PDF's own, and name the
/// PDF's title, else `name`.
///
/// # Errors
/// A finding where the PDF cannot be read or its pages do not go on the paper.
pub fn impose(
    pdf: &[u8],
    options: &ImposeOptions,
    language: Option<&str>,
    name: &str,
    report: &mut Report,
) -> Result<Imposed, Diagnostic> {
    let work = Work::read(pdf, options, report)?;
    let (imposition, binding) = (work.imposition().clone(), work.binding());
    let sides = imposition.sides().count();
    if options.sheets.marks.slug && sides > MOST_SLUG_LINES {
        let message = format!("no slug lines are set: {sides} sides are more than {MOST_SLUG_LINES}");
        report.add(Diagnostic::warning("impose-no-slug", message).hint("split the PDF to have them"));
    }
    let overlay = if options.sheets.marks.slug && sides <= MOST_SLUG_LINES {
        let locale = locale_of(language.or(work.language().as_deref()))?;
        let title = work.title().unwrap_or_else(|| name.to_owned());
        let fonts = FontSet::open(FontLibrary::shipped().families());
        let texts = slug_texts(&imposition, &[&title], locale.into());
        let lines = slug_lines(&imposition, &texts, locale.into(), &fonts)?;
        Some(loose_pdf(&lines, &title)?)
    } else {
        None
    };
    Ok(Imposed {
        bytes: work.write(overlay.as_deref(), report)?,
        imposition,
        binding,
    })
}

/// The calibration sheet of a paper, in the words of a language, as a PDF of two sides.
///
/// # Errors
/// A finding where `language` is no tag, or where Typst fails, which would be a fault of this program.
pub fn calibration_sheet(paper: Paper, language: &str) -> Result<Vec<u8>, Diagnostic> {
    let tag = LanguageTag::parse(language).map_err(|_| {
        Diagnostic::error("unknown-language", format!("\"{language}\" is no language tag"))
            .hint("say ar, fa, he, ur, fr or en")
    })?;
    let locale = locale_of(Some(tag.as_str()))?;
    let fonts = FontSet::open(FontLibrary::shipped().families());
    let pages = calibration(paper.size(), locale.into(), &fonts)?;
    let bytes = loose_pdf(&pages, &format!("calibration {paper} {}", locale.tag))?;
    let preferences = Preferences {
        duplex: Some(Duplex::ShortEdge),
        actual_size: true,
        layout: Some(PageLayout::SinglePage),
        direction: Some(if tag.direction().is_rtl() {
            Binding::Right
        } else {
            Binding::Left
        }),
    };
    prepress(&bytes, &[Pass::Viewer(preferences)], &mut Report::new())
}

/// The locale of a language, English where nothing is known of it.
///
/// # Errors
/// Where not even English is at hand, which would be a fault of this program.
pub fn locale_of(language: Option<&str>) -> Result<&'static Locale, Diagnostic> {
    let tag = language.and_then(|language| LanguageTag::parse(language).ok());
    let english = || Locale::all().iter().find(|locale| locale.tag == "en");
    tag.and_then(|tag| Locale::of(&tag))
        .map(|found| found.locale)
        .or_else(english)
        .ok_or_else(|| Diagnostic::error("unknown-language", "no language is at hand"))
}
