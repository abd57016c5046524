//! What it takes to draw a drawing, reckoned from its parsed tree (`usvg`, which Typst reads it with): pixels that filters, masks and
//! pictures fill, points of outlines, tiles of patterns. What would take longer than its bound is refused before it is drawn.

use std::collections::BTreeMap;
use std::sync::Arc;

use usvg::filter::Kind;
use usvg::{Group, Image, ImageKind, Node, Options, Paint, Path, Pattern, Rect, Tree};

use super::{Drawn, damaged, too_large};
use crate::bounds;

/// How many pixels a drawing has that fills a page, where filters turn it into pixels.
const PAGE: f64 = 8e6;
/// The most pixels a unit of the drawing, across: twice as large as it says, and four times as fine as a point.
const LARGEST: f64 = 6.0;
/// The most pixels that a filter is drawn in: 5000 a side.
const FILTERED: f64 = 25e6;
/// What a point of an outline costs, and a dash, in pixels.
const POINT: f64 = 50.0;
/// Which part of a pixel's cost a shape has that covers it.
const COVERED: f64 = 0.02;

/// Refuses a drawing that cannot be read as Typst reads it, or would take too long to draw.
pub(super) fn check(svg: &[u8]) -> Drawn<()> {
    let tree = Tree::from_data(svg, &Options::default()).map_err(said)?;
    let size = tree.size();
    let mut meter = Meter {
        pixels: (PAGE / f64::from(size.width() * size.height()).max(1e-9)).min(LARGEST * LARGEST),
        patterns: BTreeMap::new(),
    };
    let cost = meter.group(tree.root());
    if cost > bounds::DRAWING_WORK as f64 {
        return Err(too_large(
            "would take too long to draw: a filter, a mask or a pattern in it fills too much",
        ));
    }
    Ok(())
}

fn said(error: usvg::Error) -> crate::diagnostic::Diagnostic {
    match error {
        usvg::Error::ElementsLimitReached => too_large("has too many parts"),
        usvg::Error::InvalidSize => damaged("its width, height or view box says nothing"),
        other => damaged(other.to_string()),
    }
}

struct Meter {
    /// Pixels a square unit of the drawing.
    pixels: f64,
    /// What each pattern costs, by its place in memory.
    patterns: BTreeMap<usize, f64>,
}

impl Meter {
    fn area(&self, width: f32, height: f32) -> f64 {
        (f64::from(width) * f64::from(height) * self.pixels).min(FILTERED)
    }

    fn of(&self, bounds: Rect) -> f64 {
        self.area(bounds.width(), bounds.height())
    }

    fn group(&mut self, group: &Group) -> f64 {
        let layer = group.abs_layer_bounding_box();
        let layer = self.area(layer.width(), layer.height());
        let mut cost = POINT;
        if group.should_isolate() {
            cost += layer * 0.05;
        }
        if let Some(clip) = group.clip_path() {
            cost += layer * 0.05 + self.group(clip.root());
            cost += clip.clip_path().map_or(0.0, |clip| self.group(clip.root()));
        }
        if let Some(mask) = group.mask() {
            cost += layer * 0.3 + self.group(mask.root());
            cost += mask.mask().map_or(0.0, |mask| self.group(mask.root()));
        }
        for filter in group.filters() {
            let primitives = filter.primitives().iter();
            cost += layer * primitives.map(|primitive| self.share(primitive.kind())).sum::<f64>();
            for primitive in filter.primitives() {
                if let Kind::Image(image) = primitive.kind() {
                    cost += self.group(image.root());
                }
            }
        }
        cost + group.children().iter().map(|node| self.node(node)).sum::<f64>()
    }

    fn node(&mut self, node: &Node) -> f64 {
        match node {
            Node::Group(group) => self.group(group),
            Node::Path(path) => self.path(path),
            Node::Image(image) => self.image(image),
            // Letters are counted with the parts.
            Node::Text(_) => POINT,
        }
    }

    fn path(&mut self, path: &Path) -> f64 {
        let mut cost = POINT * path.data().len() as f64 + COVERED * self.of(path.abs_stroke_bounding_box());
        if let Some(fill) = path.fill() {
            cost += self.paint(fill.paint());
        }
        if let Some(stroke) = path.stroke() {
            cost += self.paint(stroke.paint());
            let pattern: f64 = stroke
                .dasharray()
                .unwrap_or_default()
                .iter()
                .map(|&dash| f64::from(dash))
                .sum();
            if pattern > 0.0 {
                cost += POINT * length(path) / pattern;
            }
        }
        cost
    }

    fn paint(&mut self, paint: &Paint) -> f64 {
        match paint {
            Paint::Pattern(pattern) => self.pattern(pattern),
            Paint::Color(_) | Paint::LinearGradient(_) | Paint::RadialGradient(_) => 0.0,
        }
    }

    fn pattern(&mut self, pattern: &Arc<Pattern>) -> f64 {
        let place = Arc::as_ptr(pattern).addr();
        if let Some(cost) = self.patterns.get(&place) {
            return *cost;
        }
        // Parsed trees have no circles; a pattern within itself would cost nothing here and is refused before.
        self.patterns.insert(place, 0.0);
        let tile = self.area(pattern.rect().width(), pattern.rect().height());
        let cost = tile + self.group(pattern.root());
        self.patterns.insert(place, cost);
        cost
    }

    /// How many times the pixels of its layer a filter's step goes through.
    fn share(&self, kind: &Kind) -> f64 {
        match kind {
            Kind::Turbulence(turbulence) => 10.0 * f64::from(turbulence.num_octaves()).max(1.0),
            Kind::ConvolveMatrix(convolve) => {
                let matrix = convolve.matrix();
                2.0 * f64::from(matrix.columns()) * f64::from(matrix.rows())
            }
            Kind::Morphology(morphology) => {
                // What is wider than the picture is as wide as the picture.
                let reach = |radius: f32| (2.0 * f64::from(radius) * self.pixels.sqrt()).clamp(1.0, 5000.0);
                reach(morphology.radius_x().get()) * reach(morphology.radius_y().get())
            }
            Kind::GaussianBlur(_) | Kind::DropShadow(_) => 8.0,
            Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 6.0,
            _ => 2.0,
        }
    }

    fn image(&mut self, image: &Image) -> f64 {
        match image.kind() {
            ImageKind::SVG(tree) => self.group(tree.root()),
            _ => f64::from(image.size().width() * image.size().height()) + self.of(image.abs_bounding_box()),
        }
    }
}

/// How long an outline is, measured along its points.
fn length(path: &Path) -> f64 {
    let points = path.data().points();
    let pairs = points.iter().zip(points.iter().skip(1));
    pairs
        .map(|(a, b)| f64::from(a.x - b.x).hypot(f64::from(a.y - b.y)))
        .sum()
}
