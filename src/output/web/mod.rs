//! The text as one page of the web: the blocks, lines, notes and fonts of the EPUB in one piece of HTML, for the pages of a
//! release.

use super::epub::contents;
use super::epub::flow::Flow;
use super::epub::fonts::{self, Embedded};
use super::epub::pages::plain_inlines;
use super::epub::pictures::{PictureFile, PictureFiles};
use super::epub::plan::Plan;
use super::epub::style;
use crate::diagnostic::Diagnostic;
use crate::document::Inline;
use crate::edition::Edition;
use crate::fonts::FontLibrary;
use crate::locale::LanguageTag;
use crate::markup::Xml;

/// A file that lies beside a page: its name, its media type, its bytes.
pub type Extra = (String, &'static str, Vec<u8>);

/// The text of a book for a page on which it stands below the title, which is the page's one heading of the first level.
pub struct WebText {
    /// The contents, as lists of links.
    pub contents: Xml,
    /// The text with its notes.
    pub text: Xml,
    /// The pictures that it shows.
    pub pictures: Vec<Extra>,
}

/// Writes the whole text. Links that lead nowhere are told when the EPUB is made.
pub fn text(edition: &Edition) -> WebText {
    let volume = edition.first();
    let plan = Plan::whole(&volume.document);
    let pictures = PictureFiles::of(&volume.document, &edition.pictures, "");
    // Above it stand the title, and the heading that says that the text begins.
    let mut flow = Flow::new((edition, volume), (&plan, &pictures), &[], vec![0]);
    let (mut text, mut list) = (Xml::html(), Xml::html());
    flow.blocks(&mut text, &volume.document.blocks);
    flow.notes(&mut text);
    if !flow.contents.is_empty() {
        contents::nested(&mut list, volume, &flow.contents);
    }
    let extra = |file: PictureFile| (file.file, file.picture.kind.media_type(), file.picture.bytes);
    WebText {
        contents: list,
        text,
        pictures: pictures.files.into_iter().map(extra).collect(),
    }
}

/// Writes a title or a name with its directions.
pub fn words(xml: &mut Xml, content: &[Inline]) {
    plain_inlines(xml, content);
}

/// The style sheet of a book's page, and the fonts that show its letters.
///
/// # Errors
/// Where a font cannot be cut down to them.
pub fn style(edition: &Edition, page: &Xml) -> Result<(String, Vec<Extra>), Diagnostic> {
    let fonts = beside(fonts::embed(edition, page.letters())?);
    Ok((style::sheet(edition.first(), &fonts), extras(fonts)))
}

/// The style sheet of a page of no one book, in a language and set in a family that ships, and the fonts.
///
/// # Errors
/// Where a font cannot be cut down to the page's letters.
pub fn faces(language: &str, family: &str, page: &Xml) -> Result<(String, Vec<Extra>), Diagnostic> {
    let fonts = beside(fonts::of_page(&FontLibrary::shipped(), family, page.letters())?);
    let mut names: Vec<String> = Vec::new();
    for font in &fonts {
        let name = format!("\"{}\", ", style::quoted(&font.family.name));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let script = LanguageTag::parse(language).map_or_else(|_| "Latn".into(), |tag| tag.script().to_string());
    let sheet = format!(
        "{}{}html {{ font-family: {}serif; }}\n",
        style::faces(&fonts),
        style::common(&script),
        names.concat()
    );
    Ok((sheet, extras(fonts)))
}

/// The fonts, lying beside their page.
fn beside(mut fonts: Vec<Embedded>) -> Vec<Embedded> {
    fonts.iter_mut().for_each(|font| font.file = bare(&font.file));
    fonts
}

fn extras(found: Vec<Embedded>) -> Vec<Extra> {
    let files = fonts::files(found).into_iter();
    files
        .map(|file| (bare(&file.name), file.media_type, file.bytes))
        .collect()
}

fn bare(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).to_string()
}
