//! `kurras impose`: any PDF in, sheets to print, cut and fold out.

use std::path::PathBuf;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::imposed::told;
use super::sheet_args::SheetArgs;
use super::sheets::write;
use crate::build::impose;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::workspace::{is_same_file, read_given};

/// The largest PDF that is read, in bytes.
const LARGEST: u64 = 1 << 30;

const AFTER: &str = "Examples:
  kurras impose essay.pdf -o booklet.pdf                          an A4 booklet
  kurras impose essay.pdf -o booklet.pdf --binding right          if the PDF does not say that it is Arabic
  kurras impose essay.pdf -o zine.pdf --scheme zine               one sheet, eight pages
  kurras impose thick.pdf -o book.pdf --scheme signatures-16 --creep 80g --marks all

Print the sheets at 100 % (\"actual size\"). A printer that turns backs upside down wants --flip long-edge; `kurras calibrate`
makes a sheet that tells.";

/// Place the pages of any PDF on sheets that fold right
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Args {
    /// The PDF whose pages are placed
    #[arg(value_name = "IN.pdf")]
    input: PathBuf,
    /// The PDF of sheets to write
    #[arg(short, long, value_name = "OUT.pdf")]
    output: PathBuf,
    #[command(flatten)]
    sheets: SheetArgs,
    /// The language of the slug line [default: the PDF's]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Imposes a PDF.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let mut report = Report::new();
    if is_same_file(&args.input, &args.output) {
        let finding = Diagnostic::error(
            "impose-over-itself",
            "the sheets would be written over the PDF whose pages they hold",
        );
        return console.refuse(finding.hint("give another name behind -o"));
    }
    let input = match read_given(&args.input, LARGEST) {
        Ok(input) => input,
        Err(failure) => return console.refuse(Diagnostic::error("missing-file", failure.to_string())),
    };
    let stem = args.input.file_stem().unwrap_or_default().to_string_lossy();
    match impose(&input, &args.sheets.options(), args.lang.as_deref(), &stem, &mut report) {
        Ok(imposed) => {
            console.report(&report, &Sources::default());
            let told = told(&imposed.imposition, imposed.binding);
            let sides = imposed.imposition.sides().count();
            let outcome = write(&console, &args.output, imposed.bytes, sides);
            if outcome == Outcome::Done {
                console.note(&told);
            }
            outcome
        }
        Err(finding) => {
            report.add(finding.in_file(args.input.to_string_lossy()));
            console.report(&report, &Sources::default());
            Outcome::BookWrong
        }
    }
}
