//! `kurras calibrate`: a sheet that shows how a printer flips, scales, shifts and clips.

use std::path::PathBuf;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::impose::locale;
use super::sheets::{paper, write};
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::fonts::FontLibrary;
use crate::impose::{Duplex, PageLayout, Preferences, prefer};
use crate::imposition::{Binding, Paper};
use crate::locale::{LanguageTag, Locale};
use crate::output::pdf::{FontSet, calibration, loose_pdf};

const AFTER: &str = "Print the sheet on both sides at 100 %, set to flip on the short edge, fold it in the middle, and follow what it says.";

/// Make a sheet that shows whether a printer flips, scales, shifts or clips
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Args {
    /// The PDF to write
    #[arg(short, long, value_name = "OUT.pdf")]
    output: PathBuf,
    /// The paper: a3, a4, a5, a6, letter, legal, tabloid, or a size such as 210x297mm or 8.5x11in
    #[arg(long, value_name = "PAPER", default_value = "a4", value_parser = paper)]
    paper: Paper,
    /// The language of the instructions
    #[arg(long, value_name = "LANGUAGE", default_value = "ar")]
    lang: String,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Makes the calibration sheet.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let mut report = Report::new();
    let made = LanguageTag::parse(&args.lang)
        .map_err(|_| {
            Diagnostic::error("unknown-language", format!("\"{}\" is no language tag", args.lang))
                .hint("say ar, fa, he, ur, fr or en")
        })
        .and_then(|tag| Ok((locale(Some(tag.as_str()))?, tag)))
        .and_then(|(locale, tag)| sheet(args.paper, locale, &tag));
    match made {
        Ok(bytes) => write(&console, &args.output, bytes, 2),
        Err(finding) => {
            report.add(finding);
            console.report(&report, &Sources::default());
            Outcome::UsageWrong
        }
    }
}

fn sheet(paper: Paper, locale: &Locale, tag: &LanguageTag) -> Result<Vec<u8>, Diagnostic> {
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
        boxes: Vec::new(),
    };
    prefer(&bytes, &preferences)
}
