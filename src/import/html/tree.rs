//! A page as a tree, its tags closed as browsers close them.

use std::collections::BTreeMap;

use crate::html::{Tag, Token, is_void_name, tokens};

/// An element or a stretch of letters; the root is the first.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) tag: Tag,
    /// Letters; none in elements.
    pub(super) text: Option<String>,
    pub(super) parent: usize,
    pub(super) children: Vec<usize>,
}

/// A page, or several one after the other.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// The elements by `base#id`.
    pub(super) ids: BTreeMap<String, usize>,
    /// What its style sheets in the page say.
    pub(super) sheets: String,
}

/// How deep elements may stand inside each other; what stands deeper stands at this depth.
const DEEPEST: usize = 200;

impl Tree {
    /// Adds a page; `base` is its path among others. Answers with its root.
    pub(super) fn add(&mut self, html: &str, base: &str) -> usize {
        let root = self.push(
            Tag {
                name: "#page".into(),
                ..Tag::default()
            },
            0,
        );
        self.ids.entry(format!("{base}#")).or_insert(root);
        let mut open = vec![root];
        let mut in_sheet = false;
        for (_, token) in tokens(html) {
            match token {
                Token::Open(tag) => {
                    in_sheet = tag.name == "style";
                    close_implied(&tag.name, &mut open, &self.nodes);
                    let top = open.last().copied().unwrap_or(root);
                    let ids: Vec<String> = [tag.value("id"), tag.value("name").filter(|_| tag.name == "a")]
                        .into_iter()
                        .flatten()
                        .map(str::to_string)
                        .collect();
                    let void = is_void(&tag.name);
                    let node = self.push(tag, top);
                    for id in ids {
                        self.ids.entry(format!("{base}#{id}")).or_insert(node);
                    }
                    if !void && open.len() < DEEPEST {
                        open.push(node);
                    }
                }
                Token::Close(name) => {
                    in_sheet = false;
                    if let Some(at) = open
                        .iter()
                        .rposition(|node| self.nodes.get(*node).is_some_and(|node| node.tag.name == name))
                        && at > 0
                    {
                        open.truncate(at);
                    }
                }
                Token::Text(text) if in_sheet => self.sheets.push_str(&text),
                Token::Text(text) => {
                    let top = open.last().copied().unwrap_or(root);
                    let node = self.push(Tag::default(), top);
                    if let Some(node) = self.nodes.get_mut(node) {
                        node.text = Some(text);
                    }
                }
                Token::Comment(_) => {}
            }
        }
        root
    }

    fn push(&mut self, tag: Tag, parent: usize) -> usize {
        let at = self.nodes.len();
        self.nodes.push(Node {
            tag,
            parent,
            ..Node::default()
        });
        if at != parent
            && let Some(parent) = self.nodes.get_mut(parent)
        {
            parent.children.push(at);
        }
        at
    }

    pub(super) fn name(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |node| &node.tag.name)
    }

    pub(super) fn children(&self, node: usize) -> &[usize] {
        self.nodes.get(node).map_or(&[], |node| &node.children)
    }

    /// The letters in a node.
    pub(super) fn letters(&self, node: usize) -> String {
        let mut out = String::new();
        self.push_letters(node, &mut out);
        out
    }

    fn push_letters(&self, node: usize, out: &mut String) {
        let Some(found) = self.nodes.get(node) else { return };
        if matches!(found.tag.name.as_str(), "script" | "style" | "head" | "template") {
            return;
        }
        if let Some(text) = &found.text {
            out.push_str(text);
        }
        for child in &found.children {
            self.push_letters(*child, out);
        }
    }

    /// The nodes from this one to the root.
    pub(super) fn above(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(node), |at| {
            let parent = self.nodes.get(*at)?.parent;
            (parent != *at).then_some(parent)
        })
        .take(DEEPEST + 2)
    }

    /// All nodes below one, in reading order, it included.
    pub(super) fn below(&self, node: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut waiting = vec![node];
        while let Some(at) = waiting.pop() {
            found.push(at);
            waiting.extend(self.children(at).iter().rev());
        }
        found
    }

    /// The first element of a name below a node.
    pub(super) fn find(&self, node: usize, name: &str) -> Option<usize> {
        self.below(node).into_iter().find(|at| self.name(*at) == name)
    }
}

fn is_void(name: &str) -> bool {
    is_void_name(name) || matches!(name, "br" | "hr" | "img")
}

/// What ends an open paragraph (HTML 4.5.1: `p`).
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];
/// What keeps it open for all that stands in it.
const AROUND: &[&str] = &[
    "div",
    "li",
    "td",
    "th",
    "blockquote",
    "section",
    "figure",
    "details",
    "button",
    "object",
    "table",
];

/// Ends what an element ends without saying so (HTML 13.1.2.4).
fn close_implied(name: &str, open: &mut Vec<usize>, nodes: &[Node]) {
    let (ends, walls): (&[&str], &[&str]) = match name {
        "li" => (&["li"], &["ul", "ol", "menu"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "tr"], &["table"]),
        "option" => (&["option"], &["select"]),
        name if BLOCKS.contains(&name) => (&["p"], AROUND),
        _ => return,
    };
    let mut cut = None;
    for (at, node) in open.iter().enumerate().rev() {
        let Some(node) = nodes.get(*node) else { break };
        if ends.contains(&node.tag.name.as_str()) {
            cut = Some(at);
        } else if walls.contains(&node.tag.name.as_str()) {
            break;
        }
    }
    if let Some(at) = cut.filter(|at| *at > 0) {
        open.truncate(at);
    }
}
