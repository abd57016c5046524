//! `kurras calibrate`: a sheet that shows how a printer flips, scales, shifts and clips.

use std::path::PathBuf;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::sheets::write;
use crate::build::calibration_sheet;
use crate::diagnostic::{Report, Sources};
use crate::imposition::Paper;

const AFTER: &str = "Print the sheet on both sides at 100 %, set to flip on the short edge, fold it in the middle, and follow what it says.";

/// Make a sheet that shows whether a printer flips, scales, shifts or clips
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Args {
    /// The PDF to write
    #[arg(short, long, value_name = "OUT.pdf")]
    output: PathBuf,
    /// The paper: a3, a4, a5, a6, letter, legal, tabloid, or a size such as 210x297mm or 8.5x11in
    #[arg(long, value_name = "PAPER", default_value = "a4")]
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
    match calibration_sheet(args.paper, &args.lang) {
        Ok(bytes) => write(&console, &args.output, bytes, 2),
        Err(finding) => {
            let mut report = Report::new();
            report.add(finding);
            console.report(&report, &Sources::default());
            Outcome::UsageWrong
        }
    }
}
