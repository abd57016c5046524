//! The documents that are made from the program's own tables, and the promises that documents make.
#![allow(missing_docs, clippy::disallowed_methods, clippy::expect_used)]

use std::path::Path;

use kurras::config::keys::{KEYS, SECTIONS, STYLES, VARIED};

/// Compares a document with what the tables say. `UPDATE=1 cargo test --test docs` writes it anew.
fn hold(path: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, expected).expect("the document can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        found,
        expected,
        "{} is out of date: UPDATE=1 cargo test --test docs",
        path.display()
    );
}

#[test]
fn the_configurations_document_is_made_from_its_table() {
    let mut out = String::from(
        "# What `book.toml` may say\n\n\
         Only `title` must be there. Every unknown key is an error. Keys of `[book]` may also stand in a manuscript's front matter\n\
         (YAML or TOML), which gives way to `book.toml`. In `[lint]` stand lint codes with `\"allow\"`, `\"warn\"` or `\"deny\"`.\n",
    );
    for section in SECTIONS.iter().filter(|section| **section != "lint") {
        let shown = if *section == "edition" {
            format!("[[edition]]\n\n{}", editions())
        } else {
            format!("[{section}]")
        };
        out += &format!("\n## {shown}\n\n| key | says | must be | default |\n| --- | --- | --- | --- |\n");
        for key in KEYS.iter().filter(|key| key.section == *section) {
            out += &format!(
                "| `{}` | {} | {} | {} |\n",
                key.name,
                key.about,
                key.kind.expectation(),
                key.default
            );
        }
    }
    hold("docs/book-toml.md", &out);
}

/// What is to be said of editions beside their keys.
fn editions() -> String {
    let varied = VARIED.iter().filter(|table| SECTIONS.contains(table));
    let tables: Vec<String> = varied.map(|table| format!("`[edition.{table}]`")).collect();
    let styles: Vec<String> = STYLES
        .iter()
        .map(|(name, text)| format!("`{name}` says `{}`", text.replace('\n', "`, `")))
        .collect();
    format!(
        "Each is the same book laid out anew, in files of its own. Below it may stand {}, with the keys of the\n\
         tables above; what they do not say, the style says, and what no style says, the book's own tables say.\n{}.",
        tables.join(", "),
        styles.join("; ")
    )
}

#[test]
fn the_documents_link_to_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = std::fs::read_dir(root.join("docs"))
        .expect("docs/")
        .flatten()
        .map(|entry| entry.path());
    let top = ["README.md", "README.ar.md", "ARCHITECTURE.md", "CHANGELOG.md"].map(|name| root.join(name));
    let mut missing = Vec::new();
    for page in docs
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .chain(top)
    {
        let text = std::fs::read_to_string(&page).expect("a document");
        let links = text
            .match_indices("](")
            .filter_map(|(at, _)| text[at + 2..].split(')').next());
        let pictures = text
            .match_indices("src=\"")
            .filter_map(|(at, _)| text[at + 5..].split('"').next());
        for link in links
            .chain(pictures)
            .filter(|link| !link.contains("://") && !link.starts_with('#'))
        {
            let file = link.split('#').next().unwrap_or(link);
            if !page.parent().expect("a folder").join(file).exists() {
                missing.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
