//! The books of a library, side by side.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::outcome::Outcome;

/// How much a thread that makes books may stack up, in bytes: layout goes deep into nested lists and quotations.
const STACK: usize = 16 << 20;

/// Does `each` with every book, as many side by side as there are threads; the gravest outcome of all is the answer.
///
/// The books that are under way share no threads. In one pool for all, a thread that waits for a part of its book would begin
/// with another book meanwhile, on top of its stack, and in that one with a third: a hundred books, one on top of the other.
pub fn side_by_side(books: &[PathBuf], each: impl Fn(&Path) -> Outcome + Sync) -> Outcome {
    if let [book] = books {
        return each(book);
    }
    let threads = rayon::current_num_threads();
    let lanes = threads.min(books.len());
    let next = AtomicUsize::new(0);
    let lane = || {
        let taken = std::iter::from_fn(|| books.get(next.fetch_add(1, Ordering::Relaxed)));
        taken.map(|book| each(book)).max().unwrap_or(Outcome::Done)
    };
    // The first lanes have the threads that do not go round.
    let width = |number: usize| threads / lanes + usize::from(number < threads % lanes);
    let run = |number: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(width(number))
            .stack_size(STACK);
        pool.build().map_or(Outcome::MachineFailed, |pool| pool.install(lane))
    };
    let run = &run;
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..lanes).map(|number| scope.spawn(move || run(number))).collect();
        let ended = running
            .into_iter()
            .map(|lane| lane.join().unwrap_or(Outcome::MachineFailed));
        ended.max().unwrap_or(Outcome::Done)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn every_book_is_done_once_and_none_on_top_of_another() {
        let books: Vec<PathBuf> = (0..300).map(|number| PathBuf::from(number.to_string())).collect();
        let done = Mutex::new(BTreeSet::new());
        let under_way = Mutex::new(BTreeSet::new());
        let outcome = side_by_side(&books, |book| {
            let here = std::thread::current().id();
            assert!(
                under_way.lock().unwrap().insert(format!("{here:?}")),
                "a book within a book"
            );
            // What a press does: parts side by side, for which the book waits.
            rayon::join(std::thread::yield_now, || {
                (0..1000).for_each(|_| std::thread::yield_now())
            });
            under_way.lock().unwrap().remove(&format!("{here:?}"));
            assert!(done.lock().unwrap().insert(book.to_path_buf()), "{}", book.display());
            if book.ends_with("17") {
                Outcome::BookWrong
            } else {
                Outcome::Done
            }
        });
        assert_eq!(outcome, Outcome::BookWrong);
        assert_eq!(done.into_inner().unwrap().len(), 300);
    }
}
