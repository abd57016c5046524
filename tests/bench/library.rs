//! What releasing a library costs as it grows: ten, thirty and a hundred books, on one thread and on two; the same once more when
//! nothing has changed, and when one book has.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// How many books the libraries have.
const BOOKS: [u32; 3] = [10, 30, 100];
/// How many threads they are released on.
const THREADS: [u32; 2] = [1, 2];

/// Prints a row for each library and number of threads; times are seconds on the clock.
pub fn grow(dir: &Path, kurras: &str, text: &str) {
    println!(
        "\n{:22} {:>9} {:>9} {:>9} {:>11} {:>9}",
        "books released", "threads", "new s", "a book s", "unchanged s", "one new s"
    );
    for books in BOOKS {
        for threads in THREADS {
            let folder = dir.join(format!("{books}-{threads}"));
            let (shelf, out) = (folder.join("books"), folder.join("out"));
            (1..=books).for_each(|number| book(&shelf, number, "1.0.0", text));
            let release = || {
                let began = Instant::now();
                let status = Command::new(kurras)
                    .arg("release")
                    .args([&shelf, Path::new("--out"), &out])
                    .env("RAYON_NUM_THREADS", threads.to_string())
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .status();
                assert!(
                    status.expect("the program runs").success(),
                    "{books} books are released"
                );
                began.elapsed().as_secs_f64()
            };
            let (new, unchanged) = (release(), release());
            book(&shelf, 1, "1.0.1", text);
            let one = release();
            let each = new / f64::from(books);
            println!("{books:22} {threads:>9} {new:>9.1} {each:>9.3} {unchanged:>11.1} {one:>9.1}");
        }
    }
}

/// A book with a word of its own.
fn book(shelf: &Path, number: u32, version: &str, text: &str) {
    let folder = shelf.join(format!("book-{number}"));
    std::fs::create_dir_all(&folder).expect("a folder");
    let config = format!(
        "[book]\ntitle = \"كتاب {number}\"\nslug = \"book-{number}\"\nversion = \"{version}\"\ndate = \"2026-11-22\"\n"
    );
    std::fs::write(folder.join("book.toml"), config).expect("the book can be written");
    let text = format!("# كتاب {number}\n\n{text}\n");
    std::fs::write(folder.join("text.md"), text).expect("the book can be written");
}
