//! What a release is shown with: its pages, and the pages and feeds of all releases in a folder. Static HTML without scripts, in the
//! book's language, direction and fonts.

mod catalogue;
mod changes_page;
mod downloads;
mod json_ld;
mod landing;
mod page;

pub use catalogue::Catalogue;
pub use changes_page::{CHANGES_PAGE, changes_page};

use crate::changes::{LocaleContext, VersionText};
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::output::web;
use crate::release::{FileKind, ReleaseFile};

/// The pages of a release with these `files`: the version's own, that of the changes since `previous`, and what both are set in.
///
/// # Errors
/// Where a font cannot be cut down to the letters of the pages.
pub fn pages(
    edition: &Edition,
    text: &VersionText,
    previous: Option<&VersionText>,
    files: &[ReleaseFile],
) -> Result<Vec<ReleaseFile>, Diagnostic> {
    let context = LocaleContext::of(edition);
    let (mut page, pictures) = landing::landing(edition, text, files, previous.is_some());
    let changes = previous.map(|old| changes_page(&context, old, text, Some(page::STYLE)));
    page.reserve(&context.letters());
    let mut shown = page.copy_letters();
    changes.iter().for_each(|changes| shown.append_letters(changes));
    let (style, fonts) = web::style(edition, &shown)?;
    let part = |name: &str, media_type, bytes| ReleaseFile::new(name, FileKind::Part("page"), media_type, bytes);
    let mut made = vec![part(page::PAGE, "text/html", page.into_bytes())];
    made.extend(changes.map(|changes| part(CHANGES_PAGE, "text/html", changes.into_bytes())));
    made.push(part(page::STYLE, "text/css", (style + page::SHEET).into_bytes()));
    let beside = fonts.into_iter().chain(pictures);
    made.extend(beside.map(|(name, media_type, bytes)| part(&name, media_type, bytes)));
    Ok(made)
}
