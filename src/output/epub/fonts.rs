//! The fonts that travel in the book: cut down to its letters, with all that shapes them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use super::archive::{File, Place};
use super::letters::{Letters, closed};
use super::subset::{subset, subset_with_whole_layout};
use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Document, Inline, plain_text};
use crate::edition::Edition;
use crate::fonts::{Face, Family, FontLibrary};

/// A face as it lies in the book.
pub(super) struct Embedded {
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
    /// Whether it has all weights in it.
    pub variable: bool,
    /// What it is there for.
    pub part: Part,
    /// The subset.
    pub bytes: Vec<u8>,
}

/// A face that is wanted, and the letters that it has to show.
struct Wanted {
    family: Arc<Family>,
    bold: bool,
    italic: bool,
    part: Part,
    letters: BTreeSet<char>,
}

/// What a face is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The text, and all that has no face of its own.
    Text,
    /// Titles and headings.
    Headings,
    /// Code.
    Code,
}

/// Chooses the faces that show the letters of a book, and cuts them down to these. Every face of the text's family holds all letters of
/// it, since readers may turn any text bold; of families that show a few strange letters the regular one is enough. Pictures in the
/// text are left to devices, which have them in colours.
pub(super) fn embed(edition: &Edition, letters: &Letters) -> Result<Vec<Embedded>, Diagnostic> {
    if !edition.config.epub.embed_fonts {
        return Ok(Vec::new());
    }
    let digits = edition.numerals.format(1_234_567_890);
    let chain = edition.fonts.chain(&[&edition.family.name]);
    let latin = edition.faces.latin.as_ref();
    let shown = letters.text().chain(digits.chars());
    let mut wanted = Vec::new();
    let italic = !edition.direction.is_rtl() && has_emphasis(&edition.document);
    for (family, letters) in share_out(&chain, latin, shown) {
        if family.is_emoji() {
            continue;
        }
        let main = Arc::ptr_eq(&family, &edition.family) || latin.is_some_and(|latin| Arc::ptr_eq(&family, latin));
        let styles = [(false, false), (true, false), (false, true), (true, true)];
        for (bold, italic) in styles.into_iter().filter(|style| italic || !style.1) {
            let there = face(&family, bold, italic).is_some();
            if there && (main || !bold && !italic) {
                wanted.push(Wanted {
                    family: family.clone(),
                    bold,
                    italic,
                    part: Part::Text,
                    letters: letters.clone(),
                });
            }
        }
    }
    // What these families lack is shown by those for text.
    let covered = |family: &Arc<Family>, letters: BTreeSet<char>| {
        let own = letters.into_iter().filter(|&letter| family.covers(letter));
        own.collect::<BTreeSet<char>>()
    };
    if let Some(family) = &edition.faces.heading {
        let letters = covered(family, closed(heading_letters(edition).chain(digits.chars())));
        let bold = face(family, true, false).is_some();
        wanted.push(Wanted {
            family: family.clone(),
            bold,
            italic: false,
            part: Part::Headings,
            letters,
        });
    }
    if let Some(family) = edition.faces.mono.as_ref().filter(|_| letters.code().next().is_some()) {
        wanted.push(Wanted {
            family: family.clone(),
            bold: false,
            italic: false,
            part: Part::Code,
            letters: covered(family, closed(letters.code())),
        });
    }
    let there = |wanted: &Wanted| face(&wanted.family, wanted.bold, wanted.italic).is_some();
    let there: Vec<Wanted> = wanted.into_iter().filter(there).collect();
    there.into_par_iter().map(|wanted| cut(wanted, letters)).collect()
}

/// The letters of titles and headings.
fn heading_letters(edition: &Edition) -> impl Iterator<Item = char> {
    let mut text = plain_text(&edition.title);
    edition.document.visit(&mut |block| {
        if let BlockKind::Heading(heading) = &block.kind {
            text += &plain_text(&heading.content);
            text += &heading.label;
        }
    });
    let matter = &edition.locale.matter;
    text += &matter.contents;
    text += &matter.colophon;
    text += &matter.notes;
    text.chars().collect::<Vec<_>>().into_iter()
}

/// The regular and bold faces that show the letters of a page that belongs to no one book, of a family before all others.
pub(super) fn of_page(fonts: &FontLibrary, family: &str, letters: &Letters) -> Result<Vec<Embedded>, Diagnostic> {
    let styles = |(family, letters): (Arc<Family>, BTreeSet<char>)| {
        [false, true].map(|bold| Wanted {
            family: family.clone(),
            bold,
            italic: false,
            part: Part::Text,
            letters: letters.clone(),
        })
    };
    let shares = share_out(&fonts.chain(&[family]), None, letters.text());
    let wanted = shares
        .into_iter()
        .filter(|(family, _)| !family.is_emoji())
        .flat_map(styles);
    let there = wanted.filter(|wanted| face(&wanted.family, wanted.bold, false).is_some());
    there.map(|wanted| cut(wanted, letters)).collect()
}

/// Gives each letter to the first family that can show it, Latin ones to `latin` where there is one. What a shaper or a device may put in
/// their place goes to the same family, where it has that: it is no reason to take along another. Joiners and spaces go to the first.
fn share_out(
    chain: &[&Arc<Family>],
    latin: Option<&Arc<Family>>,
    letters: impl Iterator<Item = char>,
) -> Vec<(Arc<Family>, BTreeSet<char>)> {
    let all: BTreeSet<char> = letters.filter(|letter| !letter.is_control()).collect();
    let is_latin = |letter: char| letter.script() == Script::Latin;
    let mut shares: Vec<(Arc<Family>, BTreeSet<char>)> = Vec::new();
    for &letter in &all {
        let own = latin.filter(|latin| is_latin(letter) && latin.covers(letter));
        let Some(family) = own.or(chain.iter().copied().find(|family| family.covers(letter))) else {
            continue;
        };
        match shares.iter_mut().find(|(there, _)| Arc::ptr_eq(there, family)) {
            Some((_, share)) => drop(share.insert(letter)),
            None => shares.push((family.clone(), BTreeSet::from([letter]))),
        }
    }
    for (family, share) in &mut shares {
        let is_first = chain.first().is_some_and(|first| Arc::ptr_eq(first, family));
        let is_own = latin.is_some_and(|latin| Arc::ptr_eq(latin, family));
        let whole = closed(if is_first { all.iter() } else { share.iter() }.copied());
        let more = whole.into_iter().filter(|&letter| family.covers(letter));
        share.extend(more.filter(|&letter| !is_own || is_latin(letter) || is_combining_mark(letter)));
    }
    // Latin letters are looked for in their own family first.
    let place = |family: &Arc<Family>| {
        let is_own = latin.is_some_and(|latin| Arc::ptr_eq(latin, family));
        (!is_own, chain.iter().position(|there| Arc::ptr_eq(there, family)))
    };
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
        part,
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
    let variable = face.variable;
    let is_cff = bytes.starts_with(b"OTTO");
    let file = format!(
        "fonts/{}{}.{}",
        ascii_name(&family.name, bold, italic),
        match part {
            Part::Text => "",
            Part::Headings => "-Headings",
            Part::Code => "-Code",
        },
        if is_cff { "otf" } else { "ttf" }
    );
    let media_type = if is_cff { "font/otf" } else { "font/ttf" };
    Ok(Embedded {
        family,
        file,
        media_type,
        bold,
        italic,
        variable,
        part,
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
pub(super) fn files(fonts: Vec<Embedded>) -> Vec<File> {
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
