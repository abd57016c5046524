//! The table of what `book.toml` may say: one row a key. Reading, checking, "did you mean" and the documentation of the
//! configuration (`kurras --help`, `docs/book-toml.md`) all come from it.

use super::Ink;
use crate::imposition::print::PageOrder;
use crate::imposition::{Choice as _, CreepMethod, Flip, MarkSet, Scale};

/// What a key's value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A string that is not empty.
    Text,
    /// A string, or a list of strings.
    Texts,
    /// A list of names: strings, or tables with `name`, `sort`, `role` and `names`.
    People,
    /// `true` or `false`.
    Boolean,
    /// A whole number within these bounds.
    Integer(i64, i64),
    /// A length with its unit: a string such as `"3mm"`, `"0.125in"`, `"12pt"` or `"1cm"`.
    Length,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of these words, or one of them.
    Choices(&'static [&'static str]),
}

impl KeyKind {
    /// The kind as an error message words it, after "must be".
    pub fn expectation(self) -> String {
        match self {
            KeyKind::Text => "a string that is not empty".into(),
            KeyKind::Texts => "a string or a list of strings".into(),
            KeyKind::People => "a list of names: strings, or tables such as { name = \"…\", sort = \"…\", role = \"aut\", kind = \"group\", names = { en = \"…\" } }".into(),
            KeyKind::Boolean => "true or false".into(),
            KeyKind::Integer(low, high) => format!("a whole number from {low} to {high}"),
            KeyKind::Length => "a length with its unit, such as \"3mm\", \"1cm\", \"0.125in\" or \"12pt\"".into(),
            KeyKind::Choice(words) => format!("one of {}", quoted(words)),
            KeyKind::Choices(words) => format!("one or a list of {}", quoted(words)),
        }
    }

    /// A value of the kind as `book.toml` writes it, for hints.
    pub fn example(self) -> String {
        match self {
            KeyKind::Text => "\"…\"".into(),
            KeyKind::Texts | KeyKind::People => "[\"…\", \"…\"]".into(),
            KeyKind::Boolean => "true".into(),
            KeyKind::Integer(low, _) => low.to_string(),
            KeyKind::Length => "\"3mm\"".into(),
            KeyKind::Choice(words) => quoted(words.get(..1).unwrap_or_default()),
            KeyKind::Choices(words) => format!("[{}]", quoted(words.get(..2).unwrap_or(words))),
        }
    }
}

fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("\"{word}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The table it stands in.
    pub section: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What its value must be.
    pub kind: KeyKind,
    /// Its default, as a user would write it, or what decides it.
    pub default: &'static str,
    /// What it says.
    pub about: &'static str,
}

const fn key(
    section: &'static str,
    name: &'static str,
    kind: KeyKind,
    default: &'static str,
    about: &'static str,
) -> Key {
    Key {
        section,
        name,
        kind,
        default,
        about,
    }
}

use KeyKind::*;

/// Every key that `book.toml` may hold, except those of `[lint]`, whose names are lint codes.
pub const KEYS: &[Key] = &[
    key(
        "book",
        "title",
        Text,
        "the front matter's, the first heading, or the file's or folder's name",
        "the title",
    ),
    key("book", "subtitle", Text, "none", "the subtitle"),
    key("book", "authors", People, "none", "who wrote it"),
    key(
        "book",
        "contributors",
        People,
        "none",
        "who else had a hand in it, with MARC relator codes as roles",
    ),
    key(
        "book",
        "language",
        Text,
        "told by the letters of the text",
        "the language (BCP 47); the direction follows from its script",
    ),
    key(
        "book",
        "version",
        Text,
        "\"0.1.0\"",
        "the version (semantic versioning); printed where it is given",
    ),
    key("book", "date", Text, "none", "this version's date, YYYY-MM-DD"),
    key(
        "book",
        "slug",
        Text,
        "the folder's or file's name in ASCII letters",
        "what files are named by: ASCII letters, digits, - and _",
    ),
    key(
        "book",
        "identifier",
        Text,
        "the ISBN, or a UUID made of slug and language",
        "the publication's identifier: urn:uuid:…, urn:isbn:… or an ISBN",
    ),
    key("book", "publisher", Text, "none", "who publishes it"),
    key(
        "book",
        "description",
        Text,
        "none",
        "a blurb: on the back cover, in catalogues",
    ),
    key("book", "subjects", Texts, "none", "what it is about"),
    key("book", "series", Text, "none", "the series it belongs to"),
    key(
        "book",
        "series-position",
        Integer(1, 100_000),
        "none",
        "its place in the series",
    ),
    key(
        "book",
        "source",
        Text,
        "none",
        "the work that this edition was made from",
    ),
    key("book", "url", Text, "none", "where the digital edition lives"),
    key("book", "rights", Text, "none", "the rights line"),
    key(
        "book",
        "rebuild",
        Boolean,
        "false",
        "whether the colophon tells how this edition is built again from its manuscript",
    ),
    key(
        "book",
        "numerals",
        Choice(&["western", "arabic-indic", "persian"]),
        "by language",
        "the digits that the program numbers with",
    ),
    key(
        "book",
        "convert-digits",
        Boolean,
        "false",
        "whether the author's own digits are changed to these too",
    ),
    key(
        "book",
        "smart",
        Boolean,
        "true",
        "whether straight quotation marks, `--`, `---` and (in Latin letters) `...` and `'` become the language's signs; never in code",
    ),
    key(
        "book",
        "number-headings",
        Integer(0, 6),
        "0",
        "down to which level headings are numbered by the program; 0: none",
    ),
    key(
        "book",
        "contents-depth",
        Integer(1, 6),
        "1 on pages, 3 in the EPUB",
        "down to which level the contents list headings, from chapters on; parts are listed in any case",
    ),
    key(
        "book",
        "list-numbers",
        Choices(&["digits", "letters"]),
        "\"digits\"",
        "what numbered lists count in; of several words the second is for lists inside lists, and so on",
    ),
    key(
        "book",
        "manuscript",
        Texts,
        "those of SUMMARY.md, or every text of the folder in natural order",
        "the manuscript's files, in order: names, folders, and patterns such as chapters/*.md",
    ),
    key(
        "book",
        "isbn",
        Text,
        "none",
        "the ISBN, of 10 or 13 digits: in the colophon, and as a barcode on the back cover",
    ),
    key(
        "book",
        "cover-image",
        Text,
        "none",
        "a picture for the front cover, which fills it behind the title: its path from the book's folder",
    ),
    key(
        "book",
        "logo",
        Text,
        "none",
        "a small picture of the publisher's, on the title page and the back cover: its path from the book's folder",
    ),
    key(
        "pdf",
        "paper",
        Text,
        "\"a5\"",
        "the trim size: a paper's name, or such as \"120mm x 180mm\"",
    ),
    key("pdf", "theme", Text, "\"pamphlet\"", "the theme"),
    key("pdf", "font", Text, "by language", "the text's font family"),
    key(
        "pdf",
        "heading-font",
        Text,
        "the text's",
        "the font family of titles and headings",
    ),
    key(
        "pdf",
        "latin-font",
        Text,
        "the text's",
        "the font family of words in Latin letters, in books of another script",
    ),
    key(
        "pdf",
        "mono-font",
        Text,
        "\"Source Code Pro\"",
        "the font family of code",
    ),
    key("pdf", "font-size", Length, "by theme", "the text's size"),
    key(
        "pdf",
        "leading",
        Length,
        "by theme",
        "the distance from one line of text to the next",
    ),
    key(
        "pdf",
        "hyphenate",
        Boolean,
        "true",
        "whether words are parted at line ends, in languages that part them (English, French)",
    ),
    key(
        "pdf",
        "links",
        Choice(&["notes", "none"]),
        "\"notes\"",
        "where pages show the addresses of links: in notes at the foot, or nowhere",
    ),
    key("pdf", "accent", Text, "by theme", "the one strong colour, as #rrggbb"),
    key(
        "pdf",
        "ink",
        Choice(Ink::NAMES),
        "\"full\"",
        "how much ink pages take: colours, black and greys only, or no filled shapes and large type in outline",
    ),
    key(
        "pdf",
        "contents",
        Boolean,
        "true where there are two chapters or more",
        "whether there is a contents page",
    ),
    key(
        "pdf",
        "title-page",
        Boolean,
        "true",
        "whether there is a title page; without one the text begins on the back of the cover, so that what is short takes one folded sheet",
    ),
    key(
        "pdf",
        "qr",
        Boolean,
        "false",
        "whether the back cover has a QR code of the book's url",
    ),
    key(
        "booklet",
        "paper",
        Texts,
        "\"a4\"",
        "the sheets: papers' names or sizes",
    ),
    key("booklet", "scheme", Text, "\"saddle\"", "how pages are laid on sheets"),
    key(
        "booklet",
        "flip",
        Choices(Flip::NAMES),
        "\"short-edge\"",
        "about which edge the printer turns the sheet",
    ),
    key(
        "booklet",
        "marks",
        Choices(&MarkSet::WORDS),
        "none",
        "marks outside the pages: to cut, to fold, to staple, and a line that names the sheet; pages are a little smaller then",
    ),
    key(
        "booklet",
        "creep",
        Text,
        "none",
        "the paper's weight (\"80g\") or thickness (\"0.1mm\"), by which inner pages move towards the fold",
    ),
    key(
        "booklet",
        "creep-method",
        Choice(CreepMethod::NAMES),
        "\"pushout\"",
        "what moves: the print alone, to be cut after stapling, or the trim too, to be cut before folding",
    ),
    key(
        "booklet",
        "fit",
        Boolean,
        "false",
        "whether pages are set a little smaller and tighter where that saves a sheet a copy; then in the PDF for reading too",
    ),
    key(
        "booklet",
        "fit-size",
        Integer(0, 15),
        "5",
        "at most how many percent the text's size gives way",
    ),
    key(
        "booklet",
        "fit-leading",
        Integer(0, 15),
        "6",
        "at most how many percent the leading gives way",
    ),
    key(
        "booklet",
        "fit-margins",
        Integer(0, 40),
        "12",
        "at most how many percent the margins give way",
    ),
    key(
        "booklet",
        "scale",
        Choice(Scale::NAMES),
        "\"fit\"",
        "how large pages become on sheets: as large as these allow, or 100 %",
    ),
    key(
        "booklet",
        "edge",
        Length,
        "\"0mm\", or \"8mm\" with marks",
        "what stays clear along the sheets' edges",
    ),
    key(
        "booklet",
        "gutter",
        Length,
        "\"0mm\"",
        "what stays free on either side of a fold, for glue or milling",
    ),
    key(
        "print",
        "bleed",
        Length,
        "\"3mm\"",
        "how far colour reaches beyond the trim; in North America \"0.125in\"",
    ),
    key(
        "print",
        "marks",
        Boolean,
        "true",
        "whether crop marks stand outside the bleed",
    ),
    key(
        "print",
        "order",
        Choice(PageOrder::NAMES),
        "\"reading\"",
        "the order of pages; reversed for services that know only books bound on the left",
    ),
    key(
        "print",
        "inks",
        Choice(&["colour", "black"]),
        "\"colour\"",
        "whether colours stay, or all becomes shades of black ink; text that is black or grey is black ink alone in either",
    ),
    key(
        "print",
        "cover",
        Boolean,
        "true",
        "whether the cover is a file of its own, in one piece with its spine; else its pages stay in the book",
    ),
    key(
        "print",
        "paper",
        Text,
        "none",
        "the inner paper's weight (\"90g\") or a leaf's thickness (\"0.1mm\"), which makes the spine",
    ),
    key(
        "print",
        "cover-paper",
        Text,
        "none",
        "the cover's weight or thickness, which the spine gains twice",
    ),
    key(
        "print",
        "spine",
        Length,
        "by pages and paper",
        "the spine's width, where the print shop says one",
    ),
    key("epub", "font", Boolean, "true", "whether the text's fonts are embedded"),
    key(
        "epub",
        "conforms-to",
        Choice(CONFORMANCE),
        "nothing is claimed",
        "what of WCAG the EPUB was found to conform to, under EPUB Accessibility 1.1",
    ),
    key("epub", "certified-by", Text, "none", "who found that it conforms"),
    key(
        "epub",
        "certifier-credential",
        Text,
        "none",
        "what entitles them to say so: its name or its address",
    ),
    key("epub", "certifier-report", Text, "none", "the address of their report"),
    key(
        "epub",
        "exemption",
        Choice(EXEMPTIONS),
        "none",
        "the exemption from the European Accessibility Act that the publisher claims",
    ),
    key(
        "check",
        "spelling",
        Boolean,
        "true",
        "whether `kurras check` looks words up in the dictionaries that ship (Arabic, Persian, English, French)",
    ),
    key(
        "check",
        "words",
        Texts,
        "none",
        "words that are right, whatever dictionaries say",
    ),
    key(
        "check",
        "word-list",
        Text,
        "none",
        "a file of the book's folder with such words, one a line; what stands behind # is passed over",
    ),
    key(
        "edition",
        "name",
        Text,
        "the style's name",
        "what the edition's files end in: SLUG-VERSION-NAME.pdf",
    ),
    key(
        "edition",
        "style",
        Choice(STYLE_NAMES),
        "none",
        "values that go together: text of 18 points on A4 pages; as little ink as can be; no colour",
    ),
    key(
        "edition",
        "formats",
        Choices(&["pdf", "booklet", "print"]),
        "[\"pdf\", \"booklet\"], and \"print\" where there is an [edition.print]",
        "what is made of it",
    ),
];

/// WCAG's versions and levels, as `conforms-to` names them.
pub const CONFORMANCE: &[&str] = &[
    "wcag-2.0-a",
    "wcag-2.0-aa",
    "wcag-2.0-aaa",
    "wcag-2.1-a",
    "wcag-2.1-aa",
    "wcag-2.1-aaa",
    "wcag-2.2-a",
    "wcag-2.2-aa",
    "wcag-2.2-aaa",
];

/// The exemptions of Directive (EU) 2019/882, articles 4 (5) and 14, as `exemption` names them.
pub const EXEMPTIONS: &[&str] = &["microenterprise", "disproportionate-burden", "fundamental-alteration"];

/// The tables that an edition may hold again, with the same keys: `[edition.pdf]` over `[pdf]`, and so on.
pub const VARIED: &[&str] = &["pdf", "booklet", "print"];

/// Every style of an edition, with what it says: below what the edition itself says, above what the book says.
pub const STYLES: &[(&str, &str)] = &[
    (
        "large-print",
        "pdf = { font-size = \"18pt\", leading = \"29pt\", paper = \"a4\" }\nbooklet = { paper = \"a3\" }",
    ),
    ("low-ink", "pdf = { ink = \"low\" }"),
    ("black", "pdf = { ink = \"black\" }"),
];

const STYLE_NAMES: &[&str] = &["large-print", "low-ink", "black"];

/// The tables that `book.toml` may hold.
pub const SECTIONS: &[&str] = &["book", "pdf", "booklet", "print", "epub", "check", "edition", "lint"];

/// The known word nearest to what was written, if it is near enough to be a slip: Damerau's distance with adjacent swaps is at most a third of
/// its letters.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |word: &&str| strsim::osa_distance(written, word);
    let best = known.into_iter().min_by_key(distance)?;
    (distance(&best) <= written.chars().count().max(3) / 3).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let names = || KEYS.iter().filter(|k| k.section == "book").map(|k| k.name);
        assert_eq!(did_you_mean("tilte", names()), Some("title"));
        assert_eq!(did_you_mean("autors", names()), Some("authors"));
        assert_eq!(did_you_mean("zebra", names()), None);
    }

    #[test]
    fn every_style_has_its_name() {
        assert!(STYLES.iter().map(|style| style.0).eq(STYLE_NAMES.iter().copied()));
    }

    #[test]
    fn every_key_stands_in_a_known_section_once() {
        for (i, key) in KEYS.iter().enumerate() {
            assert!(SECTIONS.contains(&key.section), "{}", key.section);
            assert!(
                KEYS[..i].iter().all(|k| (k.section, k.name) != (key.section, key.name)),
                "{}",
                key.name
            );
        }
    }
}
