//! A print shop's file: pages with bleed and crop marks, PDF/X-4.

use typst::foundations::Smart;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point};
use typst::model::Document;
use typst::syntax::Span;
use typst::visualize::Geometry;
use typst_layout::{Page, PagedDocument};

use super::export::{Conformance, export};
use super::named::Named;
use super::placing::binding;
use super::sheets::{abs_size, line, rectangle, without_tags};
use crate::artifact::{Artifact, Format};
use crate::config::PrintInks;
use crate::diagnostic::Report;
use crate::edition::Edition;
use crate::imposition::print::{PageOrder, PrintPage};
use crate::imposition::{Binding, Rect};
use crate::prepress::{Boxes, Inks, Pass};

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
    let area = Rect::of(trim.size()).inset(-by);
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

/// From painted pages to the file that a print shop gets. `part` tells it apart in its identifier, `suffix` by its name.
pub fn finish(
    edition: &Edition,
    pages: PagedDocument,
    shape: &PrintPage,
    (part, suffix): (&str, &str),
    report: &mut Report,
) -> Option<Artifact> {
    let print = &edition.config.print;
    let pages = Named::new(pages);
    let boxes = Boxes {
        bleed: shape.bleed,
        trim: shape.trim,
    };
    let inks = match print.inks {
        PrintInks::Colour => Inks::Colours,
        PrintInks::Black => Inks::Black,
    };
    // Reversed pages are meant for those who take every book to be bound on the left.
    let binding = match print.order {
        PageOrder::Reading => binding(edition),
        PageOrder::Reversed => Binding::Left,
    };
    let count = pages.pages().len();
    let passes = vec![Pass::Boxes(vec![boxes; count]), Pass::Inks(inks), Pass::PdfX(binding)];
    let bytes = export(edition, &pages, Conformance::Shop, part, passes, report)?;
    let stem = edition.config.book.stem();
    Some(Artifact {
        fonts: pages.fonts().clone(),
        ..Artifact::new(Format::Print, &stem, suffix, bytes, Some(count))
    })
}
