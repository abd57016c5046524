//! The session of a preview without a browser: what an edit costs in the essay, in twenty of it and in a hundred.

use std::time::{Duration, Instant};

use kurras::diagnostic::{Report, Sources};
use kurras::edition::open::{check_again, open_again};
use kurras::files::MemoryFiles;
use kurras::media::OpenedPictures;
use kurras::output::pdf::{FontSet, ScreenPages};
use kurras::preview::Session;

/// How many edits are measured.
const EDITS: usize = 30;
/// How many edits are taken apart.
const STAGED: usize = 8;
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
    println!("\nwhere the time of an edit goes, in milliseconds (medians of {STAGED} edits)");
    println!(
        "{:>8} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "", "reading", "layout", "drawing", "writing", "lines"
    );
    for times in [1, 20, 100] {
        stages(times);
    }
}

/// The essay so many times, and a place in its middle where a word begins.
fn essays(times: usize) -> (String, String, usize) {
    let config = std::fs::read_to_string("book/book.toml").expect("the book");
    let essay = std::fs::read_to_string("book/essay.md").expect("the essay");
    let body = essay.split("\n---\n").last().unwrap_or_default();
    let text = essay.clone() + &format!("\n\n{body}").repeat(times - 1);
    let middle = text.len() / 2;
    let at = (middle..text.len()).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(" ال")));
    let at = at.unwrap_or(text.len());
    (config, text, at)
}

/// Tells what each stage of an edit costs: reading the text into an edition, laying it out (and telling the pages apart), drawing those
/// in view, looking through the writing, looking through the lines.
fn stages(times: usize) {
    let (config, mut text, at) = essays(times);
    let (pictures, mut fonts) = (OpenedPictures::default(), None);
    let mut spent: [Vec<Duration>; 5] = Default::default();
    for edit in 0..=STAGED {
        text.insert_str(at, ["م", " كلمة", "ن"][edit % 3]);
        let files = MemoryFiles::new("book", [("book.toml", config.as_str()), ("essay.md", text.as_str())]);
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let mut times = vec![Instant::now()];
        let edition = open_again(&files, None, &pictures, &mut sources, &mut report).expect("an edition");
        times.push(Instant::now());
        let fonts = fonts.get_or_insert_with(|| FontSet::open(&edition.families));
        let pages = ScreenPages::lay_out(&edition, fonts, &mut report).expect("pages");
        times.push(Instant::now());
        let middle = pages.count() / 2;
        (middle..(middle + IN_VIEW).min(pages.count())).for_each(|page| drop(pages.svg(page)));
        times.push(Instant::now());
        pages.let_go_of_earlier();
        check_again(&files, &pictures, &mut Sources::default(), &mut report).expect("a configuration");
        times.push(Instant::now());
        pages.inspect(&edition, &mut report);
        times.push(Instant::now());
        if edit > 0 {
            for (stage, pair) in spent.iter_mut().zip(times.windows(2)) {
                stage.push(pair[1] - pair[0]);
            }
        }
    }
    let medians = spent.map(|mut stage| part(&mut stage, 0.5));
    println!(
        "{times:>7}x {}",
        medians.map(|median| format!("{median:>9.1}")).join(" ")
    );
}

/// The value under which such a share of times lies, in milliseconds.
fn part(times: &mut [Duration], share: f64) -> f64 {
    times.sort();
    times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0
}

fn size(times: usize) {
    let (config, mut text, at) = essays(times);
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
