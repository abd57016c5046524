//! What the user sees: artifacts on stdout, messages on stderr, or one JSON object a line on stdout.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use serde::Serialize;

use super::Outcome;
use super::tongue::tongue;
use crate::artifact::sha256;
use crate::build::{BookResult, BookState, MadeFile, Proved, Told};
use crate::diagnostic::codes::Tongue;
use crate::diagnostic::messages::{for_people, for_programs};
use crate::diagnostic::{Diagnostic, Report, Severity, Sources};
use crate::release::ReleaseFile;
use crate::signature::PublicKey;
use crate::workspace::Failure;

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people
    Human,
    /// One JSON object a line on standard output
    Json,
}

/// Where a run speaks.
pub struct Console {
    format: MessageFormat,
    colour: bool,
    tongue: Tongue,
}

impl Console {
    /// Speaks in `format`, in the language of the locale; in colour on a terminal, unless `NO_COLOR` is set.
    pub fn new(format: MessageFormat) -> Self {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            format,
            colour: io::stderr().is_terminal() && !no_colour,
            tongue: tongue(),
        }
    }

    /// Says the one thing that makes the command line impossible to follow.
    pub fn refuse(&self, said: Diagnostic) -> Outcome {
        let mut report = Report::new();
        report.add(said);
        self.report(&report, &Sources::default());
        Outcome::UsageWrong
    }

    /// Says everything that was found, and where there are errors, that nothing was written.
    pub fn report(&self, report: &Report, sources: &Sources) {
        self.tell(&Told::of_report(report, sources));
    }

    /// Says everything that was found.
    pub fn findings(&self, report: &Report, sources: &Sources) {
        self.found(&Told::of_report(report, sources));
    }

    /// Says what there is to say of one book.
    pub fn tell(&self, told: &Told) {
        told.notes.iter().for_each(|note| self.decided(note));
        told.proofs.iter().for_each(|proof| self.proved(proof));
        self.found(told);
        let (errors, warnings) = (told.count(Severity::Error), told.count(Severity::Warning));
        if self.format == MessageFormat::Human && errors > 0 {
            let (errors, also) = (counted(errors, "error"), counted(warnings, "warning"));
            self.note(&match warnings {
                0 => format!("kurras: {errors}; nothing was written"),
                _ => format!("kurras: {errors} and {also}; nothing was written"),
            });
        }
    }

    fn found(&self, told: &Told) {
        for finding in told.findings.iter().map(|finding| finding.shown(self.tongue)) {
            match self.format {
                MessageFormat::Human if self.colour => say(&mut io::stderr(), finding.human.trim_end()),
                MessageFormat::Human => say(&mut io::stderr(), without_colour(&finding.human).trim_end()),
                MessageFormat::Json => say(&mut io::stdout(), &finding.json),
            }
        }
    }

    /// Says which books of several came out and which did not, and why.
    pub fn summary(&self, books: &[BookResult]) {
        let count = |state: BookState| books.iter().filter(|book| book.state == state).count();
        let failed = || books.iter().filter(|book| book.state == BookState::Failed);
        let (all, unchanged) = (books.len(), count(BookState::Unchanged));
        if all < 2 {
            return;
        }
        match self.format {
            MessageFormat::Json => {
                let told = |book: &BookResult| {
                    let why = book.why.as_ref().map(|why| why.in_tongue(self.tongue));
                    serde_json::json!({ "path": book.book.to_string_lossy(), "exit_code": book.outcome as u8, "why": why })
                };
                let failed: Vec<_> = failed().map(told).collect();
                let line = serde_json::json!({
                    "type": "summary", "books": all, "made": count(BookState::Made), "unchanged": unchanged, "failed": failed,
                });
                say(&mut io::stdout(), &line.to_string());
            }
            MessageFormat::Human => {
                let out = all - count(BookState::Failed);
                let mut text = format!("kurras: {out} of {all} books came out");
                if unchanged > 0 {
                    text += &format!(", {unchanged} of them unchanged and not made again");
                }
                for book in failed() {
                    let why = book.why.as_ref().map_or("see above", |why| why.in_tongue(self.tongue));
                    text += &format!("\n  not {}: {why}", book.book.display());
                }
                self.note(&text);
            }
        }
    }

    /// Says something that is neither a finding nor a file, to people only.
    pub fn note(&self, text: &str) {
        if self.format == MessageFormat::Human {
            say(&mut io::stderr(), &for_people(text, self.tongue));
        }
    }

    /// Says what was decided on the way, to programs too.
    fn decided(&self, text: &str) {
        match self.format {
            MessageFormat::Human => self.note(&format!("kurras: {text}")),
            MessageFormat::Json => {
                let line = serde_json::json!({ "type": "note", "message": for_programs(text, self.tongue) });
                say(&mut io::stdout(), &line.to_string());
            }
        }
    }

    /// Writes bytes to standard output as they are.
    pub fn write(&self, bytes: &[u8]) {
        let mut out = io::stdout();
        let _ = out.write_all(bytes).and_then(|()| out.flush());
    }

    /// Writes what was asked for to standard output.
    pub fn print(&self, text: &str) {
        say(&mut io::stdout(), text.trim_end());
    }

    /// Says that a release is there: whether it was made now or stood there already, and each of its files.
    pub fn released(&self, place: &Path, is_new: bool, files: &[ReleaseFile]) {
        let shown = place.to_string_lossy();
        match self.format {
            MessageFormat::Human => say(&mut io::stdout(), &shown),
            MessageFormat::Json => {
                let line = serde_json::json!({ "type": "release", "path": shown, "new": is_new });
                say(&mut io::stdout(), &line.to_string());
                for file in files {
                    let line = serde_json::json!({
                        "type": "artifact", "format": file.kind.name(), "path": place.join(&file.name).to_string_lossy(),
                        "media_type": file.media_type, "bytes": file.bytes.len(), "sha256": sha256(&file.bytes), "pages": file.pages,
                    });
                    say(&mut io::stdout(), &line.to_string());
                }
            }
        }
    }

    /// Says whether a release is what its sources make, and by whom its checksums are signed where that was asked for.
    pub fn verified(&self, place: &Path, holds: bool, key: Option<&PublicKey>) {
        let shown = place.to_string_lossy();
        if self.format == MessageFormat::Json {
            let line = serde_json::json!({ "type": "verified", "path": shown, "holds": holds });
            say(&mut io::stdout(), &line.to_string());
        }
        if holds {
            self.note(&format!("kurras: {shown} is what its sources make, byte for byte"));
            if let Some(key) = key {
                self.note(&format!("kurras: its checksums are signed by the key {}", key.id()));
            }
        }
    }

    /// Says where a pair of keys is, and to programs the public key.
    pub fn key(&self, secret: &Path, public: &Path, key: &PublicKey) {
        match self.format {
            MessageFormat::Human => [secret, public]
                .iter()
                .for_each(|path| say(&mut io::stdout(), &path.to_string_lossy())),
            MessageFormat::Json => {
                let line = serde_json::json!({
                    "type": "key", "id": key.id().to_string(), "public_key": key.to_line(),
                    "secret": secret.to_string_lossy(), "public": public.to_string_lossy(),
                });
                say(&mut io::stdout(), &line.to_string());
            }
        }
    }

    /// Says that a file was written.
    pub fn wrote(&self, path: &Path, file: &MadeFile) {
        let shown = path.to_string_lossy();
        match self.format {
            MessageFormat::Human => say(&mut io::stdout(), &shown),
            MessageFormat::Json => {
                #[derive(Serialize)]
                struct Line<'a> {
                    r#type: &'static str,
                    format: &'a str,
                    path: &'a str,
                    media_type: &'a str,
                    bytes: usize,
                    sha256: &'a str,
                    pages: Option<usize>,
                }
                let line = Line {
                    r#type: "artifact",
                    format: &file.format,
                    path: &shown,
                    media_type: &file.media_type,
                    bytes: file.bytes,
                    sha256: &file.sha256,
                    pages: file.pages,
                };
                say(&mut io::stdout(), &serde_json::to_string(&line).unwrap_or_default());
            }
        }
    }

    /// Says how many words a file holds in order.
    fn proved(&self, proof: &Proved) {
        #[derive(Serialize)]
        struct Line<'a> {
            r#type: &'static str,
            format: &'a str,
            path: &'a str,
            words: usize,
            of: usize,
        }
        match self.format {
            MessageFormat::Human => {
                let (words, of) = (grouped(proof.words), grouped(proof.of));
                let text = format!("{}: {words} of {of} words in order", proof.name);
                say(&mut io::stdout(), &for_people(&text, self.tongue));
            }
            MessageFormat::Json => {
                let line = Line {
                    r#type: "proof",
                    format: &proof.format,
                    path: &proof.name,
                    words: proof.words,
                    of: proof.of,
                };
                say(&mut io::stdout(), &serde_json::to_string(&line).unwrap_or_default());
            }
        }
    }

    /// Says that the machine failed. What was written before it did is whole, and was told when it was.
    pub fn failure(&self, failure: &Failure) -> Outcome {
        let hint = match failure.cause.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                "something that is no folder has that name: name a folder"
            }
            ErrorKind::PermissionDenied => "name a folder that you may write into; every file that is there is whole",
            _ => "look at the disk's room and the folder's permissions; every file that is there is whole",
        };
        self.report_failure(failure, hint)
    }

    /// Says that the machine failed, and what to do about it.
    pub fn report_failure(&self, failure: &Failure, hint: &str) -> Outcome {
        let finding = Diagnostic::error("machine", failure.to_string()).hint(hint);
        let mut report = Report::new();
        report.add(finding);
        self.findings(&report, &Sources::default());
        Outcome::MachineFailed
    }

    /// Tells of long work only where that is wanted: many works side by side would talk across each other.
    pub fn progress_if(&self, wanted: bool) -> Progress {
        Progress::start(wanted && self.format == MessageFormat::Human, self.tongue)
    }

    /// Tells of long work: nothing in the first second, then each step as it begins. Only for people.
    pub fn progress(&self) -> Progress {
        Progress::start(self.format == MessageFormat::Human, self.tongue)
    }
}

/// A text without ANSI's signs for colours.
fn without_colour(text: &str) -> String {
    let mut pieces = text.split("\x1b[");
    let first = pieces.next().unwrap_or_default().to_string();
    pieces.fold(first, |out, piece| {
        out + piece.split_once('m').map_or("", |(_, rest)| rest)
    })
}

/// Writes a line. A reader that has gone away (`| head`) is no reason to stop making files.
fn say(to: &mut dyn Write, line: &str) {
    let _ = writeln!(to, "{line}");
}

/// A number in groups of three: 2,621.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

/// A number of things: 1 error, 2 errors.
pub fn counted(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// Tells of a step that is under way.
fn tell_step(name: &str, tongue: Tongue) {
    say(&mut io::stderr(), &for_people(&format!("kurras: {name} …"), tongue));
}

/// How long work may last before its steps are told.
const PATIENCE: Duration = Duration::from_secs(1);

/// The steps of a run as they are told to the user.
pub struct Progress {
    shared: Arc<(Mutex<Steps>, Condvar)>,
    since: Instant,
    teller: Option<std::thread::JoinHandle<()>>,
    tongue: Tongue,
}

#[derive(Default)]
struct Steps {
    latest: String,
    over: bool,
}

impl Progress {
    fn start(on: bool, tongue: Tongue) -> Self {
        let shared = Arc::new((Mutex::new(Steps::default()), Condvar::new()));
        let seen = shared.clone();
        // After a second of silence, the step that is under way is told; later ones tell themselves.
        let wait = move || {
            let (steps, done) = &*seen;
            let Ok(guard) = steps.lock() else { return };
            let waited = done.wait_timeout_while(guard, PATIENCE, |steps| !steps.over);
            if let Ok((steps, timeout)) = waited
                && timeout.timed_out()
                && !steps.latest.is_empty()
            {
                tell_step(&steps.latest, tongue);
            }
        };
        let teller = on.then(|| std::thread::spawn(wait));
        Self {
            shared,
            since: Instant::now(),
            teller,
            tongue,
        }
    }

    /// A step begins.
    pub fn step(&self, name: &str) {
        if self.teller.is_some() && self.since.elapsed() > PATIENCE {
            tell_step(name, self.tongue);
        }
        if let Ok(mut steps) = self.shared.0.lock() {
            steps.latest = name.to_string();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Ok(mut steps) = self.shared.0.lock() {
            steps.over = true;
        }
        self.shared.1.notify_all();
        if let Some(teller) = self.teller.take() {
            let _ = teller.join();
        }
    }
}
