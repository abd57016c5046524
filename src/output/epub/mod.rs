//! The EPUB (EPUB 3.3, EPUB Accessibility 1.1): pages, package documents, fonts, container.

mod access;
mod archive;
pub(in crate::output) mod breaks;
pub(in crate::output) mod contents;
pub(in crate::output) mod flow;
pub(in crate::output) mod fonts;
mod inlines;
mod notes;
mod package;
pub(in crate::output) mod pages;
pub(in crate::output) mod pictures;
pub(in crate::output) mod plan;
mod stores;
pub(in crate::output) mod style;
mod subset;
mod tables;

use access::Holds;
use archive::{File, Place};
use contents::Landmark;
use flow::{Entry, Flow, PageMark};
use pictures::PictureFiles;
use plan::Plan;

use crate::artifact::{Artifact, Format};
use crate::diagnostic::{Diagnostic, Report};
use crate::document::{Folio, Matter};
use crate::edition::{Edition, Volume};
use crate::markup::{Letters, Xml};
use crate::media::Picture;

const XHTML: &str = "application/xhtml+xml";

/// Makes the EPUB. A book without a `cover` has no cover page. `folios` are the pages of
/// the reading PDF, in order, from which the page list is made. None, and an error in the report, where it cannot be made.
pub fn make(edition: &Edition, cover: Option<Picture>, folios: &[Folio], report: &mut Report) -> Option<Artifact> {
    match book(edition, cover, folios, report) {
        Ok(bytes) => Some(Artifact::new(
            Format::Epub,
            &edition.config.book.stem(),
            "",
            bytes,
            None,
        )),
        Err(diagnostic) => {
            report.add(diagnostic);
            None
        }
    }
}

/// What is known of the text when its pages are made.
struct Text {
    contents: Vec<Entry>,
    /// Where the pages of the printed book begin.
    pages: Vec<PageMark>,
}

/// A book in the making: its files in the order of reading, and the letters on its pages.
#[derive(Default)]
struct Book {
    files: Vec<File>,
    letters: Letters,
}

impl Book {
    fn page(&mut self, name: &str, place: Place, xml: Xml) {
        let (bytes, letters) = xml.finish();
        self.letters.join(&letters);
        self.files.push(File::new(name, XHTML, place, bytes));
    }

    /// A page that stands before others that were made earlier.
    fn page_at(&mut self, at: usize, name: &str, place: Place, xml: Xml) {
        self.page(name, place, xml);
        if let Some(page) = self.files.pop() {
            self.files.insert(at, page);
        }
    }

    /// The pages of the text.
    fn text(&mut self, plan: &Plan, mut flow: Flow<'_>, report: &mut Report) -> Text {
        for (index, chapter) in plan.chapters.iter().enumerate() {
            if let Some(page) = flow.chapter_page(index) {
                self.page(&chapter.file, Place::Text, page);
            }
        }
        flow.list_book();
        let Flow { contents, pages, .. } = flow;
        flow.findings.into_iter().for_each(|finding| report.add(finding));
        Text { contents, pages }
    }

    /// The colophon, and what no reader sees as a page: the contents for older readers, styles, fonts.
    fn resources(&mut self, edition: &Edition, volume: &Volume, text: &Text) -> Result<(), Diagnostic> {
        // The colophon names the fonts, and the fonts must hold the colophon's letters.
        self.letters.join(&pages::colophon_letters(edition));
        let fonts = fonts::embed(edition, &self.letters)?;
        self.page("colophon.xhtml", Place::Text, pages::colophon(edition, &fonts));
        let ncx = contents::ncx(edition, &text.contents, &text.pages);
        let styles = style::sheet(volume, &fonts).into_bytes();
        self.files.extend([
            File::new(contents::NCX, "application/x-dtbncx+xml", Place::Ncx, ncx),
            File::new(archive::STYLES, "text/css", Place::Resource, styles),
        ]);
        self.files.extend(fonts::files(fonts));
        Ok(())
    }

    fn picture(&mut self, name: &str, place: Place, picture: Picture) {
        let mut file = File::new(name, picture.kind.media_type(), place, picture.bytes);
        file.pixels = Some((picture.width, picture.height));
        self.files.push(file);
    }
}

fn book(
    edition: &Edition,
    cover: Option<Picture>,
    folios: &[Folio],
    report: &mut Report,
) -> Result<Vec<u8>, Diagnostic> {
    let volume = edition.first();
    let mut book = Book::default();
    let cover = cover.map(|cover| cover.on_screen().clone());
    let cover_name = cover
        .as_ref()
        .map(|cover| format!("images/cover.{}", cover.kind.extension()));
    if let Some(name) = &cover_name {
        book.page("cover.xhtml", Place::Text, pages::cover(volume, name));
    }
    let plan = Plan::of(&volume.document);
    let mut pictures = PictureFiles::of(&volume.document, &edition.pictures, "images/");
    let logo = edition.config.book.logo.as_deref();
    let logo = logo.and_then(|path| pictures.add(path, &edition.pictures));

    let flow = Flow::new((edition, volume), (&plan, &pictures), folios, Vec::new());
    let text_begins = book.files.len();
    let text = book.text(&plan, flow, report);
    let landmarks = landmarks(volume, &plan, cover_name.is_some());
    // The contents stand before the text and behind pages of their own, but are known only after it; so does the title page behind a
    // half title.
    let (leading, half_titles) = plan.leading();
    let navigation = contents::navigation(volume, &text.contents, &landmarks, &text.pages);
    book.page_at(text_begins + leading, contents::NAVIGATION, Place::Contents, navigation);
    let title = pages::title(edition, logo.as_deref());
    book.page_at(text_begins + half_titles, "title.xhtml", Place::Text, title);

    book.resources(edition, volume, &text)?;
    if let Some((name, cover)) = cover_name.zip(cover) {
        book.picture(&name, Place::CoverPicture, cover);
    }
    for file in pictures.files {
        book.picture(&file.file, Place::Resource, file.picture);
    }
    let holds = Holds::of(volume, !text.pages.is_empty());
    let package = package::package(edition, &book.files, holds);
    let bytes = archive::pack(&book.files, &package, edition.date_or_earliest())
        .map_err(|why| Diagnostic::error("epub", format!("the EPUB cannot be packed: {why}")))?;
    stores::check(&book.files, bytes.len(), report);
    Ok(bytes)
}

/// Where readers may want to go: cover, title page, pages of their own, contents, the beginning of the text proper.
fn landmarks<'a>(volume: &'a Volume, plan: &'a Plan, cover: bool) -> Vec<Landmark<'a>> {
    let matter = &volume.locale.matter;
    let of_text = |chapter: &&plan::Chapter| chapter.matter == Matter::Body && chapter.leaf.is_none();
    let text = plan.chapters.iter().find(of_text).or(plan.chapters.first());
    let own = |chapter: &'a plan::Chapter| {
        let role = chapter.leaf?.role;
        Some(Landmark {
            kind: pages::leaf_kind(role)?.0,
            href: &chapter.file,
            label: pages::leaf_name(volume, role)?,
        })
    };
    let (leading, half_titles) = plan.leading();
    let leaves = |from: usize, to: usize| plan.chapters.get(from..to).unwrap_or_default().iter().filter_map(own);
    let fixed = |kind, href, label| Landmark { kind, href, label };
    let mut found = Vec::new();
    if cover {
        found.push(fixed("cover", "cover.xhtml", &matter.cover));
    }
    found.extend(leaves(0, half_titles));
    found.push(fixed("titlepage", "title.xhtml", &matter.title_page));
    found.extend(leaves(half_titles, leading));
    found.push(fixed("toc", contents::NAVIGATION, &matter.contents));
    found.extend(text.map(|text| fixed("bodymatter", &text.file, &matter.text)));
    found.push(fixed("colophon", "colophon.xhtml", &matter.colophon));
    found
}
