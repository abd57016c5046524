//! The cover as print shops want it: back, spine and front in one piece, seen from outside.

use super::layout::{self, WRAP};
use super::placing::binding;
use super::print_file::{finish, paint};
use super::{FontSet, shop_check, text_layer, unmended};
use crate::artifact::Artifact;
use crate::diagnostic::{Diagnostic, Report};
use crate::edition::Edition;
use crate::imposition::Size;
use crate::imposition::print::{print_cover, spine_width};

/// As many pages as staples hold together; a thicker book has a spine.
const STAPLED: usize = 64;

/// The cover of a book of so many pages between its covers.
pub fn cover(edition: &Edition, trim: Size, pages: usize, fonts: &FontSet, report: &mut Report) -> Option<Artifact> {
    let print = &edition.config.print;
    let spine = spine(edition, pages, report);
    let cover = print_cover(trim, spine, binding(edition), print.bleed, print.marks);
    let document = layout::lay_out_wrap(edition, trim, spine, fonts, report)?;
    let mended = text_layer::mend(&document);
    unmended(&mended).into_iter().for_each(|finding| report.add(finding));
    let mended = mended.document;
    let page = mended.pages().first()?;
    let frame = shop_check::check(page, 0, &cover.page, edition, report);
    let painted = paint(&[Some((page, &frame))], &cover.page, &mended);
    let file = finish(edition, painted, &cover.page, (WRAP, "cover-print"), report)?;
    Some(Artifact { whole: false, ..file })
}

/// The spine's width in points: as given, else by pages and paper, else none, as for a pamphlet that is stapled.
fn spine(edition: &Edition, pages: usize, report: &mut Report) -> f64 {
    let print = &edition.config.print;
    let by_paper = print.paper.map(|paper| spine_width(pages, paper, print.cover_paper));
    if let Some(width) = print.spine.or(by_paper) {
        return width;
    }
    if pages > STAPLED {
        let message =
            format!("the cover has no spine, though the book has {pages} pages: nothing says how thick its paper is");
        let hint = "write paper = \"90g\" below [print], or spine = \"7mm\" as the print shop says";
        report.add(Diagnostic::warning("print-spine", message).hint(hint));
    }
    0.0
}
