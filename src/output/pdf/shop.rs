//! What a print shop gets: the pages between the covers and the cover, each in a file of its own.

use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};
use typst_layout::Page;

use super::print_file::{finish, paint};
use super::{FontSet, Pages, cover_print, shop_check};
use crate::artifact::Artifact;
use crate::diagnostic::Report;
use crate::edition::Edition;
use crate::imposition::print::{page_order, print_page};

/// How a theme names the first page that is no cover, and the back cover.
const BLOCK: &str = "book-block";
const BACK: &str = "back-cover";

impl Pages {
    /// The files for a print shop: the pages and, where the book wants it apart, the cover.
    pub fn print(&self, edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Vec<Artifact>> {
        let print = &edition.config.print;
        let all = self.document.pages();
        let inner = if print.cover { self.block() } else { 0..all.len() };
        let first = inner.start + 1;
        let inner = all.get(inner)?;
        let shape = print_page(self.size, print.bleed, print.marks);
        let order = page_order(inner.len(), print.order, !print.cover);
        let mended: Vec<Frame> = inner
            .iter()
            .zip(first..)
            .map(|(page, number)| shop_check::check(page, number, &shape, edition, report))
            .collect();
        let pages: Vec<Option<(&Page, &Frame)>> = order
            .iter()
            .map(|page| page.and_then(|number| Some((inner.get(number - 1)?, mended.get(number - 1)?))))
            .collect();
        let painted = paint(&pages, &shape, &self.document);
        let mut made = vec![finish(edition, painted, &shape, ("print", "print"), report)?];
        if print.cover {
            made.push(cover_print::cover(edition, self.size, inner.len(), fonts, report)?);
        }
        Some(made)
    }

    /// The pages between the covers, from 0: by the theme's labels; all where it has none.
    fn block(&self) -> std::ops::Range<usize> {
        let pages = self.document.pages();
        let from = pages.iter().position(|page| has_label(&page.frame, BLOCK)).unwrap_or(0);
        let to = pages.iter().rposition(|page| has_label(&page.frame, BACK));
        let to = to.filter(|to| *to > from).unwrap_or(pages.len());
        from..to
    }
}

fn has_label(frame: &Frame, name: &str) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_label(&group.frame, name),
        FrameItem::Tag(Tag::Start(element, _)) => element.label().is_some_and(|label| label.resolve().as_str() == name),
        _ => false,
    })
}
