//! How pages are placed on sheets, as the command line says it.

use clap::ValueEnum;

use super::sheets::{LengthArg, paper};
use crate::impose::{PageBox, SheetOptions};
use crate::imposition::{self, Flip, MarkSet, Paper, SAFE_EDGE, Scheme, Thickness};

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

/// How pages are placed on sheets.
#[derive(clap::Args)]
pub struct SheetArgs {
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
    edge: Option<LengthArg>,
    /// What stays free on either side of a fold, for glue or milling
    #[arg(long, value_name = "LENGTH", default_value = "0mm")]
    gutter: LengthArg,
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

impl SheetArgs {
    /// The options that this says.
    pub fn options(&self) -> SheetOptions {
        let has = |name| self.marks.contains(&name) || self.marks.contains(&MarkName::All);
        let marks = MarkSet {
            crop: has(MarkName::Crop),
            fold: has(MarkName::Fold),
            bind: has(MarkName::Bind),
            slug: has(MarkName::Slug),
        };
        let usual = if marks.any() { SAFE_EDGE } else { 0.0 };
        SheetOptions {
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
