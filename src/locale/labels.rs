//! The words of a language, as `assets/locales/*.toml` lays them out. Texts in braces are filled in by [`fill`](super::fill).

use serde::{Deserialize, Serialize};

/// The names of a book's parts and lists.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MatterLabels {
    /// The cover.
    pub cover: String,
    /// The title page.
    pub title_page: String,
    /// The contents page.
    pub contents: String,
    /// The list of landmarks (EPUB 3.3 § 5.4.2.3).
    pub landmarks: String,
    /// The list of page breaks (EPUB 3.3 § 5.4.2.4).
    pub page_list: String,
    /// The body of the text.
    pub text: String,
    /// An opening without a heading of its own; an introduction.
    pub introduction: String,
    /// A preface.
    pub preface: String,
    /// A foreword, by another hand.
    pub foreword: String,
    /// The title alone, on a page before the title page.
    pub half_title: String,
    /// A dedication.
    pub dedication: String,
    /// Words of another that stand over the book.
    pub epigraph: String,
    /// The page that says whose the book is.
    pub copyright_page: String,
    /// Acknowledgements.
    pub acknowledgements: String,
    /// An afterword.
    pub afterword: String,
    /// An appendix.
    pub appendix: String,
    /// A bibliography.
    pub bibliography: String,
    /// An index.
    pub index: String,
    /// The notes, where they stand together.
    pub notes: String,
    /// A note by those who edited the text.
    pub editorial_note: String,
    /// The colophon.
    pub colophon: String,
    /// The list of figures.
    pub figures: String,
    /// The list of tables.
    pub tables: String,
}

/// Single words and short labels.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Words {
    /// A page.
    pub page: String,
    /// A chapter and its `{number}`.
    pub chapter: String,
    /// A part and its `{number}`.
    pub part: String,
    /// A note.
    pub note: String,
    /// A note and its `{number}`.
    pub note_number: String,
    /// The link from a note back to the text.
    pub back: String,
    /// The same where a note is called more than once: `{number}` says from where.
    pub back_number: String,
    /// A figure and its `{number}`.
    pub figure: String,
    /// A table and its `{number}`.
    pub table: String,
    /// An image.
    pub image: String,
    /// An image that is not there.
    pub missing_image: String,
    /// A piece of code.
    pub code: String,
    /// A quotation.
    pub quotation: String,
    /// Verse.
    pub verse: String,
    /// Said of a task that is done.
    pub done: String,
    /// Said of a task that is not done.
    pub not_done: String,
    /// Before the authors' names.
    pub by: String,
    /// The authors.
    pub authors: String,
    /// The contributors.
    pub contributors: String,
    /// The publisher.
    pub publisher: String,
    /// The language.
    pub language: String,
    /// The version.
    pub version: String,
    /// The edition.
    pub edition: String,
    /// The date.
    pub date: String,
    /// The rights.
    pub rights: String,
    /// The identifier.
    pub identifier: String,
    /// The licence.
    pub licence: String,
    /// A draft.
    pub draft: String,
}

/// What boxes are called where their authors give them no title.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Callouts {
    /// Something that is good to know.
    pub note: String,
    /// Something that helps.
    pub tip: String,
    /// Something that must be known.
    pub important: String,
    /// Something that may go wrong.
    pub warning: String,
    /// Something that may do harm.
    pub caution: String,
}

/// What people did, by MARC relator code, with their `{names}`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Roles {
    /// Author.
    pub aut: String,
    /// Contributor.
    pub ctb: String,
    /// Translator.
    pub trl: String,
    /// Editor.
    pub edt: String,
    /// Illustrator.
    pub ill: String,
    /// Photographer.
    pub pht: String,
    /// Book designer.
    pub bkd: String,
    /// Designer of the cover.
    pub cov: String,
    /// Author of the foreword.
    pub aui: String,
    /// Author of the afterword.
    pub aft: String,
    /// Compiler.
    pub com: String,
    /// Annotator.
    pub ann: String,
    /// Publisher.
    pub pbl: String,
}

impl Roles {
    /// How the people of a role are told; those of a role that has no word of its own had a hand in the book.
    pub fn phrase(&self, relator: &str) -> &str {
        match relator {
            "aut" | "cre" => &self.aut,
            "trl" => &self.trl,
            "edt" => &self.edt,
            "ill" | "art" => &self.ill,
            "pht" => &self.pht,
            "bkd" | "bkp" => &self.bkd,
            "cov" => &self.cov,
            "aui" | "wpr" => &self.aui,
            "aft" => &self.aft,
            "com" => &self.com,
            "ann" => &self.ann,
            "pbl" => &self.pbl,
            _ => &self.ctb,
        }
    }
}

/// The sentences of the colophon and of the cover's description.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Colophon {
    /// `{version}` and `{date}` of the edition.
    pub version_date: String,
    /// `{version}` of an edition without a date.
    pub version_only: String,
    /// The one font that the book is set in: `{fonts}`.
    pub set_in: String,
    /// The several fonts that the book is set in: `{fonts}`.
    pub set_in_several: String,
    /// A `{font}`, its `{version}` and `{licence}`.
    pub font_licence: String,
    /// The `{program}` that made it, with its version.
    pub made_with: String,
    /// Before the command that builds the edition again.
    pub rebuild: String,
    /// The `{address}` of the digital edition.
    pub digital_edition: String,
    /// `{year}` and `{holders}` of the copyright.
    pub copyright: String,
    /// The description of the cover's picture: `{title}`.
    pub cover_alt: String,
}

/// What is printed on the margins of a sheet, outside the trim.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SheetLabels {
    /// `{sheet}` of `{sheets}`.
    pub sheet: String,
    /// The number of a `{signature}`.
    pub signature: String,
    /// The front of a sheet.
    pub front: String,
    /// The back of a sheet.
    pub back: String,
    /// Print at `{percent}`.
    pub actual_size: String,
    /// Two-sided printing, flipped on the short edge.
    pub flip_short_edge: String,
    /// At a fold line.
    pub fold: String,
    /// At a cutting line.
    pub cut: String,
    /// At a staple's place.
    pub staple: String,
}

/// The instructions of the calibration sheet.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Calibration {
    /// What the sheet is called.
    pub title: String,
    /// When to print it; how to print it follows in the words of [`SheetLabels`].
    pub print: String,
    /// How to fold it.
    pub fold: String,
    /// If pages `{two}` and `{three}` are upright.
    pub upright: String,
    /// If they are upside down.
    pub headlong: String,
    /// The lines of `{length}` mm, to be printed at `{percent}`.
    pub scale: String,
    /// The crosses and grids.
    pub shift: String,
    /// The stairs at the edges, of which up to `{edge}` mm are usual.
    pub edges: String,
    /// At the scale across the fold.
    pub crease: String,
    /// The top of a page.
    pub top: String,
}

/// The sentences that an accessibility summary is made of (EPUB Accessibility 1.1 § 2.2).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Accessibility {
    /// Headings, links and reading order.
    pub structure: String,
    /// There are no images.
    pub no_images: String,
    /// Every image is described.
    pub described_images: String,
    /// Some images are not described.
    pub undescribed_images: String,
    /// The page numbers are those of the printed edition.
    pub page_list: String,
    /// Nothing flashes, moves or makes a sound.
    pub no_hazards: String,
}

/// The words of a release's pages.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Site {
    /// The list of books.
    pub books: String,
    /// Download.
    pub download: String,
    /// The reading PDF.
    pub pdf: String,
    /// The booklet.
    pub booklet: String,
    /// The print shop's file.
    pub print: String,
    /// The EPUB.
    pub epub: String,
    /// The plain text.
    pub text: String,
    /// The cover's picture.
    pub cover: String,
    /// The count of pages.
    pub pages: String,
    /// The size of a file.
    pub size: String,
    /// `{number}` megabytes.
    pub megabytes: String,
    /// `{number}` kilobytes.
    pub kilobytes: String,
    /// The checksum of a file.
    pub checksum: String,
    /// The signature of a file.
    pub signature: String,
    /// The list of changes.
    pub changes: String,
    /// Nothing changed.
    pub no_changes: String,
    /// Added.
    pub added: String,
    /// Removed.
    pub removed: String,
    /// Changed.
    pub changed: String,
    /// The heading of the printing instructions.
    pub how_to_print: String,
    /// The heading of the verifying instructions.
    pub how_to_verify: String,
    /// The source bundle.
    pub source: String,
    /// The count of words.
    pub words: String,
    /// The heading of the whole text.
    pub read: String,
    /// The page of all versions.
    pub all_versions: String,
    /// The feed for reading programs.
    pub catalogue: String,
    /// The heading of the changes since `{version}`.
    pub since: String,
    /// Said of a version without one before it.
    pub first_version: String,
    /// What the reading PDF is for.
    pub for_pdf: String,
    /// What the booklet is for.
    pub for_booklet: String,
    /// What the print shop's file is for.
    pub for_print: String,
    /// What the EPUB is for.
    pub for_epub: String,
    /// What the plain text is for.
    pub for_text: String,
    /// What the cover's picture is for.
    pub for_cover: String,
    /// What the source bundle is for.
    pub for_source: String,
    /// How the booklet is printed: on sheets, folded, stapled.
    pub print_steps: [String; 3],
    /// How files are verified: before the command of coreutils, and before that of this program.
    pub verify_steps: [String; 2],
}
