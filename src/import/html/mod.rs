//! Web pages: saved from a browser, exported by Google Docs, written by Word, LibreOffice or pandoc; and the chapters of EPUBs.

mod blocks;
mod css;
mod inline;
mod lists;
mod notes;
mod pictures;
mod signs;
mod tables;
mod tree;

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::items::{Item, Kind};
use super::losses::{Losses, Odd};
use super::package::resolve;
use super::pictures::Pictures;
use super::runs::Piece;
use super::{About, Incoming, Raw};
use crate::locale::{LanguageTag, told_by_letters};

use css::Sheet;
use notes::Notes;
use tree::Tree;

/// The last pieces of a line: words that tell where something was.
fn last(line: &[Piece]) -> &[Piece] {
    line.split_at(line.len().saturating_sub(8)).1
}

/// A page's markup and its path among others; empty where it is alone.
pub(super) struct Page {
    pub(super) base: String,
    pub(super) html: String,
}

/// What is known while pages are read.
struct Reader<'r> {
    tree: Tree,
    sheet: Sheet,
    notes: Notes,
    losses: &'r mut Losses,
    pictures: &'r mut Pictures,
    file: &'r dyn Fn(&str) -> Option<Vec<u8>>,
    language: LanguageTag,
    /// The path of the page that each root is.
    bases: BTreeMap<usize, String>,
}

/// Reads a page.
pub(super) fn read(
    incoming: &Incoming<'_>,
    language: Option<&str>,
    pictures: &mut Pictures,
    losses: &mut Losses,
) -> Raw {
    let html = decode(incoming.bytes);
    let page = Page {
        base: String::new(),
        html,
    };
    pages(
        vec![page],
        About::default(),
        language,
        incoming.beside,
        pictures,
        losses,
    )
}

/// Reads pages, one after the other.
pub(super) fn pages(
    pages: Vec<Page>,
    mut about: About,
    language: Option<&str>,
    file: &dyn Fn(&str) -> Option<Vec<u8>>,
    pictures: &mut Pictures,
    losses: &mut Losses,
) -> Raw {
    let (tree, top, bases) = joined(&pages);
    let alone = pages.len() == 1;
    let roots: Vec<usize> = bases.keys().copied().collect();
    head(&tree, &roots, alone, &mut about);
    let language = language.and_then(|language| LanguageTag::parse(language).ok());
    let Some(language) = language.or_else(|| language_of(&tree, top, &roots, about.title.as_deref())) else {
        return Raw {
            about,
            items: Vec::new(),
            notes: Vec::new(),
        };
    };
    about.language = Some(language.as_str().into());
    let notes = notes::find(&tree, top, |from, href| target(&tree, &bases, from, href));
    let sheet = Sheet::read(&tree.sheets);
    let mut reader = Reader {
        tree,
        sheet,
        notes,
        losses,
        pictures,
        file,
        language,
        bases,
    };
    let items = reader.text(&roots, alone);
    let notes = reader.notes.texts.clone().into_iter().zip(reader.notes.signs.clone());
    let notes = notes.map(|(text, sign)| reader.note(text, sign.as_deref())).collect();
    Raw { about, items, notes }
}

/// All pages below one node, and the path of each by its root, in order.
fn joined(pages: &[Page]) -> (Tree, usize, BTreeMap<usize, String>) {
    let mut tree = Tree::default();
    let top = tree.add("", "//");
    let mut bases = BTreeMap::new();
    for page in pages {
        let root = tree.add(&page.html, &page.base);
        if let Some(node) = tree.nodes.get_mut(root) {
            node.parent = top;
        }
        if let Some(node) = tree.nodes.get_mut(top) {
            node.children.push(root);
        }
        bases.insert(root, page.base.clone());
    }
    (tree, top, bases)
}

/// The language of pages: the one that they say, where their letters run in its direction, or the one that their letters tell.
fn language_of(tree: &Tree, top: usize, roots: &[usize], title: Option<&str>) -> Option<LanguageTag> {
    let text = tree.letters(top);
    let told = LanguageTag::parse(told_by_letters(title.unwrap_or(""), std::iter::once(text.as_str()))).ok()?;
    let said = roots.iter().find_map(|root| {
        let html = tree.find(*root, "html")?;
        let tag = &tree.nodes.get(html)?.tag;
        LanguageTag::parse(tag.value("lang").or(tag.value("xml:lang"))?).ok()
    });
    let fits = said.filter(|said| told.direction() == said.direction());
    Some(fits.unwrap_or(told))
}

impl Reader<'_> {
    /// The blocks of pages, one after the other.
    fn text(&mut self, roots: &[usize], alone: bool) -> Vec<Item> {
        let mut items = Vec::new();
        for (at, root) in roots.iter().enumerate() {
            let content = self.content(*root, alone);
            let mut found = self.blocks(content);
            let heads = matches!(found.first(), Some(Item::Paragraph(paragraph)) if matches!(paragraph.kind, Kind::Heading(_) | Kind::Title));
            if at > 0 && !found.is_empty() && !heads {
                // A page of an EPUB begins a page.
                items.push(Item::PageBreak);
            }
            items.append(&mut found);
        }
        items
    }
}

/// The node that an address leads to from a node; none where it leads out.
fn target(tree: &Tree, bases: &BTreeMap<usize, String>, from: usize, href: &str) -> Option<usize> {
    let key = key(tree, bases, from, href)?;
    tree.ids.get(&key).copied()
}

/// The path of the page that a node stands in.
fn base<'b>(tree: &Tree, bases: &'b BTreeMap<usize, String>, node: usize) -> Option<&'b str> {
    tree.above(node).find_map(|above| bases.get(&above)).map(String::as_str)
}

/// The name by which an address is known among the pages.
fn key(tree: &Tree, bases: &BTreeMap<usize, String>, from: usize, href: &str) -> Option<String> {
    let base = base(tree, bases, from)?;
    let (path, name) = href.split_once('#').unwrap_or((href, ""));
    if path.contains("://") || path.starts_with("mailto:") {
        return None;
    }
    let name = percent_decoded(name);
    if path.is_empty() {
        return Some(format!("{base}#{name}"));
    }
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = resolve(folder, &percent_decoded(path))?;
    Some(format!("{path}#{name}"))
}

/// Letters that an address writes by their bytes.
pub(super) fn percent_decoded(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map_or_else(|_| text.into(), Cow::into_owned)
}

/// What a page's head says of it.
fn head(tree: &Tree, roots: &[usize], alone: bool, about: &mut About) {
    let Some(root) = roots.first().filter(|_| alone) else {
        return;
    };
    let meta = |names: &[&str]| {
        tree.below(*root).into_iter().find_map(|node| {
            let tag = &tree.nodes.get(node)?.tag;
            let name = tag.value("name").or(tag.value("property"))?.to_lowercase();
            (tag.name == "meta" && names.contains(&name.as_str()))
                .then(|| tag.value("content").map(str::to_string))
                .flatten()
        })
    };
    let title = meta(&["og:title", "dc.title", "dcterms.title"]).or_else(|| {
        let node = tree.find(*root, "title")?;
        let text: String = tree
            .below(node)
            .into_iter()
            .filter_map(|at| tree.nodes.get(at)?.text.clone())
            .collect();
        Some(text)
    });
    let said = About::said(
        title,
        meta(&["author", "dc.creator", "article:author"]),
        meta(&["description", "og:description"]),
        meta(&["keywords"]),
    );
    *about = said;
    about.authors.retain(|name| !name.starts_with("http"));
}

/// A page's letters, by its mark or its own word for them; else UTF-8, where that cannot be Windows' Arabic or Latin letters.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(rest).into_owned();
    }
    let units = |from: fn([u8; 2]) -> u16| {
        let pairs = bytes
            .chunks_exact(2)
            .skip(1)
            .filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        String::from_utf16_lossy(&pairs.map(from).collect::<Vec<_>>())
    };
    match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => broken(bytes),
        },
    }
}

/// The letters of bytes that are not all UTF-8: a few wrong ones make no other encoding.
fn broken(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let wrong = text.matches('\u{fffd}').count();
    let other = text.chars().filter(|c| !c.is_ascii()).count();
    if wrong * 10 < other {
        return text.into_owned();
    }
    super::charset::decode(bytes)
}

impl Reader<'_> {
    /// The node whose text is the page's: its article or main part where there is one that holds most of it.
    fn content(&mut self, root: usize, alone: bool) -> usize {
        let body = self.tree.find(root, "body").unwrap_or(root);
        if !alone {
            return body;
        }
        let whole = self.tree.letters(body).split_whitespace().map(str::len).sum::<usize>();
        for name in ["main", "article"] {
            let all: Vec<usize> = self
                .tree
                .below(body)
                .into_iter()
                .filter(|node| self.tree.name(*node) == name)
                .collect();
            let [one] = all[..] else { continue };
            let held = self.tree.letters(one).split_whitespace().map(str::len).sum::<usize>();
            if held * 2 > whole && held > 0 {
                if held < whole {
                    self.losses.count(Odd::Boilerplate, "");
                }
                return one;
            }
        }
        body
    }

    fn target(&self, from: usize, href: &str) -> Option<usize> {
        target(&self.tree, &self.bases, from, href)
    }

    /// The address of a link as the document's: `#key` where it leads to one of the pages.
    fn address(&self, from: usize, href: &str) -> String {
        let href = unwrapped(href);
        if self.target(from, &href).is_some()
            && let Some(key) = key(&self.tree, &self.bases, from, &href)
        {
            return format!("#{key}");
        }
        href
    }
}

/// An address without Google's way round.
fn unwrapped(href: &str) -> String {
    let around = href
        .strip_prefix("https://www.google.com/url?q=")
        .or(href.strip_prefix("http://www.google.com/url?q="));
    match around {
        Some(inner) => percent_decoded(inner.split('&').next().unwrap_or(inner)),
        None => href.trim().into(),
    }
}
