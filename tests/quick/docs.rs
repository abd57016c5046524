//! The documents that are made from the program's own tables, and the promises that documents make.

mod examples;
mod from_word;
mod keys;
mod limits;
mod twins;

use std::path::Path;

use std::collections::BTreeSet;
use std::fs;

use kurras::diagnostic::Safety;
use kurras::diagnostic::codes::{Area, CODES, Tongue, explanation};
use kurras::lint::rules;
use regex::Regex;

/// Compares a document with what the tables say. `UPDATE=1 cargo test --release --test quick docs` writes it anew.
fn hold(path: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, expected).expect("the document can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        found,
        expected,
        "{} is out of date: UPDATE=1 cargo test --release --test quick docs",
        path.display()
    );
}

#[test]
fn the_references_of_findings_are_made_from_the_table_of_codes() {
    for (tongue, path, head, columns, levels, strict) in [
        (
            Tongue::English,
            "docs/findings.md",
            "# What the program can find\n\n[بالعربية](findings.ar.md)\n\n\
             Every finding has a code, which stands in brackets in its message: `warning[heading-skip]: …`. `kurras explain CODE` says\n\
             what this page says. In `book.toml`, below `[lint]`, a code can be given a level: `heading-skip = \"deny\"` makes it an error,\n\
             `\"allow\"` silences it. Errors cannot be silenced. Codes marked *strict* say that an output lacks or changes something of the\n\
             manuscript: `release`, `proof` and `build --strict` refuse them.\n",
            "| code | what | why | what to do |",
            ["note", "warning", "error"],
            "strict",
        ),
        (
            Tongue::Arabic,
            "docs/findings.ar.md",
            "<div dir=\"rtl\" lang=\"ar\">\n\n# ما يمكن أن ينبّه إليه البرنامج\n\n[In English](findings.md)\n\n\
             لكلّ تنبيه رمز يظهر بين معقوفين في رسالته: `warning[heading-skip]: …`، ويشرحه الأمر `kurras explain CODE` بما في هذه الصفحة.\n\
             وفي `book.toml` تحت `[lint]` يُعطى الرمز درجة: `heading-skip = \"deny\"` يجعله خطأ، و`\"allow\"` يُسكته. ولا تُسكَت الأخطاء. والرموز\n\
             الموسومة «صارم» تعني أنّ مُخرَجاً ينقصه شيء من المخطوطة أو يغيّره، فيرفضها `release` و`proof` و`build --strict`.\n",
            "| الرمز | ما هو | لماذا | ما يُفعل |",
            ["ملاحظة", "تنبيه", "خطأ"],
            "صارم",
        ),
    ] {
        let mut out = String::from(head);
        for area in Area::ALL {
            out += &format!(
                "\n## {}\n\n{EXAMPLES}{columns}\n| --- | --- | --- | --- |\n",
                area.title(tongue)
            );
            for code in CODES.iter().filter(|code| code.area == area) {
                let texts = explanation(code.name, tongue).expect("a row has its texts");
                let level = levels[code.severity as usize];
                let level = if code.strict {
                    format!("{level}، {strict}")
                } else {
                    level.into()
                };
                let level = if tongue == Tongue::English {
                    level.replace('،', ",")
                } else {
                    level
                };
                out += &format!(
                    "| `{}`<br>{level} | {} | {} | {} |\n",
                    code.name, texts.what, texts.why, texts.remedy
                );
            }
        }
        out += &examples(tongue);
        if tongue == Tongue::Arabic {
            out += "\n</div>\n";
        }
        hold(path, &out);
    }
}

/// The tables show what is wrong, which is not wrong there when the page itself is checked, as a part of the handbook.
const EXAMPLES: &str =
    "<!-- kurras: allow common-slip foreign-digits mixed-letters space-before-mark two-spellings wasl-hamza -->\n\n";

/// What each rule of writing finds and makes of it, from the rules' own examples.
fn examples(tongue: Tongue) -> String {
    let (title, columns, fixes) = match tongue {
        Tongue::English => ("Examples", "| code | written | mended | fix |", ["safe", "unsafe", ""]),
        Tongue::Arabic => (
            "أمثلة",
            "| الرمز | المكتوب | المصلَح | الإصلاح |",
            ["مأمون", "غير مأمون", ""],
        ),
    };
    let mut out = format!("\n## {title}\n\n{columns}\n| --- | --- | --- | --- |\n");
    // What cannot be seen is shown by its number.
    let shown = |text: &str| {
        let letters = text.chars().map(|c| match c {
            '\u{a0}' | '\u{202f}' | '\u{200c}' | '\u{200e}' | '\u{200f}' => format!("⟨{:04X}⟩", u32::from(c)),
            c => c.to_string(),
        });
        letters.collect::<String>()
    };
    for rule in rules() {
        let Some((_, before, after)) = rule.example else {
            continue;
        };
        let fix = match rule.fix {
            Some(Safety::Safe) => fixes[0],
            Some(Safety::Unsafe) => fixes[1],
            None => fixes[2],
        };
        let after = if after.is_empty() {
            String::new()
        } else {
            format!("`{}`", shown(after))
        };
        out += &format!("| `{}` | `{}` | {after} | {fix} |\n", rule.code, shown(before));
    }
    out
}

/// Every string that the program's own sources hand over as a code has a row, and every row is handed over somewhere.
#[test]
fn every_code_of_the_sources_is_in_the_table() {
    let given = Regex::new(
        r#"Diagnostic::(?:error|warning|note)\(\s*"([a-z0-9-]+)"|code: "([a-z0-9-]+)"|Rule::new\(\s*"([a-z0-9-]+)""#,
    )
    .expect("a pattern");
    let literal = Regex::new(r#""([a-z0-9]+(?:-[a-z0-9]+)*)""#).expect("a pattern");
    let known: BTreeSet<&str> = CODES.iter().map(|code| code.name).collect();
    let (mut unknown, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).expect("a source");
        if file.ends_with("diagnostic/codes.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        seen.extend(literal.captures_iter(code).map(|found| found[1].to_string()));
        for found in given.captures_iter(code) {
            let name = found.iter().skip(1).flatten().next().map_or("", |name| name.as_str());
            if !known.contains(name) {
                unknown.insert(format!("{}: {name}", file.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "codes without a row: {unknown:#?}");
    let unused: Vec<&&str> = known.iter().filter(|name| !seen.contains(**name)).collect();
    assert!(unused.is_empty(), "rows that nothing reports: {unused:?}");
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .filter(|path| !path.ends_with("tests.rs") && !path.components().any(|part| part.as_os_str() == "tests"))
        .collect()
}

#[test]
fn the_documents_link_to_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = std::fs::read_dir(root.join("docs"))
        .expect("docs/")
        .flatten()
        .map(|entry| entry.path());
    let top = ["README.md", "README.ar.md", "ARCHITECTURE.md", "CHANGELOG.md"].map(|name| root.join(name));
    // A link that is shown as code is an example.
    let code = Regex::new("(?ms)^ *```.*?^ *```|`[^`\n]*`").expect("a pattern");
    let mut missing = Vec::new();
    for page in docs
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .chain(top)
    {
        let text = std::fs::read_to_string(&page).expect("a document");
        let text = code.replace_all(&text, "");
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
