//! What a theme finds in `book.json`. `docs/themes.md` tells theme writers; [`PROTOCOL`] changes when an old theme would fail.

use std::collections::BTreeMap;

use serde::Serialize;

use super::barcode::Barcode;
use super::qr::QrModules;
use super::shaping_hints;
use crate::config::Ink;
use crate::document::{Block, BlockId, BlockKind, Document, Inline, Note, controlled};
use crate::edition::{Borrowed, Edition, Volume};
use crate::imposition::Size;
use crate::imposition::fit::Tuning;
use crate::locale::Locale;

/// The version of the theme protocol.
const PROTOCOL: u32 = 1;

/// The book as themes see it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Data<'a> {
    protocol: u32,
    title: &'a [Inline],
    title_text: &'a str,
    title_parts: Vec<String>,
    subtitle: Option<&'a [Inline]>,
    authors: &'a [Vec<Inline>],
    author_names: Vec<&'a str>,
    author_line: Vec<Inline>,
    contributors: Vec<Vec<Inline>>,
    name_lines: Vec<Vec<Inline>>,
    language: &'a str,
    script: &'a str,
    direction: &'a str,
    numbering: String,
    version: String,
    date: Option<String>,
    description: Option<Vec<Inline>>,
    description_text: Option<&'a str>,
    subjects: &'a [String],
    publisher: Option<Vec<Inline>>,
    series: Option<Vec<Inline>>,
    url: Option<&'a str>,
    rights: Option<Vec<Inline>>,
    qr: Option<QrModules>,
    barcode: Option<Barcode>,
    cover_image: Option<&'a str>,
    logo: Option<&'a str>,
    chapters: usize,
    contents: bool,
    title_page: bool,
    contents_depth: u8,
    missing: String,
    borrowed: &'a [Borrowed],
    words: &'static Locale,
    colophon: Vec<Vec<Inline>>,
    edition_line: Option<Vec<Inline>>,
    rebuild: Option<&'static str>,
    settings: Settings<'a>,
    running_title: Vec<Inline>,
    running: Vec<Vec<Inline>>,
    pictures: BTreeMap<&'a str, String>,
    anchors: BTreeMap<&'a str, BlockId>,
    blocks: &'a [Block],
    notes: &'a [Note],
}

/// What the book decides about its pages; lengths in points.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Settings<'a> {
    width: f64,
    height: f64,
    spine: f64,
    fonts: Vec<&'a str>,
    heading: Option<&'a str>,
    latin: Option<&'a str>,
    mono: Option<&'a str>,
    font_size: f64,
    leading: f64,
    margins: f64,
    bleed: f64,
    accent: Option<&'a str>,
    ink: Ink,
    hyphenate: bool,
}

impl<'a> Settings<'a> {
    fn new(edition: &'a Edition, volume: &'a Volume, sheet: PageSetup) -> Self {
        let (config, setting, faces) = (&edition.config, volume.family.setting, &volume.faces);
        let size_of_text = config.pdf.font_size.map_or(setting.size, |length| length.points);
        let leading = config
            .pdf
            .leading
            .map_or(size_of_text * setting.leading, |length| length.points);
        Self {
            width: sheet.size.width,
            height: sheet.size.height,
            spine: sheet.spine,
            fonts: edition.families.iter().map(|family| family.name.as_str()).collect(),
            heading: faces.heading.as_ref().map(|family| family.name.as_str()),
            latin: faces.latin.as_ref().map(|family| family.name.as_str()),
            mono: faces.mono.as_ref().map(|family| family.name.as_str()),
            font_size: size_of_text * sheet.tuning.size,
            leading: leading * sheet.tuning.leading,
            margins: sheet.tuning.margin,
            bleed: config.print.bleed,
            accent: config.pdf.accent.as_deref(),
            ink: config.pdf.ink,
            hyphenate: config.pdf.hyphenate && hyphenated(volume),
        }
    }
}

/// What is laid out on: pages of a size, and for a cover in one piece its spine, in points.
#[derive(Debug, Clone, Copy)]
pub struct PageSetup {
    /// A page.
    pub size: Size,
    /// The spine's width.
    pub spine: f64,
    /// By how much type and margins are changed.
    pub tuning: Tuning,
}

impl<'a> Data<'a> {
    /// The book's data for such a sheet; `document` is its text as Typst is to have it. `pictures` maps the pictures' paths to the
    /// names of their files.
    pub fn new(
        edition: &'a Edition,
        document: &'a Document,
        sheet: PageSetup,
        pictures: BTreeMap<&'a str, String>,
    ) -> Self {
        let volume = edition.first();
        let (config, book, imprint) = (&edition.config, &edition.config.book, &volume.imprint);
        let chapters = volume.chapters();
        let said = |text: &str| shaping_hints::parted(volume.isolated(text));
        let shown = |path: &'a Option<String>| path.as_deref().filter(|path| pictures.contains_key(path));
        Self {
            protocol: PROTOCOL,
            title: &volume.title,
            title_text: &book.title,
            title_parts: imprint.title_parts.iter().map(|part| controlled(&said(part))).collect(),
            subtitle: volume.subtitle.as_deref(),
            authors: &volume.authors,
            author_names: book.authors.iter().map(|person| person.name.as_str()).collect(),
            author_line: said(&imprint.author_line),
            contributors: imprint.credit_lines().map(shaping_hints::parted).collect(),
            name_lines: imprint.name_lines.iter().map(|line| said(line)).collect(),
            language: book.language.language(),
            script: book.language.script(),
            direction: volume.direction.name(),
            numbering: volume.numerals.digit(1).to_string(),
            version: imprint.version.clone(),
            date: imprint.date.clone(),
            description: book.description.as_deref().map(said),
            description_text: book.description.as_deref(),
            subjects: &book.subjects,
            publisher: book.publisher.as_deref().map(said),
            series: book.series.as_deref().map(said),
            url: book.url.as_deref(),
            rights: book.rights.as_deref().map(said),
            qr: book.url.as_deref().filter(|_| config.pdf.qr).and_then(QrModules::of),
            barcode: book.isbn.as_ref().map(Barcode::of),
            cover_image: shown(&book.cover_image),
            logo: shown(&book.logo),
            chapters,
            contents: config.pdf.contents.unwrap_or(chapters >= 2),
            title_page: config.pdf.title_page,
            contents_depth: book.contents_depth.unwrap_or(1),
            missing: edition.missing.iter().collect(),
            borrowed: &volume.faces.borrowed,
            words: volume.locale,
            colophon: imprint.page_colophon.iter().map(|line| said(line)).collect(),
            edition_line: imprint.version_line.as_deref().map(said),
            rebuild: imprint.rebuild,
            settings: Settings::new(edition, volume, sheet),
            running_title: said(&imprint.running_title),
            running: imprint.running_heads.iter().map(|head| said(head)).collect(),
            pictures,
            anchors: anchors(edition),
            blocks: &document.blocks,
            notes: &document.notes,
        }
    }
}

/// Whether a volume's words may be parted at line ends. A language without a locale of its own has none whose patterns are its own.
fn hyphenated(volume: &Volume) -> bool {
    volume.locale.hyphenated && volume.locale.tag == volume.language.language()
}

/// The distance between baselines, in sizes of the type.
pub fn leading(edition: &Edition) -> f64 {
    let (pdf, setting) = (&edition.config.pdf, edition.first().family.setting);
    let size = pdf.font_size.as_ref().map_or(setting.size, |length| length.points);
    pdf.leading
        .as_ref()
        .map_or(setting.leading, |length| length.points / size)
}

/// The heading that each anchor names.
fn anchors(edition: &Edition) -> BTreeMap<&str, BlockId> {
    let mut found = BTreeMap::new();
    edition.first().on_paper.visit(&mut |block| {
        if let BlockKind::Heading(heading) = &block.kind {
            found.insert(heading.anchor.as_str(), block.id);
        }
    });
    found
}
