//! What goes on over the ends of pages: stanzas are kept whole as far as there is room for them and never run off the page, and lists keep their signs.

use super::table;
use crate::support::drawn::{PAGE, expect_inside, expect_on_the_page, letters};
use crate::support::program::Book;

fn book(paper: &str, text: &str) -> Book {
    let about = format!(
        "[book]\ntitle = \"ديوان\"\nslug = \"verse\"\nlanguage = \"ar\"\ndate = \"2026-11-22\"\n[pdf]\npaper = \"{paper}\"\n"
    );
    Book::new().with("book.toml", about).with("text.md", text)
}

#[test]
fn a_stanza_that_no_page_holds_goes_on_over_its_end() {
    // Hemistichs that are too wide to stand side by side, and lines that are many for a small page.
    let couplets =
        "سأحمل روحي على راحتي وألقي بها في مهاوي الردى البعيد // فإمّا حياة تسرّ الصديق وإمّا ممات يغيظ العدى الشديد\n";
    let lines = "سطر من قصيدة\n";
    for (paper, page, line, count) in [
        ("A5", PAGE, couplets, 16),
        ("A6", (297.64, 419.53), couplets, 12),
        ("74 x 105 mm", (209.76, 297.64), lines, 16),
    ] {
        let text = format!("# فصل\n\n```verse\n{}```\n", line.repeat(count));
        let book = book(paper, &text);
        book.build(&["--only", "pdf"]).expect_code(0);
        expect_on_the_page(&letters(&book.file(".pdf")), page);
    }
}

/// The typesetter left the sign of a list's item on the page of the table, and the book was refused.
#[test]
fn a_list_goes_on_behind_a_turned_table() {
    let cell = |x: usize, y: usize| format!("خلية طويلة{x} قيمة{y}");
    for filler in 0..8 {
        let text = format!(
            "# فصل\n\n{}{}\n\nفقرة قصيرة:\n\n{}",
            "كان في القرية بئر قديمة يجتمع عندها الناس.\n\n".repeat(filler + 4),
            table(12, 2, cell),
            "- بند من بنود القائمة فيه كلام كثير يملأ سطراً كاملاً من الصفحة، ثم يفيض منه إلى سطر آخر بعده\n".repeat(9)
        );
        let book = book("A5", &text);
        book.build(&["--only", "pdf"]).expect_code(0);
        expect_inside(&letters(&book.file(".pdf")));
    }
}
