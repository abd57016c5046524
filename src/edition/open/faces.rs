//! The words, fonts and themes that a book's editions name.

use std::sync::Arc;

use crate::config::{Config, ConfigFile};
use crate::diagnostic::{Diagnostic, Location, Report};
use crate::document::{BlockKind, Document, Inline};
use crate::files::Files;
use crate::fonts::{Family, FontLibrary, MONOSPACE};
use crate::locale::Locale;
use crate::theme::Theme;

/// What a book brings along for its pages.
pub(super) struct OwnFiles {
    /// Those that ship, with the book's own.
    pub(super) fonts: FontLibrary,
    theme: Vec<(String, Vec<u8>)>,
}

impl OwnFiles {
    pub(super) fn read(files: &dyn Files, report: &mut Report) -> Self {
        let mut fonts = FontLibrary::shipped();
        fonts.add_all(files.folder("fonts", report), report);
        Self {
            fonts,
            theme: files.folder("theme", report),
        }
    }
}

/// Where a key stands that is wrong by what it names.
pub(super) fn place(files: &dyn Files, written: &ConfigFile, section: &str, key: &str) -> Location {
    match written.get(section, key) {
        Some((_, span)) => Location::Span(*span),
        None => Location::File(files.config_name()),
    }
}

/// The words of the book's language, or of the nearest one.
pub(super) fn locale(
    config: &Config,
    written: &ConfigFile,
    files: &dyn Files,
    report: &mut Report,
) -> Option<&'static Locale> {
    let found = Locale::of(&config.book.language);
    if found.is_some_and(|found| !found.exact) {
        let name = found.map_or("", |found| found.locale.name.as_str());
        let message = format!(
            "there are no words of the program's own in \"{}\"; {name} is used",
            config.book.language
        );
        let mut said = Diagnostic::warning("foreign-words", message);
        said.location = place(files, written, "book", "language");
        report.add(said);
    }
    found.map(|found| found.locale)
}

/// The family and the theme that an edition names. What is not there is the configuration's fault.
pub(super) fn faces(
    own: &OwnFiles,
    config: &Config,
    written: &ConfigFile,
    files: &dyn Files,
    report: &mut Report,
) -> Option<(Arc<Family>, Theme)> {
    let fonts = &own.fonts;
    let wanted = config
        .pdf
        .font
        .as_deref()
        .or(Locale::of(&config.book.language).map(|found| found.locale.font.as_str()))
        .unwrap_or("Amiri");
    let family = fonts.family(wanted).cloned();
    if family.is_none() {
        let names: Vec<&str> = fonts.families().map(|family| family.name.as_str()).collect();
        let mut said = Diagnostic::error("unknown-font", format!("no font family at hand is called \"{wanted}\""))
            .hint(format!("the families are {}", names.join(", ")))
            .hint("a book's own fonts lie in its folder fonts/");
        said.location = place(files, written, "pdf", "font");
        report.add(said);
    }
    let theme = Theme::find(&config.pdf.theme, own.theme.clone(), &files.show("theme"), report);
    Some((family?, theme?))
}

/// Every letter that a book's pages show, and whether some of it is code.
pub(super) fn shown(document: &Document, config: &Config) -> (String, bool) {
    let (mut text, mut code) = (String::new(), false);
    document.visit(&mut |block| {
        if let BlockKind::Code { text: lines, .. } = &block.kind {
            code = true;
            text.push_str(lines);
        }
        block.visit_inlines(&mut |inline| match inline {
            Inline::Text { text: piece, .. } => text.push_str(piece),
            Inline::Code { text: piece, .. } => {
                code = true;
                text.push_str(piece);
            }
            _ => {}
        });
    });
    let book = &config.book;
    let people = book.authors.iter().chain(&book.contributors).map(|person| &person.name);
    let said = [&book.subtitle, &book.description, &book.publisher, &book.rights]
        .into_iter()
        .flatten();
    for piece in std::iter::once(&book.title).chain(people).chain(said) {
        text.push_str(piece);
    }
    (text, code)
}

/// The families that are needed to set a text in `family`.
pub(super) fn families(fonts: &FontLibrary, family: &Arc<Family>, (text, code): &(String, bool)) -> Vec<Arc<Family>> {
    let mono = code.then_some(MONOSPACE);
    let wanted: Vec<&str> = std::iter::once(family.name.as_str()).chain(mono).collect();
    fonts.needed(&wanted, text.chars())
}
