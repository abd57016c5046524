//! The table of codes: one row for every kind of finding that the program can report. `kurras explain`, `docs/findings.md` and its
//! Arabic twin, and the check of `[lint]` come from it; the texts stand in `assets/findings/`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::Severity;

/// What kind of thing a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// `book.toml`, and the book's folder.
    Book,
    /// Documents of other programs, as they come in.
    Import,
    /// The text.
    Manuscript,
    /// How the text is written: signs, spaces, letters, spelling.
    Writing,
    /// Pictures.
    Pictures,
    /// Fonts and themes.
    Fonts,
    /// Pages as they are laid out.
    Pages,
    /// The EPUB.
    Epub,
    /// What finished files show.
    Proof,
    /// Sheets to print and fold.
    Sheets,
    /// Releases and keys.
    Releases,
    /// The machine that the program runs on.
    Machine,
}

/// A language that the program explains itself in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    English,
    /// Arabic.
    Arabic,
}

impl Tongue {
    /// Its language tag.
    pub fn tag(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::Arabic => "ar",
        }
    }

    /// The language that a locale's name asks for (`ar_SY.UTF-8`, `ar`); English for all that are not Arabic.
    pub fn of_locale(name: &str) -> Self {
        let language = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("ar") {
            Tongue::Arabic
        } else {
            Tongue::English
        }
    }
}

impl Area {
    /// Every area, in the order of the reference.
    pub const ALL: [Area; 12] = [
        Area::Book,
        Area::Import,
        Area::Manuscript,
        Area::Writing,
        Area::Pictures,
        Area::Fonts,
        Area::Pages,
        Area::Epub,
        Area::Proof,
        Area::Sheets,
        Area::Releases,
        Area::Machine,
    ];

    /// The area's name as a heading.
    pub fn title(self, tongue: Tongue) -> &'static str {
        let (english, arabic) = match self {
            Area::Book => ("The book and its folder", "الكتاب ومجلّده"),
            Area::Import => ("Importing", "الاستيراد"),
            Area::Manuscript => ("The manuscript", "المخطوطة"),
            Area::Writing => ("The writing", "الكتابة"),
            Area::Pictures => ("Pictures", "الصور"),
            Area::Fonts => ("Fonts and themes", "الخطوط والقوالب"),
            Area::Pages => ("Pages", "الصفحات"),
            Area::Epub => ("The EPUB", "EPUB"),
            Area::Proof => ("The proof", "المراجعة"),
            Area::Sheets => ("Sheets", "الصحائف"),
            Area::Releases => ("Releases and keys", "الإصدارات والمفاتيح"),
            Area::Machine => ("The machine", "الجهاز"),
        };
        match tongue {
            Tongue::English => english,
            Tongue::Arabic => arabic,
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// Its stable kebab-case name.
    pub name: &'static str,
    /// What it is about.
    pub area: Area,
    /// How grave it is where the book says nothing. Some codes are graver in graver cases.
    pub severity: Severity,
    /// Whether `release`, `proof` and `build --strict` refuse it: an output lacks or changes something of the manuscript.
    pub strict: bool,
}

/// What a code means, why it matters and what to do about it, each a sentence or two.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// What was found.
    pub what: String,
    /// Why anybody should care.
    pub why: String,
    /// What to do.
    #[serde(rename = "do")]
    pub remedy: String,
}

const fn row(name: &'static str, area: Area, severity: Severity, strict: bool) -> Code {
    Code {
        name,
        area,
        severity,
        strict,
    }
}

/// Looks are an author's own affair: no verb refuses them.
const LOOSE: bool = false;
const STRICT: bool = true;

/// Every code, by area.
pub const CODES: &[Code] = &[
    row("missing-book", Area::Book, Severity::Error, LOOSE),
    row("missing-manuscript", Area::Book, Severity::Error, LOOSE),
    row("not-markdown", Area::Book, Severity::Error, LOOSE),
    row("missing-chapter", Area::Book, Severity::Warning, STRICT),
    row("left-out", Area::Book, Severity::Note, LOOSE),
    row("folders-read", Area::Book, Severity::Note, LOOSE),
    row("table-of-contents", Area::Book, Severity::Note, LOOSE),
    row("draft", Area::Book, Severity::Note, LOOSE),
    row("one-file", Area::Book, Severity::Note, LOOSE),
    row("texts-beside-books", Area::Book, Severity::Note, LOOSE),
    row("foreign-config", Area::Book, Severity::Note, LOOSE),
    row("title-found", Area::Book, Severity::Note, LOOSE),
    row("language-found", Area::Book, Severity::Note, LOOSE),
    row("raised-chapters", Area::Book, Severity::Note, LOOSE),
    row("missing-date", Area::Book, Severity::Error, LOOSE),
    row("missing-name", Area::Book, Severity::Error, LOOSE),
    row("same-name", Area::Book, Severity::Error, LOOSE),
    row("same-slug", Area::Book, Severity::Error, LOOSE),
    row("toml-syntax", Area::Book, Severity::Error, LOOSE),
    row("unknown-key", Area::Book, Severity::Error, LOOSE),
    row("wrong-type", Area::Book, Severity::Error, LOOSE),
    row("invalid-value", Area::Book, Severity::Error, LOOSE),
    row("unknown-language", Area::Book, Severity::Error, LOOSE),
    row("foreign-words", Area::Book, Severity::Warning, LOOSE),
    row("odd-file-name", Area::Book, Severity::Warning, LOOSE),
    row("missing-file", Area::Book, Severity::Error, LOOSE),
    row("unreadable-file", Area::Book, Severity::Error, LOOSE),
    row("unreadable-name", Area::Book, Severity::Warning, STRICT),
    row("not-utf8", Area::Book, Severity::Error, LOOSE),
    row("unknown-code", Area::Book, Severity::Error, LOOSE),
    row("folder-exists", Area::Book, Severity::Error, LOOSE),
    row("unknown-template", Area::Book, Severity::Error, LOOSE),
    row("import-format", Area::Import, Severity::Error, LOOSE),
    row("import-damaged", Area::Import, Severity::Error, LOOSE),
    row("import-unsafe", Area::Import, Severity::Error, LOOSE),
    row("import-left-out", Area::Import, Severity::Warning, LOOSE),
    row("import-changed", Area::Import, Severity::Note, LOOSE),
    row("import-differs", Area::Import, Severity::Warning, LOOSE),
    row("front-matter", Area::Manuscript, Severity::Warning, LOOSE),
    row("front-matter-keys", Area::Manuscript, Severity::Note, LOOSE),
    row("front-matter-value", Area::Manuscript, Severity::Note, LOOSE),
    row("empty-manuscript", Area::Manuscript, Severity::Error, LOOSE),
    row("empty-file", Area::Manuscript, Severity::Warning, LOOSE),
    row("empty-heading", Area::Manuscript, Severity::Warning, LOOSE),
    row("heading-skip", Area::Manuscript, Severity::Warning, LOOSE),
    row("broken-link", Area::Manuscript, Severity::Warning, STRICT),
    row("link-text", Area::Manuscript, Severity::Warning, LOOSE),
    row("long-address", Area::Manuscript, Severity::Note, LOOSE),
    row("unsafe-link", Area::Manuscript, Severity::Warning, LOOSE),
    row("duplicate-anchor", Area::Manuscript, Severity::Warning, LOOSE),
    row("duplicate-note", Area::Manuscript, Severity::Warning, STRICT),
    row("undefined-note", Area::Manuscript, Severity::Warning, STRICT),
    row("unused-note", Area::Manuscript, Severity::Warning, STRICT),
    row("recursive-note", Area::Manuscript, Severity::Error, LOOSE),
    row("html", Area::Manuscript, Severity::Warning, STRICT),
    row("html-unbalanced", Area::Manuscript, Severity::Warning, LOOSE),
    row("unclosed-block", Area::Manuscript, Severity::Warning, STRICT),
    row("table-row", Area::Manuscript, Severity::Warning, STRICT),
    row("wide-table", Area::Manuscript, Severity::Warning, LOOSE),
    row("nesting", Area::Manuscript, Severity::Error, LOOSE),
    row("long-paragraph", Area::Manuscript, Severity::Error, LOOSE),
    row("long-book", Area::Manuscript, Severity::Error, LOOSE),
    row("too-many-headings", Area::Manuscript, Severity::Error, LOOSE),
    row("illegal-character", Area::Manuscript, Severity::Warning, LOOSE),
    row("bidi-override", Area::Manuscript, Severity::Warning, LOOSE),
    row("bidi-unbalanced", Area::Manuscript, Severity::Warning, LOOSE),
    row("presentation-form", Area::Manuscript, Severity::Warning, LOOSE),
    row("mixed-letters", Area::Manuscript, Severity::Warning, LOOSE),
    row("stacked-marks", Area::Manuscript, Severity::Warning, LOOSE),
    row("long-word", Area::Manuscript, Severity::Warning, LOOSE),
    row("language-tag", Area::Manuscript, Severity::Warning, LOOSE),
    row("abbreviation", Area::Manuscript, Severity::Note, LOOSE),
    row("citation", Area::Manuscript, Severity::Note, LOOSE),
    row("embed", Area::Manuscript, Severity::Warning, STRICT),
    row("emphasis", Area::Manuscript, Severity::Note, LOOSE),
    row("math", Area::Manuscript, Severity::Note, LOOSE),
    row("raw-block", Area::Manuscript, Severity::Warning, STRICT),
    row("template", Area::Manuscript, Severity::Warning, STRICT),
    row("unknown-box", Area::Manuscript, Severity::Warning, LOOSE),
    row("tex", Area::Manuscript, Severity::Note, LOOSE),
    row("space-before-mark", Area::Writing, Severity::Warning, LOOSE),
    row("space-after-mark", Area::Writing, Severity::Warning, LOOSE),
    row("space-in-brackets", Area::Writing, Severity::Warning, LOOSE),
    row("space-around-brackets", Area::Writing, Severity::Warning, LOOSE),
    row("doubled-space", Area::Writing, Severity::Note, LOOSE),
    row("latin-marks", Area::Writing, Severity::Warning, LOOSE),
    row("repeated-mark", Area::Writing, Severity::Warning, LOOSE),
    row("clashing-marks", Area::Writing, Severity::Warning, LOOSE),
    row("ellipsis", Area::Writing, Severity::Note, LOOSE),
    row("two-dots", Area::Writing, Severity::Note, LOOSE),
    row("doubled-vowel-mark", Area::Writing, Severity::Warning, LOOSE),
    row("idle-control", Area::Writing, Severity::Note, LOOSE),
    row("tatweel", Area::Writing, Severity::Note, LOOSE),
    row("stray-mark", Area::Writing, Severity::Warning, LOOSE),
    row("stretched-word", Area::Writing, Severity::Note, LOOSE),
    row("glued-words", Area::Writing, Severity::Warning, LOOSE),
    row("parted-waw", Area::Writing, Severity::Note, LOOSE),
    row("parted-article", Area::Writing, Severity::Warning, LOOSE),
    row("word-twice", Area::Writing, Severity::Warning, LOOSE),
    row("straight-quotes", Area::Writing, Severity::Note, LOOSE),
    row("quote-styles", Area::Writing, Severity::Note, LOOSE),
    row("unpaired-brackets", Area::Writing, Severity::Warning, LOOSE),
    row("mixed-digits", Area::Writing, Severity::Warning, LOOSE),
    row("foreign-digits", Area::Writing, Severity::Note, LOOSE),
    row("hamza-tanwin", Area::Writing, Severity::Warning, LOOSE),
    row("tanwin-seat", Area::Writing, Severity::Warning, LOOSE),
    row("tanwin-place", Area::Writing, Severity::Note, LOOSE),
    row("wasl-hamza", Area::Writing, Severity::Warning, LOOSE),
    row("common-slip", Area::Writing, Severity::Warning, LOOSE),
    row("ibn", Area::Writing, Severity::Note, LOOSE),
    row("two-spellings", Area::Writing, Severity::Note, LOOSE),
    row("long-sentence", Area::Writing, Severity::Note, LOOSE),
    row("question-stop", Area::Writing, Severity::Warning, LOOSE),
    row("mixed-scripts", Area::Writing, Severity::Warning, LOOSE),
    row("double-hyphen", Area::Writing, Severity::Note, LOOSE),
    row("stray-markup", Area::Writing, Severity::Warning, LOOSE),
    row("persian-mi", Area::Writing, Severity::Note, LOOSE),
    row("persian-plural", Area::Writing, Severity::Note, LOOSE),
    row("persian-ezafe", Area::Writing, Severity::Note, LOOSE),
    row("persian-comparative", Area::Writing, Severity::Note, LOOSE),
    row("hebrew-geresh", Area::Writing, Severity::Note, LOOSE),
    row("hebrew-gershayim", Area::Writing, Severity::Note, LOOSE),
    row("hebrew-maqaf", Area::Writing, Severity::Note, LOOSE),
    row("urdu-full-stop", Area::Writing, Severity::Note, LOOSE),
    row("french-spaces", Area::Writing, Severity::Note, LOOSE),
    row("misspelling", Area::Writing, Severity::Warning, LOOSE),
    row("unknown-words", Area::Writing, Severity::Note, LOOSE),
    row("no-dictionary", Area::Writing, Severity::Note, LOOSE),
    row("web-picture", Area::Pictures, Severity::Warning, STRICT),
    row("missing-picture", Area::Pictures, Severity::Warning, STRICT),
    row("outside-picture", Area::Pictures, Severity::Warning, STRICT),
    row("missing-alt", Area::Pictures, Severity::Warning, LOOSE),
    row("picture-format", Area::Pictures, Severity::Warning, STRICT),
    row("picture-damaged", Area::Pictures, Severity::Warning, STRICT),
    row("picture-too-large", Area::Pictures, Severity::Warning, STRICT),
    row("picture-animated", Area::Pictures, Severity::Warning, STRICT),
    row("picture-cut-off", Area::Pictures, Severity::Warning, STRICT),
    row("picture-active", Area::Pictures, Severity::Warning, STRICT),
    row("missing-glyph", Area::Fonts, Severity::Warning, STRICT),
    row("unknown-font", Area::Fonts, Severity::Error, LOOSE),
    row("font", Area::Fonts, Severity::Error, LOOSE),
    row("font-outlines", Area::Fonts, Severity::Warning, LOOSE),
    row("font-bold", Area::Fonts, Severity::Warning, LOOSE),
    row("unmended-font", Area::Fonts, Severity::Warning, LOOSE),
    row("unmended-text", Area::Fonts, Severity::Warning, LOOSE),
    row("unknown-theme", Area::Fonts, Severity::Error, LOOSE),
    row("unknown-theme-file", Area::Fonts, Severity::Error, LOOSE),
    row("theme", Area::Fonts, Severity::Error, LOOSE),
    row("loose-line", Area::Pages, Severity::Warning, LOOSE),
    row("overfull", Area::Pages, Severity::Warning, LOOSE),
    row("river", Area::Pages, Severity::Warning, LOOSE),
    row("pdf", Area::Pages, Severity::Error, LOOSE),
    row("cover", Area::Pages, Severity::Error, LOOSE),
    row("print-safety", Area::Pages, Severity::Warning, LOOSE),
    row("print-resolution", Area::Pages, Severity::Warning, LOOSE),
    row("print-spine", Area::Pages, Severity::Warning, LOOSE),
    row("ink-colour", Area::Pages, Severity::Warning, LOOSE),
    row("epub", Area::Epub, Severity::Error, LOOSE),
    row("epub-font", Area::Epub, Severity::Error, LOOSE),
    row("epub-link", Area::Epub, Severity::Warning, LOOSE),
    row("epub-store", Area::Epub, Severity::Warning, LOOSE),
    row("proof", Area::Proof, Severity::Warning, STRICT),
    row("proof-strange", Area::Proof, Severity::Warning, LOOSE),
    row("booklet", Area::Sheets, Severity::Error, LOOSE),
    row("sheets", Area::Sheets, Severity::Error, LOOSE),
    row("impose-no-pdf", Area::Sheets, Severity::Error, LOOSE),
    row("impose-damaged", Area::Sheets, Severity::Error, LOOSE),
    row("impose-encrypted", Area::Sheets, Severity::Error, LOOSE),
    row("impose-bound", Area::Sheets, Severity::Error, LOOSE),
    row("impose-no-room", Area::Sheets, Severity::Error, LOOSE),
    row("impose-over-itself", Area::Sheets, Severity::Error, LOOSE),
    row("impose-repaired", Area::Sheets, Severity::Warning, STRICT),
    row("impose-protected", Area::Sheets, Severity::Note, LOOSE),
    row("impose-half-empty", Area::Sheets, Severity::Warning, LOOSE),
    row("impose-page-count", Area::Sheets, Severity::Warning, LOOSE),
    row("impose-page-size", Area::Sheets, Severity::Warning, LOOSE),
    row("impose-boxes", Area::Sheets, Severity::Error, LOOSE),
    row("impose-fields", Area::Sheets, Severity::Warning, STRICT),
    row("impose-annotations", Area::Sheets, Severity::Warning, STRICT),
    row("impose-screen-only", Area::Sheets, Severity::Note, LOOSE),
    row("impose-links", Area::Sheets, Severity::Warning, LOOSE),
    row("impose-missing-parts", Area::Sheets, Severity::Warning, STRICT),
    row("impose-no-slug", Area::Sheets, Severity::Warning, LOOSE),
    row("impose-tight", Area::Sheets, Severity::Warning, LOOSE),
    row("impose-trimmed", Area::Sheets, Severity::Warning, LOOSE),
    row("impose-write", Area::Sheets, Severity::Error, LOOSE),
    row("released-before", Area::Releases, Severity::Error, LOOSE),
    row("signed-before", Area::Releases, Severity::Error, LOOSE),
    row("no-release", Area::Releases, Severity::Error, LOOSE),
    row("release-sums", Area::Releases, Severity::Error, LOOSE),
    row("release-signature", Area::Releases, Severity::Error, LOOSE),
    row("release-sources", Area::Releases, Severity::Error, LOOSE),
    row("release-differs", Area::Releases, Severity::Error, LOOSE),
    row("other-program", Area::Releases, Severity::Warning, LOOSE),
    row("no-text", Area::Releases, Severity::Error, LOOSE),
    row("secret-key", Area::Releases, Severity::Error, LOOSE),
    row("public-key", Area::Releases, Severity::Error, LOOSE),
    row("key-exists", Area::Releases, Severity::Error, LOOSE),
    row("password", Area::Releases, Severity::Error, LOOSE),
    row("release", Area::Releases, Severity::Error, LOOSE),
    row("program-fault", Area::Machine, Severity::Error, LOOSE),
    row("machine", Area::Machine, Severity::Error, LOOSE),
    row("environment", Area::Machine, Severity::Error, LOOSE),
];

/// The row of a code.
pub fn code(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

/// What a code means. A test holds that every row has its texts.
pub fn explanation(name: &str, tongue: Tongue) -> Option<&'static Explanation> {
    static ENGLISH: OnceLock<BTreeMap<String, Explanation>> = OnceLock::new();
    static ARABIC: OnceLock<BTreeMap<String, Explanation>> = OnceLock::new();
    let (texts, written) = match tongue {
        Tongue::English => (&ENGLISH, include_str!("../../assets/findings/en.toml")),
        Tongue::Arabic => (&ARABIC, include_str!("../../assets/findings/ar.toml")),
    };
    texts
        .get_or_init(|| toml::from_str(written).unwrap_or_default())
        .get(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_both_languages_and_nothing_else_is() {
        for (tongue, written) in [
            (Tongue::English, include_str!("../../assets/findings/en.toml")),
            (Tongue::Arabic, include_str!("../../assets/findings/ar.toml")),
        ] {
            let texts: BTreeMap<String, Explanation> = toml::from_str(written).expect("the texts");
            let named: Vec<&str> = CODES.iter().map(|code| code.name).collect();
            assert_eq!(texts.len(), named.len(), "{tongue:?}");
            for name in named {
                let Explanation { what, why, remedy } = explanation(name, tongue).expect(name);
                let sentence = |text: &String| text.ends_with('.') && !text.contains("  ");
                assert!([what, why, remedy].into_iter().all(sentence), "{tongue:?} {name}");
            }
        }
    }

    #[test]
    fn no_code_has_two_rows() {
        for (at, code) in CODES.iter().enumerate() {
            assert!(CODES[..at].iter().all(|other| other.name != code.name), "{}", code.name);
        }
    }

    #[test]
    fn a_locales_name_says_the_language() {
        for (name, tongue) in [
            ("ar_SY.UTF-8", Tongue::Arabic),
            ("AR", Tongue::Arabic),
            ("C", Tongue::English),
            ("arc", Tongue::English),
            ("", Tongue::English),
        ] {
            assert_eq!(Tongue::of_locale(name), tongue, "{name}");
        }
    }
}
