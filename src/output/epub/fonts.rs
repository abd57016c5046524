//! The fonts that travel in the book: cut down to its letters, with all that shapes them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use super::archive::{File, Place};
use super::subset::{subset, subset_with_whole_layout};
use crate::diagnostic::Diagnostic;
use crate::document::{BlockKind, Document, Inline, plain_text};
use crate::edition::{Edition, Volume};
use crate::fonts::{Face, Family, FontLibrary};
use crate::markup::{Letters, closed};

/// A face as it lies in the book.
pub(in crate::output) struct Embedded {
    /// The family it is of.
    pub family: Arc<Family>,
    /// What the names of its family's files begin with, ASCII; no other family's do.
    stem: String,
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
    /// Whether it is there for titles and headings alone.
    pub headings: bool,
    /// Whether it is there for text.
    pub text: bool,
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
    headings: bool,
    text: bool,
    code: bool,
    letters: BTreeSet<char>,
}

/// Chooses the faces that show the letters of a book, and cuts them down to these. Every face of the text's family holds all letters of
/// it, since readers may turn any text bold; of families that show a few strange letters the regular one is enough. Pictures in the
/// text are left to devices, which have them in colours.
pub(in crate::output) fn embed(edition: &Edition, letters: &Letters) -> Result<Vec<Embedded>, Diagnostic> {
    if !edition.config.epub.embed_fonts {
        return Ok(Vec::new());
    }
    let volume = edition.first();
    let digits = volume.numerals.format(1_234_567_890);
    let chain = edition.fonts.chain(&[&volume.family.name]);
    let latin = volume.faces.latin.as_ref();
    let shown = letters.text().chain(digits.chars());
    let mut wanted = Vec::new();
    let italic = !volume.direction.is_rtl() && has_emphasis(&volume.document);
    for (family, letters) in share_out(&chain, latin, shown) {
        if family.is_emoji() {
            continue;
        }
        let main = Arc::ptr_eq(&family, &volume.family) || latin.is_some_and(|latin| Arc::ptr_eq(&family, latin));
        let styles = [(false, false), (true, false), (false, true), (true, true)];
        for (bold, italic) in styles.into_iter().filter(|style| italic || !style.1) {
            let there = face(&family, bold, italic).is_some();
            if there && (main || !bold && !italic) {
                wanted.push(Wanted {
                    family: family.clone(),
                    bold,
                    italic,
                    headings: false,
                    text: true,
                    code: false,
                    letters: letters.clone(),
                });
            }
        }
    }
    if let Some(family) = &volume.faces.heading {
        let letters = closed(heading_letters(volume).chain(digits.chars()));
        wanted.push(Wanted {
            family: family.clone(),
            bold: face(family, true, false).is_some(),
            italic: false,
            headings: true,
            text: false,
            code: false,
            letters: letters.into_iter().filter(|&letter| family.covers(letter)).collect(),
        });
    }
    let code = volume.faces.mono.as_ref();
    if let Some(family) = code.filter(|_| letters.code().next().is_some()) {
        add_code(&mut wanted, family, letters);
    }
    wanted.retain(|wanted| face(&wanted.family, wanted.bold, wanted.italic).is_some());
    let stems = stems(wanted.iter().map(|face| face.family.name.as_str()));
    let named: Vec<(Wanted, String)> = wanted.into_iter().zip(stems).collect();
    let faces = named.into_par_iter();
    faces.map(|(wanted, stem)| cut(wanted, stem, letters)).collect()
}

/// The letters of titles and headings.
fn heading_letters(volume: &Volume) -> impl Iterator<Item = char> {
    let mut text = plain_text(&volume.title);
    volume.document.visit(&mut |block| {
        if let BlockKind::Heading(heading) = &block.kind {
            text += &plain_text(&heading.content);
            text += &heading.label;
        }
    });
    let matter = &volume.locale.matter;
    text += &matter.contents;
    text += &matter.colophon;
    text += &matter.notes;
    text.chars().collect::<Vec<_>>().into_iter()
}

/// Adds the face for code. What it lacks is shown by those for text; and where text has signs that it alone shows, it is there
/// already and gets the letters of code too: a face lies in a book once.
fn add_code(wanted: &mut Vec<Wanted>, family: &Arc<Family>, letters: &Letters) {
    let all = closed(letters.code()).into_iter();
    let covered: BTreeSet<char> = all.filter(|&letter| family.covers(letter)).collect();
    let mut there = wanted.iter_mut();
    if let Some(face) =
        there.find(|face| face.family.name == family.name && !face.headings && !face.bold && !face.italic)
    {
        face.code = true;
        face.letters.extend(covered);
        return;
    }
    wanted.push(Wanted {
        family: family.clone(),
        bold: false,
        italic: false,
        headings: false,
        text: false,
        code: true,
        letters: covered,
    });
}

/// What the names of each face's files begin with: its family's ASCII letters and digits. Readers may compare names without regard
/// to case (EPUB 3.3, 4.2.2), and a family's name may have no such letters: then a number tells it from the others.
fn stems<'n>(families: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut known: Vec<(&str, String)> = Vec::new();
    let mut stems = Vec::new();
    for family in families {
        let there = known.iter().find(|(name, _)| *name == family);
        let stem = there.map_or_else(|| new_stem(family, &known), |(_, stem)| stem.clone());
        known.push((family, stem.clone()));
        stems.push(stem);
    }
    stems
}

fn new_stem(family: &str, known: &[(&str, String)]) -> String {
    let plain = plain(family);
    let numbered = (2..).map(|number| format!("{plain}-{number}"));
    let is_new = |stem: &String| !known.iter().any(|(_, other)| other.eq_ignore_ascii_case(stem));
    let stem = std::iter::once(plain.clone()).chain(numbered).find(is_new);
    stem.unwrap_or(plain)
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
            headings: false,
            text: true,
            code: false,
            letters: letters.clone(),
        })
    };
    let shares = share_out(&fonts.chain(&[family]), None, letters.text());
    let wanted = shares
        .into_iter()
        .filter(|(family, _)| !family.is_emoji())
        .flat_map(styles);
    let there = wanted.filter(|wanted| face(&wanted.family, wanted.bold, false).is_some());
    let there: Vec<Wanted> = there.collect();
    let stems = stems(there.iter().map(|face| face.family.name.as_str()));
    let named = there.into_iter().zip(stems);
    named.map(|(wanted, stem)| cut(wanted, stem, letters)).collect()
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

fn cut(wanted: Wanted, stem: String, letters_of_book: &Letters) -> Result<Embedded, Diagnostic> {
    let Wanted {
        family,
        bold,
        italic,
        headings,
        text,
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
        subset(font, &letters, letters_of_book)
    };
    let bytes = bytes.map_err(failed)?;
    let variable = face.variable;
    let is_cff = bytes.starts_with(b"OTTO");
    let file = format!(
        "fonts/{}{}.{}",
        style_name(&stem, bold, italic),
        if headings { "-Headings" } else { "" },
        if is_cff { "otf" } else { "ttf" }
    );
    let media_type = if is_cff { "font/otf" } else { "font/ttf" };
    Ok(Embedded {
        family,
        stem,
        file,
        media_type,
        bold,
        italic,
        variable,
        headings,
        text,
        code,
        bytes,
    })
}

/// The file name of a face: its family's and its style.
fn style_name(stem: &str, bold: bool, italic: bool) -> String {
    let style = match (bold, italic) {
        (false, false) => "Regular",
        (true, false) => "Bold",
        (false, true) => "Italic",
        (true, true) => "BoldItalic",
    };
    format!("{stem}-{style}")
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
        stem,
        file,
        media_type,
        bytes,
        ..
    } in fonts
    {
        if !family.licence_text.is_empty() && !licensed.contains(&family.name) {
            licensed.push(family.name.clone());
            let name = format!("fonts/{stem}-licence.txt");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_families_have_files_of_one_name() {
        let names = ["خط", "Noto Sans", "حبر", "NotoSans", "noto-sans", "خط"];
        let stems = stems(names);
        assert_eq!(
            stems,
            ["Font", "NotoSans", "Font-2", "NotoSans-2", "notosans-3", "Font"]
        );
    }
}
