//! From a folder to an edition: everything is read here, before anything is made.

use std::sync::Arc;

use super::Outcome;
use crate::artifact::Format;
use crate::config::{Config, ConfigFile, Date, Loose};
use crate::diagnostic::{Diagnostic, FileId, Location, Report, Sources};
use crate::document::{BlockKind, Document, Inline};
use crate::edition::{Edition, Look};
use crate::fonts::{Family, FontLibrary, MONOSPACE};
use crate::lint;
use crate::locale::Locale;
use crate::manuscript::{self, FrontMatter, Source, Value};
use crate::media::{self, Pictures};
use crate::theme::Theme;
use crate::typography::{self, Settings};
use crate::workspace::Workspace;

/// Reads a book. Whatever is wrong is in the report; how wrong is the error.
pub fn open(
    workspace: &Workspace,
    epoch: Option<Date>,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Edition, Outcome> {
    let file = workspace.config(sources, report).ok_or(Outcome::UsageWrong)?;
    let mut written = ConfigFile::read(&sources.text(file), file, report);
    if report.has_errors() {
        return Err(Outcome::UsageWrong);
    }
    report.set_levels(
        written
            .levels
            .iter()
            .map(|(code, (level, _))| (code.clone(), *level))
            .collect(),
    );
    let named = written
        .get("book", "manuscript")
        .and_then(|(value, _)| value.texts())
        .unwrap_or_default();
    let texts: Vec<(FileId, String, Arc<str>)> = workspace
        .manuscript(&named, sources, report)
        .into_iter()
        .map(|(file, name)| (file, name, sources.text(file)))
        .collect();
    let files: Vec<Source> = texts
        .iter()
        .map(|(file, name, text)| Source {
            file: *file,
            name,
            text,
        })
        .collect();
    for file in &files {
        written.give_way(front_matter(*file, report));
    }
    // What is wrong with the configuration is told apart from what is wrong with the manuscript: the exit code differs.
    let mut wrong = Report::new();
    let mut config = Config::resolve(&written, &workspace.folder_name(), &workspace.config_name(), &mut wrong);
    let variants = std::mem::take(&mut config.editions);
    let own = OwnFiles::read(workspace, &mut wrong);
    let locale = locale(&config, &written, workspace, &mut wrong);
    let usual = faces(&own, &config, &written, workspace, &mut wrong);
    let further: Vec<_> = variants
        .iter()
        .zip(written.editions())
        .map(|(variant, (written, _))| faces(&own, &variant.config, &written, workspace, &mut wrong))
        .collect();
    let refused = wrong.has_errors();
    report.append(wrong);
    let (Some((family, theme)), Some(locale), false) = (usual, locale, refused) else {
        return Err(Outcome::UsageWrong);
    };
    let fonts = own.fonts;
    let options = manuscript::Options {
        number_headings: config.book.number_headings,
        callouts: Some(&locale.callouts),
    };
    let mut document = if files.is_empty() {
        Default::default()
    } else {
        manuscript::parse(&files, options, report)
    };
    let names = names(&written, &config);
    let book = lint::Book {
        document: &document,
        config: &config,
        names: &names,
        fonts: &fonts,
        sources,
    };
    lint::check(&book, report);
    bound(&document, report);
    place_pictures(workspace, &mut document, &files);
    let pictures = pictures(workspace, &document, report);
    document.describe_missing(|path| pictures.get(path).is_some());
    if report.has_errors() {
        return Err(Outcome::BookWrong);
    }
    let text = shown(&document, &config);
    let families = |family: &Arc<Family>| families(&fonts, family, &text);
    let book = &config.book;
    let settings = Settings::new(book, locale);
    let plain = |text: &str| typography::isolate_text(text, settings.base());
    let names = |people: &[crate::config::Person]| people.iter().map(|person| plain(&person.name)).collect();
    let (title, subtitle) = (plain(&book.title), book.subtitle.as_deref().map(plain));
    let (authors, contributors) = (names(&book.authors), names(&book.contributors));
    let date = epoch.or(book.date);
    typography::clean(&mut config.book);
    let looks: Vec<(Look, String, Vec<Format>)> = variants
        .into_iter()
        .zip(further)
        .filter_map(|(mut variant, faces)| {
            let (family, theme) = faces?;
            typography::clean(&mut variant.config.book);
            let look = Look {
                families: families(&family),
                config: variant.config,
                family,
                theme,
            };
            Some((look, variant.name, variant.formats))
        })
        .collect();
    let usual = Edition {
        name: None,
        others: Vec::new(),
        families: families(&family),
        locale,
        direction: settings.direction,
        numerals: settings.numerals,
        date,
        title,
        subtitle,
        authors,
        contributors,
        document: Arc::new(typography::apply(document, &settings)),
        fonts: Arc::new(fonts),
        family,
        pictures: Arc::new(pictures),
        theme,
        config,
    };
    let further = |(look, name, formats): (Look, String, Vec<Format>)| (usual.further(&name, look), formats);
    let others = looks.into_iter().map(further).collect();
    Ok(Edition { others, ..usual })
}

/// What a book brings along for its pages.
struct OwnFiles {
    /// Those that ship, with the book's own.
    fonts: FontLibrary,
    theme: Vec<(String, Vec<u8>)>,
}

impl OwnFiles {
    fn read(workspace: &Workspace, report: &mut Report) -> Self {
        let mut fonts = FontLibrary::shipped();
        fonts.add_all(workspace.folder("fonts", report), report);
        Self {
            fonts,
            theme: workspace.folder("theme", report),
        }
    }
}

/// Where a key stands that is wrong by what it names.
fn place(workspace: &Workspace, written: &ConfigFile, section: &str, key: &str) -> Location {
    match written.get(section, key) {
        Some((_, span)) => Location::Span(*span),
        None => Location::File(workspace.config_name()),
    }
}

/// The words of the book's language, or of the nearest one.
fn locale(
    config: &Config,
    written: &ConfigFile,
    workspace: &Workspace,
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
        said.location = place(workspace, written, "book", "language");
        report.add(said);
    }
    found.map(|found| found.locale)
}

/// The family and the theme that an edition names. What is not there is the configuration's fault.
fn faces(
    own: &OwnFiles,
    config: &Config,
    written: &ConfigFile,
    workspace: &Workspace,
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
        said.location = place(workspace, written, "pdf", "font");
        report.add(said);
    }
    let theme = Theme::find(&config.pdf.theme, own.theme.clone(), &workspace.show("theme"), report);
    Some((family?, theme?))
}

/// What is shown of the book beside its text, each with its place.
fn names(written: &ConfigFile, config: &Config) -> Vec<(String, Location)> {
    let book = &config.book;
    let place = |key: &str| {
        written
            .get("book", key)
            .map_or(Location::Nowhere, |(_, span)| Location::Span(*span))
    };
    let people = |people: &[crate::config::Person], key: &str| {
        let named = |person: &crate::config::Person| (person.name.clone(), place(key));
        people.iter().map(named).collect::<Vec<_>>()
    };
    let texts = [
        (Some(&book.title), "title"),
        (book.subtitle.as_ref(), "subtitle"),
        (book.publisher.as_ref(), "publisher"),
        (book.description.as_ref(), "description"),
        (book.rights.as_ref(), "rights"),
    ];
    let mut names: Vec<(String, Location)> = texts
        .into_iter()
        .filter_map(|(text, key)| Some((text?.clone(), place(key))))
        .collect();
    names.extend(people(&book.authors, "authors"));
    names.extend(people(&book.contributors, "contributors"));
    names
}

/// What the head of a manuscript says, as a configuration that gives way to `book.toml`.
fn front_matter(source: Source<'_>, report: &mut Report) -> ConfigFile {
    match manuscript::front_matter(source, report) {
        Some(FrontMatter::Toml { text, offset }) => ConfigFile::read_front_matter(text, source.file, offset, report),
        Some(FrontMatter::Yaml(entries)) => {
            let mut file = ConfigFile::default();
            for entry in entries {
                file.set(&entry.name, loose(entry.value), entry.span, report);
            }
            file
        }
        None => ConfigFile::default(),
    }
}

fn loose(value: Value) -> Loose {
    match value {
        Value::Scalar { text, quoted: false } => match text.as_str() {
            "true" => Loose::Boolean(true),
            "false" => Loose::Boolean(false),
            _ => text.parse().map_or(Loose::Text(text), Loose::Integer),
        },
        Value::Scalar { text, quoted: true } => Loose::Text(text),
        Value::List(items) => Loose::List(items.into_iter().map(loose).collect()),
        Value::Table(entries) => Loose::Table(entries.into_iter().map(|(key, value)| (key, loose(value))).collect()),
    }
}

/// Every letter that a book's pages show, and whether some of it is code.
fn shown(document: &Document, config: &Config) -> (String, bool) {
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
fn families(fonts: &FontLibrary, family: &Arc<Family>, (text, code): &(String, bool)) -> Vec<Arc<Family>> {
    let mono = code.then_some(MONOSPACE);
    let wanted: Vec<&str> = std::iter::once(family.name.as_str()).chain(mono).collect();
    fonts.needed(&wanted, text.chars())
}

/// The most headings that one book is laid out with: each costs the contents, the bookmarks and the running heads some 200 KB.
const MOST_HEADINGS: usize = 5_000;

/// The most letters (bytes) that one paragraph is laid out with: lines are chosen for a paragraph as a whole.
const LONGEST_PARAGRAPH: usize = 1_000_000;

/// Refuses a book that would take more memory than a machine has, before anything is laid out.
fn bound(document: &Document, report: &mut Report) {
    let mut headings = Vec::new();
    document.visit(&mut |block| {
        let mut letters = 0;
        block.visit_inlines(&mut |inline| {
            if let Inline::Text { text, .. } = inline {
                letters += text.len();
            }
        });
        if letters > LONGEST_PARAGRAPH && matches!(block.kind, BlockKind::Paragraph { .. }) {
            let message = format!("a paragraph of {letters} bytes; at most {LONGEST_PARAGRAPH} can be laid out");
            report.add(
                Diagnostic::error("long-paragraph", message)
                    .at(block.span)
                    .hint("part it by empty lines"),
            );
        }
        if matches!(block.kind, BlockKind::Heading(_)) {
            headings.push(block.span);
        }
    });
    if let Some(span) = headings.get(MOST_HEADINGS) {
        let message = format!(
            "the book has {} headings; at most {MOST_HEADINGS} can be laid out",
            headings.len()
        );
        report.add(
            Diagnostic::error("too-many-headings", message)
                .at(*span)
                .hint("make several books of it"),
        );
    }
}

/// Finds the file that each picture's name means.
fn place_pictures(workspace: &Workspace, document: &mut Document, files: &[Source<'_>]) {
    document.change_images(&mut |image| {
        let file = files.iter().find(|file| file.file == image.span.file);
        let folder = file
            .and_then(|file| file.name.rsplit_once('/'))
            .map_or("", |parts| parts.0);
        if let Some(name) = workspace.picture_name(&image.path, folder) {
            image.path = name;
        }
    });
}

/// Reads and opens every picture of the document.
fn pictures(workspace: &Workspace, document: &Document, report: &mut Report) -> Pictures {
    let mut files: Vec<media::Source> = Vec::new();
    for image in document.images() {
        if files.iter().any(|file| file.path == image.path) {
            continue;
        }
        if let Some(bytes) = workspace.picture(&image.path, Some(image.span), report) {
            files.push(media::Source {
                path: image.path.clone(),
                place: Location::Span(image.span),
                bytes,
            });
        }
    }
    Pictures::load(files, report)
}
