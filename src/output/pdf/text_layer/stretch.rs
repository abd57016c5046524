//! A stretch of adjoining items, set again.

use typst::layout::{Abs, Point};
use typst::text::TextItem;

use super::cluster::{self, Source, clusters, logical};
use super::cutter::tokens;
use super::line::as_it_was;
use super::raised::with_their_letters;
use super::script::Class;
use super::set::{Drawn, Setter, Style};
use super::token::Token;
use super::walk::Walker;

impl Walker {
    /// The items of a stretch, set again; as they were where nothing in it is read from right to left.
    pub(super) fn stretch(&mut self, items: &[(Point, TextItem)], leftward: bool) -> Option<Vec<Drawn>> {
        let items = &*with_their_letters(items, &mut self.foundries);
        let has = |item: &TextItem, class| item.text.chars().any(|character| Class::of(character) == class);
        if !items
            .iter()
            .any(|(_, item)| has(item, Class::Right) || has(item, Class::ArabicNumber))
        {
            let mut out: Vec<Drawn> = as_it_was(items);
            if let (Some((at, item)), Some((last, end))) = (items.first(), items.last()) {
                self.neighbours.raise(at.y.to_pt(), 0.0);
                let forward = |item: &TextItem| has(item, Class::Left) || has(item, Class::Number);
                let begins = (leftward && forward(item)).then_some(false);
                out.splice(0..0, self.neighbours.parting(begins, *at, item, &mut self.foundries));
                let edge = Point::new(last.x + end.width(), last.y);
                self.neighbours.end(forward(end).then_some(false), edge);
            }
            return Some(out);
        }
        let mut styles: Vec<Style> = Vec::new();
        let mut sources = Vec::with_capacity(items.len());
        for (at, item) in items {
            let style = styles
                .iter()
                .position(|style| same_look(style.item, item))
                .unwrap_or_else(|| {
                    styles.push(Style {
                        item,
                        baseline: baseline(items, item),
                        foundry: self.foundries.of(&item.font),
                    });
                    styles.len() - 1
                });
            let right = has(item, Class::Right) || has(item, Class::ArabicNumber);
            let forward = !leftward
                || has(item, Class::Left)
                || cluster::direction(item) == Some(true) && has(item, Class::Neutral);
            let whole = styles[style].foundry.is_none() || !right && forward;
            sources.push(Source {
                at: *at,
                item,
                style,
                baseline: styles[style].baseline,
                whole,
                mendable: styles[style].foundry.is_some(),
            });
        }
        let clusters = clusters(&sources);
        let order = logical(&clusters, leftward);
        let height = styles.first().map_or(0.0, |style| style.baseline);
        let raised = self
            .neighbours
            .raise(height, items.first().map_or(0.0, |(_, item)| item.size.to_pt()));
        let apart = leftward && self.open.is_some_and(|open| (open - height).abs() < 1.0);
        let tokens = tokens(&clusters, &sources, &order, leftward, apart, raised);
        self.open = matches!(tokens.last(), Some(Token::Right(_))).then_some(height);
        let mut out = Vec::with_capacity(tokens.len());
        if let (true, Some(first), Some(source)) = (leftward, tokens.first(), sources.first()) {
            let left = Point::new(source.at.x, Abs::pt(height));
            out.extend(
                self.neighbours
                    .parting(first.runs_leftward(), left, source.item, &mut self.foundries),
            );
        }
        let ends = tokens.last().and_then(Token::runs_leftward);
        let edge = tokens
            .last()
            .and_then(|last| last.right_edge(&clusters))
            .unwrap_or_default();
        self.neighbours.end(ends, Point::new(Abs::pt(edge), Abs::pt(height)));
        let mut setter = Setter {
            sources: &sources,
            styles: &styles,
            clusters: &clusters,
            foundries: &mut self.foundries,
            out: &mut out,
            failed: false,
        };
        setter.all(&tokens);
        let failed = setter.failed;
        (!failed).then_some(out)
    }
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
