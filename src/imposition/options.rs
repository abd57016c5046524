//! How pages are laid on sheets, whatever pages they are: what `[booklet]` and the options of `kurras impose` say alike.

use std::fmt;
use std::str::FromStr;

use super::geometry::MM;
use super::paper::{Paper, Thickness};

/// How pages are laid on sheets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SheetOptions {
    /// How pages become a thing of paper.
    pub scheme: Scheme,
    /// The paper, either way round.
    pub paper: Paper,
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
}

impl SheetOptions {
    /// Saddle stitch for a printer that flips on the short edge, scaled to fit, without marks.
    pub fn on(paper: Paper) -> Self {
        Self {
            scheme: Scheme::Saddle,
            paper,
            flip: Flip::ShortEdge,
            scale: Scale::Fit,
            edge: 0.0,
            gutter: 0.0,
            creep: Creep::None,
            marks: MarkSet::default(),
        }
    }

    /// The same with these marks, and the clear edge in which they stand: so many points, or what goes with marks or without.
    pub fn with_marks(self, marks: MarkSet, edge: Option<f64>) -> Self {
        let usual = if marks.any() { SAFE_EDGE } else { 0.0 };
        Self {
            marks,
            edge: edge.unwrap_or(usual),
            ..self
        }
    }
}

/// The edge that is kept clear where there is a choice: office printers leave 4.2 to 5 mm blank.
pub const SAFE_EDGE: f64 = 8.0 * MM;

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
