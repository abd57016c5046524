//! The fonts that travel in the book: cut down to its letters, with all that shapes them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::archive::{File, Place};
use super::subset::{subset, subset_with_whole_layout};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Inline};
use crate::edition::Edition;
use crate::fonts::{Face, Family, FontLibrary, MONOSPACE};
use crate::markup::{Letters, closed};

/// A face as it lies in the book.
pub(in crate::output) struct Embedded {
    /// The family it is of.
    pub family: Arc<Family>,
    /// Its file name, ASCII.
    pub file: String,
    /// Its media type (EPUB 3.3, core media types).
    pub media_type: &'static str,
    /// Whether it is the bold one.
    pub bold: bool,
    /// Whether it is the italic one.
    pub italic: bool,
    /// Whether it is there for code.
    pub code: bool,
    /// The subset.
    pub bytes: Vec<u8>,
}

/// A face that is wanted, and the letters that it has to show.
struct Wanted {
    family: Arc<Family>,
    bold: bool,
    italic: bool,
    code: bool,
    letters: BTreeSet<char>,
}

/// Chooses the faces that show the letters of a book, and cuts them down to these. Every face holds all letters of its family's,
/// since readers may turn any text bold.
pub(in crate::output) fn embed(edition: &Edition, letters: &Letters) -> Result<Vec<Embedded>, Diagnostic> {
    if !edition.config.epub.embed_fonts {
        return Ok(Vec::new());
    }
    let digits = edition.numerals.format(1_234_567_890);
    let mut families = share_out(
        &edition.fonts,
        &[&edition.family.name],
        closed(letters.text().chain(digits.chars())),
    );
    let mut wanted = Vec::new();
    let italic = !edition.direction.is_rtl() && has_emphasis(&edition.document);
    for (family, letters) in families.drain(..) {
        for (bold, italic) in [(false, false), (true, false), (false, true), (true, true)]
            .into_iter()
            .filter(|style| italic || !style.1)
        {
            if face(&family, bold, italic).is_some() {
                wanted.push(Wanted {
                    family: family.clone(),
                    bold,
                    italic,
                    code: false,
                    letters: letters.clone(),
                });
            }
        }
    }
    // What the font for code lacks is shown by those for text.
    if let Some(family) = edition
        .fonts
        .family(MONOSPACE)
        .filter(|_| letters.code().next().is_some())
    {
        let covered = closed(letters.code())
            .into_iter()
            .filter(|&letter| family.covers(letter))
            .collect();
        wanted.push(Wanted {
            family: family.clone(),
            bold: false,
            italic: false,
            code: true,
            letters: covered,
        });
    }
    wanted.into_par_iter().map(|wanted| cut(wanted, letters)).collect()
}

/// The regular and bold faces that show the letters of a page that belongs to no one book, of a family before all others.
pub(in crate::output) fn of_page(
    fonts: &FontLibrary,
    family: &str,
    letters: &Letters,
) -> Result<Vec<Embedded>, Diagnostic> {
    let styles = |(family, letters): (Arc<Family>, BTreeSet<char>)| {
        [false, true].map(|bold| Wanted {
            family: family.clone(),
            bold,
            italic: false,
            code: false,
            letters: letters.clone(),
        })
    };
    let shares = share_out(fonts, &[family], closed(letters.text()));
    let wanted = shares.into_iter().flat_map(styles);
    let there = wanted.filter(|wanted| face(&wanted.family, wanted.bold, false).is_some());
    there.map(|wanted| cut(wanted, letters)).collect()
}

/// Gives each letter to the first family that can show it. Joiners and spaces go to the first.
fn share_out(fonts: &FontLibrary, first: &[&str], letters: BTreeSet<char>) -> Vec<(Arc<Family>, BTreeSet<char>)> {
    let chain = fonts.chain(first);
    let mut shares: Vec<(Arc<Family>, BTreeSet<char>)> = Vec::new();
    for letter in letters {
        let Some(family) = chain.iter().find(|family| family.covers(letter)) else {
            continue;
        };
        match shares.iter_mut().find(|(there, _)| Arc::ptr_eq(there, family)) {
            Some((_, share)) => drop(share.insert(letter)),
            None => shares.push(((*family).clone(), BTreeSet::from([letter]))),
        }
    }
    let place = |family: &Arc<Family>| chain.iter().position(|there| Arc::ptr_eq(there, family));
    shares.sort_by_key(|(family, _)| place(family));
    shares
}

/// The family's face of just that style.
fn face(family: &Family, bold: bool, italic: bool) -> Option<&Face> {
    let face = family.face(if bold { 700 } else { 400 }, italic)?;
    (face.italic == italic && (face.weight >= 600) == bold).then_some(face)
}

fn has_emphasis(document: &Document) -> bool {
    let mut found = false;
    document.visit(&mut |block| {
        block.visit_inlines(&mut |inline| found |= matches!(inline, Inline::Emphasis { .. }));
    });
    found
}

fn cut(wanted: Wanted, text: &Letters) -> Result<Embedded, Diagnostic> {
    let Wanted {
        family,
        bold,
        italic,
        code,
        letters,
    } = wanted;
    let face = face(&family, bold, italic).ok_or_else(|| Diagnostic::error("epub-font", "a face has gone"))?;
    let failed = |why: String| {
        Diagnostic::error(
            "epub-font",
            format!("{} cannot be cut down to the book's letters: {why}", face.file),
        )
        .hint("choose another font, or write `font = false` below [epub]")
    };
    // Only the face of the running text is worth the proof that its small layout tables shape every word alike.
    let font = face.data.as_ref();
    let bytes = if bold || italic {
        subset_with_whole_layout(font, &letters)
    } else {
        subset(font, &letters, text)
    };
    let bytes = bytes.map_err(failed)?;
    let is_cff = bytes.starts_with(b"OTTO");
    let file = format!(
        "fonts/{}.{}",
        ascii_name(&family.name, bold, italic),
        if is_cff { "otf" } else { "ttf" }
    );
    let media_type = if is_cff { "font/otf" } else { "font/ttf" };
    Ok(Embedded {
        family,
        file,
        media_type,
        bold,
        italic,
        code,
        bytes,
    })
}

/// The file name of a face: its family's ASCII letters and its style.
fn ascii_name(family: &str, bold: bool, italic: bool) -> String {
    let style = match (bold, italic) {
        (false, false) => "Regular",
        (true, false) => "Bold",
        (false, true) => "Italic",
        (true, true) => "BoldItalic",
    };
    format!("{}-{style}", plain(family))
}

/// A family's name in ASCII letters and digits.
fn plain(family: &str) -> String {
    let plain: String = family.chars().filter(char::is_ascii_alphanumeric).collect();
    if plain.is_empty() { "Font".into() } else { plain }
}

/// The faces and the licences that travel with them, as files of the book.
pub(in crate::output) fn files(fonts: Vec<Embedded>) -> Vec<File> {
    let mut files = Vec::new();
    let mut licensed: Vec<String> = Vec::new();
    for Embedded {
        family,
        file,
        media_type,
        bytes,
        ..
    } in fonts
    {
        if !family.licence_text.is_empty() && !licensed.contains(&family.name) {
            licensed.push(family.name.clone());
            let name = format!("fonts/{}-licence.txt", plain(&family.name));
            files.push(File::new(
                name,
                "text/plain",
                Place::Resource,
                family.licence_text.as_bytes().to_vec(),
            ));
        }
        files.push(File::new(file, media_type, Place::Resource, bytes));
    }
    files
}
