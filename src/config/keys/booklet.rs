//! `[booklet]`: how the sheets are laid.

use std::str::FromStr;

use super::KeyKind::*;
use super::keys;
use super::reader::KeyReader;
use crate::diagnostic::said;
use crate::imposition::fit::Bounds;
use crate::imposition::{
    Choice as _, Creep, CreepMethod, Flip, Length, MarkSet, Paper, Scale, Scheme, SheetOptions, Thickness,
};

keys! {
    /// `[booklet]`: how the sheets are laid.
    Booklet in "booklet" {
        "paper" papers: Vec<Paper>, Texts, |key| or(key.each_parsed(Paper::from_str), Paper::A4),
            "\"a4\"", "the sheets: papers' names or sizes";
        "scheme" scheme: Scheme, Text, |key| key.parsed(Scheme::from_str).unwrap_or(Scheme::Saddle),
            "\"saddle\"", "how pages are laid on sheets";
        "flip" flips: Vec<Flip>, Choices(Flip::NAMES), |key| turns(key),
            "\"short-edge\"", "about which edge the printer turns the sheet";
        "marks" marks: MarkSet, Choices(&MarkSet::WORDS), |key| MarkSet::named(&key.texts()),
            "none", "marks outside the pages: to cut, to fold, to staple, and a line that names the sheet; pages are a little smaller then";
        "creep" creep: Option<Thickness>, Text, |key| key.parsed(Thickness::from_str),
            "none", "the paper's weight (\"80g\") or thickness (\"0.1mm\"), by which inner pages move towards the fold";
        "creep-method" creep_method: CreepMethod, Choice(CreepMethod::NAMES), |key| key.choice().unwrap_or(CreepMethod::Pushout),
            "\"pushout\"", "what moves: the print alone, to be cut after stapling, or the trim too, to be cut before folding";
        "fit" fit: bool, Boolean, |key| fit(key, scheme),
            "false", "whether pages are set a little smaller and tighter where that saves a sheet a copy; then in the PDF for reading too";
        "fit-size" fit_size: f64, Integer(0, 15), |key| key.part().unwrap_or(Bounds::default().size),
            "5", "at most how many percent the text's size gives way";
        "fit-leading" fit_leading: f64, Integer(0, 15), |key| key.part().unwrap_or(Bounds::default().leading),
            "6", "at most how many percent the leading gives way";
        "fit-margins" fit_margins: f64, Integer(0, 40), |key| key.part().unwrap_or(Bounds::default().margin),
            "12", "at most how many percent the margins give way";
        "scale" scale: Scale, Choice(Scale::NAMES), |key| key.choice().unwrap_or(Scale::Fit),
            "\"fit\"", "how large pages become on sheets: as large as these allow, or 100 %";
        "edge" edge: Option<Length>, Length, |key| key.length(0.0, 100.0),
            "\"0mm\", or \"8mm\" with marks", "what stays clear along the sheets' edges";
        "gutter" gutter: Option<Length>, Length, |key| key.length(0.0, 100.0),
            "\"0mm\"", "what stays free on either side of a fold, for glue or milling";
    }
}

impl Booklet {
    /// The files that are wanted: each paper with each way of turning it.
    pub fn sheets(&self) -> impl Iterator<Item = SheetOptions> {
        let turned = |paper: Paper| self.flips.iter().map(move |flip| (paper, *flip));
        let files = self.papers.iter().copied().flat_map(turned);
        files.map(|(paper, flip)| {
            let options = SheetOptions {
                scheme: self.scheme,
                flip,
                scale: self.scale,
                gutter: self.gutter.map_or(0.0, |gutter| gutter.points),
                creep: Creep::of(self.creep, self.creep_method),
                ..SheetOptions::on(paper)
            };
            options.with_marks(self.marks, self.edge.map(|edge| edge.points))
        })
    }

    /// How far size, leading and margins may give way to save a sheet; none where they may not.
    pub fn bounds(&self) -> Option<Bounds> {
        self.fit.then_some(Bounds {
            size: self.fit_size,
            leading: self.fit_leading,
            margin: self.fit_margins,
        })
    }
}

/// What was written; `usual` where nothing was.
fn or<T>(mut written: Vec<T>, usual: T) -> Vec<T> {
    if written.is_empty() {
        written.push(usual);
    }
    written
}

/// The ways of turning sheets, none of them twice in a row.
fn turns(key: &KeyReader<'_>) -> Vec<Flip> {
    let mut flips = or(key.choices(), Flip::ShortEdge);
    flips.dedup();
    flips
}

/// Whether pages may give way; only where four of them make a sheet.
fn fit(key: &mut KeyReader<'_>, scheme: Scheme) -> bool {
    let wanted = key.boolean().unwrap_or(false);
    let folded = matches!(scheme, Scheme::Saddle | Scheme::SaddleTwoUp | Scheme::Signatures { .. });
    if wanted && !folded {
        let message = said!(
            "`fit = true`: the scheme {scheme} has no sheets of four pages to save",
            scheme = scheme.to_string()
        );
        key.refuse(message, "it goes with saddle, saddle-two-up and signatures");
    }
    wanted && folded
}
