//! The ways into the book: the navigation document (EPUB 3.3, 7) and, for old readers, the NCX (OPF 2.0.1, 2.4.1).

use super::flow::{Entry, PageMark};
use super::pages::{page, plain_inlines};
use crate::document::plain_text;
use crate::edition::{Edition, Volume};
use crate::markup::Xml;

/// The navigation document's name in the book; epub-builder knows no other.
pub(super) const NAVIGATION: &str = "nav.xhtml";
/// The NCX's name.
pub(super) const NCX: &str = "toc.ncx";

/// A place that readers can go to by what it is.
pub(super) struct Landmark<'a> {
    /// Its type (EPUB Structural Semantics).
    pub kind: &'static str,
    /// Its address.
    pub href: &'a str,
    /// What the language calls it.
    pub label: &'a str,
}

/// The contents as a tree.
struct Node<'a> {
    entry: &'a Entry,
    below: Vec<Node<'a>>,
}

fn tree(entries: &[Entry]) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    let mut rest = entries;
    while let [entry, after @ ..] = rest {
        let count = after.iter().take_while(|other| other.depth > entry.depth).count();
        let (below, next) = after.split_at(count);
        nodes.push(Node {
            entry,
            below: tree(below),
        });
        rest = next;
    }
    nodes
}

fn depth(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| 1 + depth(&node.below)).max().unwrap_or(0)
}

/// The mark that holds a label's ends to the book's direction: programs show labels in windows of their own language, where a
/// full stop or a bracket at an end would run to the wrong side.
fn guard(volume: &Volume, text: &str) -> [&'static str; 2] {
    let mark = if volume.direction.is_rtl() {
        "\u{200f}"
    } else {
        "\u{200e}"
    };
    let needs = |end: Option<char>| {
        if end.is_some_and(|c| !c.is_alphabetic()) {
            mark
        } else {
            ""
        }
    };
    [needs(text.chars().next()), needs(text.chars().next_back())]
}

fn label(volume: &Volume, entry: &Entry) -> String {
    let title = plain_text(&entry.content);
    let text = if entry.number.is_empty() {
        title
    } else {
        format!("{}. {title}", entry.number)
    };
    let [before, after] = guard(volume, &text);
    format!("{before}{text}{after}")
}

/// The navigation document: contents, landmarks, and the pages of the printed edition. Only the contents are shown in the text.
pub(super) fn navigation(volume: &Volume, entries: &[Entry], landmarks: &[Landmark], pages: &[PageMark]) -> Xml {
    let matter = &volume.locale.matter;
    page(volume, &matter.contents, "frontmatter", |xml| {
        let attributes = [
            ("epub:type", "toc"),
            ("role", "doc-toc"),
            ("id", "toc"),
            ("aria-labelledby", "contents"),
        ];
        xml.block("nav", &attributes, |xml| {
            xml.line();
            xml.leaf("h1", &[("id", "contents")], &matter.contents);
            list(xml, volume, &tree(entries));
        });
        let attributes = [
            ("epub:type", "landmarks"),
            ("class", "away"),
            ("hidden", "hidden"),
            ("aria-label", &*matter.landmarks),
        ];
        xml.block("nav", &attributes, |xml| {
            xml.line();
            xml.leaf("h2", &[], &matter.landmarks);
            xml.block("ol", &[], |xml| {
                for Landmark { kind, href, label } in landmarks {
                    xml.block("li", &[], |xml| {
                        xml.element("a", &[("epub:type", kind), ("href", href)], |xml| xml.text(label))
                    });
                }
            });
        });
        if pages.is_empty() {
            return;
        }
        let attributes = [
            ("epub:type", "page-list"),
            ("role", "doc-pagelist"),
            ("class", "away"),
            ("hidden", "hidden"),
            ("aria-label", &*matter.page_list),
        ];
        xml.block("nav", &attributes, |xml| {
            xml.line();
            xml.leaf("h2", &[], &matter.page_list);
            xml.block("ol", &[], |xml| {
                for PageMark { href, label } in pages {
                    xml.block("li", &[], |xml| {
                        xml.element("a", &[("href", href)], |xml| xml.text(label))
                    });
                }
            });
        });
    })
}

/// Entries as lists in lists.
pub(in crate::output) fn nested(xml: &mut Xml, volume: &Volume, entries: &[Entry]) {
    list(xml, volume, &tree(entries));
}

fn list(xml: &mut Xml, volume: &Volume, nodes: &[Node]) {
    xml.block("ol", &[], |xml| {
        xml.line();
        for node in nodes {
            xml.block("li", &[], |xml| {
                xml.element("a", &[("href", &node.entry.href)], |xml| {
                    let [before, after] = guard(volume, &label_without_marks(node.entry));
                    xml.text(before);
                    if !node.entry.number.is_empty() {
                        xml.text(&format!("{}. ", node.entry.number));
                    }
                    plain_inlines(xml, &node.entry.content);
                    xml.text(after);
                });
                if !node.below.is_empty() {
                    xml.line();
                    list(xml, volume, &node.below);
                }
            });
        }
    });
}

fn label_without_marks(entry: &Entry) -> String {
    format!("{}{}", entry.number, plain_text(&entry.content))
}

/// The NCX.
pub(super) fn ncx(edition: &Edition, entries: &[Entry], pages: &[PageMark]) -> Vec<u8> {
    let (book, volume) = (&edition.config.book, edition.first());
    let tree = tree(entries);
    let (depth, total, highest) = (
        depth(&tree).max(1).to_string(),
        pages.len().to_string(),
        pages.len().to_string(),
    );
    let mut xml = Xml::new();
    let attributes = [
        ("xmlns", "http://www.daisy.org/z3986/2005/ncx/"),
        ("version", "2005-1"),
        ("xml:lang", book.language.as_str()),
        ("dir", volume.direction.name()),
    ];
    xml.block("ncx", &attributes, |xml| {
        xml.line();
        let identifier = book.identifier.to_string();
        let metas = [
            ("dtb:uid", identifier.as_str()),
            ("dtb:depth", &depth),
            ("dtb:totalPageCount", &total),
            ("dtb:maxPageNumber", &highest),
        ];
        xml.block("head", &[], |xml| {
            for (name, content) in metas {
                xml.empty("meta", &[("name", name), ("content", content)]);
                xml.line();
            }
        });
        xml.block("docTitle", &[], |xml| {
            xml.element("text", &[], |xml| xml.text(&book.title))
        });
        xml.block("navMap", &[], |xml| {
            xml.line();
            let mut order = 0;
            tree.iter().for_each(|node| point(xml, volume, node, &mut order));
        });
        if !pages.is_empty() {
            page_list(xml, volume, pages, entries.len());
        }
    });
    xml.finish().0
}

fn point(xml: &mut Xml, volume: &Volume, node: &Node, order: &mut usize) {
    *order += 1;
    let (id, play_order) = (format!("point-{order}"), order.to_string());
    xml.block("navPoint", &[("id", &id), ("playOrder", &play_order)], |xml| {
        target(xml, &label(volume, node.entry), &node.entry.href);
        node.below.iter().for_each(|node| point(xml, volume, node, order));
    });
}

fn target(xml: &mut Xml, label: &str, href: &str) {
    xml.block("navLabel", &[], |xml| xml.element("text", &[], |xml| xml.text(label)));
    xml.empty("content", &[("src", href)]);
    xml.line();
}

fn page_list(xml: &mut Xml, volume: &Volume, pages: &[PageMark], before: usize) {
    xml.block("pageList", &[], |xml| {
        xml.block("navLabel", &[], |xml| {
            xml.element("text", &[], |xml| xml.text(&volume.locale.matter.page_list))
        });
        for (i, page) in pages.iter().enumerate() {
            let (id, value, order) = (
                format!("mark-{}", i + 1),
                (i + 1).to_string(),
                (before + i + 1).to_string(),
            );
            let attributes = [
                ("id", id.as_str()),
                ("type", "normal"),
                ("value", &value),
                ("playOrder", &order),
            ];
            xml.block("pageTarget", &attributes, |xml| target(xml, &page.label, &page.href));
        }
    });
}
