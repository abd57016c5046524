//! A songbook: thirty songs whose refrains are alike, which no proof may take for each other.

use crate::support::program::Book;

const OPENINGS: [&str; 10] = [
    "يا نجمة الصبح التي أيقظتنا",
    "حملنا السلال إلى الكرم فجراً",
    "على ضفة النهر غنّى الرعاة",
    "سألت الطريق عن الغائبين",
    "بنينا من الطين بيتاً صغيراً",
    "رسمنا على الباب شمساً وقمراً",
    "تعود السنونو إذا عاد آذار",
    "لنا في الحصاد نشيد قديم",
    "مددنا الموائد للعابرين",
    "حكت جدّتي عن زمان المطر",
];

/// Thirty songs in three parts: each has verses of its own, some of which are others' too, and a refrain that all have.
fn songs() -> String {
    let mut text = String::new();
    for number in 1..=30_usize {
        let opening = |at: usize| OPENINGS[(number + at) % OPENINGS.len()];
        text += &format!("# أغنية {number}\n\n| {} | {} |\n", opening(0), opening(3));
        let refrain = "هاتوا الدفوف وغنّوا معاً،\nفهذا نهار جديد جميل.\n";
        for verse in 1..=3 {
            text += &format!(
                "\n{}\n{}، {verse} مرّات.\n\n> {refrain}",
                opening(verse),
                opening(2 * verse)
            );
        }
        text += "\n*اللازمة*\n\n| هاتوا الدفوف وغنّوا معاً | فهذا نهار جديد جميل |\n\n";
    }
    text.replace("| \n", "|\n")
}

#[test]
fn thirty_songs_with_one_refrain_are_proved() {
    let config = "[book]\ntitle = \"ديوان الحصاد\"\nauthors = [\"أهل القرية\"]\nlanguage = \"ar\"\ndate = \"2026-11-28\"\nslug = \"songs\"\n";
    // One refrain of many is written otherwise: as it is written, so it is proved.
    let text = songs();
    let (before, after) = text.split_once("# أغنية 17").expect("thirty songs");
    let after = after.replacen("وغنّوا معاً", "وغنّوا طويلاً", 1);
    let text = format!("{before}# أغنية 17{after}");
    let book = Book::new().with("book.toml", config).with("songs.md", text);
    let run = book.build(&["--strict", "--only", "pdf,booklet,epub,txt"]);
    run.expect_code(0);
    assert!(!run.stderr.contains("[proof"), "{}", run.stderr);
}

#[test]
fn a_verse_without_words_keeps_nobody_from_the_book() {
    for text in [
        "|\n",
        "قبل\n\n<ins></ins>\n\n- بند\n",
        "# باب\n\n|\n|\n\nنصّ\n",
        "| أ | ب |\nج | د |\n|\n",
    ] {
        let book = Book::new().with("text.md", text);
        book.build(&["--only", "pdf,epub,txt"]).expect_code(0);
    }
}
