//! What a print shop would send back: something within 5 mm of the knife, a picture of too few dots.

use typst::foundations::{Bytes, Smart};
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::visualize::{ExchangeFormat, Image, ImageKind, RasterFormat, RasterImage};
use typst_layout::Page;

use crate::diagnostic::{Diagnostic, Report};
use crate::edition::Edition;
use crate::imposition::geometry::MM;
use crate::imposition::print::{PrintPage, resolution};
use crate::imposition::{self, Rect};
use crate::media::{self, Kind, Picture};

/// Dots an inch that presses show.
const DOTS: f64 = 300.0;
/// From how many on a picture is made smaller: below, little is gained.
const FAR_OVER: f64 = 450.0;
/// How near, in points, counts as within: what stands exactly on the line is safe.
const SLACK: f64 = 0.1;

/// A page's content, its pictures no finer than a press shows. What a shop would mind is reported. Pages count from 1, covers too; 0
/// is the cover in one piece.
pub fn check(page: &Page, number: usize, shape: &PrintPage, edition: &Edition, report: &mut Report) -> Frame {
    let trim = Rect::of(shape.trim.size());
    let mut check = Check {
        trim,
        safe: trim.inset(shape.safe.x0 - shape.trim.x0),
        place: match number {
            0 => "the cover".into(),
            number => format!("page {number}"),
        },
        unsafe_by: 0.0,
        edition,
        report,
    };
    let frame = check.frame(&page.frame, Transform::identity());
    if check.unsafe_by > SLACK {
        let message = format!(
            "{}: something stands {:.1} mm within the 5 mm that knives may take",
            check.place,
            check.unsafe_by / MM
        );
        let hint = "keep it 5 mm away from the page's edge, or let it reach beyond the edge as far as the bleed";
        report.add(Diagnostic::warning("print-safety", message).hint(hint));
    }
    frame
}

struct Check<'a> {
    trim: Rect,
    safe: Rect,
    place: String,
    /// How far, in points, anything reaches into the unsafe rim.
    unsafe_by: f64,
    edition: &'a Edition,
    report: &'a mut Report,
}

impl Check<'_> {
    fn frame(&mut self, frame: &Frame, place: Transform) -> Frame {
        let mut out = frame.clone();
        out.clear();
        for (at, item) in frame.items() {
            let here = place.pre_concat(Transform::translate(at.x, at.y));
            let item = match item {
                FrameItem::Group(group) => {
                    let mut group = group.clone();
                    group.frame = self.frame(&group.frame, here.pre_concat(group.transform));
                    FrameItem::Group(group)
                }
                FrameItem::Text(text) => {
                    let bounds = text.bbox();
                    // Spaces have no outline, and so no bounds.
                    if bounds.max.x > bounds.min.x && bounds.max.y > bounds.min.y {
                        self.stands(area(here, bounds.min, bounds.max), false);
                    }
                    item.clone()
                }
                FrameItem::Shape(shape, _) => {
                    let bounds = shape.geometry.bbox(shape.stroke.as_ref());
                    self.stands(area(here, bounds.min, bounds.max), true);
                    item.clone()
                }
                FrameItem::Image(image, size, span) => {
                    self.stands(area(here, Point::zero(), size.to_point()), true);
                    FrameItem::Image(self.picture(image, *size, here), *size, *span)
                }
                other => other.clone(),
            };
            out.push(*at, item);
        }
        out
    }

    /// Something stands there. What reaches the trim's edge or beyond is meant to bleed, where it may (`bleeds`).
    fn stands(&mut self, area: Rect, bleeds: bool) {
        let sides = [
            (self.safe.x0 - area.x0, area.x0 - self.trim.x0),
            (self.safe.y0 - area.y0, area.y0 - self.trim.y0),
            (area.x1 - self.safe.x1, self.trim.x1 - area.x1),
            (area.y1 - self.safe.y1, self.trim.y1 - area.y1),
        ];
        for (within, to_edge) in sides {
            if within > self.unsafe_by && !(bleeds && to_edge <= SLACK) {
                self.unsafe_by = within;
            }
        }
    }

    /// The picture as it is placed: itself, or one of fewer pixels.
    fn picture(&mut self, image: &Image, size: Size, place: Transform) -> Image {
        let ImageKind::Raster(raster) = image.kind() else {
            return image.clone();
        };
        let (across, down) = (
            place.sx.get().hypot(place.ky.get()),
            place.kx.get().hypot(place.sy.get()),
        );
        let placed = imposition::Size::new(size.x.to_pt() * across, size.y.to_pt() * down);
        let pixels = (raster.width(), raster.height());
        let dots = resolution(pixels, placed);
        if dots.round() < DOTS {
            let message = format!(
                "{}: {} has {dots:.0} dots an inch at its size there, and print wants {DOTS:.0}",
                self.place,
                self.name(raster)
            );
            let (width, height) = (placed.width / 72.0 * DOTS, placed.height / 72.0 * DOTS);
            let hint = format!("use a picture of {width:.0} × {height:.0} pixels or more, or let it stand smaller");
            self.report
                .add(Diagnostic::warning("print-resolution", message).hint(hint));
        }
        if dots <= FAR_OVER {
            return image.clone();
        }
        smaller(raster, DOTS / dots)
            .map(|raster| Image::new(raster, image.alt().map(Into::into), image.scaling()))
            .unwrap_or_else(|| image.clone())
    }

    /// The picture's file, where its bytes tell.
    fn name(&self, raster: &RasterImage) -> String {
        let same = |picture: &Picture| picture.bytes.as_slice() == raster.data().as_slice();
        let found = self.edition.pictures.iter().find(|(_, picture)| same(picture));
        found.map_or_else(|| "a picture".into(), |(path, _)| path.to_owned())
    }
}

/// The upright rectangle around what lies between two corners.
fn area(place: Transform, min: Point, max: Point) -> Rect {
    let corners = [min, Point::new(max.x, min.y), max, Point::new(min.x, max.y)].map(|corner| corner.transform(place));
    let nothing = (Point::splat(Abs::inf()), Point::splat(-Abs::inf()));
    let (low, high) = corners
        .iter()
        .fold(nothing, |(low, high), corner| (low.min(*corner), high.max(*corner)));
    Rect::new(low.x.to_pt(), low.y.to_pt(), high.x.to_pt(), high.y.to_pt())
}

/// The picture with a share of its pixels, across and down; none where it cannot be written, which leaves it as fine as it is.
fn smaller(raster: &RasterImage, share: f64) -> Option<RasterImage> {
    let (kind, format) = match raster.format() {
        RasterFormat::Exchange(ExchangeFormat::Jpg) => (Kind::Jpeg, ExchangeFormat::Jpg),
        RasterFormat::Exchange(ExchangeFormat::Png) => (Kind::Png, ExchangeFormat::Png),
        _ => return None,
    };
    let bytes = media::smaller(kind, raster.data(), share)?;
    let profile = raster.icc().cloned().map_or(Smart::Auto, Smart::Custom);
    RasterImage::new(Bytes::new(bytes), format, profile).ok()
}
