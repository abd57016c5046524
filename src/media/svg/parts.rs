//! How many parts a drawing has once every reference is followed: what `use`, patterns, markers and masks draw again counts again,
//! so a few lines that refer to each other ("a bomb") are found by arithmetic, before anything is drawn.

use std::collections::BTreeMap;

use super::element::{Element, Inside};
use super::value::Names;
use super::{Drawn, damaged, too_large};
use crate::bounds;
use crate::diagnostic::said;

/// Letters of text that cost what a shape does.
const LETTERS: u64 = 8;

/// What stands below an element, every reference followed.
#[derive(Clone, Copy, Default)]
struct Weight {
    /// How many parts are drawn.
    parts: u64,
    /// How deep they stand inside each other.
    depth: u64,
}

/// A part that is referred to: being weighed, or weighed.
enum State {
    Open,
    Done(Weight),
}

struct Scale<'a> {
    names: &'a Names,
    /// The parts that are referred to, by what they are called.
    named: BTreeMap<&'a str, &'a Element>,
    weighed: BTreeMap<&'a str, State>,
}

/// Refuses a drawing whose parts are too many, too deep, or refer to each other in a circle.
pub(super) fn check(root: &Element, names: &Names) -> Drawn<()> {
    let mut scale = Scale {
        names,
        named: BTreeMap::new(),
        weighed: BTreeMap::new(),
    };
    scale.index(root);
    let weight = scale.weigh(root, 0)?;
    if weight.parts > bounds::DRAWING_PARTS {
        return Err(too_large(said!(
            "has more than {most} parts once all that it refers to is drawn",
            most = bounds::DRAWING_PARTS
        )));
    }
    Ok(())
}

impl<'a> Scale<'a> {
    fn index(&mut self, element: &'a Element) {
        if let Some(name) = element.id.as_deref().and_then(|id| self.names.known(id)) {
            self.named.entry(name).or_insert(element);
        }
        for inside in &element.inside {
            if let Inside::Element(inner) = inside {
                self.index(inner);
            }
        }
    }

    /// The weight of a part and of all that it refers to.
    fn weigh(&mut self, element: &'a Element, depth: u64) -> Drawn<Weight> {
        let name = element.id.as_deref().and_then(|id| self.names.known(id));
        let is_named = |name: &&str| self.named.get(name).is_some_and(|known| std::ptr::eq(*known, element));
        let Some(name) = name.filter(is_named) else {
            return self.weigh_inside(element, depth);
        };
        match self.weighed.get(name) {
            Some(State::Open) => return Err(damaged("its parts refer to each other in a circle")),
            Some(State::Done(weight)) => return within(*weight, depth),
            None => {}
        }
        self.weighed.insert(name, State::Open);
        let weight = self.weigh_inside(element, depth)?;
        self.weighed.insert(name, State::Done(weight));
        Ok(weight)
    }

    fn weigh_inside(&mut self, element: &'a Element, depth: u64) -> Drawn<Weight> {
        let mut whole = within(Weight { parts: 1, depth: 1 }, depth)?;
        for inside in &element.inside {
            match inside {
                Inside::Element(inner) => whole.join(self.weigh(inner, depth + 1)?, 1),
                Inside::Text(text) => whole.parts += text.chars().count() as u64 / LETTERS,
            }
        }
        let drawn = whole.parts;
        for (attribute, value) in &element.attributes {
            for target in targets(attribute, value) {
                let Some(target) = self.named.get(target).copied() else {
                    continue;
                };
                let mut weight = self.weigh(target, depth + 1)?;
                if target.name.ends_with("Gradient") {
                    weight.parts = 1;
                }
                whole.join(weight, times(element, attribute, value, drawn));
            }
        }
        within(whole, depth)
    }
}

impl Weight {
    fn join(&mut self, other: Self, times: u64) {
        self.parts = self.parts.saturating_add(other.parts.saturating_mul(times));
        self.depth = self.depth.max(other.depth + 1);
    }
}

fn within(weight: Weight, depth: u64) -> Drawn<Weight> {
    if depth + weight.depth > bounds::DRAWING_DEPTH {
        return Err(damaged("its parts are nested too deeply"));
    }
    Ok(weight)
}

/// What a value refers to.
fn targets<'a>(attribute: &str, value: &'a str) -> Vec<&'a str> {
    if attribute == "xlink:href" {
        return value.strip_prefix('#').into_iter().collect();
    }
    let behind = value.split("url(#").skip(1);
    behind
        .filter_map(|rest| rest.split_once(')').map(|parts| parts.0))
        .collect()
}

/// How often what an attribute refers to is drawn: by every part inside that inherits it, and a marker at every corner.
fn times(element: &Element, attribute: &str, value: &str, inside: u64) -> u64 {
    if attribute == "xlink:href" {
        return 1;
    }
    let marks = attribute.starts_with("marker") || value.contains("marker");
    let corners = if marks { corners(element) } else { 1 };
    inside.max(1).saturating_mul(corners)
}

/// How many corners the outlines of an element can have at most: two numbers and what parts them make one.
fn corners(element: &Element) -> u64 {
    let own: u64 = element
        .attributes
        .iter()
        .filter(|(name, _)| matches!(&**name, "d" | "points"))
        .map(|(_, value)| value.len() as u64 / 2)
        .sum();
    let inner = element.inside.iter().map(|inside| match inside {
        Inside::Element(inner) => corners(inner),
        Inside::Text(_) => 0,
    });
    own + inner.sum::<u64>() + 2
}
