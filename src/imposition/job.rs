//! What is asked for: pages, scheme, paper and the printer's ways.

use std::fmt;
use std::str::FromStr;

use super::geometry::{MM, Size};
use super::paper::Thickness;

/// How pages become a thing of paper. A new one needs a variant, a row in [`Scheme::NAMED`] and a function in `scheme/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Sheets folded once, all nested, stapled through the fold.
    Saddle,
    /// Sheets folded once and nested in sections of so many sheets, the sections gathered and glued or sewn.
    Signatures {
        /// Sheets in each section but the last, which may be shorter; four pages a sheet.
        sheets: usize,
    },
    /// Two copies of the same saddle-stitched booklet a sheet, cut apart before folding: A4 to A6.
    SaddleTwoUp,
    /// Two copies of each page a side, cut apart into stacks of leaves.
    TwoUp,
    /// Four copies of each page a side, cut apart into stacks of leaves.
    FourUp,
    /// Eight pages on one side of a sheet that is folded, slit in the middle and folded again.
    Zine,
    /// As many cards a sheet as fit; odd pages are fronts, even pages backs. A single card is repeated.
    Cards,
    /// One page a side, in reading order.
    Duplex,
}

impl Scheme {
    /// The schemes by the name that the command line and file names use.
    pub const NAMED: [(&'static str, Self); 8] = [
        ("saddle", Self::Saddle),
        ("signatures", Self::Signatures { sheets: 4 }),
        ("saddle-two-up", Self::SaddleTwoUp),
        ("two-up", Self::TwoUp),
        ("four-up", Self::FourUp),
        ("zine", Self::Zine),
        ("cards", Self::Cards),
        ("duplex", Self::Duplex),
    ];
}

impl fmt::Display for Scheme {
    /// The name; signatures with their pages: `signatures-16`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Signatures { sheets } = self {
            return write!(f, "signatures-{}", sheets * 4);
        }
        let name = Self::NAMED.iter().find(|(_, scheme)| scheme == self);
        f.write_str(name.map_or("", |(name, _)| name))
    }
}

impl FromStr for Scheme {
    type Err = String;

    /// Reads a name of [`Scheme::NAMED`], or `signatures-N` with N pages a signature, a multiple of four.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((_, scheme)) = Self::NAMED.iter().find(|(name, _)| *name == text) {
            return Ok(*scheme);
        }
        if let Some(pages) = text.strip_prefix("signatures-") {
            return match pages.parse::<usize>() {
                Ok(pages) if pages > 0 && pages.is_multiple_of(4) => Ok(Self::Signatures { sheets: pages / 4 }),
                _ => Err(format!("a signature has 4, 8, 12, 16 … pages, not \"{pages}\"")),
            };
        }
        let names: Vec<&str> = Self::NAMED.iter().map(|(name, _)| *name).collect();
        Err(format!(
            "no scheme is called \"{text}\": say {}, or signatures-N with N pages each",
            names.join(", ")
        ))
    }
}

/// On which side the finished thing is bound, seen from its front cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// Read from left to right.
    Left,
    /// Read from right to left: Arabic, Persian, Hebrew, Urdu.
    Right,
}

/// The edge about which the printer turns the sheet between its two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flip {
    /// About the short edge.
    ShortEdge,
    /// About the long edge.
    LongEdge,
}

/// How large pages become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// As large as the paper allows, the clear edge left out.
    Fit,
    /// As they are. They may reach into the clear edge, which is then told, but not beyond the paper.
    Actual,
}

/// How inner leaves, which stand out by the thickness of those around them, are brought back into line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Creep {
    /// Left as it is.
    None,
    /// The print moves towards the fold, the trim stays: for booklets cut at the fore-edge after stapling.
    Pushout(Thickness),
    /// Print and trim move towards the fold, so that inner sheets are cut narrower: for sheets trimmed before folding.
    Shingle(Thickness),
}

/// What moves where inner leaves are brought back into line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreepMethod {
    /// The print alone.
    Pushout,
    /// The trim with it.
    Shingle,
}

impl Creep {
    /// What is done by a method about paper of this thickness; nothing where there is none to go by.
    pub fn of(thickness: Option<Thickness>, method: CreepMethod) -> Self {
        match (thickness, method) {
            (None, _) => Self::None,
            (Some(thickness), CreepMethod::Pushout) => Self::Pushout(thickness),
            (Some(thickness), CreepMethod::Shingle) => Self::Shingle(thickness),
        }
    }

    /// How far pages `depth` sheets within the outermost one move towards the fold, in points.
    pub fn shift(self, depth: usize) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Pushout(thickness) | Self::Shingle(thickness) => thickness.in_points() * depth as f64,
        }
    }
}

/// Which marks are wanted. All of them stand outside the trim and are left out where the paper has no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MarkSet {
    /// Where to cut: the corners of every page.
    pub crop: bool,
    /// Where to fold (and, for the zine, where to slit).
    pub fold: bool,
    /// Where staples go, or the order of signatures.
    pub bind: bool,
    /// Room for a line that names the sheet.
    pub slug: bool,
}

impl MarkSet {
    /// Every mark, and the slug line.
    pub const ALL: Self = Self {
        crop: true,
        fold: true,
        bind: true,
        slug: true,
    };

    /// The names of marks, and of all together.
    pub const WORDS: [&'static str; 5] = ["crop", "fold", "bind", "slug", "all"];

    /// The marks of these names: `crop`, `fold`, `bind`, `slug`, or `all` of them. Other names mean nothing.
    pub fn named<S: AsRef<str>>(names: &[S]) -> Self {
        let has = |name| names.iter().any(|given| [name, "all"].contains(&given.as_ref()));
        Self {
            crop: has("crop"),
            fold: has("fold"),
            bind: has("bind"),
            slug: has("slug"),
        }
    }

    /// Whether anything at all is wanted.
    pub fn any(self) -> bool {
        self.crop || self.fold || self.bind || self.slug
    }
}

/// The edge that is kept clear where there is a choice: office printers leave 4.2 to 5 mm blank.
pub const SAFE_EDGE: f64 = 8.0 * MM;

/// A piece of work for [`super::impose`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Job {
    /// How many pages there are.
    pub pages: usize,
    /// The size of a page (its trim), in points.
    pub page: Size,
    /// The size of the paper, in points, either way round.
    pub paper: Size,
    /// How pages become a thing of paper.
    pub scheme: Scheme,
    /// Where it is bound.
    pub binding: Binding,
    /// How the printer turns the sheet.
    pub flip: Flip,
    /// How large pages become.
    pub scale: Scale,
    /// Points kept clear along the edges of the paper (and of each copy that is cut out).
    pub edge: f64,
    /// Points left free on either side of a fold, for glue or milling.
    pub gutter: f64,
    /// What is done about creep.
    pub creep: Creep,
    /// Which marks are drawn.
    pub marks: MarkSet,
    /// Whether the last page is a back cover, so that blanks go before it.
    pub back_cover: bool,
}

impl Job {
    /// A saddle-stitched booklet for a printer that flips on the short edge, scaled to fit, without marks, back cover last.
    pub fn new(pages: usize, page: Size, paper: Size, binding: Binding) -> Self {
        Self {
            pages,
            page,
            paper,
            scheme: Scheme::Saddle,
            binding,
            flip: Flip::ShortEdge,
            scale: Scale::Fit,
            edge: 0.0,
            gutter: 0.0,
            creep: Creep::None,
            marks: MarkSet::default(),
            back_cover: true,
        }
    }

    /// The same job with these marks, and the clear edge in which they stand.
    pub fn with_marks(self, marks: MarkSet) -> Self {
        let edge = if marks.any() {
            self.edge.max(SAFE_EDGE)
        } else {
            self.edge
        };
        Self { marks, edge, ..self }
    }
}

/// Why a job cannot be done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Problem {
    /// There is no page.
    NoPages,
    /// The page or the paper has no area.
    NoArea,
    /// A signature of no sheets.
    NoSheets,
    /// The clear edge and gutter leave no room on the paper.
    NoRoom,
    /// At 100 % the pages do not fit: the largest scale that would, as a part of one.
    TooLarge {
        /// The scale at which they fit.
        fits_at: f64,
    },
    /// More cards would go on a side than anybody could cut.
    TooSmall {
        /// How many.
        cards: usize,
    },
    /// Moving inner pages by creep would push them over the fold by more than a quarter of their width, in points.
    TooThick {
        /// How far the innermost page would move.
        shift: f64,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPages => f.write_str("there is no page to place"),
            Self::NoArea => f.write_str("the page or the paper has no area"),
            Self::NoSheets => f.write_str("a signature needs at least one sheet"),
            Self::NoRoom => f.write_str("the clear edge and the gutter leave no room on this paper"),
            Self::TooLarge { fits_at } => write!(
                f,
                "the pages are too large for this paper at 100 %; they fit at {:.1} %",
                fits_at * 100.0
            ),
            Self::TooSmall { cards } => write!(
                f,
                "the pages are too small for cards: {cards} of them would go on each side, and at most 10000 do"
            ),
            Self::TooThick { shift } => write!(
                f,
                "so many sheets of this thickness cannot be nested: the innermost page would move by {:.1} mm",
                shift / MM
            ),
        }
    }
}

impl std::error::Error for Problem {}
