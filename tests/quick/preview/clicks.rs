//! Any word of a page leads to the line where it was typed: every word of the essay and of three books of fixtures is clicked.

use std::collections::BTreeMap;

use kurras::diagnostic::Report;
use kurras::document::{BlockId, BlockKind};
use kurras::output::pdf::TextOwner;
use kurras::preview::{FoundWord, LaidBook, Session, Snapshot};
use kurras::workspace::Workspace;
use unicode_normalization::UnicodeNormalization;

/// A fixture book, laid out.
fn laid(path: &str) -> Snapshot {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let workspace = Workspace::open(&folder, &mut Report::new()).unwrap();
    let mut last = None;
    Session::new(None).make(&workspace, &mut |snapshot| {
        last = Some(snapshot);
        true
    });
    last.unwrap()
}

/// Words that were clicked, and those of them that led to where they were typed, by the kind of their block.
type Clicks = BTreeMap<&'static str, (usize, usize)>;

/// The kind of each block of a book.
fn kinds(book: &LaidBook) -> BTreeMap<BlockId, &'static str> {
    let mut kinds = BTreeMap::new();
    book.edition.first().document.visit(&mut |block| {
        let kind = match &block.kind {
            BlockKind::Heading(_) => "heading",
            BlockKind::Table { .. } => "table",
            BlockKind::Verse { .. } => "verse",
            BlockKind::Code { .. } => "code",
            _ => "text",
        };
        kinds.insert(block.id, kind);
    });
    let notes = book.edition.first().document.notes.iter().flat_map(|note| &note.blocks);
    kinds.extend(notes.map(|block| (block.id, "note")));
    kinds
}

/// The words of a page's pieces, each with the kind of its block and a point in its first letter.
fn words(
    book: &LaidBook,
    page: usize,
    kinds: &BTreeMap<BlockId, &'static str>,
) -> Vec<(&'static str, String, (f64, f64))> {
    let mut words = Vec::new();
    book.pages.texts(page, &mut |text| {
        let kind = match text.owner {
            TextOwner::Own(_) => return,
            TextOwner::Note(_) => "note",
            TextOwner::Block(block) => kinds[&block],
        };
        let start = |word: &str| word.as_ptr() as usize - text.text().as_ptr() as usize;
        let starts: BTreeMap<usize, &str> = text.text().split_whitespace().map(|word| (start(word), word)).collect();
        for (offset, [left, top, right, bottom]) in text.glyphs() {
            if let Some(word) = starts.get(&offset).filter(|word| word.starts_with(char::is_alphabetic)) {
                words.push((
                    kind,
                    (*word).to_string(),
                    ((left + right) / 2.0, top * 0.3 + bottom * 0.7),
                ));
            }
        }
    });
    words
}

/// Whether the word that was found is the one that was clicked: it holds it, stands in its file where it is said to begin, as far as no
/// mark of Markdown is in between, and, where what was clicked stands in that file once, it stands there.
fn leads(book: &LaidBook, word: &str, found: &FoundWord) -> bool {
    let letters = |text: &str| text.nfc().filter(|c| c.is_alphabetic()).collect::<String>();
    let text = book.sources.text(found.span.file);
    let (start, end) = (found.span.start as usize, found.span.end as usize);
    let typed = text.get(start..).unwrap_or_default();
    let typed: String = typed
        .trim_start_matches(|c: char| !c.is_alphabetic())
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    let mut places = text.match_indices(word).map(|(at, _)| at);
    let once = places.next().filter(|_| places.next().is_none());
    letters(&found.word).contains(&letters(word))
        && !typed.is_empty()
        && letters(&found.word).starts_with(&letters(&typed))
        && once.is_none_or(|at| (start..=end).contains(&at))
}

/// Clicks all words of a book.
fn clicked(book: &LaidBook) -> (Clicks, Vec<String>) {
    let (kinds, mut clicks, mut wrong) = (kinds(book), Clicks::new(), Vec::new());
    for page in 0..book.pages.count() {
        for (kind, word, point) in words(book, page, &kinds) {
            let found = book.places().at(&book.pages, page, point);
            let leads = found.as_ref().is_some_and(|found| leads(book, &word, found));
            let (all, right) = clicks.entry(kind).or_default();
            (*all, *right) = (*all + 1, *right + usize::from(leads));
            if !leads {
                wrong.push(format!("page {page}, {word} of a {kind} at {point:?}: {found:?}"));
            }
        }
    }
    (clicks, wrong)
}

#[test]
fn any_word_of_a_page_leads_to_where_it_was_typed() {
    let mut sums = Clicks::new();
    for (path, least) in [
        ("book", 2500),
        ("tests/fixtures/everything", 100),
        ("tests/fixtures/everyday", 100),
        ("tests/fixtures/arabic", 100),
    ] {
        let snapshot = laid(path);
        let book = snapshot.laid.as_ref().unwrap();
        let (clicks, wrong) = clicked(book);
        let (all, right) = clicks.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        println!("{path}: {right} of {all} words lead to where they were typed: {clicks:?}");
        assert!(
            all > least && right * 1000 >= all * 995,
            "{path}: {right} of {all}\n{}",
            wrong.join("\n")
        );
        // What is not taken for the manuscript's is not clicked: so all of it must have been found.
        let (found, letters) = book.places().coverage();
        assert!(
            found * 1000 >= letters * 995,
            "{path}: {found} of {letters} letters are found on pages"
        );
        for (kind, (all, right)) in clicks {
            let sum = sums.entry(kind).or_default();
            *sum = (sum.0 + all, sum.1 + right);
        }
    }
    for kind in ["text", "note", "table", "heading", "verse", "code"] {
        let (all, right) = sums.get(kind).copied().unwrap_or_default();
        assert!(all > 0 && right * 1000 >= all * 995, "{kind}: {right} of {all}");
    }
}
