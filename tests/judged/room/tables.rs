//! Tables on paper: columns as wide as their words, smaller type, turned pages, and what is said of those that no page holds.

use super::{book, table};
use crate::support::drawn::{self, PAGE, expect_apart, expect_inside, letters, page_text};
use crate::support::judges;

const PROSE: &str = "كان في القرية بئر قديمة يجتمع عندها الناس كل مساء ليتحدثوا عن المطر والحصاد وأخبار الطريق. ";

fn built(language: &str, text: &str) -> (crate::support::program::Book, Vec<drawn::Letter>) {
    let book = book(language, text);
    book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
    let found = letters(&book.file(".pdf"));
    (book, found)
}

#[test]
fn narrow_columns_of_long_words_keep_to_themselves() {
    let mail = "| الاسم | البريد | الهاتف | العنوان |\n|---|---|---|---|\n\
        | نادية القاضي | nadia.alqadi.archive@library.example.org | 0551234567 | حارة البئر القديمة قرب السوق الكبير |\n";
    let name =
        "| اسم | شرح |\n|---|---|\n| `configuration_loader_with_fallback_and_retry` | يقرأ الإعدادات ويعيد المحاولة |\n";
    let numbers = table(7, 4, |x, y| {
        if y == 0 {
            format!("عمود {x}")
        } else {
            format!("{}", 1_234_567 * (x + y))
        }
    });
    let latin = table(6, 3, |x, y| {
        if y == 0 {
            format!("Quality{x}")
        } else {
            format!("measurement{x}{y} made")
        }
    });
    let nested = format!(
        "- بند أول\n\n  {}\n> اقتباس\n>\n> {}\n",
        name.replace('\n', "\n  "),
        mail.trim().replace('\n', "\n> ")
    );
    let text =
        format!("# باب\n\n{PROSE}\n\n{mail}\n{PROSE}\n\n{name}\n{PROSE}\n\n{numbers}\n{PROSE}\n\n{latin}\n{nested}");
    for language in ["ar", "en"] {
        let (_book, letters) = built(language, &text);
        assert!(letters.len() > 500);
        expect_inside(&letters);
        expect_apart(&letters);
    }
}

#[test]
fn cells_of_every_kind_keep_to_their_columns() {
    let cell = |x: usize, y: usize| match (x + y) % 6 {
        0 => String::new(),
        1 => "**كلمة ثقيلة**".into(),
        2 => "`let_value = read()`".into(),
        3 => "[رابط](https://example.org/some/long/path)".into(),
        4 => format!("نص[^{x}{y}]"),
        _ => "plain words".into(),
    };
    let mut text = format!("# باب\n\n{}", table(5, 12, cell));
    for (x, y) in (0..5)
        .flat_map(|x| (0..=12).map(move |y| (x, y)))
        .filter(|(x, y)| (x + y) % 6 == 4)
    {
        text += &format!("\n[^{x}{y}]: حاشية {x}.\n");
    }
    let (_book, letters) = built("ar", &text);
    expect_inside(&letters);
    expect_apart(&letters);
}

#[test]
fn a_table_too_wide_for_the_page_is_turned_and_its_head_repeated() {
    let cell = |x: usize, y: usize| {
        if y == 0 {
            format!("رأس{x}")
        } else {
            format!("خلية طويلة{x} قيمة")
        }
    };
    let text = format!("# باب\n\n{PROSE}\n\n{}\n\n{}", table(12, 30, cell), PROSE.repeat(40));
    for language in ["ar", "en"] {
        let (_book, letters) = built(language, &text);
        expect_inside(&letters);
        expect_apart(&letters);
        let turned: std::collections::BTreeSet<usize> = letters.iter().filter(|l| l.turned).map(|l| l.page).collect();
        assert!(turned.len() >= 2, "{turned:?}");
        for &page in &turned {
            // Each has the head, and nothing else of the text stands beside the table but the folio and the running head.
            let heads = page_text(&letters, page).matches("رأس").count();
            assert!(
                heads == 12 || page_text(&letters, page).matches("سأر").count() == 12,
                "{}",
                page_text(&letters, page)
            );
            let upright = letters
                .iter()
                .filter(|l| l.page == page && !l.turned && l.c.is_alphabetic());
            assert!(
                upright.clone().all(|l| l.bottom < 60.0 || l.top > PAGE.1 - 80.0),
                "page {page}"
            );
            // The head is at the spine's side of an opening page, and on the same side of all.
            let along: Vec<&drawn::Letter> = letters.iter().filter(|l| l.page == page && l.turned).collect();
            let head = along.iter().filter(|l| l.c == 'ر' || l.c == 'أ').map(|l| l.origin.0);
            let edge = if language == "ar" {
                along.iter().map(|l| l.origin.0).fold(f32::MIN, f32::max) - head.fold(f32::MIN, f32::max)
            } else {
                head.fold(f32::MAX, f32::min) - along.iter().map(|l| l.origin.0).fold(f32::MAX, f32::min)
            };
            assert!(edge.abs() < 2.0, "{language}: page {page}: {edge}");
        }
    }
}

#[test]
fn no_smaller_type_than_is_read_with_ease_where_a_turned_page_helps() {
    let cell = |x: usize, y: usize| {
        if y == 0 {
            format!("رأس{x}")
        } else {
            format!("خلية طويلة{x} قيمة")
        }
    };
    let (_book, letters) = built("ar", &format!("# باب\n\n{}", table(12, 6, cell)));
    let smallest = letters
        .iter()
        .filter(|l| l.turned)
        .map(|l| l.size)
        .fold(f32::MAX, f32::min);
    assert!(smallest > 6.4, "{smallest}");
}

#[test]
fn a_table_that_no_page_holds_is_said_and_still_whole() {
    let cell = |x: usize, y: usize| format!("internationalisation{x}x{y}");
    let book = book("ar", &format!("# باب\n\n{PROSE}\n\n{}", table(24, 2, cell)));
    let run = book.build(&["--only", "pdf", "--no-proof"]);
    run.expect_code(0)
        .expect_said("warning[wide-table]")
        .expect_said("text.md:5:1");
    let letters = letters(&book.file(".pdf"));
    expect_inside(&letters);
    expect_apart(&letters);
    // An x a cell, the head's once more on each further page.
    let drawn = letters.iter().filter(|l| l.c == 'x').count();
    assert!(drawn >= 24 * 3 && drawn % 24 == 0, "{drawn}");
}

#[test]
fn a_table_that_fits_is_not_said_to_be_wide() {
    let book = book(
        "ar",
        &format!("# باب\n\n{}", table(3, 3, |x, y| format!("كلمة {x} {y}"))),
    );
    let run = book.build(&["--only", "pdf", "--no-proof"]);
    run.expect_code(0);
    assert!(
        !run.stderr.contains("wide-table") && !run.stderr.contains("overfull"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_book_of_wide_tables_is_a_tagged_document_to_a_judge() {
    let cell = |x: usize, y: usize| {
        if y == 0 {
            format!("رأس{x}")
        } else {
            format!("خلية طويلة{x} قيمة[^{y}]")
        }
    };
    let notes: String = (1..=4).map(|y| format!("[^{y}]: حاشية الصف {y}.\n\n")).collect();
    let code = "```\nfn main() { println!(\"one two three four five six seven eight nine ten eleven\"); }\n```";
    let text = format!(
        "# باب\n\n{PROSE}\n\n{}\n\n{PROSE}\n\n{code}\n\n{notes}",
        table(12, 4, cell)
    );
    let book = book("ar", &text);
    book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
    crate::support::judges::pdf(&book.file(".pdf"));
}

/// A picture alone in a cell is to be seen: it is as wide as its column lets it be, not as high as a line. Between words it is.
#[test]
fn a_picture_alone_in_a_cell_fills_its_column() {
    let blue = image::RgbImage::from_pixel(900, 600, image::Rgb([0, 0, 255]));
    let mut png = std::io::Cursor::new(Vec::new());
    blue.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let png = png.into_inner();
    // How wide what is blue is on the page, in points.
    let width = |cell: &str| {
        let text = format!("# فصل\n\n| صورة | كلام |\n| --- | --- |\n| {cell} | كلام قليل بجانبها |\n");
        let book = book("ar", &text).with("blue.png", &png);
        book.build(&["--only", "pdf"]).expect_code(0);
        let pdf = book.file(".pdf");
        let blue_columns = (1..=judges::page_count(&pdf)).flat_map(|page| {
            let drawn = judges::draw(&pdf, page, 72);
            let blue = move |x: &u32| {
                (0..drawn.height()).any(|y| {
                    let [red, _, blue] = drawn.get_pixel(*x, y).0;
                    red < 60 && blue > 200
                })
            };
            (0..420).filter(blue).collect::<Vec<_>>()
        });
        blue_columns.count()
    };
    for alone in ["![أزرق](blue.png)", "[![أزرق](blue.png)](https://example.org)"] {
        let wide = width(alone);
        assert!((120..340).contains(&wide), "{alone}: {wide} points");
    }
    let said = width("![أزرق](blue.png){width=2cm}");
    assert!((50..65).contains(&said), "{said} points");
    let between = width("كلمة ![أزرق](blue.png) كلمة");
    assert!((5..30).contains(&between), "{between} points");
}

/// What is small beside a page stands on one, wherever the text before it ends; a longer one goes on under its head.
#[test]
fn small_tables_stay_whole_and_long_ones_repeat_their_heads() {
    let cell = |letter: char| move |x: usize, y: usize| format!("{letter}{letter}{}", 10 * y + x);
    let mut text = "# باب\n\n".to_string();
    for (number, letter) in ('a'..='l').enumerate() {
        text += &format!("{}\n\n{}\n", PROSE.repeat(4 + number % 5), table(2, 2, cell(letter)));
    }
    text += &table(2, 60, |x, y| {
        if y == 0 {
            format!("zz{x}")
        } else {
            format!("{}", 1000 + 10 * y + x)
        }
    });
    let (_book, letters) = built("ar", &text);
    let last = letters.iter().map(|letter| letter.page).max().unwrap();
    let pages: Vec<String> = (0..=last).map(|page| page_text(&letters, page)).collect();
    let holding = |word: &str| pages.iter().filter(|page| page.contains(word)).count();
    let mut parted = 0;
    for letter in 'a'..='l' {
        let rows = [0, 10, 20].map(|row| {
            pages
                .iter()
                .position(|page| page.contains(&format!("{letter}{letter}{row}")))
        });
        assert!(
            rows[0].is_some() && rows.iter().all(|row| *row == rows[0]),
            "{letter}: {rows:?}"
        );
        parted += usize::from(rows[0] != rows[2]);
    }
    assert_eq!(parted, 0);
    assert!(holding("zz0") > 1, "the head of a long table is repeated");
}

/// A table without a head has rules above and below it and none between its rows, however few they are.
#[test]
fn a_table_without_a_head_is_ruled_as_others_are() {
    let rules = |text: &str| {
        let book = book("en", &format!("# A\n\n{text}\n"));
        book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
        let pdf = book.file(".pdf");
        let page = letters(&pdf)
            .iter()
            .find(|letter| letter.c == 'q')
            .expect("the table")
            .page;
        drawn::lines(&pdf, page)
    };
    assert_eq!(rules("| a | b |\n|---|---|\n| q | d |\n| e | f |"), 3);
    assert_eq!(rules("|   |   |\n|---|---|\n| q | d |\n| e | f |\n| g | h |"), 2);
}

/// No line ends before a mark, whatever spaces stand there: ` .b .c` is one word to the typesetter.
#[test]
fn words_that_begin_with_a_mark_are_as_wide_as_they_are_set() {
    let head = "| **الوصفية**: .arabic .heading1} | .alpha .beta .gamma .delta | x |\n|---|---|---|\n";
    let row = "| a | (فاطمة (مؤنث لفظاً ومعنى) | some words that are long enough to fill it all |\n";
    for language in ["ar", "en"] {
        let (_book, letters) = built(language, &format!("# باب\n\n{head}{row}"));
        expect_inside(&letters);
        expect_apart(&letters);
    }
}
