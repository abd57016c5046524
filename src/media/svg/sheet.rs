//! A drawing's style sheets, resolved: each element gets the declarations that hold for it, and no sheet is written.
//!
//! A sheet is judged as a whole, as a parser reads it: the text of its element however it was written (entities, CDATA,
//! comments between), then rules, then declarations. What is not a declaration of a known property cannot come through.

use std::cell::Cell;

use simplecss::{AttributeOperator, Declaration, DeclarationTokenizer, PseudoClass, StyleSheet};
use usvg::roxmltree::Node;

use super::names;
use super::value::{Names, judged};

/// The style sheets of a drawing.
pub(super) struct Sheets<'a> {
    rules: StyleSheet<'a>,
    /// How many steps may still be taken to find out which rules hold where.
    steps: Cell<u64>,
}

/// The texts of a drawing's style sheets, each in one piece.
pub(super) fn texts(root: Node) -> Vec<String> {
    let is_css = |node: &Node| matches!(node.attribute("type"), None | Some("" | "text/css"));
    root.descendants()
        .filter(|node| node.tag_name().name() == "style" && is_css(node))
        .map(|node| {
            node.children()
                .filter_map(|child| child.text().filter(|_| child.is_text()))
                .collect()
        })
        .collect()
}

/// What of a sheet is no rule of style: `@import`, `@font-face`, `@media`.
pub(super) fn at_rules(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split('@').skip(1) {
        let name: String = piece
            .chars()
            .take_while(|c| c.is_ascii_alphabetic() || *c == '-')
            .collect();
        if !name.is_empty() && name != "charset" && name != "namespace" && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

impl<'a> Sheets<'a> {
    pub(super) fn of(texts: &'a [String], steps: u64) -> Self {
        let mut rules = StyleSheet::new();
        texts.iter().for_each(|text| rules.parse_more(text));
        Self {
            rules,
            steps: Cell::new(steps),
        }
    }

    /// Whether every rule was asked everywhere within the bound.
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps.get() == 0
    }

    /// The declarations that hold for an element: the sheets' by their weight, then its own, the important ones last. What leads
    /// out of the drawing is named in `removed`.
    pub(super) fn style_of(&self, node: Node, names: &mut Names, removed: &mut Vec<String>) -> String {
        let element = Styled {
            node,
            steps: &self.steps,
        };
        let of_sheets = self.rules.rules.iter().filter(|rule| rule.selector.matches(&element));
        let of_sheets = of_sheets.flat_map(|rule| rule.declarations.iter().copied());
        let own = node.attribute("style").unwrap_or_default();
        let all: Vec<Declaration> = of_sheets.chain(DeclarationTokenizer::from(own)).collect();
        let mut held: Vec<(&str, String)> = Vec::new();
        for important in [false, true] {
            for declaration in all.iter().filter(|declaration| declaration.important == important) {
                if !names::is_property(declaration.name) {
                    continue;
                }
                match judged(declaration.value.trim(), names) {
                    Some(value) => {
                        held.retain(|(name, _)| *name != declaration.name);
                        held.push((declaration.name, value.into_owned()));
                    }
                    None => removed.push(format!("{}: {}", declaration.name, declaration.value)),
                }
            }
        }
        let held: Vec<String> = held
            .into_iter()
            .map(|(name, value)| format!("{name}:{value}"))
            .collect();
        held.join(";")
    }
}

/// An element as selectors ask it. Each answer is a step; where none is left, nothing matches any more.
struct Styled<'a, 'b> {
    node: Node<'a, 'b>,
    steps: &'a Cell<u64>,
}

impl<'a, 'b> Styled<'a, 'b> {
    fn step(&self, answer: impl FnOnce() -> bool) -> bool {
        let left = self.steps.get().saturating_sub(1);
        self.steps.set(left);
        left > 0 && answer()
    }

    fn other(&self, node: Option<Node<'a, 'b>>) -> Option<Self> {
        let steps = self.steps;
        node.filter(|_| steps.get() > 0).map(|node| Self { node, steps })
    }
}

impl simplecss::Element for Styled<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.other(self.node.parent_element())
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.other(self.node.prev_sibling_element())
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.step(|| self.node.tag_name().name() == name)
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.step(|| self.node.attribute(name).is_some_and(|value| operator.matches(value)))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        self.step(|| matches!(class, PseudoClass::FirstChild) && self.node.prev_sibling_element().is_none())
    }
}
