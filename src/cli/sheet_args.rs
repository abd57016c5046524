//! How pages are placed on sheets, as the command line says it.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::impose::{ImposeOptions, PageBox};
use crate::imposition::{
    Binding, Choice, Creep, CreepMethod, Flip, Length, MarkSet, Paper, Scale, Scheme, SheetOptions, Thickness,
};

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
    #[arg(long, value_parser = choice::<Option<Binding>>(), default_value = "auto")]
    binding: std::option::Option<Binding>,
    /// The edge about which the printer turns the sheet
    #[arg(long, value_parser = choice::<Flip>(), default_value = "short-edge")]
    flip: Flip,
    /// The paper: a3, a4, a5, a6, letter, legal, tabloid, or a size such as 210x297mm or 8.5x11in
    #[arg(long, value_name = "PAPER", default_value = "a4")]
    paper: Paper,
    /// How large pages become
    #[arg(long, value_parser = choice::<Scale>(), default_value = "fit")]
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
    #[arg(long, value_parser = choice::<CreepMethod>(), default_value = "pushout", requires = "creep")]
    creep_method: CreepMethod,
    /// Marks outside the pages, parted by commas
    #[arg(long, value_parser = MarkSet::WORDS, value_delimiter = ',', value_name = "MARK,…")]
    marks: Vec<String>,
    /// The last page is a back cover: blanks go before it, as they do by themselves in books of this program
    #[arg(long)]
    back_cover: bool,
    /// Which part of the pages is placed
    #[arg(long = "box", value_parser = choice::<PageBox>(), value_name = "BOX", default_value = "trim")]
    page_box: PageBox,
}

impl SheetArgs {
    /// The options that this says.
    pub fn options(&self) -> ImposeOptions {
        let sheets = SheetOptions {
            scheme: self.scheme,
            flip: self.flip,
            scale: self.scale,
            gutter: self.gutter.points,
            creep: Creep::of(self.creep, self.creep_method),
            ..SheetOptions::on(self.paper)
        };
        ImposeOptions {
            sheets: sheets.with_marks(MarkSet::named(&self.marks), self.edge.map(|edge| edge.points)),
            binding: self.binding,
            back_cover: self.back_cover,
            page_box: self.page_box,
        }
    }
}

/// Reads a choice for clap, whose help lists its words.
fn choice<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    let value = |row: &(T, &'static str, &'static str)| {
        let value = PossibleValue::new(row.1);
        if row.2.is_empty() { value } else { value.help(row.2) }
    };
    // clap lets no other word through.
    PossibleValuesParser::new(T::WORDS.iter().map(value))
        .try_map(|word| T::from_word(&word).ok_or("is none of the words"))
}
