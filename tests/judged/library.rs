//! One book, one result: the bytes of a book do not depend on what else the process makes.
//!
//! Two hundred small books that differ in a character or a digit are made one by one, each by a process of its own, and then all
//! in one run: in both orders, on one thread and on two, built and released. Their files must be the same to the byte.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::program::{Run, command};

const BOOKS: usize = 200;
/// What is built: everything whose bytes could be another book's but the cover's picture, which releases hold.
const ONLY: [&str; 3] = ["--no-proof", "--only", "pdf,booklet,print,epub,txt"];

/// One more edition, which must change nothing of the usual one.
const EDITION: &str = "\n[[edition]]\nstyle = \"large-print\"\n";

/// The files of a folder, and of the folders in it, by path; but not what `build` remembers there of where it found a book.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path == folder.join(".kurras") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_string();
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

/// The title, the text and more configuration of a book: each kind differs from its neighbours in one place.
fn book(number: usize) -> (String, String, &'static str) {
    let (kind, step) = (number % 8, number / 8);
    let digit = |n: usize| n % 10;
    let arabic = |n: usize| ('٠'..='٩').nth(n % 10).unwrap();
    let letter = |letters: &str| letters.chars().nth(step % letters.chars().count()).unwrap();
    match kind {
        0 => (format!("درس {}", digit(step)), format!("سنة {}", 2000 + step), ""),
        1 => (
            format!("درس {}", arabic(step)),
            format!("الصفحة {}{}", arabic(step / 3), arabic(step)),
            "",
        ),
        2 => (
            "كلمة".into(),
            format!("حرف {} وحده", letter("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")),
            "",
        ),
        // The same digits in another order: such fonts are alike in all that is added up.
        3 => (
            "رقم".into(),
            format!("{}{}", [69, 96, 58, 85][step % 4], digit(step / 4)),
            "",
        ),
        4 => (
            format!("Lesson {}", digit(step)),
            format!("word {} here", letter("abcdefghijklmnopqrstuvwxyz")),
            "language = \"en\"\n",
        ),
        5 => (
            "שיעור".into(),
            format!("אות {} לבדה", letter("אבגדהוזחטיכלמנסעפצקרשת")),
            "language = \"he\"\n",
        ),
        6 => (
            "فصل".into(),
            format!("**كلمة {}** و*أخرى* و`x{}`", digit(step), digit(step)),
            "",
        ),
        _ => (
            "حدود".into(),
            format!("{} ≥ {}", digit(step), digit(step + 1)),
            "[pdf]\nfont = \"Vazirmatn\"\n",
        ),
    }
}

/// Writes all books into a folder, the first last where that is wanted: a library is made in the order of its folders' names.
fn library(folder: &Path, reversed: bool) {
    for number in 0..BOOKS {
        let place = if reversed { BOOKS - 1 - number } else { number };
        let path = folder.join(format!("b{place:03}"));
        let (title, text, more) = book(number);
        std::fs::create_dir_all(&path).unwrap();
        let config = format!(
            "[book]\ntitle = \"{title}\"\nauthors = [\"سلمى\"]\nversion = \"1.0.0\"\ndate = \"2026-11-22\"\nslug = \"n{number:03}\"\n{more}"
        );
        // Some have more editions, some a font that only looks like another book's.
        let edition = if number % 25 == 7 { EDITION } else { "" };
        let config = config + edition;
        std::fs::write(path.join("book.toml"), config).unwrap();
        std::fs::write(path.join("text.md"), format!("# {title}\n\n{text}.\n")).unwrap();
        if number % 40 == 4 {
            std::fs::create_dir(path.join("fonts")).unwrap();
            std::fs::write(path.join("fonts/own.ttf"), look_alike(number as u16)).unwrap();
        }
    }
}

/// EB Garamond with wider glyphs, but the sums, the length, the names and the measures that it had: programs that write fonts do not
/// always write sums.
fn look_alike(more: u16) -> Vec<u8> {
    let mut font = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fonts/eb-garamond/EBGaramond-Regular.ttf"
    ))
    .unwrap();
    let short = |font: &[u8], at: usize| u16::from_be_bytes([font[at], font[at + 1]]);
    let table = |font: &[u8], tag: &[u8; 4]| {
        let all = usize::from(short(font, 4));
        let record = (0..all)
            .map(|number| 12 + 16 * number)
            .find(|at| font[*at..at + 4] == *tag)
            .unwrap();
        u32::from_be_bytes(font[record + 8..record + 12].try_into().unwrap()) as usize
    };
    let (widths, count) = (table(&font, b"hmtx"), short(&font, table(&font, b"hhea") + 34));
    for at in (0..usize::from(count)).map(|glyph| widths + 4 * glyph) {
        let width = short(&font, at) + more;
        font[at..at + 2].copy_from_slice(&width.to_be_bytes());
    }
    font
}

fn run(folder: &Path, threads: usize, arguments: &[&str]) -> Run {
    let mut command = command(folder, arguments);
    Run::of(command.env("RAYON_NUM_THREADS", threads.to_string()))
}

/// Panics where two sets of files differ, with the names of those that do.
#[track_caller]
fn same(wanted: &BTreeMap<String, Vec<u8>>, found: &BTreeMap<String, Vec<u8>>, how: &str) {
    let names: std::collections::BTreeSet<&String> = wanted.keys().chain(found.keys()).collect();
    let differ: Vec<_> = names
        .into_iter()
        .filter(|name| wanted.get(*name) != found.get(*name))
        .collect();
    assert!(
        differ.is_empty(),
        "{how}: {} of {} files differ: {differ:?}",
        differ.len(),
        wanted.len()
    );
}

#[test]
fn a_book_is_the_same_alone_and_in_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    library(&place("forward"), false);
    library(&place("backward"), true);
    // Whatever uses one thread leaves room for another process beside it.
    let single = |numbers: Vec<usize>| {
        for number in numbers {
            let book = format!("forward/b{number:03}");
            let arguments = [&["build", &book, "--out", "alone"], &ONLY[..]].concat();
            run(folder.path(), 1, &arguments).expect_code(0);
        }
    };
    std::thread::scope(|scope| {
        for half in 0..2 {
            let single = &single;
            scope.spawn(move || single((0..BOOKS).filter(|number| number % 2 == half).collect()));
        }
    });
    let alone = files(&place("alone"));
    assert!(alone.len() > 4 * BOOKS, "{}", alone.len());
    let whole = |order: &str, threads: usize| {
        let out = format!("{order}-{threads}");
        let arguments = [&["build", order, "--out", &out], &ONLY[..]].concat();
        run(folder.path(), threads, &arguments).expect_code(0);
        same(&alone, &files(&place(&out)), &format!("built {order} on {threads}"));
        std::fs::remove_dir_all(place(&out)).unwrap();
    };
    std::thread::scope(|scope| {
        for order in ["forward", "backward"] {
            let whole = &whole;
            scope.spawn(move || whole(order, 1));
        }
    });
    whole("forward", 2);
    whole("backward", 2);
    release_and_verify(folder.path(), &alone);
}

/// Releases a library on two threads, books side by side, and verifies it, which makes each book again.
fn release_and_verify(folder: &Path, alone: &BTreeMap<String, Vec<u8>>) {
    run(folder, 2, &["release", "backward", "--out", "two"]).expect_code(0);
    for (name, bytes) in &files(&folder.join("two")) {
        let built = name.rsplit('/').next().and_then(|name| alone.get(name));
        assert!(
            built.is_none_or(|built| built == bytes),
            "{name} is not what was built alone"
        );
    }
    let run = run(folder, 2, &["verify", "two"]);
    run.expect_code(0)
        .expect_said(&format!("two: {BOOKS} releases, each what its sources make"));
}

/// The usual edition of a book that has another is that of the same book without.
#[test]
fn further_editions_change_nothing_of_the_usual_one() {
    let folder = tempfile::tempdir().unwrap();
    let config = "[book]\ntitle = \"درس 5\"\nversion = \"1.0.0\"\ndate = \"2026-11-22\"\nslug = \"n\"\n";
    for (name, more) in [("alone", ""), ("beside", EDITION)] {
        let path = folder.path().join(name);
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("book.toml"), format!("{config}{more}")).unwrap();
        std::fs::write(path.join("text.md"), "# درس 5\n\nسنة 2015 و**12 km**.\n").unwrap();
        let out = format!("{name}-out");
        run(folder.path(), 2, &[&["build", name, "--out", &out], &ONLY[..]].concat()).expect_code(0);
    }
    let [alone, beside] = ["alone-out", "beside-out"].map(|out| files(&folder.path().join(out)));
    assert!(beside.len() > alone.len(), "there is another edition");
    let common = beside
        .into_iter()
        .filter(|(name, _)| alone.contains_key(name))
        .collect();
    same(&alone, &common, "beside an edition");
}
