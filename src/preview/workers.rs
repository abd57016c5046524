//! Threads that do what windows ask for. Browsers open many connections and keep them; were each to draw in its own thread, each would
//! keep what drawing takes, for allocators give memory to threads.
#![allow(clippy::disallowed_types, reason = "a window's answers wait for one another")]

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::guarded;

type Job = Box<dyn FnOnce() + Send>;

/// A few threads, and a queue of what is to be done.
#[derive(Debug)]
pub struct Workers(Sender<Job>);

impl Workers {
    /// So many threads, each of which may stack up so many bytes.
    ///
    /// # Errors
    /// Where the machine has no more threads.
    pub fn new(count: usize, stack: usize) -> io::Result<Self> {
        let (sender, receiver) = channel::<Job>();
        let jobs = Arc::new(Mutex::new(receiver));
        for _ in 0..count {
            let jobs = jobs.clone();
            std::thread::Builder::new()
                .stack_size(stack)
                .spawn(move || work(&jobs))?;
        }
        Ok(Self(sender))
    }

    /// Does something and waits for it; none where it panicked.
    pub fn run<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let (done, result) = channel();
        // Whoever waits may be gone by then.
        let job = move || drop(done.send(job()));
        self.0.send(Box::new(job)).ok()?;
        result.recv().ok()
    }
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        // A library that panics over a drawing must not take other answers with it.
        let _ = guarded(job);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_panics_leaves_the_others_to_be_done() {
        let workers = Workers::new(2, 1 << 20).unwrap();
        assert_eq!(workers.run(|| 1 + 1), Some(2));
        for _ in 0..5 {
            assert_eq!(workers.run(|| Vec::<u8>::new()[0]), None);
        }
        let (one, other) = (workers.run(|| "one"), workers.run(|| "other"));
        assert_eq!((one, other), (Some("one"), Some("other")));
    }
}
