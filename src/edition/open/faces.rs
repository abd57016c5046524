//! The words, fonts and themes that a book's editions name.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::{Config, ConfigFile};
use crate::diagnostic::{Diagnostic, Location, Message, Report, said};
use crate::document::{BlockKind, Document, Inline};
use crate::edition::Faces;
use crate::files::Files;
use crate::fonts::{Family, FontLibrary, MONOSPACE, needs_glyph};
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
        fonts.add_all(files.fonts(report), report);
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
        let message = said!(
            "there are no words of the program's own in \"{language}\"; {name} is used",
            language = config.book.language.as_str(),
            name
        );
        let mut finding = Diagnostic::warning("foreign-words", message);
        finding.location = place(files, written, "book", "language");
        report.add(finding);
    }
    found.map(|found| found.locale)
}

/// How an edition looks: its families and its theme.
pub(super) struct Looks {
    pub(super) family: Arc<Family>,
    pub(super) faces: Faces,
    pub(super) theme: Theme,
}

impl Faces {
    /// Without a family for code where there is no code.
    pub(super) fn for_code(mut self, code: bool) -> Self {
        self.mono = self.mono.filter(|_| code);
        self
    }
}

/// The families and the theme that an edition names. What is not there is the configuration's fault.
pub(super) fn faces(
    own: &OwnFiles,
    config: &Config,
    written: &ConfigFile,
    files: &dyn Files,
    report: &mut Report,
) -> Option<Looks> {
    let (pdf, language) = (&config.pdf, &config.book.language);
    let by_language = Locale::of(language).map_or("Amiri", |found| found.locale.font.as_str());
    let mut find = |key: &str, wanted: &str| {
        let family = own.fonts.family(wanted).cloned();
        if family.is_none() {
            report.add(unknown(&own.fonts, wanted, place(files, written, "pdf", key)));
        }
        family
    };
    let family = find("font", pdf.font.as_deref().unwrap_or(by_language));
    let wanted = [
        ("heading-font", pdf.heading_font.as_deref()),
        ("latin-font", pdf.latin_font.as_deref()),
        ("mono-font", Some(pdf.mono_font.as_deref().unwrap_or(MONOSPACE))),
    ];
    let [heading, latin, mono] = wanted.map(|(key, wanted)| wanted.map(|wanted| find(key, wanted)));
    let theme = Theme::find(&pdf.theme, own.theme.clone(), &files.show("theme"), report);
    let complete = [&heading, &latin, &mono]
        .iter()
        .all(|found| found.as_ref().is_none_or(Option::is_some));
    // In a book of Latin letters these are the text's.
    let latin = latin.flatten().filter(|_| language.script() != "Latn");
    let (family, theme) = (family?, theme?);
    let heading = heading.flatten().filter(|heading| !Arc::ptr_eq(heading, &family));
    let mono = mono.flatten();
    complete.then_some(Looks {
        family,
        faces: Faces {
            heading,
            latin,
            mono,
            borrowed: Vec::new(),
        },
        theme,
    })
}

/// Says where headings and strong emphasis cannot stand out.
pub(super) fn tell_bold(looks: &Looks, config: &Config, written: &ConfigFile, files: &dyn Files, report: &mut Report) {
    let heading = looks.faces.heading.as_ref();
    let told = [
        (Some(&looks.family), "font", config.pdf.font.is_some()),
        (heading, "heading-font", true),
    ];
    for (family, key, named) in told {
        if let Some(family) = family.filter(|family| !family.has_bold()) {
            let message = said!(
                "{name} has no bold face: headings and strong emphasis look as the text does",
                name = family.name
            );
            let mut finding = Diagnostic::warning("font-bold", message);
            finding.location = if named {
                place(files, written, "pdf", key)
            } else {
                Location::Nowhere
            };
            report.add(finding.hint("put the family's bold file beside the regular one, or name a `heading-font`"));
        }
    }
}

fn unknown(fonts: &FontLibrary, wanted: &str, at: Location) -> Diagnostic {
    let names: Vec<&str> = fonts.families().map(|family| family.name.as_str()).collect();
    let mut finding = Diagnostic::error(
        "unknown-font",
        said!("no font family at hand is called \"{wanted}\"", wanted),
    )
    .hint(said!("the families are {names}", names = Message::listed(&names)))
    .hint("a book's own fonts lie in its folder fonts/");
    finding.location = at;
    finding
}

/// Every letter that a book's pages show.
pub(super) struct Shown {
    /// Those of the text, and of what the program says of the book.
    pub(super) text: String,
    /// Those of code.
    pub(super) code: String,
}

impl Shown {
    /// All of them.
    pub(super) fn all(&self) -> String {
        [&*self.text, &*self.code].concat()
    }
}

/// What a book's pages show.
pub(super) fn shown(document: &Document, config: &Config) -> Shown {
    let (mut text, mut code) = (String::new(), String::new());
    document.visit(&mut |block| {
        text.push('\n');
        if let BlockKind::Code { text: lines, .. } = &block.kind {
            code.push_str(lines);
            code.push('\n');
        }
        block.visit_inlines(&mut |inline| match inline {
            Inline::Text { text: piece, .. } => text.push_str(piece),
            Inline::Code { text: piece, .. } => {
                code.push_str(piece);
                code.push('\n');
            }
            _ => {}
        });
    });
    let book = &config.book;
    let people = book.authors.iter().chain(&book.contributors).map(|person| &person.name);
    let said = [&book.subtitle, &book.description, &book.publisher, &book.rights]
        .into_iter()
        .flatten();
    let series = book.series.iter();
    for piece in std::iter::once(&book.title).chain(people).chain(said).chain(series) {
        text.push('\n');
        text.push_str(piece);
    }
    Shown { text, code }
}

/// The families that are needed to set in `family` what a book shows, and what it is not in in `faces`. Letters that a family lacks are
/// taken from the first that has them: so the families of titles and of code stand behind all that the running text needs.
pub(super) fn families(fonts: &FontLibrary, family: &Arc<Family>, faces: &Faces, shown: &Shown) -> Vec<Arc<Family>> {
    let needed = |families: &mut dyn Iterator<Item = &Arc<Family>>, text: &str| {
        let wanted: Vec<&str> = families.map(|family| family.name.as_str()).collect();
        fonts.needed(&wanted, text.chars())
    };
    let running = needed(&mut std::iter::once(family).chain(&faces.latin), &shown.text);
    let apart = [&faces.heading, &faces.mono].into_iter().flatten();
    needed(&mut running.iter().chain(apart), &shown.code)
}

/// The characters of a text that no family at hand has.
pub(super) fn missing(fonts: &FontLibrary, text: &str) -> BTreeSet<char> {
    let seen: BTreeSet<char> = text.chars().collect();
    let is_missing = |c: &char| needs_glyph(*c) && !c.is_whitespace() && !fonts.covers(*c);
    seen.into_iter().filter(is_missing).collect()
}
