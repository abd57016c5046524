//! Changes as they are told: as plain text, and as a page with what went and what came marked in it.

use super::changes::{Change, Piece, changes};
use super::pages::with_version;
use super::text::Text;
use super::voice::Voice;
use crate::locale::fill;
use crate::press::web::Xml;

/// The file that tells what has changed since the version before, in words.
pub const CHANGES: &str = "CHANGES";
/// The same as a page.
pub const CHANGES_PAGE: &str = "changes.html";

/// What has changed from `old` to `new`, as plain text. Within a paragraph `[-…-]` is what went and `{+…+}` what came, as
/// wdiff marks them. Without an old version it says so.
pub fn in_words(voice: &Voice, old: Option<&Text>, new: &Text) -> String {
    let mut out = format!("{}\n{}\n", new.title, voice.version_line(&new.version, &new.date));
    let Some(old) = old else {
        return out + &voice.locale.site.first_version + "\n";
    };
    out += &format!("{}\n", since(voice, old));
    let found = changes(old, new);
    if found.is_empty() {
        out += &format!("\n{}\n", voice.locale.site.no_changes);
    }
    for change in &found {
        let words: Vec<String> = change.pieces().into_iter().map(marked).collect();
        out += &format!("\n{}\n{}\n", place(voice, (old, new), change), words.join(" "));
    }
    out
}

fn marked(piece: Piece) -> String {
    match piece {
        Piece::Kept(words) => words,
        Piece::Removed(words) => format!("[-{words}-]"),
        Piece::Added(words) => format!("{{+{words}+}}"),
    }
}

/// The heading of the changes since a version.
pub fn since(voice: &Voice, old: &Text) -> String {
    fill(&voice.locale.site.since, &[("version", &old.version)])
}

/// What happened, and on which page of the reading PDF: of the version before, which is to be corrected, and of the new one where
/// it stands on another there.
fn place(voice: &Voice, (old, new): (&Text, &Text), change: &Change) -> String {
    let (site, word) = (&voice.locale.site, &voice.locale.words.page);
    let page = |page: Option<&String>| page.map(|page| format!("{word} {page}"));
    let (what, pages) = match change {
        Change::Added(there) => (&site.added, [page(there.page.as_ref()), None]),
        Change::Removed(there) => (&site.removed, [page(there.page.as_ref()), None]),
        Change::Changed(from, to, _) if from.page == to.page => (&site.changed, [page(to.page.as_ref()), None]),
        Change::Changed(from, to, _) => {
            let of = |text: &Text, number| Some(format!("{} ({})", page(number)?, text.version));
            (&site.changed, [of(old, from.page.as_ref()), of(new, to.page.as_ref())])
        }
    };
    let parts: Vec<String> = [what.clone()].into_iter().chain(pages.into_iter().flatten()).collect();
    parts.join(" · ")
}

/// The changes as pieces of a page: each with where it is, and its words.
pub fn as_marks(xml: &mut Xml, voice: &Voice, old: &Text, new: &Text) {
    let found = changes(old, new);
    if found.is_empty() {
        xml.leaf("p", &[], &voice.locale.site.no_changes);
    }
    for change in &found {
        xml.block("section", &[("class", "change")], |xml| {
            xml.line();
            xml.leaf("h2", &[], &place(voice, (old, new), change));
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
pub fn as_page(voice: &Voice, old: &Text, new: &Text, style: Option<&str>) -> Xml {
    let title = format!("{} · {}", new.title, since(voice, old));
    super::pages::page(voice, &title, style, |xml| {
        xml.block("main", &[("class", "changes")], |xml| {
            xml.line();
            xml.leaf("h1", &[], &new.title);
            xml.block("p", &[("class", "version")], |xml| {
                with_version(xml, &voice.version_line(&new.version, &new.date), &new.version);
            });
            xml.block("p", &[("class", "since")], |xml| {
                with_version(xml, &since(voice, old), &old.version)
            });
            as_marks(xml, voice, old, new);
        });
    })
}
