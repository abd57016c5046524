//! The order in which a release's files are made, so that none has to name its own checksum: artifacts, sources and text, changes and
//! pages, manifest, sums.

use crate::changes::{CHANGES, LocaleContext, in_words};
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::press::Made;
use crate::release::{FileKind, Release, ReleaseFile};
use crate::site;

/// Makes the whole set, but for the signature.
///
/// # Errors
/// Where a font cannot be cut down to the letters of the pages.
pub fn make_set(edition: &Edition, release: &Release, made: &Made) -> Result<Vec<ReleaseFile>, Diagnostic> {
    let previous = release.previous();
    let (text, mut files) = release.files(made);
    let changes = in_words(&LocaleContext::of(edition), previous, &text);
    files.push(ReleaseFile::new(
        CHANGES,
        FileKind::Part("changes"),
        "text/plain",
        changes,
    ));
    let pages = site::pages(edition, &text, previous, &files)?;
    files.extend(pages);
    release.close(&text, &mut files);
    Ok(files)
}
