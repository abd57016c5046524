//! A PDF's pages in reading order, with what they inherit.

use std::collections::BTreeSet;

use lopdf::{Object, ObjectId};

use super::PageBox;
use super::page::Page;
use super::source::{Inherited, Source};
use crate::bounds::PDF_PAGES;
use crate::diagnostic::{Diagnostic, Report};
use crate::prepress::{damaged, open_foreign};

/// A PDF whose pages are to be placed.
pub(super) struct Input {
    pub source: Source,
    /// Its pages in reading order, at least one.
    pub pages: Vec<Page>,
    /// How many bytes it has.
    pub bytes: usize,
}

impl Input {
    /// Opens a PDF and finds its pages.
    pub fn read(input: &[u8], page_box: PageBox, report: &mut Report) -> Result<Self, Diagnostic> {
        let source = Source {
            document: open_foreign(input, report)?,
        };
        let pages = walk(&source, page_box, report)?;
        if pages.is_empty() {
            return Err(damaged("it has no page"));
        }
        Ok(Self {
            source,
            pages,
            bytes: input.len(),
        })
    }
}

/// The page tree's leaves. It is walked with a stack of our own, so that neither depth nor cycles can hurt.
fn walk(source: &Source, page_box: PageBox, report: &mut Report) -> Result<Vec<Page>, Diagnostic> {
    let catalog = source.document.catalog().map_err(|_| damaged("it has no catalogue"))?;
    let root = catalog
        .get(b"Pages")
        .and_then(Object::as_reference)
        .map_err(|_| damaged("it has no page tree"))?;
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<(ObjectId, Inherited)> = vec![(root, Inherited::default())];
    while let Some((id, handed_down)) = waiting.pop() {
        let node = source
            .document
            .get_dictionary(id)
            .map_err(|_| damaged(format!("page {} or those around it are missing", pages.len() + 1)))?;
        let inherited = handed_down.by(source, id, node);
        let Some(kids) = source.value(node, b"Kids") else {
            pages.push(Page::read(source, (pages.len() + 1, id), node, inherited, page_box)?);
            if pages.len() as u64 > PDF_PAGES {
                let message = format!("the PDF has more than {PDF_PAGES} pages");
                return Err(Diagnostic::error("impose-bound", message)
                    .hint("split it: \"qpdf IN.pdf --pages . 1-1000 -- OUT.pdf\""));
            }
            continue;
        };
        if !seen.insert(id) {
            return Err(damaged("its page tree runs in a circle"));
        }
        let kids = kids.as_array().map_err(|_| damaged("its page tree is broken"))?;
        for kid in kids.iter().rev() {
            let kid = kid.as_reference().map_err(|_| damaged("its page tree is broken"))?;
            waiting.push((kid, inherited));
        }
    }
    tell_oddities(source, root, &pages, report);
    Ok(pages)
}

/// Says where pages are placed that may not be what is expected: cut ones, and more or fewer than the PDF claims.
fn tell_oddities(source: &Source, root: ObjectId, pages: &[Page], report: &mut Report) {
    if pages.iter().any(|page| page.trimmed) {
        let finding = Diagnostic::warning(
            "impose-trimmed",
            "pages are cut to their TrimBox; bleed and marks beyond it are left out",
        );
        report.add(finding.hint("to place all that is seen of them, choose the crop box"));
    }
    let claimed = source
        .document
        .get_dictionary(root)
        .ok()
        .and_then(|root| source.value(root, b"Count"))
        .and_then(|count| count.as_i64().ok());
    if claimed.is_some_and(|claimed| usize::try_from(claimed) != Ok(pages.len())) {
        let message = format!(
            "the PDF claims {} pages but has {}",
            claimed.unwrap_or_default(),
            pages.len()
        );
        report.add(
            Diagnostic::warning("impose-page-count", message).hint("look the sheets through before printing many"),
        );
    }
}
