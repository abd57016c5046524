//! From laid-out pages to the bytes of a PDF.

use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::named::Named;
use crate::config::Ink;
use crate::diagnostic::{Diagnostic, Report};
use crate::edition::Edition;
use crate::prepress::{Inks, Pass, prepress};

/// The standards that a PDF conforms to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conformance {
    /// PDF/A-3a and PDF/UA-1, tagged: for reading on screens, aloud, and for keeping (ISO 19005-3, ISO 14289-1).
    Reading,
    /// PDF/A-2b, untagged: sheets, whose order is not the text's (ISO 19005-2).
    Sheets,
    /// Nothing yet: untagged pages of PDF 1.6, to be made PDF/X-4 (ISO 15930-7).
    Shop,
}

impl Conformance {
    fn standards(self) -> &'static [PdfStandard] {
        match self {
            Conformance::Reading => &[PdfStandard::A_3a, PdfStandard::Ua_1],
            Conformance::Sheets => &[PdfStandard::A_2b],
            Conformance::Shop => &[PdfStandard::V_1_6],
        }
    }
}

/// Writes pages as a PDF, in black ink alone where the edition takes no other, and does `passes` to it. `part` tells the files of one
/// book apart in their identifiers.
pub fn export(
    edition: &Edition,
    pages: &Named,
    conformance: Conformance,
    part: &str,
    passes: Vec<Pass>,
    report: &mut Report,
) -> Option<Vec<u8>> {
    let book = &edition.config.book;
    let part = edition
        .name
        .iter()
        .fold(part.to_string(), |part, name| format!("{part}-{name}"));
    let date = edition.date_or_earliest();
    let midnight = Datetime::from_ymd_hms(i32::from(date.year), date.month, date.day, 0, 0, 0);
    let standards = match PdfStandards::new(conformance.standards()) {
        Ok(standards) => standards,
        Err(error) => {
            report.add(Diagnostic::error("pdf", error.message().to_string()));
            return None;
        }
    };
    let options = PdfOptions {
        ident: Smart::Custom(format!("{}#{}#{part}", book.identifier, book.version)),
        creator: Smart::Custom(Some(concat!("Kurras ", env!("CARGO_PKG_VERSION")).into())),
        timestamp: midnight.map(Timestamp::new_utc),
        page_ranges: None,
        standards,
        tagged: conformance == Conformance::Reading,
        pretty: false,
    };
    match typst_pdf::pdf(pages, &options) {
        Ok(bytes) => {
            let black = (edition.config.pdf.ink != Ink::Full).then_some(Pass::Inks(Inks::Black));
            let passes: Vec<Pass> = black.into_iter().chain(passes).collect();
            let finished = prepress(&bytes, &passes, report);
            finished.map_err(|finding| report.add(finding)).ok()
        }
        Err(errors) => {
            for error in errors {
                let finding = Diagnostic::error("pdf", error.message.to_string());
                report.add(
                    error
                        .hints
                        .iter()
                        .fold(finding, |finding, hint| finding.hint(hint.v.to_string())),
                );
            }
            None
        }
    }
}
