//! Every page of the handbook is there in Arabic too, with the same parts.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

/// A link to a page in English.
static ENGLISH_LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\]\([a-z-]+\.md").unwrap());

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
        let Ok(arabic) = read(format!("{name}.ar.md")) else {
            wrong.push(format!("{name}: there is no {name}.ar.md"));
            continue;
        };
        twins += 1;
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
        let to_english = ENGLISH_LINK
            .find_iter(&arabic)
            .filter(|link| link.as_str() != format!("]({name}.md"));
        wrong.extend(
            to_english.map(|link| format!("{name}: the Arabic page leads to an English one: {}", link.as_str())),
        );
    }
    assert!(wrong.is_empty() && twins >= 16, "{wrong:#?}");
}

#[test]
fn every_page_is_in_the_handbook_of_its_language() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let [english, arabic] = ["en", "ar"]
        .map(|language| std::fs::read_to_string(docs.join("handbook").join(language).join("SUMMARY.md")).unwrap());
    let pages = std::fs::read_dir(&docs)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let forgotten = |name: &String| {
        let summary = if name.ends_with(".ar.md") { &arabic } else { &english };
        name.ends_with(".md") && !summary.contains(&format!("]({name})"))
    };
    let forgotten: Vec<String> = pages.filter(forgotten).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
