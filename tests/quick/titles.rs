//! What stands on covers, title pages and over the text has room there, however small the page is.

use std::collections::BTreeSet;

use crate::support::drawn::letters;
use crate::support::program::Book;

/// A book with much to say of itself. Each name has a letter of its own by which it is found.
fn wordy(paper: &str) -> Book {
    let config = format!(
        "[book]\ntitle = \"An account of the bakers of the quarter behind the old harbour: letters and ledgers Ψ\"\n\
         subtitle = \"Gathered by those who bought their bread there, with a list of streets and of what was baked in each\"\n\
         authors = [\"Nadia Harbour α\", \"Omar of the Mill β\", \"Rim Streets γ\", \"Tarek the Elder δ\"]\n\
         publisher = \"Pavement Press Ω\"\nlanguage = \"en\"\ndate = \"2026-11-22\"\nslug = \"bakers\"\n[pdf]\npaper = \"{paper}\"\n"
    );
    let text = "# How the quarter came by its eleven bakeries and lost them\n\nText.\n\n\\newpage\n\nMore.\n\n\\newpage\n\nMore.\n";
    Book::new().with("text.md", text).with("book.toml", config)
}

#[test]
fn a_title_page_is_one_page_and_a_cover_names_all() {
    for paper in ["a6", "74mm x 105mm"] {
        let book = wordy(paper);
        book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
        let found = letters(&book.file(".pdf"));
        let pages = |sign: char| -> BTreeSet<usize> {
            found
                .iter()
                .filter(|letter| letter.c == sign)
                .map(|letter| letter.page)
                .collect()
        };
        let cover = *pages('Ψ').first().expect("the title is there");
        let title_page = pages('Ω').first().copied();
        for name in ['α', 'β', 'γ', 'δ'] {
            let expected: BTreeSet<usize> = [Some(cover), title_page].into_iter().flatten().collect();
            assert!(
                pages(name).is_superset(&expected),
                "{paper}: {name} is on {:?}",
                pages(name)
            );
        }
    }
}

#[test]
fn running_heads_keep_away_from_the_papers_edge() {
    for paper in ["a6", "74mm x 105mm", "105mm x 74mm"] {
        let book = wordy(paper);
        book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
        let found = letters(&book.file(".pdf"));
        let highest = found
            .iter()
            .map(|letter| letter.origin.1 - letter.size * 0.7)
            .fold(f32::MAX, f32::min);
        assert!(
            highest > 6.0,
            "{paper}: a letter begins {highest} points below the edge"
        );
    }
}
