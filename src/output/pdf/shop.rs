//! The print shop's file: single pages with bleed and crop marks, PDF/X-4; and what such a shop would send back.

use typst::foundations::Smart;
use typst::introspection::Tag;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point};
use typst::model::Document;
use typst::syntax::Span;
use typst::visualize::Geometry;
use typst_layout::{Page, PagedDocument};

use super::export::{Promise, export};
use super::named::Named;
use super::sheets::{abs_size, line, rectangle, without_tags};
use super::{FontSet, Pages, cover_print, shop_check, told};
use crate::artifact::{Artifact, Format};
use crate::config::Ink;
use crate::diagnostic::Report;
use crate::edition::Edition;
use crate::impose::{Boxes, Inks, Shop, to_shop};
use crate::imposition::Binding;
use crate::imposition::print::{PageOrder, PrintPage, page_order, print_page};

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
        let bytes = finish(edition, paint(&pages, &shape, &self.document), &shape, "print", report)?;
        let stem = edition.config.book.stem();
        let mut made = vec![Artifact::new(Format::Print, &stem, "print", bytes, Some(pages.len()))];
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

/// Pages on media large enough for bleed and marks; nothing of them reaches beyond the bleed.
pub fn paint(pages: &[Option<(&Page, &Frame)>], shape: &PrintPage, like: &PagedDocument) -> PagedDocument {
    let painted = pages.iter().zip(1..).map(|(page, number)| {
        let mut frame = Frame::hard(abs_size(shape.media));
        if let Some((page, content)) = page {
            frame.push(
                Point::new(Abs::pt(shape.trim.x0), Abs::pt(shape.trim.y0)),
                FrameItem::Group(bled(page, content, shape)),
            );
        }
        for mark in &shape.marks {
            let (at, item) = line(mark);
            frame.push(at, item);
        }
        Page {
            frame,
            bleed: Default::default(),
            fill: Smart::Auto,
            numbering: None,
            supplement: Default::default(),
            number,
        }
    });
    PagedDocument::new(painted.collect(), like.info().clone())
}

/// A page clipped at its bleed, which its own colour fills. The trim's corner is the origin.
fn bled(page: &Page, content: &Frame, shape: &PrintPage) -> GroupItem {
    let (bleed, trim) = (shape.bleed, shape.trim);
    let by = trim.x0 - bleed.x0;
    let area = crate::imposition::Rect::of(trim.size()).inset(-by);
    let mut frame = Frame::hard(content.size());
    if let Smart::Custom(Some(paint)) = &page.fill {
        let fill = Geometry::Rect(abs_size(area.size())).filled(paint.clone());
        let corner = Point::splat(Abs::pt(-by));
        frame.push(corner, FrameItem::Shape(fill, Span::detached()));
    }
    frame.push(
        Point::zero(),
        FrameItem::Group(GroupItem::new(without_tags(content, false))),
    );
    let mut group = GroupItem::new(frame);
    group.clip = Some(rectangle(area));
    group
}

/// From painted pages to the bytes that a print shop gets.
pub fn finish(
    edition: &Edition,
    pages: PagedDocument,
    shape: &PrintPage,
    part: &str,
    report: &mut Report,
) -> Option<Vec<u8>> {
    let print = &edition.config.print;
    let pages = Named::new(pages);
    let bytes = export(edition, &pages, Promise::Shop, part, report)?;
    let boxes = Boxes {
        bleed: shape.bleed,
        trim: shape.trim,
    };
    let shop = Shop {
        boxes: vec![boxes; pages.pages().len()],
        inks: if print.black || edition.config.pdf.ink != Ink::Full {
            Inks::Black
        } else {
            Inks::Colours
        },
        // Reversed pages are meant for those who take every book to be bound on the left.
        binding: match (edition.direction.is_rtl(), print.order) {
            (true, PageOrder::Reading) => Binding::Right,
            _ => Binding::Left,
        },
    };
    told(to_shop(&bytes, &shop, report), report)
}
