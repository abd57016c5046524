//! Wide things on a small screen: the page is never wider than the screen; a wide table is moved in a box of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{book, table};
use crate::support::judges;
use crate::support::program::Book;

/// The width of a small telephone, in CSS pixels.
const SCREEN: u32 = 360;

/// The width of a page's content and of the window, and how many of its tables are moved in a box.
fn widths(page: &Path) -> (u32, u32, u32) {
    let script = "const page = document.scrollingElement; \
        const moved = [...document.querySelectorAll('.table')].filter(box =&gt; box.scrollWidth &gt; box.clientWidth); \
        document.documentElement.setAttribute('data-answer', [page.scrollWidth, page.clientWidth, moved.length].join(' '));";
    let frame = page.with_file_name("frame.html");
    let asked = page.with_file_name("asked.xhtml");
    let text = std::fs::read_to_string(page).unwrap();
    let code = format!("<script>document.fonts.ready.then(() =&gt; {{ {script} }});</script></body>");
    std::fs::write(&asked, text.replace("</body>", &code)).unwrap();
    // A window of the browser is never as narrow as a telephone: a frame in it is.
    let html = format!(
        "<iframe src=\"asked.xhtml\" width=\"{SCREEN}\" height=\"9000\" style=\"border:0\" onload=\"setTimeout(() => \
         document.body.setAttribute('data-answer', this.contentDocument.documentElement.dataset.answer), 600)\"></iframe>"
    );
    std::fs::write(&frame, html).unwrap();
    let output = Command::new("/usr/bin/chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
        ])
        .args(["--virtual-time-budget=4000", "--dump-dom", "--window-size=900,900"])
        .arg(format!("--user-data-dir={}", page.with_file_name("profile").display()))
        .arg(format!("file://{}", frame.display()))
        .output()
        .expect("Chromium is installed");
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let answer = dom
        .split("data-answer=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let numbers: Vec<u32> = answer
        .unwrap_or_else(|| panic!("no answer in {dom}"))
        .split(' ')
        .map(|n| n.parse().unwrap())
        .collect();
    (numbers[0], numbers[1], numbers[2])
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|ending| ending == "xhtml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn unpacked(book: &Book) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = std::fs::File::open(book.file(".epub")).unwrap();
    zip::ZipArchive::new(file).unwrap().extract(folder.path()).unwrap();
    folder
}

fn text() -> String {
    let address =
        "https://archive.example.org/collections/2031/letters-and-diaries/second_series/box-17/scan-0042.tiff";
    let sum = "0123456789abcdef".repeat(4);
    let word = "Zusammengehoerigkeit".repeat(4);
    format!(
        "# باب طويل {word}\n\nانظر {address} و{sum} و{word}[^1].\n\n{}\n\n| الاسم | البريد | الرقم |\n|---|---|---|\n| نادية | nadia.alqadi.archive@library.example.org | 5512345678 |\n\n- {address}\n  - {word}\n\n> {sum}\n\n```\nlet joined = items.iter().map(|item| item.name.to_owned()).collect::<Vec<String>>(); // {sum}\n```\n\n[^1]: {address} ثم {sum}.\n",
        table(9, 3, |x, y| if y == 0 {
            format!("رأس{x}")
        } else {
            format!("1{x}{y}0,000")
        })
    )
}

#[test]
fn no_page_is_wider_than_a_small_screen() {
    for language in ["ar", "en"] {
        let book = book(language, &text());
        book.build(&["--only", "epub", "--no-proof"]).expect_code(0);
        let folder = unpacked(&book);
        let mut moved = 0;
        for page in pages(folder.path()) {
            let (content, window, tables) = widths(&page);
            assert_eq!(window, SCREEN, "{}", page.display());
            assert!(content <= window, "{}: {content}", page.display());
            moved += tables;
        }
        assert!(moved >= 1, "a wide table has a box of its own");
    }
}

#[test]
fn the_judges_have_nothing_to_say_of_wide_things() {
    let book = book("ar", &text());
    book.build(&["--only", "epub"]).expect_code(0);
    judges::epub(&book.file(".epub"));
}

#[test]
fn places_to_break_are_elements_and_no_letters() {
    let book = book("ar", &text());
    book.build(&["--only", "epub"]).expect_code(0);
    let folder = unpacked(&book);
    let all: String = pages(folder.path())
        .iter()
        .map(|page| std::fs::read_to_string(page).unwrap())
        .collect();
    assert!(all.contains("archive<wbr/>.example<wbr/>.org"));
    assert!(!all.contains(['\u{200b}', '\u{2060}', '\u{ad}']));
    // Words of a language are whole.
    assert!(all.contains(&"Zusammengehoerigkeit".repeat(4)));
}

/// In the EPUB too, no line ends between the hyphens of an option and its name; addresses are as they were.
#[test]
fn the_hyphens_of_an_option_stay_with_its_name_in_the_epub() {
    let text = "# فصل\n\nالأمر `kurras check --fix` أو `-o`، و`--message-format`، و`https://example.org/a--b/-c` لا شيء منها، وfoo--bar.\n";
    let book = Book::new().with("text.md", text);
    book.build(&["--only", "epub"]).expect_code(0);
    let mut archive = zip::ZipArchive::new(std::fs::File::open(book.file(".epub")).unwrap()).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .filter(|name| name.contains("text-"))
        .map(str::to_owned)
        .collect();
    let mut all = String::new();
    for name in names {
        std::io::Read::read_to_string(&mut archive.by_name(&name).unwrap(), &mut all).unwrap();
    }
    let held: Vec<&str> = all
        .split("<span class=\"held\">")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect();
    assert_eq!(held, ["--fix", "-o", "--message"], "{all}");
}
