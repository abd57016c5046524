//! What is said to the person who runs the program: findings with their place in the source, gathered in one report.
//!
//! Every room adds to one [`Report`]; nothing stops at the first error. A finding's level is settled once, as it is
//! recorded ([`Report::add`]), so that no later step has to know what the book allows.

pub mod codes;
mod fault;
mod fix;
mod json;
mod message;
pub mod messages;
mod render;
mod sarif;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use codes::Tongue;

pub use fault::guarded;
pub use fix::{Edit, Fix, PlaceFix, Safety, edited};
pub use json::json;
pub(crate) use message::said;
pub use message::{Gap, Message, fill};
pub use render::human;
pub use sarif::{sarif, sarif_results};
pub use source::{FileId, Place, Sources, Span};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was decided or passed over; nothing need be done.
    Note,
    /// The outputs are made all the same; somebody should look.
    Warning,
    /// No output is written.
    Error,
}

impl Severity {
    /// The word that programs read.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The word that people read.
    pub fn word(self, tongue: Tongue) -> &'static str {
        match (self, tongue) {
            (severity, Tongue::English) => severity.name(),
            (Severity::Note, Tongue::Arabic) => "ملاحظة",
            (Severity::Warning, Tongue::Arabic) => "تنبيه",
            (Severity::Error, Tongue::Arabic) => "خطأ",
        }
    }
}

/// What a book says about a lint code in `[lint]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The finding is not recorded.
    Allow,
    /// The finding is a warning.
    Warn,
    /// The finding is an error.
    Deny,
}

/// Where a finding is: in a text that was read, in a file as a whole, or nowhere in particular.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// The book or the command as a whole.
    Nowhere,
    /// A file, named as the user would name it.
    File(String),
    /// A stretch of a source text.
    Span(Span),
}

/// One finding: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable kebab-case name, the one that `[lint]` uses.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: Message,
    /// Where it is.
    pub location: Location,
    /// What to do about it, in the order in which to try it.
    pub hints: Vec<Message>,
    /// The further places of what is said once of several.
    pub also: Box<[Span]>,
    /// What is said of each place alone, where this is said once of several.
    pub each: Option<Box<Message>>,
    /// What would mend it, where that can be said.
    pub fix: Option<Box<Fix>>,
}

impl Diagnostic {
    /// An error: the run will write nothing.
    pub fn error(code: &'static str, message: impl Into<Message>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning, which a book may allow or deny by its code.
    pub fn warning(code: &'static str, message: impl Into<Message>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note: what was decided or passed over, so that nothing goes in silence. A book may allow or deny it by its code.
    pub fn note(code: &'static str, message: impl Into<Message>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: &'static str, severity: Severity, message: impl Into<Message>) -> Self {
        let message = message.into();
        Self {
            code,
            severity,
            message,
            location: Location::Nowhere,
            hints: Vec::new(),
            also: Box::default(),
            each: None,
            fix: None,
        }
    }

    /// The same said once of several places: here and at these.
    pub fn gathered(mut self, also: Vec<Span>) -> Self {
        if !also.is_empty() {
            let each = std::mem::take(&mut self.message);
            self.message = each.clone().times(also.len() + 1);
            self.each = Some(Box::new(each));
        }
        self.also = also.into();
        self
    }

    /// Says beside this that there are others of its kind, and what mends them.
    fn crowd(&mut self, others: &[&Diagnostic]) {
        let places = others.iter().flat_map(|other| {
            let first = match other.location {
                Location::Span(span) => Some(span),
                _ => None,
            };
            first.into_iter().chain(other.also.iter().copied())
        });
        let places: Vec<Span> = places.collect();
        let (count, what) = (places.len(), self.message.clone());
        self.also = self.also.iter().copied().chain(places).collect();
        self.each.get_or_insert_with(|| Box::new(what.clone()));
        self.message = said!("{what}, and {count} more of this kind", what, count);
        if let Some(fix) = &mut self.fix {
            let more = others.iter().filter_map(|other| other.fix.as_ref());
            fix.places.extend(more.flat_map(|more| more.places.iter().cloned()));
        }
    }

    /// What of this is said of these files: none where none of its places is in them.
    fn within(mut self, is_in: &impl Fn(&Location) -> bool) -> Option<Self> {
        let also = std::mem::take(&mut self.also).into_vec();
        let places = std::iter::once(self.location.clone()).chain(also.into_iter().map(Location::Span));
        let mut places = places.filter(|place| is_in(place));
        self.location = places.next()?;
        let span = |place| match place {
            Location::Span(span) => Some(span),
            _ => None,
        };
        let also = places.filter_map(span).collect();
        if let Some(fix) = &mut self.fix {
            fix.places.retain(|mended| is_in(&mended.place));
        }
        self.fix = self.fix.filter(|fix| !fix.places.is_empty());
        match self.each.take() {
            Some(each) => {
                self.message = *each;
                Some(self.gathered(also))
            }
            None => {
                self.also = also.into();
                Some(self)
            }
        }
    }

    /// The same finding at a place in a source text.
    pub fn at(mut self, span: Span) -> Self {
        self.location = Location::Span(span);
        self
    }

    /// The same finding about a whole file.
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.location = Location::File(file.into());
        self
    }

    /// The same finding at a place that is known already.
    pub fn located(mut self, place: Location) -> Self {
        self.location = place;
        self
    }

    /// The same finding with one more hint.
    pub fn hint(mut self, hint: impl Into<Message>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same finding with what would mend the place where it is; without edits, as it is.
    pub fn mend(self, safety: Safety, edits: Vec<Edit>) -> Self {
        let place = self.location.clone();
        self.mend_each(safety, [(place, edits)])
    }

    /// The same finding with what would mend each of its places by itself; without edits, as it is.
    pub fn mend_each(mut self, safety: Safety, places: impl IntoIterator<Item = (Location, Vec<Edit>)>) -> Self {
        if let Some(fix) = Fix::new(safety, places) {
            self.fix = Some(Box::new(fix));
        }
        self
    }

    /// Every place of it: where it is first, then the further ones.
    pub fn places(&self) -> impl Iterator<Item = Location> {
        std::iter::once(self.location.clone()).chain(self.also.iter().copied().map(Location::Span))
    }
}

/// From how many places on what is said alike is said once, whatever it is.
const CROWD: usize = 100;

/// All findings of a run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    /// What has been recorded, so that nothing is said twice: a hostile book has as many findings as words.
    said: BTreeSet<(Location, &'static str, Message)>,
    levels: BTreeMap<String, Level>,
}

impl Report {
    /// An empty report in which every warning stays a warning.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what the book says about codes, those of findings that are recorded already among them. Errors do not give way: they
    /// mean that no output could be right.
    pub fn set_levels(&mut self, levels: BTreeMap<String, Level>) {
        self.levels = levels;
        self.said.clear();
        for diagnostic in std::mem::take(&mut self.diagnostics) {
            self.add(diagnostic);
        }
    }

    /// Records a finding at the level that the book gives its code.
    pub fn add(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.severity != Severity::Error {
            match self.levels.get(diagnostic.code) {
                Some(Level::Allow) => return,
                Some(Level::Deny) => diagnostic.severity = Severity::Error,
                Some(Level::Warn) => diagnostic.severity = Severity::Warning,
                None => {}
            }
        }
        let key = (diagnostic.location.clone(), diagnostic.code, diagnostic.message.clone());
        if self.said.insert(key) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Takes over what another report holds.
    pub fn append(&mut self, other: Report) {
        for diagnostic in other.diagnostics {
            self.add(diagnostic);
        }
    }

    /// Changes the findings with a code.
    pub fn change(&mut self, code: &str, change: impl FnMut(&mut Diagnostic)) {
        let with_code = self.diagnostics.iter_mut().filter(|diagnostic| diagnostic.code == code);
        with_code.for_each(change);
    }

    /// Says once what is said alike at several places, under this code: at the first of them, with the others beside it.
    pub fn gather(&mut self, code: &str) {
        self.gather_where(2, |diagnostic| diagnostic.code == code && diagnostic.fix.is_none());
    }

    /// Says once what is said alike at so many places that nobody would read them one by one, with what mends each.
    pub fn gather_crowds(&mut self) {
        self.gather_where(CROWD, |_| true);
    }

    /// Says once what is said alike at so many places or more and has its own mending, with what mends each.
    pub fn gather_mended(&mut self, least: usize) {
        self.gather_where(least, |diagnostic| diagnostic.fix.is_some());
    }

    /// Says once what is said alike at so many places or more, of the findings that are asked for.
    fn gather_where(&mut self, least: usize, is_asked: impl Fn(&Diagnostic) -> bool) {
        let mut alike: BTreeMap<(&'static str, &Message), Vec<usize>> = BTreeMap::new();
        for (at, diagnostic) in self.diagnostics.iter().enumerate() {
            let alone = !diagnostic.also.is_empty() || !matches!(diagnostic.location, Location::Span(_));
            if !alone && is_asked(diagnostic) {
                alike
                    .entry((diagnostic.code, &diagnostic.message))
                    .or_default()
                    .push(at);
            }
        }
        let crowds: Vec<Vec<usize>> = alike.into_values().filter(|crowd| crowd.len() >= least).collect();
        let mut all: Vec<Option<Diagnostic>> = std::mem::take(&mut self.diagnostics).into_iter().map(Some).collect();
        for crowd in crowds {
            let mut taken = crowd.iter().filter_map(|at| all.get_mut(*at)?.take());
            let Some(mut first) = taken.next() else { continue };
            let mut also = Vec::with_capacity(crowd.len());
            for further in taken {
                if let Location::Span(span) = further.location {
                    also.push(span);
                }
                match (&mut first.fix, further.fix) {
                    (Some(fix), Some(more)) => fix.places.extend(more.places),
                    (fix @ None, more) => *fix = more,
                    _ => {}
                }
            }
            if let Some(place) = crowd.first().and_then(|at| all.get_mut(*at)) {
                *place = Some(first.gathered(also));
            }
        }
        self.diagnostics = all.into_iter().flatten().collect();
    }

    /// The findings in reading order, where those of one code that are more than `most` are said at the first of them, with the others' places
    /// beside it, and with what mends each; what is mended without asking is not said with what is not. Errors and what the proof found are
    /// each said by themselves.
    pub fn crowded(&self, most: usize) -> Vec<Diagnostic> {
        let sorted = self.sorted();
        let may = |found: &Diagnostic| {
            let by_itself = found.severity == Severity::Error || found.code.starts_with("proof");
            !by_itself && matches!(found.location, Location::Span(_))
        };
        let kind = |found: &Diagnostic| (found.code, found.fix.as_ref().map(|fix| fix.safety));
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        sorted
            .iter()
            .filter(|found| may(found))
            .for_each(|found| *counts.entry(kind(found)).or_default() += 1);
        let mut out: Vec<Diagnostic> = Vec::new();
        // Of each code where its first stands in what is put out, and the places of the others.
        let mut firsts: BTreeMap<_, (usize, Vec<&Diagnostic>)> = BTreeMap::new();
        for found in sorted {
            let is_one_of_many = may(found) && counts.get(&kind(found)).is_some_and(|count| *count > most);
            match firsts.get_mut(&kind(found)).filter(|_| is_one_of_many) {
                Some((_, others)) => others.push(found),
                None => {
                    if is_one_of_many {
                        firsts.insert(kind(found), (out.len(), Vec::new()));
                    }
                    out.push(found.clone());
                }
            }
        }
        for (at, others) in firsts.into_values() {
            if let Some(first) = out.get_mut(at) {
                first.crowd(&others);
            }
        }
        out
    }

    /// Keeps the findings for which `keep` holds, and all errors.
    pub fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.diagnostics
            .retain(|diagnostic| diagnostic.severity == Severity::Error || keep(diagnostic));
    }

    /// Keeps what is said of the places for which `is_in` holds, all errors, and nothing else.
    pub fn narrow(&mut self, is_in: impl Fn(&Location) -> bool) {
        let all = std::mem::take(&mut self.diagnostics).into_iter();
        let kept = |said: Diagnostic| match said.severity {
            Severity::Error => Some(said),
            _ => said.within(&is_in),
        };
        self.diagnostics = all.filter_map(kept).collect();
    }

    /// Whether anything recorded forbids writing.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// The findings in reading order: by file and place, errors and warnings together, as they were recorded within a place.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut found: Vec<_> = self.diagnostics.iter().collect();
        found.sort_by(|a, b| a.location.cmp(&b.location));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_applied_as_a_finding_is_recorded() {
        let mut report = Report::new();
        report.set_levels(BTreeMap::from([
            ("loud".into(), Level::Deny),
            ("quiet".into(), Level::Allow),
        ]));
        report.add(Diagnostic::warning("loud", "denied"));
        report.add(Diagnostic::warning("quiet", "allowed"));
        report.add(Diagnostic::warning("plain", "kept"));
        assert_eq!((report.count(Severity::Error), report.count(Severity::Warning)), (1, 1));
    }

    #[test]
    fn levels_are_applied_to_what_was_recorded_before() {
        let mut report = Report::new();
        for code in ["loud", "quiet", "plain"] {
            report.add(Diagnostic::warning(code, "said"));
        }
        report.set_levels(BTreeMap::from([
            ("loud".into(), Level::Deny),
            ("quiet".into(), Level::Allow),
        ]));
        report.add(Diagnostic::warning("loud", "said"));
        assert_eq!((report.count(Severity::Error), report.count(Severity::Warning)), (1, 1));
    }

    #[test]
    fn a_note_is_no_warning_unless_the_book_says_so() {
        let mut report = Report::new();
        report.set_levels(BTreeMap::from([
            ("raised".into(), Level::Warn),
            ("hidden".into(), Level::Allow),
        ]));
        for code in ["raised", "hidden", "as-it-is"] {
            report.add(Diagnostic::note(code, "said"));
        }
        let counts = [Severity::Note, Severity::Warning, Severity::Error].map(|severity| report.count(severity));
        assert_eq!(counts, [1, 1, 0]);
    }

    #[test]
    fn what_is_alike_is_said_once_with_its_places() {
        let mut report = Report::new();
        let at = |place: usize| Span::new(FileId::default(), place..place + 1);
        for (place, message) in [(1, "one"), (2, "two"), (3, "one"), (4, "one")] {
            report.add(Diagnostic::warning("loud", message).at(at(place)));
            report.add(Diagnostic::warning("plain", message).at(at(place)));
        }
        report.gather("loud");
        let loud: Vec<_> = report.sorted().into_iter().filter(|said| said.code == "loud").collect();
        assert_eq!(loud.len(), 2);
        assert_eq!(&*loud[0].also, [at(3), at(4)]);
        assert_eq!((loud[1].also.len(), report.count(Severity::Warning)), (0, 2 + 4));
        report.narrow(|place| *place == Location::Span(at(3)) || *place == Location::Span(at(4)));
        let said: Vec<_> = report.sorted().into_iter().filter(|said| said.code == "loud").collect();
        assert_eq!(
            (said.len(), &said[0].location, &*said[0].also),
            (1, &Location::Span(at(3)), &[at(4)][..])
        );
        assert_eq!(said[0].message, Message::from("one").times(2));
    }

    #[test]
    fn a_crowd_is_said_once_with_all_that_mends_it() {
        let at = |byte: usize| Span::new(FileId::default(), byte..byte + 1);
        let edit = |byte: usize| Edit {
            span: at(byte),
            replacement: String::new(),
        };
        let mut report = Report::new();
        for byte in 0..CROWD {
            report.add(
                Diagnostic::note("many", "alike")
                    .at(at(byte))
                    .mend(Safety::Safe, vec![edit(byte)]),
            );
            report.add(Diagnostic::note("few", format!("each {}", byte % 2 + byte)).at(at(byte)));
        }
        report.gather_crowds();
        let said = report.sorted();
        let many: Vec<_> = said.iter().filter(|found| found.code == "many").collect();
        assert_eq!(
            (many.len(), many[0].places().count(), said.len()),
            (1, CROWD, CROWD + 1)
        );
        assert_eq!(many[0].fix.as_ref().map(|fix| fix.places.len()), Some(CROWD));
    }

    #[test]
    fn an_error_gives_way_to_no_level() {
        let mut report = Report::new();
        report.set_levels(BTreeMap::from([("broken".into(), Level::Allow)]));
        report.add(Diagnostic::error("broken", "still an error"));
        assert!(report.has_errors());
    }

    #[test]
    fn many_of_a_kind_are_said_once() {
        let at = |start| Span::new(FileId::default(), start..start + 1);
        let mut report = Report::new();
        for start in 0..5 {
            report.add(Diagnostic::warning("quiet", format!("the picture {start}")).at(at(start)));
            report.add(Diagnostic::error("loud", format!("the fault {start}")).at(at(start)));
            report.add(Diagnostic::warning("proof", format!("the word {start}")).at(at(start)));
            let edit = Edit {
                span: at(start),
                replacement: "x".into(),
            };
            let slip = Diagnostic::note("slip", format!("the slip {start}"));
            report.add(slip.at(at(start)).mend(Safety::Unsafe, vec![edit]));
        }
        report.add(Diagnostic::note("rare", "one").at(at(9)));
        let told = report.crowded(3);
        let quiet: Vec<_> = told.iter().filter(|found| found.code == "quiet").collect();
        assert_eq!(quiet.len(), 1);
        assert_eq!(quiet[0].message, "the picture 0, and 4 more of this kind");
        assert_eq!(&*quiet[0].also, [at(1), at(2), at(3), at(4)]);
        let slip = told.iter().find(|found| found.code == "slip").unwrap();
        assert_eq!(slip.fix.as_ref().map(|fix| fix.places.len()), Some(5));
        assert_eq!(told.len(), 1 + 5 + 5 + 1 + 1);
        assert_eq!(report.crowded(5).len(), 21);
    }
}
