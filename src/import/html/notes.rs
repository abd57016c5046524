//! Notes of web pages: a link with a sign for its text, and further on a paragraph or item that links back (pandoc, Google Docs, Word,
//! LibreOffice, MediaWiki, EPUB).

use std::collections::{BTreeMap, BTreeSet};

use super::signs::{at_head, bare, is_bracketed, is_sign};
use super::tree::Tree;
use crate::locale::digit_value;

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The note that a link refers to, by the link's node.
    pub(super) references: BTreeMap<usize, usize>,
    /// The nodes of the notes' texts, in the order of their first references.
    pub(super) texts: Vec<usize>,
    /// The sign that may stand again before each text; none where it was a link back, which is passed.
    pub(super) signs: Vec<Option<String>>,
    /// What is not read in its place: the texts, their signs, and what held nothing else.
    pub(super) passed: BTreeSet<usize>,
}

/// Finds the notes of a tree. `target` tells the node that an address leads to from a node.
pub(super) fn find(tree: &Tree, root: usize, target: impl Fn(usize, &str) -> Option<usize>) -> Notes {
    let nodes = tree.below(root);
    let mut finder = Finder {
        tree,
        target,
        order: nodes.iter().enumerate().map(|(at, node)| (*node, at)).collect(),
        number: BTreeMap::new(),
        notes: Notes::default(),
    };
    for node in nodes {
        if let Some(text) = finder.text_of(node) {
            finder.refer(node, text);
        }
    }
    for (at, text) in finder.notes.texts.clone().into_iter().enumerate() {
        finder.notes.passed.insert(text);
        finder.pass_links_back(at, text);
        finder.pass_around(text);
    }
    let mut notes = finder.notes;
    let rules: Vec<usize> = notes
        .passed
        .iter()
        .filter_map(|node| rule_before(tree, *node))
        .collect();
    notes.passed.extend(rules);
    notes
}

/// The search for notes as it goes.
struct Finder<'a, F> {
    tree: &'a Tree,
    target: F,
    /// The place of each node in the order of reading.
    order: BTreeMap<usize, usize>,
    /// The number of each note's text that was found.
    number: BTreeMap<usize, usize>,
    notes: Notes,
}

impl<F: Fn(usize, &str) -> Option<usize>> Finder<'_, F> {
    fn href(&self, node: usize) -> Option<&str> {
        self.tree.nodes.get(node)?.tag.value("href")
    }

    /// The node that a link leads to.
    fn leads_to(&self, node: usize) -> Option<usize> {
        (self.target)(node, self.href(node)?)
    }

    /// The text that a node refers to, where it is the reference to a note: a link with a sign, to something further on that is a
    /// note by its role, links back, or looks like one.
    fn text_of(&self, node: usize) -> Option<usize> {
        let tree = self.tree;
        if tree.name(node) != "a" {
            return None;
        }
        let to = self
            .href(node)
            .filter(|href| href.contains('#'))
            .and_then(|href| (self.target)(node, href))?;
        let says = is_role(tree, node, &["doc-noteref", "noteref"]);
        if !says && !is_sign(&tree.letters(node)) {
            return None;
        }
        let text = holder(tree, to)?;
        let comes_later = self.order.get(&text)? > self.order.get(&node)?;
        let holds_reference = tree.above(node).any(|above| above == text);
        if !comes_later || holds_reference {
            return None;
        }
        let roles = ["doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"];
        let is_note = says
            || self.number.contains_key(&text)
            || is_role(tree, text, &roles)
            || tree.below(text).into_iter().any(|inner| self.links_back(inner, node))
            || is_told(tree, node, to, text);
        is_note.then_some(text)
    }

    /// Whether a node links to a reference, to what is around it or to what is in it.
    fn links_back(&self, inner: usize, reference: usize) -> bool {
        self.leads_to(inner)
            .is_some_and(|back| is_around(self.tree, back, reference) || self.tree.below(reference).contains(&back))
    }

    /// Takes down a reference to a note's text.
    fn refer(&mut self, node: usize, text: usize) {
        let next = self.notes.texts.len();
        let at = *self.number.entry(text).or_insert(next);
        if at == next {
            self.notes.texts.push(text);
            self.notes.signs.push(Some(bare(&self.tree.letters(node))));
        }
        self.notes.references.insert(node, at);
    }

    /// Passes the links back in a note's text, and the sign before it.
    fn pass_links_back(&mut self, at: usize, text: usize) {
        let tree = self.tree;
        for inner in tree.below(text).into_iter().filter(|inner| tree.name(*inner) == "a") {
            let letters = tree.letters(inner);
            let is_back = |to: usize| {
                let mut references = self.notes.references.keys();
                references.any(|reference| is_around(tree, to, *reference) || tree.below(*reference).contains(&to))
            };
            let is_short = is_sign(&letters) || letters.chars().count() <= 3;
            if !is_short || !self.leads_to(inner).is_some_and(is_back) {
                continue;
            }
            self.notes.passed.insert(inner);
            if is_sign(&letters)
                && let Some(sign) = self.notes.signs.get_mut(at)
            {
                *sign = None;
            }
        }
    }

    /// Passes what holds nothing but notes.
    fn pass_around(&mut self, text: usize) {
        let tree = self.tree;
        for above in tree.above(text).skip(1) {
            let empty = tree.children(above).iter().all(|child| {
                self.notes.passed.contains(child)
                    || (tree.letters(*child).trim().is_empty() && tree.find(*child, "img").is_none())
            });
            if !empty || tree.name(above) == "body" || tree.name(above) == "#page" {
                break;
            }
            self.notes.passed.insert(above);
        }
    }
}

/// Whether a node is another or close around it.
fn is_around(tree: &Tree, node: usize, inner: usize) -> bool {
    tree.above(inner).take(4).any(|above| above == node)
}

/// A line that parts notes from the text.
fn rule_before(tree: &Tree, node: usize) -> Option<usize> {
    let parent = tree.nodes.get(node)?.parent;
    let siblings = tree.children(parent);
    let at = siblings.iter().position(|sibling| *sibling == node)?;
    let before = siblings
        .get(..at)?
        .iter()
        .rev()
        .find(|sibling| tree.name(**sibling) == "hr" || !tree.letters(**sibling).trim().is_empty())?;
    (tree.name(*before) == "hr").then_some(*before)
}

/// The block that a note's text is: an item, a box, a paragraph.
fn holder(tree: &Tree, node: usize) -> Option<usize> {
    let blocks = ["li", "aside", "p", "dd", "div", "section", "td"];
    let found = tree
        .above(node)
        .take(5)
        .find(|above| blocks.contains(&tree.name(*above)))?;
    // A division around this paragraph alone belongs to it: Google's, LibreOffice's and Word's notes.
    let parent = tree.nodes.get(found)?.parent;
    let is_first = tree
        .children(parent)
        .iter()
        .find(|child| !tree.letters(**child).trim().is_empty())
        == Some(&found);
    let says = tree.nodes.get(parent)?.tag.value("id").is_some_and(|id| {
        id.starts_with("sdfootnote") || id.starts_with("sdendnote") || id.starts_with("ftn") || id.starts_with("edn")
    });
    let google = tree.name(found) == "p"
        && tree.name(parent) == "div"
        && is_first
        && tree
            .nodes
            .get(node)?
            .tag
            .value("id")
            .is_some_and(|id| id.starts_with("ftnt"));
    Some(if is_first && (says || google) { parent } else { found })
}

/// Whether a place that does not link back is a note all the same: the sign that leads there is raised or in brackets, and the place is
/// called a note, begins with the sign, or is the item of that number.
fn is_told(tree: &Tree, node: usize, to: usize, text: usize) -> bool {
    let letters = tree.letters(node);
    let sign = bare(&letters);
    let raised = tree.above(node).take(4).any(|above| tree.name(above) == "sup") || tree.find(node, "sup").is_some();
    let holds_heading = tree
        .below(text)
        .into_iter()
        .any(|at| matches!(tree.name(at), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
    if !(raised || is_bracketed(&letters)) || holds_heading {
        return false;
    }
    let called = [to, text].into_iter().any(|at| {
        let tag = tree.nodes.get(at).map(|node| &node.tag);
        let name = tag.and_then(|tag| tag.value("id").or(tag.value("name"))).unwrap_or("");
        let kind = name.to_lowercase();
        let kind = kind.trim_end_matches(|c: char| !c.is_alphabetic());
        matches!(
            kind,
            "fn" | "ftn" | "en" | "edn" | "note" | "footnote" | "endnote" | "cite_note" | "fnote"
        )
    });
    called || at_head(&tree.letters(text), &sign, true).is_some() || is_item(tree, text, &sign)
}

/// Whether a node is the item of a numbered list that has this number.
fn is_item(tree: &Tree, node: usize, sign: &str) -> bool {
    let Some(parent) = tree.nodes.get(node).map(|node| node.parent) else {
        return false;
    };
    let start = tree
        .nodes
        .get(parent)
        .and_then(|list| list.tag.value("start")?.parse().ok())
        .unwrap_or(1_usize);
    let items = tree.children(parent).iter().filter(|child| tree.name(**child) == "li");
    let number = items
        .zip(start..)
        .find(|(item, _)| **item == node)
        .map(|(_, number)| number);
    let said = sign.chars().try_fold(0_usize, |sum, c| {
        sum.checked_mul(10)?.checked_add(usize::try_from(digit_value(c)?).ok()?)
    });
    tree.name(parent) == "ol" && number.is_some() && number == said
}

fn is_role(tree: &Tree, node: usize, names: &[&str]) -> bool {
    let Some(node) = tree.nodes.get(node) else { return false };
    let kinds = [node.tag.value("role"), node.tag.value("epub:type")];
    kinds
        .into_iter()
        .flatten()
        .flat_map(str::split_whitespace)
        .any(|kind| names.contains(&kind))
}
