//! From what was written to what it means: defaults, and values checked by their own grammar.

mod shop;

use std::str::FromStr;

use super::file::{CheckedValue, ConfigFile, Person};
use super::keys::KEYS;
use super::meant::whole_version;
use super::values::{Date, Identifier, Isbn};
use super::{Access, BookConfig, Booklet, Check, Config, Epub, Pdf, Variant};
use crate::artifact::Format;
use crate::diagnostic::{Diagnostic, Location, Report, Span, said};
use crate::imposition::fit::Bounds;
use crate::imposition::{
    Choice, Creep, CreepMethod, Flip, Length, MarkSet, Paper, Scale, Scheme, SheetOptions, Thickness,
};
use crate::locale::{Count, LanguageTag, Numerals};
use crate::unicode::romanise;

/// The trim size of a book that says none.
const DEFAULT_TRIM: Paper = Paper::A5;

impl Config {
    /// Resolves what was written. `folder` is the name of the book's folder or file, from which a slug is made where none is given. Whatever is wrong goes into the report; the answer is usable as a
    /// stand-in even then, so that later steps can report what they find.
    pub fn resolve(file: &ConfigFile, folder: &str, report: &mut Report) -> Config {
        let mut config = Self::one(file, folder, report);
        // What is wrong with the book is found again in each of its editions, and said once.
        config.editions = editions(file, folder, report);
        config
    }

    /// Resolves one edition.
    fn one(file: &ConfigFile, folder: &str, report: &mut Report) -> Config {
        let mut resolver = Resolver { file, report };
        let book = resolver.book(folder);
        Config {
            editions: Vec::new(),
            book,
            pdf: resolver.pdf(),
            booklet: resolver.booklet(),
            print: resolver.print(),
            epub: resolver.epub(),
            check: resolver.check(),
            levels: file
                .levels
                .iter()
                .map(|(code, (level, _))| (code.clone(), *level))
                .collect(),
        }
    }
}

/// Resolves the further editions. A name that two of them share is an error.
fn editions(file: &ConfigFile, folder: &str, report: &mut Report) -> Vec<Variant> {
    let mut editions: Vec<Variant> = Vec::new();
    for (written, span) in file.editions() {
        let config = Config::one(&written, folder, report);
        let mut resolver = Resolver { file: &written, report };
        let style = resolver.text("edition", "style");
        let Some(name) = resolver.parsed("edition", "name", edition_name).or(style) else {
            if written.get("edition", "name").is_none() {
                let missing = Diagnostic::error("missing-name", "an edition needs a name").at(span);
                report.add(missing.hint("write `name = \"…\"` below [[edition]]; its files end in it"));
            }
            continue;
        };
        if editions.iter().any(|edition| edition.name == name) {
            let message = said!("two editions are called \"{name}\", and so would be their files", name);
            report.add(Diagnostic::error("same-name", message).at(span));
            continue;
        }
        let formats = resolver.texts("edition", "formats");
        let mut formats: Vec<Format> = formats.iter().filter_map(|format| format.parse().ok()).collect();
        if formats.is_empty() {
            formats = vec![Format::Pdf, Format::Booklet];
            formats.extend(written.has("print").then_some(Format::Print));
        }
        editions.push(Variant { name, formats, config });
    }
    editions
}

struct Resolver<'a> {
    file: &'a ConfigFile,
    report: &'a mut Report,
}

impl Resolver<'_> {
    fn book(&mut self, folder: &str) -> BookConfig {
        let title = self.text("book", "title").unwrap_or_else(|| folder.into());
        let language = self.parsed("book", "language", |tag: &str| {
            LanguageTag::parse(tag).map_err(|e| e.to_string())
        });
        let language = language.unwrap_or_default();
        let slug = self
            .parsed("book", "slug", check_slug)
            .unwrap_or_else(|| slug_of(folder));
        let version =
            |text: &str| semver::Version::parse(text).map_err(|_| "is not a version such as 1.0.0".to_string());
        let identifier = self.parsed("book", "identifier", Identifier::from_str);
        let isbn = self.parsed("book", "isbn", Isbn::from_str);
        let position = self
            .integer("book", "series-position")
            .and_then(|n| u32::try_from(n).ok());
        BookConfig {
            title,
            subtitle: self.text("book", "subtitle"),
            authors: self.people("authors"),
            contributors: self.people("contributors"),
            version: self
                .parsed("book", "version", version)
                .unwrap_or(semver::Version::new(0, 1, 0)),
            versioned: self.text("book", "version").is_some(),
            rebuild: self.boolean("book", "rebuild").unwrap_or(false),
            date: self.parsed("book", "date", Date::from_str),
            identifier: identifier
                .or_else(|| isbn.as_ref().map(|isbn| Identifier::Isbn(isbn.digits.clone())))
                .unwrap_or_else(|| Identifier::of(&slug, language.as_str())),
            isbn,
            language,
            slug,
            publisher: self.text("book", "publisher"),
            description: self.text("book", "description"),
            subjects: self.texts("book", "subjects"),
            series: self.text("book", "series").map(|name| (name, position)),
            source: self.text("book", "source"),
            url: self.parsed("book", "url", check_url),
            rights: self.text("book", "rights"),
            numerals: self.parsed("book", "numerals", |name: &str| {
                Numerals::from_name(name).ok_or_else(|| "is not a digit family".to_string())
            }),
            convert_digits: self.boolean("book", "convert-digits").unwrap_or(false),
            smart: self.boolean("book", "smart").unwrap_or(true),
            number_headings: self
                .integer("book", "number-headings")
                .and_then(|n| u8::try_from(n).ok())
                .unwrap_or(0),
            contents_depth: self
                .integer("book", "contents-depth")
                .and_then(|n| u8::try_from(n).ok()),
            list_numbers: self
                .texts("book", "list-numbers")
                .iter()
                .map(|word| Count::named(word))
                .collect(),
            manuscript: self.texts("book", "manuscript"),
            cover_image: self.text("book", "cover-image"),
            logo: self.text("book", "logo"),
        }
    }

    fn check(&mut self) -> Check {
        Check {
            spelling: self.boolean("check", "spelling").unwrap_or(true),
            words: self.texts("check", "words"),
            word_list: self.text("check", "word-list"),
        }
    }

    fn pdf(&mut self) -> Pdf {
        Pdf {
            paper: self.parsed("pdf", "paper", trim).unwrap_or(DEFAULT_TRIM),
            theme: self.text("pdf", "theme").unwrap_or_else(|| "pamphlet".into()),
            font: self.text("pdf", "font"),
            heading_font: self.text("pdf", "heading-font"),
            latin_font: self.text("pdf", "latin-font"),
            mono_font: self.text("pdf", "mono-font"),
            font_size: self.parsed("pdf", "font-size", |text: &str| within(text, 6.0, 36.0)),
            leading: self.parsed("pdf", "leading", |text: &str| within(text, 8.0, 72.0)),
            accent: self.parsed("pdf", "accent", check_colour),
            hyphenate: self.boolean("pdf", "hyphenate").unwrap_or(true),
            link_notes: self.text("pdf", "links").as_deref() != Some("none"),
            ink: self.choice("pdf", "ink").unwrap_or_default(),
            contents: self.boolean("pdf", "contents"),
            title_page: self.boolean("pdf", "title-page").unwrap_or(true),
            qr: self.qr(),
        }
    }

    fn booklet(&mut self) -> Booklet {
        let mut papers = self.each_parsed("booklet", "paper", Paper::from_str);
        if papers.is_empty() {
            papers.push(Paper::A4);
        }
        let mut flips: Vec<Flip> = self.choices("booklet", "flip");
        if flips.is_empty() {
            flips.push(Flip::ShortEdge);
        }
        flips.dedup();
        let options = self.sheet_options();
        Booklet {
            papers,
            flips,
            fit: self.fit(options.scheme),
            options,
        }
    }

    /// How pages are laid on sheets, of whatever paper.
    fn sheet_options(&mut self) -> SheetOptions {
        let thickness = self.parsed("booklet", "creep", Thickness::from_str);
        let mut length = |key| {
            let length = self.parsed("booklet", key, |text: &str| within(text, 0.0, 100.0));
            length.map(|length| length.points)
        };
        let (edge, gutter) = (length("edge"), length("gutter"));
        let scheme = self.parsed("booklet", "scheme", Scheme::from_str);
        let method = self.choice("booklet", "creep-method").unwrap_or(CreepMethod::Pushout);
        let options = SheetOptions {
            scheme: scheme.unwrap_or(Scheme::Saddle),
            scale: self.choice("booklet", "scale").unwrap_or(Scale::Fit),
            gutter: gutter.unwrap_or(0.0),
            creep: Creep::of(thickness, method),
            ..SheetOptions::on(Paper::A4)
        };
        options.with_marks(MarkSet::named(&self.texts("booklet", "marks")), edge)
    }

    fn epub(&mut self) -> Epub {
        let conforms_to = self.text("epub", "conforms-to").map(|words| conformance(&words));
        for name in ["certified-by", "certifier-credential", "certifier-report"] {
            let needed = if name == "certified-by" {
                "conforms-to"
            } else {
                "certified-by"
            };
            if let Some((_, span)) = self
                .file
                .get("epub", name)
                .filter(|_| self.text("epub", needed).is_none())
            {
                let message = said!("`{name}` says nothing without `{needed}`", name, needed);
                let hint = "write `conforms-to`, then `certified-by`, then what is known of those who certified it";
                self.report
                    .add(Diagnostic::error("invalid-value", message).at(*span).hint(hint));
            }
        }
        Epub {
            embed_fonts: self.boolean("epub", "font").unwrap_or(true),
            access: Access {
                conforms_to,
                certified_by: self.text("epub", "certified-by"),
                credential: self.text("epub", "certifier-credential"),
                report: self.parsed("epub", "certifier-report", check_url),
                exemption: self.text("epub", "exemption").map(|word| format!("eaa-{word}")),
            },
        }
    }

    /// How far pages may give way; only where four of them make a sheet.
    fn fit(&mut self, scheme: Scheme) -> Option<Bounds> {
        let Some((CheckedValue::Boolean(true), span)) = self.file.get("booklet", "fit") else {
            return None;
        };
        if !matches!(scheme, Scheme::Saddle | Scheme::SaddleTwoUp | Scheme::Signatures { .. }) {
            let message = said!(
                "`fit = true`: the scheme {scheme} has no sheets of four pages to save",
                scheme = scheme.to_string()
            );
            let said = Diagnostic::error("invalid-value", message).at(*span);
            self.report
                .add(said.hint("it goes with saddle, saddle-two-up and signatures"));
            return None;
        }
        let part = |key, usual: f64| {
            self.integer("booklet", key)
                .map_or(usual, |percent| percent as f64 / 100.0)
        };
        let usual = Bounds::default();
        Some(Bounds {
            size: part("fit-size", usual.size),
            leading: part("fit-leading", usual.leading),
            margin: part("fit-margins", usual.margin),
        })
    }

    fn text(&self, section: &str, name: &str) -> Option<String> {
        match self.file.get(section, name) {
            Some((CheckedValue::Text(text), _)) => Some(text.clone()),
            _ => None,
        }
    }

    fn texts(&self, section: &str, name: &str) -> Vec<String> {
        match self.file.get(section, name) {
            Some((CheckedValue::Texts(texts), _)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    /// What the words of a key mean.
    fn choices<T: Choice>(&self, section: &str, name: &str) -> Vec<T> {
        let words = self.texts(section, name);
        words.iter().filter_map(|word| T::from_word(word)).collect()
    }

    fn choice<T: Choice>(&self, section: &str, name: &str) -> Option<T> {
        T::from_word(&self.text(section, name)?)
    }

    fn boolean(&self, section: &str, name: &str) -> Option<bool> {
        match self.file.get(section, name) {
            Some((CheckedValue::Boolean(on), _)) => Some(*on),
            _ => None,
        }
    }

    fn integer(&self, section: &str, name: &str) -> Option<i64> {
        match self.file.get(section, name) {
            Some((CheckedValue::Integer(n), _)) => Some(*n),
            _ => None,
        }
    }

    fn people(&mut self, name: &str) -> Vec<Person> {
        let Some((CheckedValue::People(people), span)) = self.file.get("book", name) else {
            return Vec::new();
        };
        for (tag, _) in people.iter().flat_map(|person| &person.names) {
            if let Err(why) = LanguageTag::parse(tag) {
                let hint = "write it as names = { en = \"…\", ar-Latn = \"…\" }: language tags, with a script where it is not the usual one";
                self.report.add(
                    Diagnostic::error(
                        "invalid-value",
                        said!("`{tag}` in `names`: {why}", tag, why = why.to_string()),
                    )
                    .at(*span)
                    .hint(hint),
                );
            }
        }
        for role in people.iter().filter_map(|person| person.role.as_deref()) {
            if role.len() != 3 || !role.bytes().all(|b| b.is_ascii_lowercase()) {
                let message = said!("`role = \"{role}\"` is not a MARC relator code", role);
                let hint =
                    "write three letters: aut (author), trl (translator), edt (editor), ill (illustrator), ctb …";
                self.report
                    .add(Diagnostic::error("invalid-value", message).at(*span).hint(hint));
            }
        }
        people.clone()
    }

    fn parsed<T>(&mut self, section: &str, name: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let (CheckedValue::Text(text), span) = self.file.get(section, name)? else {
            return None;
        };
        self.or_report((section, name), text, *span, parse)
    }

    fn each_parsed<T>(&mut self, section: &str, name: &str, parse: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let Some((CheckedValue::Texts(texts), span)) = self.file.get(section, name) else {
            return Vec::new();
        };
        texts
            .iter()
            .filter_map(|text| self.or_report((section, name), text, *span, &parse))
            .collect()
    }

    fn or_report<T>(
        &mut self,
        (section, name): (&str, &str),
        text: &str,
        span: Span,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        match parse(text) {
            Ok(value) => Some(value),
            Err(why) => {
                let mut said = Diagnostic::error("invalid-value", format!("`{name} = \"{text}\"`: {why}"));
                said.location = Location::Span(span);
                if let Some(version) = whole_version(text).filter(|_| name == "version") {
                    said = said.hint(said!(
                        "write it as {name} = {meant}",
                        name,
                        meant = format!("\"{version}\"")
                    ));
                }
                if let Some(key) = KEYS.iter().find(|key| (key.section, key.name) == (section, name)) {
                    said = said.hint(said!(
                        "`{name}` is {about}; without it: {default}",
                        name,
                        about = key.about,
                        default = key.default
                    ));
                }
                self.report.add(said);
                None
            }
        }
    }
}

/// `wcag-2.1-aa` as EPUB Accessibility 1.1 (2.5) words it.
fn conformance(words: &str) -> String {
    let mut parts = words.split('-').skip(1);
    let (version, level) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!(
        "EPUB Accessibility 1.1 - WCAG {version} Level {}",
        level.to_ascii_uppercase()
    )
}

pub(super) fn check_slug(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let good = !text.is_empty() && text.len() <= 80 && text.chars().all(fits) && !text.starts_with('-');
    if good {
        Ok(text.into())
    } else {
        Err("must be ASCII letters, digits, - and _, at most 80 of them".into())
    }
}

/// An edition's name, which ends file names: as a slug, but none that the names of other files end in.
fn edition_name(text: &str) -> Result<String, String> {
    const TAKEN: [&str; 5] = ["booklet", "print", "cover", "source", "long-edge"];
    if TAKEN.contains(&text) {
        return Err("is what other files are called by".into());
    }
    check_slug(text)
}

/// A slug made of a folder's name in ASCII letters; `book` where it has none.
fn slug_of(folder: &str) -> String {
    let slug: String = romanise(folder).chars().take(80).collect();
    match slug.trim_end_matches('-') {
        "" => "book".into(),
        slug => slug.into(),
    }
}

fn check_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = rest.is_some_and(|r| !r.is_empty() && !r.chars().any(|c| c.is_whitespace() || c.is_control()));
    if good {
        Ok(text.into())
    } else {
        Err("must be an address that begins with https:// or http://".into())
    }
}

fn check_colour(text: &str) -> Result<String, String> {
    let digits = text
        .strip_prefix('#')
        .filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
    digits
        .map(|d| format!("#{}", d.to_ascii_lowercase()))
        .ok_or_else(|| "must be a colour such as \"#7a1f1f\"".into())
}

fn within(text: &str, low: f64, high: f64) -> Result<Length, String> {
    let length = Length::from_str(text)?;
    let fits = (low..=high).contains(&length.points);
    if fits {
        Ok(length)
    } else {
        Err(format!("must be from {low} to {high} points"))
    }
}

/// A trim size that a text can be set on: from A7's width to A3's height.
fn trim(text: &str) -> Result<Paper, String> {
    let paper = Paper::from_str(text)?;
    let size = paper.size();
    let (low, high) = (70.0 * 72.0 / 25.4, 420.0 * 72.0 / 25.4);
    let fits = [size.width, size.height].iter().all(|side| (low..=high).contains(side));
    if fits {
        Ok(paper)
    } else {
        Err("a page must be from 70 to 420 mm wide and high".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Ink;
    use crate::diagnostic::codes::Tongue;
    use crate::diagnostic::{Sources, human};

    fn resolve(text: &str) -> (Config, Vec<String>) {
        let mut sources = Sources::default();
        let file = sources.add("book.toml", text);
        let mut report = Report::new();
        let written = ConfigFile::read(text, file, &mut report);
        let config = Config::resolve(&written, "كتاب My Book!", &mut report);
        let said = report
            .sorted()
            .into_iter()
            .map(|d| human(d, &sources, Tongue::English, false))
            .collect();
        (config, said)
    }

    #[test]
    fn a_title_is_enough() {
        let (config, said) = resolve("[book]\ntitle = \"عنوان\"\n");
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(
            (config.book.slug.as_str(), config.book.stem().as_str()),
            ("ktab-my-book", "ktab-my-book-0.1.0")
        );
        assert_eq!((config.book.language.as_str(), config.pdf.paper), ("ar", Paper::A5));
        assert_eq!(config.booklet.papers, [Paper::A4]);
    }

    #[test]
    fn editions_are_resolved_and_their_names_are_their_own() {
        let book = "[book]\ntitle = \"x\"\n[pdf]\naccent = \"#112233\"\n";
        let (config, said) = resolve(&format!(
            "{book}[[edition]]\nstyle = \"large-print\"\n[[edition]]\nname = \"thin\"\nstyle = \"low-ink\"\nformats = \"booklet\"\n"
        ));
        assert_eq!(said, Vec::<String>::new());
        let [large, thin] = &config.editions[..] else {
            panic!("{:?}", config.editions)
        };
        assert_eq!(
            (large.name.as_str(), large.config.pdf.paper),
            ("large-print", Paper::A4)
        );
        assert_eq!(large.config.pdf.font_size.map(|size| size.points), Some(18.0));
        assert_eq!(large.config.pdf.accent, config.pdf.accent);
        assert_eq!(
            (thin.config.pdf.ink, &thin.formats[..]),
            (Ink::Low, &[Format::Booklet][..])
        );
        for (edition, said) in [
            ("formats = \"pdf\"", "an edition needs a name"),
            ("name = \"a b\"", "ASCII letters"),
            ("name = \"booklet\"", "other files"),
            ("name = \"a\"\n[[edition]]\nname = \"a\"", "two editions"),
            ("name = \"a\"\n[edition.pdf]\npaper = \"a9\"", "no paper is called"),
        ] {
            let found = resolve(&format!("{book}[[edition]]\n{edition}\n")).1;
            assert!(found.len() == 1 && found[0].contains(said), "{edition}: {found:?}");
        }
        // A fault of the book is said once.
        assert_eq!(
            resolve("[book]\ntitle = \"x\"\ndate = \"y\"\n[[edition]]\nname = \"a\"\n")
                .1
                .len(),
            1
        );
    }

    #[test]
    fn wrong_values_have_their_place() {
        let text = "[book]\ntitle = \"x\"\nversion = \"one\"\nlanguage = \"arabic_\"\ndate = \"2026-02-30\"\nslug = \"كتاب\"\n";
        let (_, said) = resolve(text);
        assert_eq!(said.len(), 4, "{said:?}");
        for (line, said) in (3..).zip(&said) {
            assert!(said.contains(&format!("book.toml:{line}:")), "{said}");
        }
    }

    #[test]
    fn nobody_certifies_what_is_not_claimed() {
        let (config, said) =
            resolve("[book]\ntitle = \"x\"\n[epub]\nconforms-to = \"wcag-2.2-aa\"\ncertified-by = \"y\"\n");
        let claimed = config.epub.access.conforms_to.as_deref();
        assert_eq!(
            (said.len(), claimed),
            (0, Some("EPUB Accessibility 1.1 - WCAG 2.2 Level AA"))
        );
        let (_, said) = resolve("[book]\ntitle = \"x\"\n[epub]\ncertified-by = \"y\"\n");
        assert!(said[0].contains("book.toml:4:"), "{said:?}");
    }

    #[test]
    fn a_folders_name_is_written_in_ascii() {
        assert_eq!(slug_of("كتاب"), "ktab");
        assert_eq!(slug_of("ten lessons (2)"), "ten-lessons-2");
        assert_eq!(slug_of("…"), "book");
        assert!(slug_of(&"ab ".repeat(40)).len() <= 80);
    }
}
