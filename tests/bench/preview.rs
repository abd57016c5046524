//! The session of a preview without a browser: what an edit costs in the essay, in twenty of it and in a hundred.

use std::time::{Duration, Instant};

use kurras::files::MemoryFiles;
use kurras::preview::Session;

/// How many edits are measured.
const EDITS: usize = 30;
/// How many pages a window shows at a time, with those around.
const IN_VIEW: usize = 4;

/// Tells, for each size, how long it takes until the pages in view are drawn, and what all that an edit causes costs.
pub fn edits() {
    println!("\nthe session of a preview: an edit in the middle of the text (pages in view drawn; all that it causes)");
    println!(
        "{:>8} {:>7} {:>9} {:>11} {:>11} {:>11} {:>11} {:>9}",
        "", "pages", "first", "view p50", "view p95", "all p50", "cpu p50", "memory"
    );
    for times in [1, 20, 100] {
        size(times);
    }
}

fn size(times: usize) {
    let config = std::fs::read_to_string("book/book.toml").expect("the book");
    let essay = std::fs::read_to_string("book/essay.md").expect("the essay");
    let body = essay.split("\n---\n").last().unwrap_or_default();
    let mut text = essay.clone() + &format!("\n\n{body}").repeat(times - 1);
    let middle = text.len() / 2;
    let at = (middle..text.len())
        .find(|at| text[*at..].starts_with(" ال"))
        .unwrap_or(text.len());
    let mut session = Session::new(None);
    let (mut view, mut all, mut cpu, mut pages, mut first) = (Vec::new(), Vec::new(), Vec::new(), 0, Duration::ZERO);
    for edit in 0..=EDITS {
        if edit > 0 {
            text.insert_str(at, ["م", " كلمة", "ن"][edit % 3]);
        }
        let files = MemoryFiles::new("book", [("book.toml", config.as_str()), ("essay.md", text.as_str())]);
        let (begun, before, mut seen) = (Instant::now(), used(), None);
        session.make(&files, &mut |snapshot| {
            if let Some(laid) = snapshot.laid.as_ref().filter(|_| seen.is_none()) {
                pages = laid.pages.count();
                (pages / 2..(pages / 2 + IN_VIEW).min(pages)).for_each(|page| drop(laid.pages.svg(page)));
                seen = Some(begun.elapsed());
            }
            true
        });
        let seen = seen.unwrap_or_default();
        if edit == 0 {
            first = seen;
        } else {
            view.push(seen);
            all.push(begun.elapsed());
            cpu.push(used() - before);
        }
    }
    let part = |times: &mut Vec<Duration>, share: f64| {
        times.sort();
        times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0
    };
    println!(
        "{:>7}x {pages:>7} {:>6.0} ms {:>8.0} ms {:>8.0} ms {:>8.0} ms {:>8.0} ms {:>5} MiB",
        times,
        first.as_secs_f64() * 1000.0,
        part(&mut view.clone(), 0.5),
        part(&mut view, 0.95),
        part(&mut all, 0.5),
        part(&mut cpu, 0.5),
        memory()
    );
}

/// The processor's time of this process so far (proc(5): user and system, in hundredths of a second).
fn used() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(") ").map_or("", |parts| parts.1).split(' ');
    let ticks = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

/// What this process holds in memory, in MiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
