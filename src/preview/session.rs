//! A session: one book, made anew as it changes, with all that can be kept warm between two makings.

use std::sync::Arc;

use super::drawings::Drawings;
use super::snapshot::{LaidBook, Snapshot};
use crate::config::Date;
use crate::diagnostic::{FileId, Report, Sources, guarded};
use crate::edition::Edition;
use crate::edition::open::{check_again, open_again};
use crate::files::Files;
use crate::fonts::Family;
use crate::media::OpenedPictures;
use crate::output::pdf::{FontSet, ScreenPages};

/// A book being written.
pub struct Session {
    epoch: Option<Date>,
    fonts: Option<(Vec<Arc<Family>>, Arc<FontSet>)>,
    pictures: OpenedPictures,
    drawings: Arc<Drawings>,
    laid: Option<Arc<LaidBook>>,
    revision: u64,
}

impl Session {
    /// A session in which nothing has been made. `epoch` is the day that `SOURCE_DATE_EPOCH` says.
    pub fn new(epoch: Option<Date>) -> Self {
        Self {
            epoch,
            fonts: None,
            pictures: OpenedPictures::default(),
            drawings: Arc::default(),
            laid: None,
            revision: 0,
        }
    }

    /// Makes the book as its files are now. `publish` is called once with the pages, as soon as they are laid out, and tells whether to go
    /// on; then once more with what is to be said of them, which may take longer. Where the book cannot be laid out, the pages are those
    /// of the last time; so they are where a library panics over it, for a session outlives what is typed into it.
    pub fn make(&mut self, files: &dyn Files, publish: &mut dyn FnMut(Snapshot) -> bool) {
        let (mut sources, mut report) = (Sources::default(), Report::new());
        self.revision += 1;
        let laid = guarded(|| self.laid_out(files, &mut sources, &mut report)).unwrap_or_else(|fault| {
            report.add(fault);
            None
        });
        let Some(laid) = laid else {
            publish(self.snapshot(report, &sources, true));
            return;
        };
        self.laid = Some(laid.clone());
        let goes_on = publish(self.snapshot(Report::new(), &sources, false).unfinished());
        laid.pages.let_go_of_earlier();
        if goes_on {
            let looked = guarded(|| self.looked_through(files, &laid, (&mut sources, &mut report)));
            looked.unwrap_or_else(|fault| report.add(fault));
            publish(self.snapshot(report, &sources, false));
        }
    }

    fn laid_out(&mut self, files: &dyn Files, sources: &mut Sources, report: &mut Report) -> Option<Arc<LaidBook>> {
        let edition = open_again(files, self.epoch, &self.pictures, sources, report).ok()?;
        let mut laid = self.lay_out(edition, sources, report)?;
        let before = self.laid.as_ref();
        laid.edited = before.and_then(|before| edited(&before.sources, sources, before.edited));
        Some(Arc::new(laid))
    }

    /// Finds what is to be said of the text and of its finished pages.
    fn looked_through(&self, files: &dyn Files, laid: &LaidBook, (sources, report): (&mut Sources, &mut Report)) {
        let (mut texts, mut all) = (Sources::default(), Report::new());
        if check_again(files, &self.pictures, &mut texts, &mut all).is_ok() {
            all.append(std::mem::take(report));
            (*sources, *report) = (texts, all);
        }
        laid.pages.inspect(&laid.edition, report);
    }

    /// Says that the book is not there, or cannot be opened at all.
    pub fn fail(&mut self, report: Report, publish: &mut dyn FnMut(Snapshot) -> bool) {
        self.revision += 1;
        publish(self.snapshot(report, &Sources::default(), true));
    }

    fn snapshot(&self, report: Report, sources: &Sources, failed: bool) -> Snapshot {
        Snapshot {
            revision: self.revision,
            laid: self.laid.clone(),
            drawings: self.drawings.clone(),
            report,
            sources: sources.clone(),
            failed,
            finished: true,
        }
    }

    fn lay_out(&mut self, edition: Edition, sources: &Sources, report: &mut Report) -> Option<LaidBook> {
        let fonts = self.fonts(&edition);
        let pages = ScreenPages::lay_out(&edition, &fonts, report).filter(|_| !report.has_errors())?;
        Some(LaidBook::new(edition, fonts, pages, sources.clone()))
    }

    /// The fonts of an edition, opened; those of the last time where they are the same.
    fn fonts(&mut self, edition: &Edition) -> Arc<FontSet> {
        if let Some((families, fonts)) = &self.fonts
            && families.len() == edition.families.len()
            && families
                .iter()
                .zip(&edition.families)
                .all(|(one, other)| is_same(one, other))
        {
            return fonts.clone();
        }
        let fonts = Arc::new(FontSet::open(&edition.families));
        self.fonts = Some((edition.families.clone(), fonts.clone()));
        fonts
    }
}

fn is_same(one: &Arc<Family>, other: &Arc<Family>) -> bool {
    let faces = || one.faces.iter().zip(&other.faces);
    Arc::ptr_eq(one, other)
        || one.name == other.name
            && one.faces.len() == other.faces.len()
            && faces().all(|(one, other)| one.data.as_ref() == other.data.as_ref())
}

/// The first place at which a text is otherwise than it was; where none is, the place of the time before, for a save that is seen twice
/// is one edit.
fn edited(before: &Sources, now: &Sources, last: Option<(FileId, usize)>) -> Option<(FileId, usize)> {
    let was = |name: &str| {
        before
            .files()
            .find(|file| before.name(*file) == name)
            .map(|file| before.text(file))
    };
    let place = now.files().find_map(|file| {
        let (was, is) = (was(now.name(file))?, now.text(file));
        let same = was
            .bytes()
            .zip(is.bytes())
            .take_while(|(one, other)| one == other)
            .count();
        (was != is).then_some((file, same))
    });
    let names = |sources: &Sources| {
        sources
            .files()
            .map(|file| sources.name(file).to_string())
            .collect::<Vec<_>>()
    };
    place.or_else(|| last.filter(|_| names(before) == names(now)))
}
