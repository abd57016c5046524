//! A stretch of adjoining items, set again.

use typst::layout::{Abs, Point};
use typst::text::TextItem;

use super::builders::{PlacedItem, as_it_was};
use super::cluster::{self, Cluster, Source, clusters, logical};
use super::cutter::objects;
use super::emit::LineWriter;
use super::mending::Mending;
use super::planned::Style;
use super::raised::with_their_letters;
use super::script::Class;
use super::text_object::TextObject;

impl Mending {
    /// The items of a stretch, set again; as they were where nothing in it is read from right to left. None where something could not
    /// be set.
    pub(super) fn stretch(&mut self, items: &[(Point, TextItem)], leftward: bool) -> Option<Vec<PlacedItem>> {
        let items = &*with_their_letters(items, &mut self.builders);
        if !items.iter().any(|(_, item)| is_leftward(item)) {
            return Some(self.forward(items, leftward));
        }
        let styles = self.styles(items);
        let sources = sources(items, &styles, leftward);
        let clusters = clusters(&sources);
        let height = styles.first().map_or(0.0, |style| style.baseline);
        let raised = self
            .neighbours
            .raise(height, items.first().map_or(0.0, |(_, item)| item.size.to_pt()));
        let apart = leftward && self.open.is_some_and(|open| (open - height).abs() < 1.0);
        let order = logical(&clusters, leftward);
        let objects = objects(&clusters, &sources, &order, leftward, apart, raised);
        self.open = matches!(objects.last(), Some(TextObject::Right(_))).then_some(height);
        let mut out = Vec::with_capacity(objects.len());
        if let (true, Some(first), Some(source)) = (leftward, objects.first(), sources.first()) {
            let left = Point::new(source.at.x, Abs::pt(height));
            let parting = self
                .neighbours
                .parting(first.runs_leftward(), left, source.item, &mut self.builders);
            out.extend(parting);
        }
        self.end(objects.last(), &clusters, height);
        let mut writer = LineWriter {
            sources: &sources,
            styles: &styles,
            clusters: &clusters,
            builders: &mut self.builders,
            out: &mut out,
            failed: false,
        };
        writer.all(&objects);
        let failed = writer.failed;
        (!failed).then_some(out)
    }

    /// A stretch in which nothing is read from right to left: as it was, parted from what stands beside it.
    fn forward(&mut self, items: &[(Point, TextItem)], leftward: bool) -> Vec<PlacedItem> {
        let mut out = as_it_was(items);
        if let (Some((at, item)), Some((last, end))) = (items.first(), items.last()) {
            self.neighbours.raise(at.y.to_pt(), 0.0);
            let forward = |item: &TextItem| has(item, Class::Left) || has(item, Class::Number);
            let begins = (leftward && forward(item)).then_some(false);
            out.splice(0..0, self.neighbours.parting(begins, *at, item, &mut self.builders));
            let edge = Point::new(last.x + end.width(), last.y);
            self.neighbours.end(forward(end).then_some(false), edge);
        }
        out
    }

    /// The looks of items, each once, in order of their first use.
    fn styles<'a>(&mut self, items: &'a [(Point, TextItem)]) -> Vec<Style<'a>> {
        let mut styles: Vec<Style> = Vec::new();
        for (_, item) in items {
            if !styles.iter().any(|style| same_look(style.item, item)) {
                styles.push(Style {
                    item,
                    baseline: baseline(items, item),
                    builder: self.builders.of(&item.font),
                });
            }
        }
        styles
    }

    /// Notes how a stretch at a height ends, given its last text object.
    fn end(&mut self, last: Option<&TextObject>, clusters: &[Cluster], height: f64) {
        let ends = last.and_then(TextObject::runs_leftward);
        let edge = last.and_then(|last| last.right_edge(clusters)).unwrap_or_default();
        self.neighbours.end(ends, Point::new(Abs::pt(edge), Abs::pt(height)));
    }
}

/// Items as the sources of clusters, each with the place of its look.
fn sources<'a>(items: &'a [(Point, TextItem)], styles: &[Style], leftward: bool) -> Vec<Source<'a>> {
    let source = |(at, item): &'a (Point, TextItem)| {
        let place = styles.iter().position(|style| same_look(style.item, item))?;
        let style = styles.get(place)?;
        let forward =
            !leftward || has(item, Class::Left) || cluster::direction(item) == Some(true) && has(item, Class::Neutral);
        Some(Source {
            at: *at,
            item,
            style: place,
            baseline: style.baseline,
            whole: style.builder.is_none() || !is_leftward(item) && forward,
            mendable: style.builder.is_some(),
        })
    };
    items.iter().filter_map(source).collect()
}

/// Whether an item has a character of a class.
fn has(item: &TextItem, class: Class) -> bool {
    item.text.chars().any(|character| Class::of(character) == class)
}

/// Whether an item has letters or numbers of a script that is written from right to left.
fn is_leftward(item: &TextItem) -> bool {
    has(item, Class::Right) || has(item, Class::ArabicNumber)
}

/// Whether two items look alike but for their text.
fn same_look(a: &TextItem, b: &TextItem) -> bool {
    a.size == b.size
        && a.font == b.font
        && a.fill == b.fill
        && a.stroke == b.stroke
        && a.lang == b.lang
        && a.region == b.region
}

/// The baseline (points) of the items that look like this one: the one that most of their width stands on. The rest was raised or lowered by the shaper.
fn baseline(items: &[(Point, TextItem)], look: &TextItem) -> f64 {
    let mut heights: Vec<(f64, f64)> = Vec::new();
    for (at, item) in items.iter().filter(|(_, item)| same_look(item, look)) {
        let (y, width) = (at.y.to_pt(), item.width().to_pt());
        match heights.iter_mut().find(|(height, _)| (*height - y).abs() < 0.001) {
            Some((_, sum)) => *sum += width,
            None => heights.push((y, width)),
        }
    }
    heights
        .into_iter()
        .reduce(|a, b| if b.1 > a.1 { b } else { a })
        .map_or(0.0, |(height, _)| height)
}
