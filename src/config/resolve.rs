//! From what was written to what it means: each table by its rows, and each further edition over the book.

use super::file::ConfigFile;
use super::keys::{BookConfig, Booklet, Check, EditionKeys, Epub, Pdf, Print};
use super::{Config, Variant};
use crate::artifact::Format;
use crate::diagnostic::{Diagnostic, Report, said};

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
        let written = (file, folder);
        let level = |(code, (level, _)): (&String, &(_, _))| (code.clone(), *level);
        Config {
            book: BookConfig::read(written, report),
            pdf: Pdf::read(written, report),
            booklet: Booklet::read(written, report),
            print: Print::read(written, report),
            epub: Epub::read(written, report),
            check: Check::read(written, report),
            levels: file.levels.iter().map(level).collect(),
            editions: Vec::new(),
        }
    }
}

/// Resolves the further editions. A name that two of them share is an error.
fn editions(file: &ConfigFile, folder: &str, report: &mut Report) -> Vec<Variant> {
    let mut editions: Vec<Variant> = Vec::new();
    for (written, span) in file.editions() {
        let config = Config::one(&written, folder, report);
        let keys = EditionKeys::read((&written, folder), report);
        let Some(name) = keys.name.or(keys.style) else {
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
        let mut formats = keys.formats;
        if formats.is_empty() {
            formats = vec![Format::Pdf, Format::Booklet];
            formats.extend(written.has("print").then_some(Format::Print));
        }
        editions.push(Variant { name, formats, config });
    }
    editions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Ink;
    use crate::diagnostic::codes::Tongue;
    use crate::diagnostic::{Sources, human};
    use crate::imposition::Paper;

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
        let claimed = config.epub.conforms_to.as_deref();
        assert_eq!(
            (said.len(), claimed),
            (0, Some("EPUB Accessibility 1.1 - WCAG 2.2 Level AA"))
        );
        let (_, said) = resolve("[book]\ntitle = \"x\"\n[epub]\ncertified-by = \"y\"\n");
        assert!(said[0].contains("book.toml:4:"), "{said:?}");
    }
}
