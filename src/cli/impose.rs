//! `kurras impose`: any PDF in, sheets to print, cut and fold out.

use std::fs;
use std::path::PathBuf;

use clap::ValueEnum;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::sheets::{Length, paper, write};
use crate::build::impose;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::impose::{BindingFrom, Options, PageBox};
use crate::imposition::{self, Finish, Flip, Imposition, Paper, SAFE_EDGE, Scheme, Thickness, Wanted};

const SCHEMES: &str = "How pages become a thing of paper:
  saddle          sheets folded once and nested, stapled through the fold
  signatures-N    sections of N pages (4, 8, 12, 16 …) to be glued or sewn
  saddle-two-up   two booklets a sheet, cut apart: A4 to A6
  two-up          two copies a sheet, cut apart into stacks of leaves
  four-up         four copies a sheet
  zine            eight pages on one side of a sheet, folded and slit
  cards           as many cards a sheet as fit; backs on even pages
  duplex          one page a side
";

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
    #[arg(long, value_name = "SCHEME", default_value = "saddle", help = "How pages become a thing of paper: saddle, signatures-N, saddle-two-up, two-up, four-up, zine, cards, duplex", long_help = SCHEMES)]
    scheme: Scheme,
    /// The side on which it is bound; auto follows the PDF's own direction or language
    #[arg(long, value_enum, default_value = "auto")]
    binding: Binding,
    /// The edge about which the printer turns the sheet
    #[arg(long, value_enum, default_value = "short-edge")]
    flip: FlipEdge,
    /// The paper: a3, a4, a5, a6, letter, legal, tabloid, or a size such as 210x297mm or 8.5x11in
    #[arg(long, value_name = "PAPER", default_value = "a4", value_parser = paper)]
    paper: Paper,
    /// How large pages become
    #[arg(long, value_enum, default_value = "fit")]
    scale: Scale,
    /// What stays clear along the paper's edges, such as 8mm [default: 0mm, or 8mm with marks]
    #[arg(long, value_name = "LENGTH")]
    edge: Option<Length>,
    /// What stays free on either side of a fold, for glue or milling
    #[arg(long, value_name = "LENGTH", default_value = "0mm")]
    gutter: Length,
    /// Move inner pages towards the fold by the paper's thickness: its weight (80g) or its thickness (0.1mm)
    #[arg(long, value_name = "PAPER")]
    creep: Option<Thickness>,
    /// What moves: the print alone, for a booklet cut after stapling; or the trim with it, for sheets cut before folding
    #[arg(long, value_enum, default_value = "pushout", requires = "creep")]
    creep_method: CreepMethod,
    /// Marks outside the pages, parted by commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "MARK,…")]
    marks: Vec<MarkName>,
    /// The last page is a back cover: blanks go before it
    #[arg(long)]
    back_cover: bool,
    /// Which part of the pages is placed
    #[arg(long = "box", value_enum, value_name = "BOX", default_value = "trim")]
    page_box: BoxName,
    /// The language of the slug line [default: the PDF's]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Binding {
    Auto,
    Right,
    Left,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FlipEdge {
    /// Backs upright on the screen of a landscape sheet
    ShortEdge,
    /// Backs turned by half a turn
    LongEdge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scale {
    /// As large as the paper allows
    Fit,
    /// At 100 %; refused where the paper is too small
    Actual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CreepMethod {
    Pushout,
    Shingle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MarkName {
    Crop,
    Fold,
    Bind,
    Slug,
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BoxName {
    /// What a print shop would leave of them; all that is seen where the PDF does not say
    Trim,
    /// All that is seen on a screen
    Crop,
    /// Everything, print-shop marks too
    Media,
}

impl Args {
    fn options(&self) -> Options {
        let has = |name| self.marks.contains(&name) || self.marks.contains(&MarkName::All);
        let marks = Wanted {
            crop: has(MarkName::Crop),
            fold: has(MarkName::Fold),
            bind: has(MarkName::Bind),
            slug: has(MarkName::Slug),
        };
        let usual = if marks.any() { SAFE_EDGE } else { 0.0 };
        Options {
            scheme: self.scheme,
            binding: match self.binding {
                Binding::Auto => None,
                Binding::Right => Some(imposition::Binding::Right),
                Binding::Left => Some(imposition::Binding::Left),
            },
            flip: match self.flip {
                FlipEdge::ShortEdge => Flip::ShortEdge,
                FlipEdge::LongEdge => Flip::LongEdge,
            },
            paper: self.paper.size(),
            scale: match self.scale {
                Scale::Fit => imposition::Scale::Fit,
                Scale::Actual => imposition::Scale::Actual,
            },
            edge: self.edge.map_or(usual, |length| length.0),
            gutter: self.gutter.0,
            creep: match (self.creep, self.creep_method) {
                (None, _) => imposition::Creep::None,
                (Some(thickness), CreepMethod::Pushout) => imposition::Creep::Pushout(thickness),
                (Some(thickness), CreepMethod::Shingle) => imposition::Creep::Shingle(thickness),
            },
            marks,
            back_cover: self.back_cover,
            page_box: match self.page_box {
                BoxName::Trim => PageBox::Trim,
                BoxName::Crop => PageBox::Crop,
                BoxName::Media => PageBox::Media,
            },
        }
    }
}

/// Imposes a PDF.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let mut report = Report::new();
    let input = match fs::read(&args.input) {
        Ok(input) => input,
        Err(error) => {
            let message = format!("cannot read {}: {error}", args.input.display());
            return console.refuse(Diagnostic::error("missing-file", message));
        }
    };
    let stem = args.input.file_stem().unwrap_or_default().to_string_lossy();
    match impose(&input, &args.options(), args.lang.as_deref(), &stem, &mut report) {
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

/// What was done and what to do now, in a few words.
fn told(imposition: &Imposition, (binding, from): (imposition::Binding, BindingFrom)) -> String {
    let side = match binding {
        imposition::Binding::Right => "right",
        imposition::Binding::Left => "left",
    };
    let why = match from {
        BindingFrom::Options => "",
        BindingFrom::Direction => ", as the PDF says",
        BindingFrom::Language => ", after the PDF's language",
        BindingFrom::Nothing => ", for the PDF does not say (--binding right if it is to be read from the right)",
    };
    let sheets = match imposition.sheets.len() {
        1 => "1 sheet".to_owned(),
        count => format!("{count} sheets"),
    };
    let print = match imposition.flip {
        None => "print on one side",
        Some(Flip::ShortEdge) => "print on both sides, flip on the short edge",
        Some(Flip::LongEdge) => "print on both sides, flip on the long edge",
    };
    let then = match &imposition.finish {
        Finish::Fold { copies: 1, sections } if sections.len() == 1 => {
            "nest the sheets, fold them, staple the fold".to_owned()
        }
        Finish::Fold { copies: 1, sections } => {
            format!(
                "fold and nest {} sheets at a time, gather the {} signatures, bind them",
                sections.first().unwrap_or(&1),
                sections.len()
            )
        }
        Finish::Fold { copies, .. } => {
            format!("cut the sheets into {copies}, nest and fold each pile, staple the folds")
        }
        Finish::Stacks { copies } => format!("cut the sheets into {copies}: each pile is a copy"),
        Finish::Cards => "cut the cards apart".to_owned(),
        Finish::Zine => "fold each sheet in eight, slit its middle, fold it into a booklet".to_owned(),
        Finish::Leaves => "done".to_owned(),
    };
    format!(
        "{sheets}, bound on the {side}{why}; pages at {:.1} %\n{print}, at actual size; {then}",
        imposition.scale * 100.0
    )
}
