//! The documents that are made from the program's own tables, and the promises that documents make.

mod examples;
mod limits;
mod twins;

use std::path::Path;

use std::collections::BTreeSet;
use std::fs;

use kurras::config::front_matter::{CUSTOM, ROLES};
use kurras::config::keys::{KEYS, SECTIONS, STYLES, VARIED};
use kurras::diagnostic::Safety;
use kurras::diagnostic::codes::{Area, CODES, Tongue, explanation};
use kurras::lint::rules;
use kurras::unicode::ROMAN;
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
fn the_configurations_document_is_made_from_its_table() {
    let mut out = String::from(
        "# What `book.toml` may say\n\n\
         Nothing must be there, not even the file. Every unknown key is an error. In `[lint]` stand lint codes with `\"allow\"`, `\"warn\"`\n\
         or `\"deny\"`. What a book is without `book.toml`, and what front matter may say, stands [below](#a-book-without-booktoml).\n\
         Editors that know JSON Schema complete and check the file: `kurras schema > book.schema.json`, and `#:schema ./book.schema.json` as its\n\
         first line.\n",
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
    out += &format!("\n{WITHOUT}\n{}\n{}", front_matter(), names());
    hold("docs/book-toml.md", &out);
}

/// What a book is where nothing says it.
const WITHOUT: &str = "## A book without `book.toml`

A book is a folder of texts, or one text (`kurras build essay.md`). Texts are files that end in `.md`, `.markdown`, `.mdx` or `.qmd`;
those that end in `.txt` where they are named, or where there are no others.

- `kurras build` alone makes the book that stands here or above; the search upwards ends at a repository's root and at your own folder.
- A file that is named is a book by itself; a `book.toml` beside it is not read. A folder of folders that hold a `book.toml` is a library.
- The texts of a folder are one book, in natural order (2 before 10, in any digits), an `index.md` first. `README`, `LICENSE`, `CHANGELOG`,
  `CONTRIBUTING` and the like are left out where there are other texts, and folders are where `manuscript` does not name them. Names of files
  are compared composed (NFC).
- Where there is a `SUMMARY.md` with links to files of the book (also in `src/` or `docs/`), as mdBook and GitBook have it, or a
  `_quarto.yml` of a Quarto book, its order holds. An mdBook's `book.toml` is read as far as it says what the book is.
- A text whose front matter says `draft: true` (or `published: false`, `status: draft`) is left out where there are others.
- The title is the front matter's, else the first heading, else the file's or the folder's name. The language is told by the letters of the
  text, code and addresses aside, where half of them or more are Hebrew or Arabic, or the title is written in them: Hebrew;
  Urdu by ٹ ڈ ڑ ے ں ہ, Persian by پ چ گ ژ, else Arabic; English or French by their commonest words.

Each of these is said in a note.
";

/// What front matter may say.
fn front_matter() -> String {
    let list = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut out = String::from(
        "## Front matter\n\n\
         A text may begin with YAML between two lines `---` (or closed by `...`), with TOML between two lines `+++`, with pandoc's title block\n\
         (`% Title`, `% Author; Author`, `% Date`), or with MultiMarkdown's lines (`Title: …`). The keys of `[book]` are read in it, and these\n\
         names for them; it gives way to `book.toml`. All other keys are passed over, with a note, and so is a value that cannot be what its key\n\
         says. Upper and lower case, `_` and `-` make no difference.\n\n\
         | key | other names |\n| --- | --- |\n",
    );
    for (key, names) in CUSTOM.iter().filter(|row| !row.1.is_empty()) {
        out += &format!("| `{key}` | {} |\n", list(names));
    }
    let roles: Vec<&str> = ROLES.iter().map(|row| row.0).collect();
    out + &format!(
        "| `contributors` | {} |\n\n\
         Of the second and later texts only the title is read, which becomes the text's first heading where it has none of the first level, and\n\
         what all that say it agree on of `language`, `authors`, `contributors`, `publisher`, `rights` and `series`.\n",
        list(&roles)
    )
}

/// How names become ASCII.
fn names() -> String {
    let mut out = String::from(
        "## Names of files\n\n\
         Files are called by ASCII letters, for readers' devices refuse others. Where no `slug` is given, the name of the folder or file is written\n\
         letter by letter after this table; marks on letters, vowel signs, the hamza alone and the tatweel are left out, and all else parts words.\n\n\
         | letters | become |\n| --- | --- |\n",
    );
    for (form, letters) in ROMAN {
        let letters: Vec<String> = letters.chars().map(String::from).collect();
        out += &format!("| {} | {form} |\n", letters.join(" "));
    }
    out
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
            "| code | level | what | why | what to do |",
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
            "| الرمز | الدرجة | ما هو | لماذا | ما يُفعل |",
            ["ملاحظة", "تنبيه", "خطأ"],
            "صارم",
        ),
    ] {
        let mut out = String::from(head);
        for area in Area::ALL {
            out += &format!(
                "\n## {}\n\n{columns}\n| --- | --- | --- | --- | --- |\n",
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
                    "| `{}` | {level} | {} | {} | {} |\n",
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
