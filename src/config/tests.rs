//! What is read of a `book.toml`, and what is said of it.

use super::keys::STYLES;
use super::{CheckedValue, ConfigFile};
use crate::diagnostic::codes::Tongue;
use crate::diagnostic::{Report, Sources, human};

fn read(text: &str) -> (ConfigFile, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.add("book.toml", text);
    let mut report = Report::new();
    let config = ConfigFile::read(text, file, &mut report);
    let said = report
        .sorted()
        .into_iter()
        .map(|d| human(d, &sources, Tongue::English, false))
        .collect();
    (config, said)
}

#[test]
fn all_that_is_wrong_is_said_at_once_with_its_place() {
    let (_, said) = read("[book]\ntilte = \"x\"\ntitle = 5\n\n[pfd]\n");
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(
        said[0].contains("book.toml:2:1") && said[0].contains("did you mean `title`?"),
        "{}",
        said[0]
    );
    assert!(
        said[1].contains("book.toml:3:9") && said[1].contains("must be a string"),
        "{}",
        said[1]
    );
    assert!(said[2].contains("did you mean [pdf]?"), "{}", said[2]);
}

#[test]
fn syntax_errors_and_doubled_keys_have_a_place() {
    assert!(read("[book]\ntitle = \"open\nlanguage = ar\n").1[0].contains("book.toml:2:"));
    assert!(read("[book]\ntitle = \"a\"\ntitle = \"b\"\n").1[0].contains("book.toml:3:1"));
}

#[test]
fn another_programs_book_toml_is_read_as_far_as_it_goes() {
    let theirs = "[book]\ntitle = \"كتاب\"\nauthors = [\"أ\"]\nlanguage = \"fa\"\nmultilingual = false\nsrc = \"text/\"\n\n[output.html]\nx = 1\n";
    let (config, said) = read(theirs);
    assert_eq!((said.len(), config.texts_folder()), (1, Some("text")), "{said:?}");
    assert!(said[0].starts_with("note[foreign-config]") && config.get("book", "language").is_some());
    // What has our tables is ours, with its slips.
    assert_eq!(read("[book]\ntitle = \"x\"\n[pdf]\n[build]\n").1.len(), 1);
}

#[test]
fn curly_quotation_marks_are_named() {
    for mark in ["“x”", "«x»", "[“x”]"] {
        let said = &read(&format!("[book]\ntitle = {mark}\n")).1[0];
        assert!(
            said.contains("book.toml:2:") && said.contains("curly") && said.contains("line 2"),
            "{said}"
        );
    }
    assert!(!read("[book]\ntitle = \"open\n").1[0].contains("curly"));
}

#[test]
fn what_was_meant_is_said_with_the_value_that_was_written() {
    for (written, hint) in [
        ("[book]\nnumber-headings = \"3\"", "number-headings = 3"),
        ("[book]\nnumber-headings = \"٣\"", "number-headings = 3"),
        ("[book]\nnumber-headings = \"9\"", "number-headings = 0"),
        ("[book]\nsmart = \"no\"", "smart = false"),
        ("[book]\nversion = 2", "version = \"2.0.0\""),
        ("[book]\nversion = 1.5", "version = \"1.5.0\""),
        ("[book]\ntitle = 1984", "title = \"1984\""),
        ("[pdf]\nink = \"Black\"", "ink = \"black\""),
    ] {
        let said = &read(written).1;
        assert!(
            said.len() == 1 && said[0].contains(&format!("write it as {hint}\n")),
            "{said:?}"
        );
    }
}

#[test]
fn arabic_signs_in_toml_are_named() {
    for (written, named) in [
        ("authors = [\"أ، ب\"، \"ج\"]", "line 2 has ، outside of quotation marks"),
        ("number-headings = ٢ # عدد", "line 2 has ٢ outside"),
        ("authors = ['أ'؛ \"ج\"]", "line 2 has ؛ outside"),
    ] {
        let said = &read(&format!("[book]\n{written}\n")).1[0];
        assert!(said.contains(named), "{said}");
    }
    assert!(!read("[book]\ntitle = \"أ، ب\nx = 1 # ،\n").1[0].contains("outside"));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let (config, said) = read("\u{feff}[book]\ntitle = \"عنوان\"\n");
    assert_eq!(
        (said.len(), config.get("book", "title").map(|v| &v.0)),
        (0, Some(&CheckedValue::Text("عنوان".into())))
    );
}

#[test]
fn editions_hold_over_their_style_and_the_book() {
    let (config, said) = read(
        "[pdf]\nfont-size = \"11pt\"\nfont = \"Amiri\"\n[[edition]]\nstyle = \"large-print\"\n[edition.pdf]\npaper = \"letter\"\n[[edition]]\nname = \"plain\"\n",
    );
    assert_eq!(said, Vec::<String>::new());
    let editions: Vec<ConfigFile> = config.editions().map(|(edition, _)| edition).collect();
    let said = |edition: &ConfigFile, key| match edition.get("pdf", key) {
        Some((CheckedValue::Text(text), _)) => text.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!(
        ["font-size", "paper", "font"].map(|key| said(&editions[0], key)),
        ["18pt", "letter", "Amiri"]
    );
    assert_eq!(said(&editions[1], "font-size"), "11pt");
    assert!(config.get("edition", "name").is_none());
}

#[test]
fn styles_can_be_read() {
    for (name, text) in STYLES {
        let (values, said) = read(text);
        assert!(said.is_empty() && !values.values.is_empty(), "{name}: {said:?}");
    }
}

#[test]
fn what_editions_do_not_know_is_said_with_where_it_belongs() {
    let (_, said) = read(
        "[[edition]]\nnam = \"x\"\nfont-size = \"18pt\"\n[edition.booklt]\npaper = \"a3\"\n[edition.pdf]\nflip = \"long-edge\"\nfont-sise = \"2pt\"\n",
    );
    let hints = [
        "did you mean `name`?",
        "belongs in [edition.pdf]",
        "did you mean `booklet`?",
        "belongs in [booklet]",
        "did you mean `font-size`?",
    ];
    assert_eq!(said.len(), hints.len(), "{said:?}");
    for (line, (said, hint)) in (2..).zip(said.iter().zip(hints)) {
        assert!(said.contains(hint), "{line}: {said}");
    }
    assert!(read("[edition]\nname = \"x\"\n").1[0].contains("[[edition]]"));
}

#[test]
fn a_code_that_no_finding_has_is_an_error() {
    let (config, said) = read("[lint]\nheding-skip = \"deny\"\nriver = \"allow\"\n");
    assert_eq!((said.len(), config.levels.len()), (1, 1), "{said:?}");
    assert!(
        said[0].contains("book.toml:2:1") && said[0].contains("did you mean `heading-skip`?"),
        "{}",
        said[0]
    );
}

#[test]
fn people_are_names_or_tables() {
    let (config, said) = read(
        "[book]\nauthors = [\"أ\", { name = \"ب\", role = \"trl\", names = { en = \"B\" } }]\ncontributors = [{ nam = \"x\" }]\n",
    );
    assert!(
        matches!(config.get("book", "authors"), Some((CheckedValue::People(p), _)) if p.len() == 2 && p[1].names.len() == 1)
    );
    assert_eq!(said.len(), 1);
}
