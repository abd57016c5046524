//! What a session shows at one moment. It never changes; what few look at (sheets, cover, EPUB, places) is made when it is asked for.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::{Arc, OnceLock};

use super::drawings::Drawings;
use super::places::Places;
use crate::diagnostic::{Diagnostic, FileId, Report, Sources};
use crate::edition::Edition;
use crate::output::epub;
use crate::output::pdf::{self, FontSet, ScreenPages, ScreenSheets};

/// A book at one moment.
pub struct Snapshot {
    /// How often it has been made.
    pub revision: u64,
    /// The last pages that could be laid out.
    pub laid: Option<Arc<LaidBook>>,
    /// Drawings that were made before.
    pub drawings: Arc<Drawings>,
    /// What is to be said of it.
    pub report: Report,
    /// The texts that were read, in which findings have their places.
    pub sources: Sources,
    /// Whether the pages are older than the files.
    pub failed: bool,
    /// Whether the pages have been looked through.
    pub finished: bool,
}

/// A book that was laid out.
pub struct LaidBook {
    /// What it was made from.
    pub edition: Edition,
    /// Its pages.
    pub pages: ScreenPages,
    /// The texts, in which words have their places.
    pub sources: Sources,
    /// The first place at which a text is otherwise than the time before.
    pub edited: Option<(FileId, usize)>,
    fonts: Arc<FontSet>,
    places: OnceLock<Places>,
    sheets: OnceLock<Result<ScreenSheets, Diagnostic>>,
    cover: OnceLock<Option<ScreenPages>>,
    epub: OnceLock<Option<EpubFiles>>,
}

/// An EPUB taken out of its container.
pub struct EpubFiles {
    /// Its files by their paths.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Its pages in the order of reading, each with its title.
    pub pages: Vec<(String, String)>,
}

impl Snapshot {
    /// The same while the pages have not been looked through.
    #[must_use]
    pub fn unfinished(self) -> Self {
        Self {
            finished: false,
            ..self
        }
    }

    /// The drawing of a page of `pages` that looks so.
    pub fn drawing(&self, pages: &ScreenPages, page: usize, look: u64) -> Option<Arc<str>> {
        let whole = *pages.looks().get(page)?;
        if short(whole) != look {
            return None;
        }
        self.drawings.get(whole, || pages.svg(page))
    }

    /// Draws the pages that windows have in view, before they ask for them.
    pub fn draw_ahead(&self) {
        let Some(laid) = &self.laid else { return };
        for page in self.drawings.asked() {
            if let Some(look) = laid.pages.looks().get(page) {
                self.drawings.get(*look, || laid.pages.svg(page));
            }
        }
    }
}

/// A look as browsers are told it.
pub fn short(look: u128) -> u64 {
    (look & u128::from(u64::MAX)) as u64
}

impl LaidBook {
    /// A book that was laid out just now.
    pub fn new(edition: Edition, fonts: Arc<FontSet>, pages: ScreenPages, sources: Sources) -> Self {
        Self {
            edition,
            pages,
            sources,
            edited: None,
            fonts,
            places: OnceLock::new(),
            sheets: OnceLock::new(),
            cover: OnceLock::new(),
            epub: OnceLock::new(),
        }
    }

    /// Where the words of the manuscript stand on the pages.
    pub fn places(&self) -> &Places {
        self.places
            .get_or_init(|| Places::of(&self.edition.first().on_paper, &self.pages, &self.sources))
    }

    /// The sheets of the book's first booklet.
    pub fn sheets(&self) -> Result<&ScreenSheets, &Diagnostic> {
        let made = self.sheets.get_or_init(|| {
            let booklet = self.edition.config.booklet.sheets().next();
            let sheets = booklet.ok_or_else(|| Diagnostic::note("booklet", "the book wants no booklet"))?;
            self.pages.sheets(&self.edition, &self.fonts, sheets)
        });
        made.as_ref()
    }

    /// The cover.
    pub fn cover(&self) -> Option<&ScreenPages> {
        let made = || ScreenPages::cover(&self.edition, &self.fonts, &mut Report::new());
        self.cover.get_or_init(made).as_ref()
    }

    /// The EPUB.
    pub fn epub(&self) -> Option<&EpubFiles> {
        let made = || {
            let mut report = Report::new();
            let cover = pdf::cover(&self.edition, &self.fonts, &mut report);
            let folios = self.pages.folios(&self.edition);
            let made = epub::make(&self.edition, cover, &folios, &mut report)?;
            EpubFiles::taken_out(&made.bytes)
        };
        self.epub.get_or_init(made).as_ref()
    }
}

impl EpubFiles {
    fn taken_out(container: &[u8]) -> Option<Self> {
        let mut archive = zip::ZipArchive::new(Cursor::new(container)).ok()?;
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).ok()?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).ok()?;
            files.insert(file.name().to_string(), bytes);
        }
        let pages = spine(&files)?
            .into_iter()
            .map(|path| {
                let title = files.get(&path).and_then(|page| title(page));
                (path.clone(), title.unwrap_or(path))
            })
            .collect();
        Some(Self { files, pages })
    }
}

/// What a page of the EPUB is called.
fn title(page: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(page).ok()?;
    let (_, rest) = text.split_once("<title>")?;
    let (title, _) = rest.split_once("</title>")?;
    Some(quick_xml::escape::unescape(title).ok()?.into_owned())
}

/// The pages of a package document in the order of its spine (EPUB 3.3 § 5.6), by their paths in the container.
fn spine(files: &BTreeMap<String, Vec<u8>>) -> Option<Vec<String>> {
    let (path, package) = files.iter().find(|(path, _)| path.ends_with(".opf"))?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let text = std::str::from_utf8(package).ok()?;
    let (mut items, mut order) = (BTreeMap::new(), Vec::new());
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                let value = |name: &str| {
                    let value = tag.try_get_attribute(name).ok().flatten()?;
                    Some(value.unescape_value().ok()?.into_owned())
                };
                match tag.local_name().as_ref() {
                    b"item" => drop(items.insert(value("id")?, value("href")?)),
                    b"itemref" => order.push(value("idref")?),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    let path = |id: String| {
        let name = items.get(&id)?;
        Some(if folder.is_empty() {
            name.clone()
        } else {
            format!("{folder}/{name}")
        })
    };
    Some(order.into_iter().filter_map(path).collect())
}
