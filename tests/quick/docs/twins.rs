//! Every page of the handbook is there in Arabic too, with the same parts.

use std::path::Path;

/// Pages that are in English alone, and why.
const ENGLISH: &[(&str, &str)] = &[
    ("arabic", "what was measured, for those who work on the program"),
    ("text-layer", "the same"),
    ("epub", "the same"),
    (
        "book-toml",
        "names of keys, which are English; to be made from the table of keys in Arabic too",
    ),
    ("libraries", "recipes of shells; to be translated"),
    ("releasing", "to be translated"),
    ("themes", "names of Typst; to be translated"),
];

/// The levels of a page's headings, in order.
fn outline(text: &str) -> Vec<usize> {
    let mut is_code = false;
    text.lines()
        .filter(|line| {
            is_code ^= line.trim_start().starts_with("```");
            !is_code && line.starts_with('#')
        })
        .map(|line| line.chars().take_while(|c| *c == '#').count())
        .collect()
}

#[test]
fn every_page_has_its_arabic_twin_with_the_same_parts() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let read = |name: String| std::fs::read_to_string(docs.join(name));
    let mut wrong = Vec::new();
    let mut twins = 0;
    for entry in std::fs::read_dir(&docs).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(name) = name.strip_suffix(".md").filter(|name| !name.ends_with(".ar")) else {
            continue;
        };
        let english = read(format!("{name}.md")).unwrap();
        let alone = ENGLISH.iter().any(|(page, _)| *page == name);
        let Ok(arabic) = read(format!("{name}.ar.md")) else {
            if !alone {
                wrong.push(format!("{name}: there is no {name}.ar.md"));
            }
            continue;
        };
        twins += 1;
        if alone {
            wrong.push(format!("{name}: there is {name}.ar.md; take it off the list"));
        }
        if outline(&english) != outline(&arabic) {
            wrong.push(format!(
                "{name}: {:?} in English, {:?} in Arabic",
                outline(&english),
                outline(&arabic)
            ));
        }
        if !english.contains(&format!("]({name}.ar.md)")) || !arabic.contains(&format!("]({name}.md)")) {
            wrong.push(format!("{name}: the two do not lead to each other"));
        }
    }
    assert!(wrong.is_empty() && twins >= 9, "{wrong:#?}");
}
