//! The session of a preview: whatever was edited before, its pages are those of a book made anew; and any word of a page leads to the
//! line where it was typed.

mod clicks;

use kurras::files::{FileProblem, Files, FolderEntry, MemoryFiles};
use kurras::output::pdf::forget;
use kurras::preview::{Session, Snapshot};
use sha2::{Digest, Sha256};

/// The last that a session shows of a book's files.
fn shown(session: &mut Session, text: &str, config: &str) -> Snapshot {
    let files = MemoryFiles::new("book", [("a.md", text), ("book.toml", config)]);
    let mut last = None;
    session.make(&files, &mut |snapshot| {
        last = Some(snapshot);
        true
    });
    last.unwrap()
}

/// All pages of a book as they are drawn; none where it cannot be made.
fn drawn(snapshot: &Snapshot) -> Option<Vec<String>> {
    let laid = snapshot.laid.as_ref().filter(|_| !snapshot.failed)?;
    (0..laid.pages.count()).map(|page| laid.pages.svg(page)).collect()
}

/// The checksum of all pages, so that what is remembered of a thousand edits does not hide what the session holds.
fn sum(drawn: Option<Vec<String>>) -> Option<Vec<u8>> {
    drawn.map(|pages| Sha256::digest(pages.concat()).to_vec())
}

/// A small generator of numbers (xorshift), so that a seed tells the whole run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

const CONFIG: &str = "[book]\ntitle = \"تجربة\"\nlanguage = \"ar\"\ndate = \"2026-11-28\"\n";
const TEXT: &str = "# باب أوّل\n\nجاء في الخبر أنّ **النهر** فاض[^1] ثم عاد إلى مجراه (والحمد لله) سنة 1948.\n\n- أوّل\n- ثانٍ\n\n\
                    | اسم | عدد |\n| --- | --- |\n| تين | ٣ |\n| عنب | ٤ |\n\n## فصل\n\n> قال الراوي: *يا سادة* يا كرام.\n\n\
                    ```verse\nيا ليل الصبّ متى غده // أقيام الساعة موعده\nرقد السمّار فأرّقه // أسف للبين يردّده\n```\n\n\
                    فقرة أخيرة فيها English words و https://example.org/a/long/address ثم انتهى الكلام.\n\n[^1]: حاشية فيها `code` وكلام.\n";
/// What is typed and pasted: letters, marks of Markdown, whole blocks, and what breaks a book.
const TYPED: [&str; 18] = [
    "م",
    " ",
    "\n\n",
    "كلمة ",
    "*",
    "**",
    "`",
    "# ",
    "> ",
    "- ",
    "\n\n## عنوان جديد\n\n",
    "[^1]",
    "[^2]: حاشية أخرى.\n",
    "|",
    "```\n",
    "\u{64b}",
    "Latin 12–15 ",
    "\n\n![](missing.png)\n\n",
];

fn edit(text: &mut String, past: &mut Vec<String>, dice: &mut Dice) {
    let place = |text: &str, dice: &mut Dice| {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        places[dice.below(places.len())]
    };
    let before = text.clone();
    match dice.below(10) {
        0..=3 => {
            let at = place(text, dice);
            text.insert_str(at, TYPED[dice.below(TYPED.len())]);
        }
        4 | 5 => {
            let (one, other) = (place(text, dice), place(text, dice));
            let (from, to) = (one.min(other), one.max(other).min(one.min(other) + 40));
            let to = (from..=to).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(from);
            text.replace_range(from..to, "");
        }
        6 => {
            let at = place(text, dice);
            text.insert_str(
                at,
                &format!("\n\n{}\n\n", TEXT.split("\n\n").nth(dice.below(6)).unwrap()),
            );
        }
        7 | 8 => *text = past.pop().unwrap_or_else(|| TEXT.into()),
        _ => *text = TEXT.into(),
    }
    past.push(before);
    if past.len() > 20 || text.len() > 6000 {
        past.remove(0);
        text.truncate(
            (0..=6000.min(text.len()))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(0),
        );
    }
}

/// What this process holds in memory, in KiB; 0 where the system does not tell.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// `PREVIEW_EDITS=1000` makes so many edits; the usual number is what a test may cost.
#[test]
fn whatever_was_edited_the_pages_are_those_of_a_fresh_build() {
    let count = std::env::var("PREVIEW_EDITS").map_or(60, |count| count.parse().unwrap());
    let (mut dice, mut session) = (Dice(0x9e37_79b9_7f4a_7c15), Session::new(None));
    let (mut text, mut past, mut states) = (TEXT.to_string(), Vec::new(), Vec::new());
    let mut failed = 0;
    for number in 0..count {
        edit(&mut text, &mut past, &mut dice);
        // Now and then the configuration is broken while it is typed, and mended by the next edit.
        let config = if number % 17 == 9 { "[book\ntitle=" } else { CONFIG };
        let snapshot = shown(&mut session, &text, config);
        failed += usize::from(snapshot.failed);
        assert!(number == 0 || snapshot.laid.is_some(), "the last good pages stay");
        states.push((text.clone(), config, sum(drawn(&snapshot))));
    }
    assert!(
        (1..count / 2).contains(&failed),
        "{failed} of {count} edits break the book"
    );
    println!(
        "{count} edits, of which {failed} break the book; memory {} MiB",
        memory() >> 10
    );
    for (number, (text, config, warm)) in states.into_iter().enumerate() {
        forget();
        let fresh = sum(drawn(&shown(&mut Session::new(None), &text, config)));
        assert!(
            fresh == warm,
            "after edit {number} pages differ from those of a fresh build:\n{text}"
        );
    }
}

/// A book over which a library panics.
struct Panicking(MemoryFiles, &'static str);

impl Files for Panicking {
    fn folder_name(&self) -> String {
        self.0.folder_name()
    }

    fn alone(&self) -> Option<&str> {
        self.0.alone()
    }

    fn show(&self, path: &str) -> String {
        self.0.show(path)
    }

    fn entries(&self, folder: &str) -> Vec<FolderEntry> {
        self.0.entries(folder)
    }

    fn holds(&self, path: &str) -> bool {
        self.0.holds(path)
    }

    fn bytes(&self, path: &str, largest: u64) -> Result<Vec<u8>, FileProblem> {
        assert_ne!(path, self.1, "a library's fault");
        self.0.bytes(path, largest)
    }
}

#[test]
fn what_a_library_panics_over_leaves_the_last_good_pages() {
    let mut session = Session::new(None);
    let good = drawn(&shown(&mut session, TEXT, CONFIG));
    let mut last = None;
    let files = || MemoryFiles::new("book", [("a.md", "# غيره\n\nكلام.\n"), ("book.toml", CONFIG)]);
    session.make(&Panicking(files(), "a.md"), &mut |snapshot| {
        last = Some(snapshot);
        true
    });
    let failed = last.unwrap();
    assert!(failed.failed && failed.report.has_errors());
    let said: Vec<&str> = failed.report.sorted().iter().map(|found| found.code).collect();
    assert_eq!(said, ["program-fault"]);
    let laid = failed.laid.unwrap();
    let kept: Option<Vec<String>> = (0..laid.pages.count()).map(|page| laid.pages.svg(page)).collect();
    assert!(kept.is_some() && kept == good, "the last good pages stay");
    let mended = shown(&mut session, TEXT, CONFIG);
    assert!(!mended.failed && drawn(&mended) == good);
}

#[test]
fn an_edit_is_told_until_the_next_one() {
    let mut session = Session::new(None);
    let edited = |snapshot: &Snapshot| snapshot.laid.as_ref().and_then(|laid| laid.edited).map(|(_, at)| at);
    assert_eq!(edited(&shown(&mut session, TEXT, CONFIG)), None);
    let at = TEXT.find("النهر").unwrap();
    let text = [&TEXT[..at], "ذلك ", &TEXT[at..]].concat();
    let first = edited(&shown(&mut session, &text, CONFIG));
    // The letters of both words begin with the same byte.
    assert_eq!(first, Some(at + 1));
    // A save that is seen in two parts makes the book twice.
    assert_eq!(edited(&shown(&mut session, &text, CONFIG)), first);
}
