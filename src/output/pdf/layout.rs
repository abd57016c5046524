//! Laying out: a theme walks the book's data and makes pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use typst::diag::{Severity as TypstSeverity, SourceDiagnostic, Warned};
use typst::foundations::Bytes;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;

use super::data::{Data, PageSetup};
use super::outline;
use super::overfull;
use super::shaping_hints;
use super::world::{FontSet, PressWorld};
use crate::diagnostic::{Diagnostic, Report};
use crate::document::Document;
use crate::edition::Edition;
use crate::imposition::Size;
use crate::imposition::fit::Tuning;
use crate::media::Picture;

/// The theme file that makes the book's pages.
pub const INTERIOR: &str = "interior.typ";
/// The theme file that makes the cover.
pub const COVER: &str = "cover.typ";
/// The theme file that makes the cover in one piece.
pub const WRAP: &str = "wrap.typ";
/// How many layouts a result of Typst's is remembered for without being used: one watched book's interior and cover, more than once.
const LAYOUTS_KEPT: usize = 12;
/// From so many pages on, what the layout remembers (all that it tried) weighs more than the pages themselves.
const HEAVY: usize = 300;
/// From so many pages on, what is remembered of earlier layouts of a book that is edited weighs more than an undone edit gains.
const WEIGHTY: usize = 60;

/// Lets go of what Typst remembers of the layouts so far, where it would weigh on what is made of the pages.
pub fn let_go(pages: &PagedDocument) {
    if pages.pages().len() > HEAVY {
        comemo::evict(0);
    }
}

/// Lets go of what Typst remembers of layouts before these pages, where they are many. They were laid out in one compilation or in two.
pub fn let_go_of_earlier(pages: &PagedDocument) {
    if pages.pages().len() > WEIGHTY {
        comemo::evict(3);
    }
}

/// Forgets all of Typst's results, so that the next layout is made as the first one.
pub fn forget() {
    comemo::evict(0);
}

/// Lays out one of the theme's files on pages of `size`, type and margins changed a little by `tuning`. What goes wrong is the
/// theme's fault (a book's own faults are found before), so messages name the theme's file and line; none is returned then.
pub fn lay_out(
    edition: &Edition,
    main: &str,
    size: Size,
    tuning: Tuning,
    fonts: &FontSet,
    report: &mut Report,
) -> Option<PagedDocument> {
    let sheet = PageSetup {
        size,
        spine: 0.0,
        tuning,
    };
    set(edition, main, sheet, fonts, report)
}

/// Lays out the cover in one piece, for pages of `trim` and a spine of so many points.
pub fn lay_out_wrap(
    edition: &Edition,
    trim: Size,
    spine: f64,
    fonts: &FontSet,
    report: &mut Report,
) -> Option<PagedDocument> {
    let sheet = PageSetup {
        size: trim,
        spine,
        tuning: Tuning::NONE,
    };
    set(edition, WRAP, sheet, fonts, report).map(outline::behind)
}

/// A picture's file, held once however often it is laid out.
struct Shared(Arc<Picture>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

fn set(edition: &Edition, main: &str, sheet: PageSetup, fonts: &FontSet, report: &mut Report) -> Option<PagedDocument> {
    let volume = edition.first();
    let numbered = || {
        edition
            .pictures
            .shared()
            .zip(0..)
            .map(|((path, picture), i)| (path, picture, format!("pictures/{i}")))
    };
    let names: BTreeMap<&str, String> = numbered().map(|(path, _, name)| (path, name)).collect();
    let files = numbered().map(|(_, picture, name)| (name, Bytes::new(Shared(picture.clone()))));
    let files: Vec<(String, Bytes)> = files.collect();
    let once = |told: Option<&Document>, report: &mut Report| {
        let document = told.unwrap_or(&volume.on_paper);
        let data = serde_json::to_vec(&Data::new(edition, document, sheet, names.clone())).unwrap_or_default();
        compile(edition, main, data, files.iter().cloned(), fonts, report)
    };
    let told = shaping_hints::add(&volume.on_paper, &shaping_hints::Crowded::new());
    let mut said = Report::new();
    let pages = once(told.as_ref(), &mut said);
    let crowded = pages
        .as_ref()
        .map(|pages| overfull::find(pages, volume.direction).crowded(&volume.on_paper))
        .unwrap_or_default();
    // Words that are longer than their lines may then end a line anywhere, where there are such words and they can be broken.
    let looser = (!crowded.is_empty())
        .then(|| shaping_hints::add(&volume.on_paper, &crowded))
        .flatten();
    if looser.is_none() || looser == told {
        report.append(said);
        return pages;
    }
    drop(pages);
    once(looser.as_ref(), report)
}

fn compile(
    edition: &Edition,
    main: &str,
    data: Vec<u8>,
    pictures: impl Iterator<Item = (String, Bytes)>,
    fonts: &FontSet,
    report: &mut Report,
) -> Option<PagedDocument> {
    let sources = edition.theme.files.iter().map(|(name, text)| (*name, text.as_ref()));
    let Some(world) = PressWorld::new(main, sources, data, pictures, fonts) else {
        report.add(Diagnostic::error(
            "theme",
            "one of the theme's files has a name that cannot be used",
        ));
        return None;
    };
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    // What the last layouts did not use is of no use to the next: a library would fill the memory with it.
    comemo::evict(LAYOUTS_KEPT);
    for warning in &warnings {
        report.add(finding(&world, &edition.theme.name, warning));
    }
    match output {
        Ok(pages) => Some(shaping_hints::remove(pages)),
        Err(errors) => {
            errors
                .iter()
                .for_each(|error| report.add(finding(&world, &edition.theme.name, error)));
            None
        }
    }
}

/// What Typst says, at its place in the theme.
pub fn finding(world: &dyn World, theme: &str, said: &SourceDiagnostic) -> Diagnostic {
    let message = said.message.to_string();
    let diagnostic = match said.severity {
        TypstSeverity::Error => Diagnostic::error("theme", message),
        TypstSeverity::Warning => Diagnostic::warning("theme", message),
    };
    let place = said.span.id().and_then(|id| {
        let line = world
            .source(id)
            .ok()?
            .lines()
            .byte_to_line(world.range(said.span)?.start)?;
        Some(format!(
            "theme {theme}, {}:{}",
            id.vpath().get_without_slash(),
            line + 1
        ))
    });
    let diagnostic = match place {
        Some(place) => diagnostic.in_file(place),
        None => diagnostic.in_file(format!("theme {theme}")),
    };
    said.hints
        .iter()
        .fold(diagnostic, |diagnostic, hint| diagnostic.hint(hint.v.to_string()))
}
