//! Changes as plain text, and the sentences that a page of changes shares with it.

use super::diff::{Change, Piece, changes};
use super::locale_context::LocaleContext;
use super::text::VersionText;
use crate::locale::fill;

/// The file that tells what has changed since the version before, in words.
pub const CHANGES: &str = "CHANGES";

/// What has changed from `old` to `new`, as plain text. Within a paragraph `[-…-]` is what went and `{+…+}` what came, as
/// wdiff marks them. Without an old version it says so.
pub fn in_words(context: &LocaleContext, old: Option<&VersionText>, new: &VersionText) -> String {
    let mut out = format!("{}\n{}\n", new.title, context.version_line(&new.version, &new.date));
    let Some(old) = old else {
        return out + &context.locale.site.first_version + "\n";
    };
    out += &format!("{}\n", since(context, old));
    let found = changes(old, new);
    if found.is_empty() {
        out += &format!("\n{}\n", context.locale.site.no_changes);
    }
    for change in &found {
        let words: Vec<String> = change.pieces().into_iter().map(marked).collect();
        out += &format!("\n{}\n{}\n", place(context, (old, new), change), words.join(" "));
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
pub fn since(context: &LocaleContext, old: &VersionText) -> String {
    fill(&context.locale.site.since, &[("version", &old.version)])
}

/// What happened to a paragraph, and on which page of the reading PDF: of the version before, which is to be corrected, and of the new one where
/// it stands on another there.
pub fn place(context: &LocaleContext, (old, new): (&VersionText, &VersionText), change: &Change) -> String {
    let (site, word) = (&context.locale.site, &context.locale.words.page);
    let page = |page: Option<&String>| page.map(|page| format!("{word} {page}"));
    let (what, pages) = match change {
        Change::Added(there) => (&site.added, [page(there.page.as_ref()), None]),
        Change::Removed(there) => (&site.removed, [page(there.page.as_ref()), None]),
        Change::Changed(from, to, _) if from.page == to.page => (&site.changed, [page(to.page.as_ref()), None]),
        Change::Changed(from, to, _) => {
            let of = |text: &VersionText, number| Some(format!("{} ({})", page(number)?, text.version));
            (&site.changed, [of(old, from.page.as_ref()), of(new, to.page.as_ref())])
        }
    };
    let parts: Vec<String> = [what.clone()].into_iter().chain(pages.into_iter().flatten()).collect();
    parts.join(" · ")
}
