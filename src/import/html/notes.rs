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
    let mut notes = Notes::default();
    let mut number: BTreeMap<usize, usize> = BTreeMap::new();
    let order: BTreeMap<usize, usize> = tree
        .below(root)
        .into_iter()
        .enumerate()
        .map(|(at, node)| (node, at))
        .collect();
    let href = |node: usize| tree.nodes.get(node).and_then(|node| node.tag.value("href"));
    for node in tree.below(root) {
        if tree.name(node) != "a" {
            continue;
        }
        let Some(to) = href(node)
            .filter(|href| href.contains('#'))
            .and_then(|href| target(node, href))
        else {
            continue;
        };
        let says = is_role(tree, node, &["doc-noteref", "noteref"]);
        if !says && !is_sign(&tree.letters(node)) {
            continue;
        }
        let Some(text) = holder(tree, to) else { continue };
        let comes_later = order
            .get(&text)
            .zip(order.get(&node))
            .is_some_and(|(text, node)| text > node);
        let holds_reference = tree.above(node).any(|above| above == text);
        let known = number.contains_key(&text);
        let links_back = |inner: usize| {
            href(inner).and_then(|href| target(inner, href)).is_some_and(|back| {
                back == node
                    || tree.above(node).take(4).any(|above| above == back)
                    || tree.children(node).contains(&back)
                    || tree.below(node).contains(&back)
            })
        };
        let is_note =
            says || is_role(
                tree,
                text,
                &["doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"],
            ) || tree.below(text).into_iter().any(links_back)
                || is_told(tree, node, to, text);
        if !comes_later || holds_reference || !(is_note || known) {
            continue;
        }
        let next = notes.texts.len();
        let at = *number.entry(text).or_insert(next);
        if at == next {
            notes.texts.push(text);
            notes.signs.push(Some(bare(&tree.letters(node))));
        }
        notes.references.insert(node, at);
    }
    let texts: Vec<usize> = notes.texts.clone();
    for (at, text) in texts.into_iter().enumerate() {
        notes.passed.insert(text);
        // Links back, and the sign before the text.
        for inner in tree.below(text) {
            let back = href(inner).and_then(|href| target(inner, href)).is_some_and(|to| {
                notes.references.keys().any(|reference| {
                    *reference == to
                        || tree.above(*reference).take(4).any(|above| above == to)
                        || tree.below(*reference).contains(&to)
                })
            });
            if tree.name(inner) == "a"
                && back
                && (is_sign(&tree.letters(inner)) || tree.letters(inner).chars().count() <= 3)
            {
                notes.passed.insert(inner);
                if is_sign(&tree.letters(inner))
                    && let Some(sign) = notes.signs.get_mut(at)
                {
                    *sign = None;
                }
            }
        }
        // What holds nothing but notes goes with them, and a line before it.
        for above in tree.above(text).skip(1) {
            let empty = tree.children(above).iter().all(|child| {
                notes.passed.contains(child)
                    || (tree.letters(*child).trim().is_empty() && tree.find(*child, "img").is_none())
            });
            if !empty || tree.name(above) == "body" || tree.name(above) == "#page" {
                break;
            }
            notes.passed.insert(above);
        }
    }
    let rules: Vec<usize> = notes
        .passed
        .iter()
        .filter_map(|node| rule_before(tree, *node))
        .collect();
    notes.passed.extend(rules);
    notes
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
