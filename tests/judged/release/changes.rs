//! What has changed from one version to the next.

use super::sample;
use crate::support::program::Book;

/// The sample released twice: a word changed, a paragraph gone, one new.
fn two_versions() -> Book {
    let book = sample::book("1.0.0");
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    let text = sample::TEXT
        .replace("كلمات قليلة", "كلمات كثيرة")
        .replace("- بند ثانٍ\n", "")
        .replace("# النهاية\n\n", "# النهاية\n\nوهنا خاتمة لم تكن من قبل.\n\n");
    let book = book.with("text.md", text).with("book.toml", sample::config("1.1.0"));
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    book
}

#[test]
fn a_release_tells_what_changed_and_its_sources_alone_tell_it_again() {
    let book = two_versions();
    let set = book.out().join("small/1.1.0");
    let first = std::fs::read_to_string(book.out().join("small/1.0.0/CHANGES")).unwrap();
    assert_eq!(
        first,
        "كراس صغير\nالإصدار 1.0.0، ٢٢ تشرين الثاني (نوفمبر) ٢٠٢٦\nهذا أول إصدار.\n"
    );
    assert!(!book.out().join("small/1.0.0/changes.html").exists());
    let told = std::fs::read_to_string(set.join("CHANGES")).unwrap();
    for expected in [
        "التغييرات منذ الإصدار 1.0.0\n",
        "عُدّل · صفحة ٥\nهذه فقرة أولى فيها كلمات [-قليلة.-] {+كثيرة.+}\n",
        "أضيف · صفحة ٦\n{+وهنا خاتمة لم تكن من قبل.+}\n",
        "حُذف · صفحة ٦\n[-بند ثانٍ-]\n",
    ] {
        assert!(told.contains(expected), "{expected} is not in:\n{told}");
    }
    // Without the version before: its text travels in the sources.
    std::fs::remove_dir_all(book.out().join("small/1.0.0")).unwrap();
    book.run(&["verify", "out/small/1.1.0"]).expect_code(0);
}

#[test]
fn two_versions_are_compared_as_releases_as_texts_and_as_books() {
    let book = two_versions();
    let diff = |old: &str, new: &str| {
        let run = book.run(&["diff", old, new, "--html", "page.html"]);
        run.expect_code(0);
        run.stdout
    };
    let told = std::fs::read_to_string(book.out().join("small/1.1.0/CHANGES")).unwrap();
    assert_eq!(diff("out/small/1.0.0", "out/small/1.1.0"), told);
    assert_eq!(diff("out/small/1.0.0/text.json", "out/small/1.1.0/text.json"), told);
    let page = std::fs::read_to_string(book.path().parent().unwrap().join("page.html")).unwrap();
    assert!(page.contains("<del>قليلة.</del> <ins>كثيرة.</ins>"), "{page}");
    assert!(page.contains("dir=\"rtl\"") && !page.contains("<script"), "{page}");
    assert!(diff("out/small/1.0.0", "book").contains("[-قليلة.-] {+كثيرة.+}"));
    assert!(diff("book", "book").contains("لا تغيير"));
    book.run(&["diff", "out/small/1.0.0", "nowhere"])
        .expect_code(2)
        .expect_said("nowhere");
    book.run(&["diff", "book/text.md", "book"])
        .expect_code(2)
        .expect_said("not the text of a release");
}
