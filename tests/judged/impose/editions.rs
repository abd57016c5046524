//! Further editions of a book, and pages fitted to whole sheets: the finished files.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};

use crate::support::judges;
use crate::support::program::Book;

const HEAD: &str = "[book]\ntitle = \"كُرّاس: في الطباعة\"\nslug = \"t\"\nversion = \"1.0.0\"\ndate = \"2026-11-22\"\n[lint]\nproof = \"deny\"\n";

/// A book of three chapters, each of so many paragraphs.
fn book(config: &str, paragraphs: usize) -> Book {
    const NAMES: [&str; 3] = ["الورق والطيّ", "الحبر والآلة", "القصّ والتجليد"];
    let paragraph = |n: usize| {
        format!(
            "في السطر الأول من الفقرة {n} كلام عن الكراس، ثم تتوالى الكلمات سطراً بعد سطر حتى تمتلئ الصفحة ويُقلب الورق. وبعد ذلك يعود الكلام في موضع آخر إلى {n} ليقول إن الحروف تتصل وتنفصل كما شاء الخطاطون قديماً، ثم يسكت.\n\n"
        )
    };
    let chapter = |(n, name): (usize, &str)| {
        let body: String = (1..=paragraphs).map(|i| paragraph(n * 1000 + i)).collect();
        format!("# {name}\n\n{body}")
    };
    let text: String = (1..).zip(NAMES).map(chapter).collect();
    Book::new()
        .with("book.toml", format!("{HEAD}{config}"))
        .with("text.md", text)
}

/// Every drawing operation of a page, those of its forms left out.
fn operations(document: &Document) -> Vec<Operation> {
    let page = |id| Content::decode(&document.get_page_content(id)).unwrap().operations;
    document.page_iter().flat_map(page).collect()
}

/// How many glyph codes (bytes) are shown at each size of type, in hundredths of a point.
fn sizes(document: &Document) -> BTreeMap<i64, usize> {
    let (mut sizes, mut size) = (BTreeMap::new(), 0);
    for operation in operations(document) {
        match (operation.operator.as_str(), &operation.operands[..]) {
            ("Tf", [_, number]) => size = (number.as_float().unwrap() * 100.0).round() as i64,
            ("Tj", [Object::String(codes, _)]) => *sizes.entry(size).or_default() += codes.len(),
            ("TJ", [Object::Array(parts)]) => {
                let codes = parts.iter().filter_map(|part| part.as_str().ok()).map(<[u8]>::len);
                *sizes.entry(size).or_default() += codes.sum::<usize>();
            }
            _ => {}
        }
    }
    sizes
}

/// The size of most of the type, in points.
fn text_size(document: &Document) -> f64 {
    let most = sizes(document).into_iter().max_by_key(|(_, count)| *count);
    most.map_or(0.0, |(size, _)| size as f64 / 100.0)
}

#[test]
fn each_edition_is_laid_out_anew_in_files_of_its_own() {
    let book = book(
        "[[edition]]\nstyle = \"large-print\"\n[[edition]]\nname = \"thin\"\nstyle = \"low-ink\"\n[[edition]]\nstyle = \"black\"\nformats = \"pdf\"\n\
         [[edition]]\nname = \"us\"\n[edition.pdf]\nfont = \"Scheherazade New\"\n[edition.booklet]\npaper = \"letter\"\nflip = \"long-edge\"\n",
        4,
    );
    book.build(&["--only", "pdf,booklet,txt"]).expect_code(0);
    let names = [
        "t-1.0.0-black.pdf",
        "t-1.0.0-booklet-a3-large-print.pdf",
        "t-1.0.0-booklet-a4-thin.pdf",
        "t-1.0.0-booklet-a4.pdf",
        "t-1.0.0-booklet-letter-long-edge-us.pdf",
        "t-1.0.0-large-print.pdf",
        "t-1.0.0-thin.pdf",
        "t-1.0.0-us.pdf",
        "t-1.0.0.pdf",
        "t-1.0.0.txt",
    ];
    assert_eq!(book.built(), names);
    let open = |name: &str| Document::load(book.out().join(format!("t-1.0.0{name}.pdf"))).unwrap();
    assert!((text_size(&open("-large-print")) - 18.0).abs() < 0.01);
    assert!(text_size(&open("")) < 13.0);
    let ids: Vec<_> = ["", "-large-print", "-thin", "-black", "-us"]
        .iter()
        .map(|name| format!("{:?}", open(name).trailer.get(b"ID").unwrap()))
        .collect();
    assert!((1..ids.len()).all(|n| !ids[..n].contains(&ids[n])), "{ids:?}");
    for name in ["-black", "-thin", "-large-print"] {
        let file = book.out().join(format!("t-1.0.0{name}.pdf"));
        judges::qpdf(&file);
        judges::verapdf(&file, "3a,ua1");
    }
    judges::verapdf(&book.out().join("t-1.0.0-booklet-a4-thin.pdf"), "2b");
}

#[test]
fn a_print_shop_may_be_for_one_edition_alone() {
    let book = book("[[edition]]\nname = \"shop\"\n[edition.print]\npaper = \"90g\"\n", 1);
    book.build(&[]).expect_code(0);
    let names = [
        "t-1.0.0-booklet-a4-shop.pdf",
        "t-1.0.0-booklet-a4.pdf",
        "t-1.0.0-cover-print-shop.pdf",
        "t-1.0.0-cover.png",
        "t-1.0.0-print-shop.pdf",
        "t-1.0.0-shop.pdf",
        "t-1.0.0.epub",
        "t-1.0.0.pdf",
        "t-1.0.0.txt",
    ];
    assert_eq!(book.built(), names);
}

#[test]
fn an_edition_of_little_ink_takes_little_ink_and_no_colour() {
    let book = book("[[edition]]\nname = \"thin\"\nstyle = \"low-ink\"\n", 2);
    book.build(&["--only", "pdf"]).expect_code(0);
    let (usual, thin) = (book.out().join("t-1.0.0.pdf"), book.out().join("t-1.0.0-thin.pdf"));
    let ink = |file| -> f64 {
        let cover = judges::draw(file, 1, 60);
        cover.pixels().map(|pixel| 255.0 - f64::from(pixel[1])).sum()
    };
    let (usual_ink, thin_ink) = (ink(&usual), ink(&thin));
    assert!(thin_ink * 3.0 < usual_ink, "{thin_ink} against {usual_ink}");
    let document = Document::load(&thin).unwrap();
    let drawn = operations(&document);
    let fills: Vec<&str> = drawn
        .iter()
        .map(|operation| operation.operator.as_str())
        .filter(|operator| ["f", "F", "f*", "B", "B*", "b", "b*", "sh"].contains(operator))
        .collect();
    assert_eq!(fills, Vec::<&str>::new());
    for page in 1..=judges::page_count(&thin) {
        let grey = judges::draw(&thin, page, 40)
            .pixels()
            .all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
        assert!(grey, "page {page} has colour");
    }
    // The title is white type over its outline, and is found like any other.
    assert!(judges::text_by("mupdf", &thin).contains("في الطباعة"));
}

#[test]
fn pages_are_fitted_to_whole_sheets_within_bounds() {
    // Some length of text lands just beyond a whole number of sheets.
    let (without, pages, paragraphs) = (6..40)
        .find_map(|paragraphs| {
            let book = book("", paragraphs);
            book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
            let pages = judges::page_count(&book.out().join("t-1.0.0.pdf"));
            (pages % 4 == 1).then_some((book, pages, paragraphs))
        })
        .expect("a book of 4n + 1 pages");
    let size = text_size(&Document::load(without.out().join("t-1.0.0.pdf")).unwrap());
    let fitted = book("[booklet]\nfit = true\n", paragraphs);
    let run = fitted.build(&["--only", "pdf,booklet", "--message-format", "json"]);
    assert!(run.stdout.contains("\"type\":\"note\""), "{}", run.stdout);
    let run = fitted.build(&["--only", "pdf,booklet"]);
    run.expect_code(0)
        .expect_said(&format!("{pages} pages are brought to {}", pages - 1));
    run.expect_said("each copy saves one sheet");
    let document = Document::load(fitted.out().join("t-1.0.0.pdf")).unwrap();
    assert_eq!(document.page_iter().count(), pages - 1);
    assert!((0.95..=1.0).contains(&(text_size(&document) / size)));
    assert_eq!(
        judges::page_count(&fitted.out().join("t-1.0.0-booklet-a4.pdf")),
        (pages - 1) / 2
    );
    // Where nothing may give way, nothing does, and that is said.
    let held = book(
        "[booklet]\nfit = true\nfit-size = 0\nfit-leading = 0\nfit-margins = 0\n",
        paragraphs,
    );
    held.build(&["--only", "pdf"])
        .expect_code(0)
        .expect_said("cannot be brought to");
    assert_eq!(judges::page_count(&held.out().join("t-1.0.0.pdf")), pages);
    // Cards have no sheets of four pages.
    book("[booklet]\nfit = true\nscheme = \"cards\"\n", 1)
        .build(&[])
        .expect_code(2)
        .expect_said("saddle-two-up and signatures");
}

#[test]
fn editions_give_the_same_bytes_twice() {
    let config =
        "[[edition]]\nstyle = \"low-ink\"\n[edition.booklet]\nfit = true\n[[edition]]\nstyle = \"large-print\"\n";
    let files = || {
        let book = book(config, 3);
        book.build(&["--only", "pdf,booklet", "--no-proof"]).expect_code(0);
        let read = |name: String| (std::fs::read(book.out().join(&name)).unwrap(), name);
        book.built().into_iter().map(read).collect::<Vec<_>>()
    };
    let (first, second) = (files(), files());
    assert_eq!(first.len(), 6);
    assert!(first == second);
}
