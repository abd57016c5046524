//! What a book's files say, before any of it is parsed as a text: configuration, files of the manuscript, front matter.

use std::sync::Arc;

use super::chapters::chapters;
use super::texts::{Chapter, is_about, is_index, list, stem};
use super::{front_matter, guess};
use crate::bounds;
use crate::config::ConfigFile;
use crate::config::front_matter::FrontValues;
use crate::diagnostic::{Diagnostic, FileId, Location, Report, Sources, Span, said};
use crate::files::{CONFIG, Files};
use crate::manuscript::{Source, Titles};
use crate::unicode::romanise;

/// A book as it was written.
pub(super) struct WrittenBook {
    /// What `book.toml` says, over what the front matter says, over what the text lets guess.
    pub(super) config: ConfigFile,
    /// The name that a slug is made of where none is given.
    pub(super) name: String,
    /// The files of the manuscript in order.
    pub(super) texts: Vec<Text>,
    /// The titles that become headings where a file has none.
    pub(super) titles: Titles,
    /// The titles of the parts that files open.
    pub(super) parts: Titles,
}

/// A file of the manuscript.
pub(super) struct Text {
    file: FileId,
    path: String,
    text: Arc<str>,
    /// Its title in the table of contents.
    title: Option<String>,
    /// The title of the part that it opens.
    part: Option<String>,
}

impl WrittenBook {
    /// The texts as the manuscript's reader takes them.
    pub(super) fn sources(&self) -> Vec<Source<'_>> {
        self.texts.iter().map(Text::source).collect()
    }
}

impl Text {
    fn source(&self) -> Source<'_> {
        Source {
            file: self.file,
            name: &self.path,
            text: &self.text,
        }
    }
}

/// Reads a book of this configuration. Whatever is wrong is in the report.
pub(super) fn read(
    files: &dyn Files,
    mut config: ConfigFile,
    sources: &mut Sources,
    report: &mut Report,
) -> WrittenBook {
    let levels = config.levels.iter().map(|(code, (level, _))| (code.clone(), *level));
    report.set_levels(levels.collect());
    let named = config
        .get("book", "manuscript")
        .map(|(value, span)| (value.texts().unwrap_or_default(), Location::Span(*span)));
    let (named, place) = named.unwrap_or((Vec::new(), Location::Nowhere));
    let read = |chapter: Chapter, sources: &mut Sources, report: &mut Report| {
        let file = files.text(&chapter.path, sources, report)?;
        let text = sources.text(file);
        Some(Text {
            file,
            path: chapter.path,
            text,
            title: chapter.title,
            part: chapter.part,
        })
    };
    let chapters = chapters(files, (&named, &place), &mut config, sources, report);
    let texts: Vec<Text> = chapters
        .into_iter()
        .filter_map(|chapter| read(chapter, sources, report))
        .collect();
    let values = texts
        .iter()
        .map(|text| front_matter::read(text.source(), report))
        .collect();
    let (texts, mut values) = published(files, texts, values, report);
    let alike = are_alike(&texts, &values);
    let titles = settle_first(files, &config, (&texts, &mut values, alike), report);
    front_matter::merge(
        &mut config,
        values,
        alike,
        &texts.iter().map(|text| files.show(&text.path)).collect::<Vec<_>>(),
        report,
    );
    let part = |text: &Text| Some((text.file, (text.part.clone()?, Span::new(text.file, 0..0))));
    let parts = texts.iter().filter_map(part).collect();
    let name = name(files, &texts);
    let mut written = WrittenBook {
        config: ConfigFile::default(),
        name,
        texts,
        titles,
        parts,
    };
    guess::supply(files, &mut config, &written.sources(), report);
    written.config = config;
    written
}

/// What `book.toml` says, where there is one.
///
/// # Errors
/// Where it is wrong; the error is what of it is right.
pub(super) fn config(
    files: &dyn Files,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<ConfigFile, Box<ConfigFile>> {
    if files.alone().is_some() || !files.holds(CONFIG) && !files.entries("").iter().any(|entry| entry.name == CONFIG) {
        return Ok(ConfigFile::default());
    }
    let mut wrong = Report::new();
    let read = files.text(CONFIG, sources, &mut wrong).map(|file| {
        let text = sources.text(file);
        if text.len() as u64 > bounds::SETTINGS_BYTES {
            let message = said!(
                "`book.toml` is larger than {most} MiB",
                most = bounds::SETTINGS_BYTES >> 20
            );
            let finding = Diagnostic::error("toml-syntax", message).at(Span::new(file, 0..0));
            wrong.add(finding.hint("leave out what no key needs"));
            return ConfigFile::default();
        }
        ConfigFile::read(&text, file, &mut wrong)
    });
    let refused = wrong.has_errors();
    report.append(wrong);
    match read {
        Some(config) if !refused => Ok(config),
        config => Err(Box::new(config.unwrap_or_default())),
    }
}

/// The texts that are no drafts, with what their front matter says. Drafts stay where there is nothing else.
fn published(
    files: &dyn Files,
    texts: Vec<Text>,
    values: Vec<FrontValues>,
    report: &mut Report,
) -> (Vec<Text>, Vec<FrontValues>) {
    let drafts: Vec<String> = texts
        .iter()
        .zip(&values)
        .filter(|(_, values)| values.draft)
        .map(|(text, _)| text.path.clone())
        .collect();
    if drafts.is_empty() {
        return (texts, values);
    }
    let all = drafts.len() == texts.len();
    let message = if all {
        said!(
            "marked as drafts, and made, since there is nothing else: {drafts}",
            drafts = list(&drafts)
        )
    } else {
        said!("drafts are left out: {drafts}", drafts = list(&drafts))
    };
    let hint = "to publish one, take `draft` out of its front matter";
    report.add(
        Diagnostic::note("draft", message)
            .in_file(files.show(&drafts[0]))
            .hint(hint),
    );
    texts
        .into_iter()
        .zip(values)
        .filter(|(_, values)| all || !values.draft)
        .unzip()
}

/// What the first text's front matter says of the book: its cover and its title, where the texts are not one as another. Answers with the
/// titles that become headings.
fn settle_first(
    files: &dyn Files,
    config: &ConfigFile,
    (texts, values, alike): (&[Text], &mut [FrontValues], bool),
    report: &mut Report,
) -> Titles {
    let named = config.get("book", "title").is_some();
    let titles = titles(texts, values, named || alike);
    match values.first_mut() {
        Some(first) if !alike => front_matter::find_cover(&mut first.book, files, report),
        Some(_) if !named => guess::title_of_texts(files, values, report),
        _ => {}
    }
    titles
}

/// Whether the texts are one as another, each with a title of its own, as posts are: the front matter of the first says of the book nothing
/// that none of the others says.
fn are_alike(texts: &[Text], values: &[FrontValues]) -> bool {
    let Some((first, others)) = values.split_first().filter(|(_, others)| !others.is_empty()) else {
        return false;
    };
    let is_first_page = texts
        .first()
        .is_none_or(|text| is_index(&text.path) || is_about(&text.path));
    let said_again = |name| others.iter().any(|values| values.book.get("book", name).is_some());
    !is_first_page && values.iter().all(|values| values.title().is_some()) && first.book.names().all(said_again)
}

/// The titles that become headings: those of the second and later files; that of the first where the book is called otherwise.
fn titles(texts: &[Text], values: &[FrontValues], named: bool) -> Titles {
    let skipped = usize::from(!named || texts.len() < 2);
    let pairs = texts.iter().zip(values).skip(skipped);
    let title = |(text, values): (&Text, &FrontValues)| {
        let start = Span::new(text.file, 0..0);
        let title = values.title().or_else(|| Some((text.title.clone()?, start)))?;
        Some((text.file, title))
    };
    pairs.filter_map(title).collect()
}

/// The name that a slug is made of: the file's where the book is one that has a name of its own, else the folder's; that of the only
/// file where the folder's has no letters.
fn name(files: &dyn Files, texts: &[Text]) -> String {
    let of_file = files
        .alone()
        .map(stem)
        .filter(|name| !is_index(name) && !is_about(name));
    let name = of_file.map_or_else(|| files.folder_name(), str::to_string);
    match (romanise(&name).is_empty(), texts) {
        (true, [only]) => stem(&only.path).to_string(),
        _ => name,
    }
}
