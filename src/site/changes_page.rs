//! The page of the changes from one version to the next, with what went and what came marked in it.

use super::page::{page, with_version};
use crate::changes::{LocaleContext, Piece, VersionText, changes, place, since};
use crate::markup::Xml;

/// Its name in a release.
pub const CHANGES_PAGE: &str = "changes.html";

/// The changes as pieces of a page: each with where it is, and its words.
fn marks(xml: &mut Xml, context: &LocaleContext, old: &VersionText, new: &VersionText) {
    let found = changes(old, new);
    if found.is_empty() {
        xml.leaf("p", &[], &context.locale.site.no_changes);
    }
    for change in &found {
        xml.block("section", &[("class", "change")], |xml| {
            xml.line();
            xml.leaf("h2", &[], &place(context, (old, new), change));
            xml.block("p", &[("dir", "auto")], |xml| {
                for (index, piece) in change.pieces().into_iter().enumerate() {
                    if index > 0 {
                        xml.text(" ");
                    }
                    match piece {
                        Piece::Kept(words) => xml.text(&words),
                        Piece::Removed(words) => xml.element("del", &[], |xml| xml.text(&words)),
                        Piece::Added(words) => xml.element("ins", &[], |xml| xml.text(&words)),
                    }
                }
            });
        });
    }
}

/// The page of the changes from `old` to `new`. `style` is the style sheet beside it; without one the page carries its own.
pub fn changes_page(context: &LocaleContext, old: &VersionText, new: &VersionText, style: Option<&str>) -> Xml {
    let title = format!("{} · {}", new.title, since(context, old));
    page(context, &title, style, |xml| {
        xml.block("main", &[("class", "changes")], |xml| {
            xml.line();
            xml.leaf("h1", &[], &new.title);
            xml.block("p", &[("class", "version")], |xml| {
                with_version(xml, &context.version_line(&new.version, &new.date), &new.version);
            });
            xml.block("p", &[("class", "since")], |xml| {
                with_version(xml, &since(context, old), &old.version)
            });
            marks(xml, context, old, new);
        });
    })
}
