//! Notes of web pages: a link with a sign for its text, and further on a paragraph or item that links back (pandoc, Google Docs, Word,
//! LibreOffice, MediaWiki, EPUB).

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Tree;

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The note that a link refers to, by the link's node.
    pub(super) references: BTreeMap<usize, usize>,
    /// The nodes of the notes' texts, in the order of their first references.
    pub(super) texts: Vec<usize>,
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
            ) || tree.below(text).into_iter().any(links_back);
        if !comes_later || holds_reference || !(is_note || known) {
            continue;
        }
        let next = notes.texts.len();
        let at = *number.entry(text).or_insert(next);
        if at == next {
            notes.texts.push(text);
        }
        notes.references.insert(node, at);
    }
    let texts: Vec<usize> = notes.texts.clone();
    for text in texts {
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

/// Whether a text is a note's sign: a number, a letter, a star or a dagger, perhaps in brackets.
fn is_sign(text: &str) -> bool {
    let inner = text
        .trim()
        .trim_matches(['[', ']', '(', ')', '﴾', '﴿', '^', '{', '}', '.'])
        .trim();
    let count = inner.chars().count();
    (1..=4).contains(&count)
        && (inner.chars().all(char::is_numeric)
            || inner.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶'))
            || count == 1 && inner.chars().all(char::is_alphanumeric)
            || inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X')))
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
