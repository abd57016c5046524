//! The loop that makes a book whenever it has changed.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "waiting for changes, and how long a look at the files takes, are this file's work"
)]

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::server::Shared;
use super::session::Session;
use super::snapshot::Snapshot;
use crate::config::Date;
use crate::diagnostic::Report;
use crate::workspace::{Watch, Workspace};

/// How often files are looked at while somebody writes …
const PACE: Duration = Duration::from_millis(3);
/// … which is told by how long ago something was saved …
const WRITING: Duration = Duration::from_secs(60);
/// … and while nobody does.
const SLOW_PACE: Duration = Duration::from_millis(10);
/// How often while no window is open.
const IDLE: Duration = Duration::from_millis(250);
/// Looking takes no more than one part in so many of the time.
const SHARE: u32 = 100;
/// A save is over when nothing has changed for so long.
const SETTLED: Duration = Duration::from_millis(2);
/// How long a save may go on before the book is made all the same.
const LONGEST_SAVE: Duration = Duration::from_millis(60);
/// A file that is empty is taken for one that is being written for so long.
const EMPTIED: Duration = Duration::from_millis(400);
/// When what was read is read again and compared, after the last change.
const READ_AGAIN: Duration = Duration::from_millis(120);
/// Windows come first: what is to be said of the pages is looked for when no drawing was asked for in so long …
const WINDOWS_FIRST: Duration = Duration::from_millis(80);
/// … or when the pages were published so long ago.
const LONGEST_WAIT: Duration = Duration::from_millis(600);
/// How much the session may stack up, in bytes: layout goes deep into nested lists and quotations.
const STACK: usize = 16 << 20;

/// Makes a book, and makes it anew whenever it has changed, for as long as the program runs.
///
/// # Errors
/// Where the machine has no more threads.
pub fn watch(book: &Path, epoch: Option<Date>, shared: &Shared) -> io::Result<()> {
    std::thread::scope(|scope| {
        let work = || Watching::new(book, epoch, shared).run();
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)?;
        thread.join().map_err(|_| io::Error::other("the session broke off"))
    })
}

struct Watching<'a> {
    book: &'a Path,
    session: Session,
    shared: &'a Shared,
    watch: Watch,
}

impl<'a> Watching<'a> {
    fn new(book: &'a Path, epoch: Option<Date>, shared: &'a Shared) -> Self {
        Self {
            book,
            session: Session::new(epoch),
            shared,
            watch: Watch::default(),
        }
    }

    fn run(mut self) {
        self.make();
        let mut made = Instant::now();
        let mut unsure_since = Some(made);
        loop {
            let looked = Instant::now();
            let changed = self.watch.has_changed();
            let is_writing = made.elapsed() < WRITING;
            let pause = match self.shared.is_watched() {
                true if is_writing => PACE,
                true => SLOW_PACE,
                false => IDLE,
            };
            let pause = pause.max(looked.elapsed() * SHARE);
            let is_time = unsure_since.is_some_and(|since| since.elapsed() >= READ_AGAIN);
            if changed || is_time && self.watch.reads_otherwise() {
                self.settle();
                self.make();
                made = Instant::now();
                unsure_since = Some(made);
                continue;
            }
            if is_time {
                unsure_since = None;
            }
            std::thread::sleep(pause);
        }
    }

    /// Waits until a save is over: editors write a file in pieces.
    fn settle(&mut self) {
        let begun = Instant::now();
        loop {
            std::thread::sleep(SETTLED);
            let goes_on = self.watch.has_changed() && begun.elapsed() < LONGEST_SAVE;
            let is_empty = self.watch.is_half_written(EMPTIED) && begun.elapsed() < 2 * EMPTIED;
            if !goes_on && !is_empty {
                return;
            }
        }
    }

    /// Makes the book, and again where it has changed before all was said of its pages.
    fn make(&mut self) {
        while self.has_changed_while_made() {
            self.settle();
        }
    }

    fn has_changed_while_made(&mut self) -> bool {
        let (mut report, mut changed) = (Report::new(), false);
        let (book, watch, shared) = (self.book, &mut self.watch, self.shared);
        match Workspace::open(book, &mut report) {
            Some(workspace) => {
                let mut watched = false;
                let mut publish = |snapshot: Snapshot| {
                    // From here on a save is seen, and what was read is what the pages show: findings are looked for in a second reading.
                    if !std::mem::replace(&mut watched, true) {
                        *watch = workspace.watch(book, watch);
                    }
                    let goes_on = snapshot.finished;
                    shared.publish(snapshot);
                    changed |= !goes_on && (watch.has_changed() || change_while_drawn(watch, shared));
                    !changed
                };
                self.session.make(&workspace, &mut publish);
            }
            None => {
                self.session.fail(report, &mut |snapshot| {
                    shared.publish(snapshot);
                    true
                });
                *watch = Watch::missing(book);
            }
        }
        changed
    }
}

/// Waits until windows have drawn what they show, and tells whether the book was changed meanwhile.
fn change_while_drawn(watch: &mut Watch, shared: &Shared) -> bool {
    let published = Instant::now();
    while shared.is_watched() && published.elapsed() < LONGEST_WAIT {
        let asked = shared.asked_at().map_or(published, |asked| asked.max(published));
        if asked.elapsed() > WINDOWS_FIRST {
            break;
        }
        std::thread::sleep(PACE);
        if watch.has_changed() {
            return true;
        }
    }
    false
}
