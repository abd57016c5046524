//! The catalogue of a folder of releases: its pages in a browser, its feeds in a client.

use super::sample;
use crate::support::judges;
use crate::support::program::{Book, Run, command};

const ADDRESS: &str = "https://books.example/all/";

/// A folder with two books, one of them, from the right, in two versions, the other from the left.
fn folder() -> Book {
    let book = sample::book("1.0.0");
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    let text = sample::TEXT.replace("كلمات قليلة", "كلمات كثيرة");
    let book = book.with("text.md", text).with("book.toml", sample::config("1.1.0"));
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    let other = Book::new()
        .with("book.toml", "[book]\ntitle = \"A <small> book & more\"\nlanguage = \"en\"\nslug = \"other\"\nversion = \"0.2.0\"\ndate = \"2026-11-20\"\n")
        .with("text.md", "# One\n\nSome words, and a table:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
    let out = book.out();
    Run::of(&mut command(
        &other.path(),
        &[
            "release",
            ".",
            "--out",
            out.to_str().unwrap(),
            "--url",
            ADDRESS.trim_end_matches('/'),
        ],
    ))
    .expect_code(0);
    book
}

#[test]
fn pages_and_feeds_serve_browsers_and_clients() {
    let book = folder();
    for feed in ["opds.xml", "small/opds.xml", "other/opds.xml"] {
        judges::relax_ng(&book.out().join(feed), "opds-1.2.rng");
    }
    // Five pages of versions, of which one of changes, and three indexes; in each kind of feed four files of each version: the library's
    // feeds list two, those of the books three.
    assert_eq!(judges::site(&book.out()), "7 pages, 40 files fetched");
    // The library's feed lists each book in its newest version, those of the books each version: four files of each and its cover.
    assert_eq!(
        judges::opds2(&book.out(), ADDRESS),
        "3 feeds, 5 books, 25 files fetched"
    );
}

#[test]
fn feeds_name_every_version_and_the_newest_first() {
    let book = folder();
    let read = |name: &str| std::fs::read_to_string(book.out().join(name)).unwrap();
    let feed = read("small/opds.xml");
    let (new, old) = (
        feed.find("?=version=1.1.0").unwrap(),
        feed.find("?=version=1.0.0").unwrap(),
    );
    assert!(new < old, "{feed}");
    let library = read("opds.json");
    assert!(
        library.contains("small/1.1.0/small-1.1.0.epub") && !library.contains("small/1.0.0/"),
        "{library}"
    );
    assert!(read("opds.xml").contains("A &lt;small&gt; book &amp; more"));
    // Feeds know where they are served from, if that was told.
    let own = |feed: &str, address: &str| read(feed).contains(&format!("\"{address}\""));
    assert!(
        own("opds.json", "https://books.example/all/opds.json")
            && own("opds.xml", "https://books.example/all/opds.xml")
    );
    assert!(own("small/opds.json", "https://books.example/all/small/opds.json"));
    // A version that is taken away leaves the catalogue with the next release; none is taken away by the program.
    std::fs::remove_dir_all(book.out().join("other")).unwrap();
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    assert!(!read("opds.json").contains("other"));
    assert!(book.out().join("small/1.0.0/SHA256SUMS").is_file());
}

#[test]
fn booksellers_get_a_message_where_it_is_asked_for() {
    let book = sample::book("1.0.0");
    let toml = sample::config("1.0.0")
        + "identifier = \"urn:isbn:978-0-306-40615-7\"\nseries = \"كراريس\"\nseries-position = 3\n";
    let book = book.with("book.toml", toml);
    let read = || std::fs::read_to_string(book.out().join("onix.xml"));
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    assert!(read().is_err(), "nobody asked");
    book.run(&["release", "book", "--out", "out", "--onix"]).expect_code(0);
    judges::onix(&book.out().join("onix.xml"));
    assert!(
        !read().unwrap().contains("ProductSupply"),
        "where it is had is not known"
    );
    book.run(&["release", "book", "--out", "out", "--onix", "--url", ADDRESS])
        .expect_code(0);
    judges::onix(&book.out().join("onix.xml"));
    let message = read().unwrap();
    assert_eq!(message.matches("<Product>").count(), 2);
    for said in [
        "<IDValue>9780306406157</IDValue>",
        "<TitleText>كراس صغير</TitleText>",
        "<LanguageCode>ara</LanguageCode>",
        "<PartNumber>3</PartNumber>",
        "<WebsiteLink>https://books.example/all/small/1.0.0/small-1.0.0.epub</WebsiteLink>",
    ] {
        assert!(message.contains(said), "{said} is not in\n{message}");
    }
    let wrong = book.out().join("wrong.xml");
    std::fs::write(&wrong, message.replace("<NotificationType>03", "<NotificationType>77")).unwrap();
    let objects = std::panic::catch_unwind(|| judges::onix(&wrong)).is_err();
    assert!(objects, "a number that is in no list is taken");
}

#[test]
fn the_judges_of_pages_and_feeds_object() {
    let book = folder();
    let page = book.out().join("small/1.1.0/index.html");
    let spoilt = std::fs::read_to_string(&page)
        .unwrap()
        .replace("<img class=\"cover\"", "<img class=\"cover\" data-x=\"\"");
    let spoilt = regex::Regex::new(" alt=\"[^\"]*\"")
        .unwrap()
        .replace_all(&spoilt, "")
        .into_owned();
    std::fs::write(&page, spoilt).unwrap();
    std::fs::remove_file(book.out().join("other/0.2.0/other-0.2.0.pdf")).unwrap();
    let feed = book.out().join("small/opds.xml");
    std::fs::write(
        &feed,
        std::fs::read_to_string(&feed)
            .unwrap()
            .replace("<updated>", "<updated>x"),
    )
    .unwrap();
    let said = |judge: &dyn Fn()| {
        let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(judge)).unwrap_err();
        failed.downcast_ref::<String>().cloned().unwrap_or_default()
    };
    let site = said(&|| drop(judges::site(&book.out())));
    assert!(site.contains("image-alt") && site.contains("other-0.2.0.pdf"), "{site}");
    let client = said(&|| drop(judges::opds2(&book.out(), ADDRESS)));
    assert!(client.contains("other-0.2.0.pdf (application/pdf) is 404"), "{client}");
    let schema = said(&|| judges::relax_ng(&feed, "opds-1.2.rng"));
    assert!(schema.contains("dateTime"), "{schema}");
}
