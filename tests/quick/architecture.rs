//! The rooms of the program import only what the table below lets them, and `ARCHITECTURE.md` shows the same table.
//!
//! Every path that begins with `crate::` or `super::` counts, in code, `use` and `pub use` alike, in macros and in unit tests
//! too. Some outside crates belong to one room only; that is held here as well.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What an output is made from: the edition, and the rooms whose data it holds.
macro_rules! edition {
    ($($more:literal),*) => {
        &["edition", "document", "config", "locale", "fonts", "theme", "media", "diagnostic", $($more),*]
    };
}

/// A room and the rooms that it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("unicode", &[]),
    ("diagnostic", &[]),
    ("artifact", &[]),
    ("imposition", &[]),
    ("signature", &[]),
    ("locale", &["diagnostic"]),
    ("fonts", &["diagnostic"]),
    ("theme", &["diagnostic"]),
    ("media", &["diagnostic"]),
    ("document", &["diagnostic", "locale"]),
    ("config", &["diagnostic", "artifact", "imposition", "locale", "unicode"]),
    ("files", &["diagnostic", "unicode"]),
    ("workspace", &["files", "diagnostic", "artifact", "unicode"]),
    ("html", &[]),
    ("manuscript", &["document", "html", "locale", "diagnostic"]),
    (
        "import",
        &["document", "html", "manuscript", "media", "locale", "diagnostic"],
    ),
    ("starter", &["diagnostic"]),
    (
        "lint",
        &["document", "locale", "config", "fonts", "media", "diagnostic"],
    ),
    ("typography", &["document", "locale", "config", "diagnostic"]),
    (
        "edition",
        &[
            "artifact",
            "document",
            "config",
            "locale",
            "fonts",
            "theme",
            "media",
            "files",
            "manuscript",
            "lint",
            "typography",
            "diagnostic",
            "unicode",
        ],
    ),
    ("output/pdf", edition!("imposition", "impose", "artifact", "unicode")),
    ("output/epub", edition!("artifact", "unicode")),
    ("output/text", edition!("artifact")),
    (
        "press",
        edition!("output/pdf", "output/epub", "output/text", "imposition", "artifact"),
    ),
    ("proof", &["artifact", "document", "fonts", "diagnostic"]),
    ("impose", &["imposition", "artifact", "diagnostic"]),
    ("release", edition!("press", "artifact", "signature")),
    ("preview", &["press", "workspace", "diagnostic"]),
    ("cli", &["*"]),
];

/// Outside crates and the only rooms that may know them.
const CONFINED: &[(&[&str], &[&str])] = &[
    (
        &["typst", "typst_layout", "typst_pdf", "typst_render", "comemo", "ecow"],
        &["output/pdf"],
    ),
    (&["epub_builder"], &["output/epub"]),
    (&["pulldown_cmark", "saphyr_parser"], &["manuscript"]),
    (&["skera"], &["output/epub"]),
    (
        &["clap", "clap_complete", "clap_mangen", "rustix", "getrandom"],
        &["cli"],
    ),
    (&["ed25519_compact", "scrypt", "blake2", "base64"], &["signature"]),
    (&["tempfile"], &["workspace"]),
];

#[test]
fn rooms_import_what_the_table_lets_them() {
    let mut broken = Vec::new();
    for file in sources() {
        let room = room_of(&file.module);
        for import in file.imports() {
            let wanted = room_of(&import.path);
            if wanted.is_empty() || wanted == room {
                continue;
            }
            let allowed = ROOMS
                .iter()
                .find(|(name, _)| *name == room)
                .map(|(_, allowed)| *allowed)
                .unwrap_or_default();
            let root = room.is_empty() && (file.module.is_empty() || file.module[0] == "output");
            if !root && !allowed.contains(&wanted.as_str()) && allowed != ["*"] {
                broken.push(format!("{}:{}: {room} imports {wanted}", file.name, import.line));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "imports that the table does not allow:\n{}",
        broken.join("\n")
    );
}

#[test]
fn every_path_from_the_root_begins_with_a_room() {
    let rooms: BTreeSet<&str> = ROOMS
        .iter()
        .flat_map(|(room, _)| [*room, room.split('/').next().unwrap_or(room)])
        .collect();
    for file in sources() {
        for import in file.imports() {
            if let Some(first) = import.path.first() {
                assert!(
                    rooms.contains(first.as_str()),
                    "{}:{}: {} is no room",
                    file.name,
                    import.line,
                    import.path.join("::")
                );
            }
        }
    }
}

#[test]
fn every_module_of_the_crate_is_a_room() {
    let rooms: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    for file in sources() {
        let root = file.module.is_empty() || file.module == ["output"];
        let room = room_of(&file.module);
        assert!(
            root || rooms.contains(room.as_str()),
            "{} belongs to no room of the table",
            file.name
        );
    }
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    for file in sources() {
        let room = room_of(&file.module);
        for (crates, rooms) in CONFINED {
            for (index, token) in file.tokens.iter().enumerate() {
                let path_starts = file.is(index + 1, "::") && !file.is(index.wrapping_sub(1), "::");
                let named = crates.contains(&token.text.as_str()) && path_starts;
                assert!(
                    !named || rooms.contains(&room.as_str()),
                    "{}:{}: {room} knows {}",
                    file.name,
                    token.line,
                    token.text
                );
            }
        }
    }
}

#[test]
fn the_binary_is_thin() {
    let text = std::fs::read_to_string(root().join("src/main.rs")).expect("src/main.rs");
    let lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
        .count();
    assert!(
        lines <= 12,
        "src/main.rs has {lines} lines of code: they belong into src/cli"
    );
}

#[test]
fn architecture_md_shows_this_table() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("| room "))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let shown: Vec<String> = rows
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            match cells[..] {
                [room, _, imports] => format!("| {room} | {imports} |"),
                _ => panic!("not three cells: {row}"),
            }
        })
        .collect();
    let expected: Vec<String> = ROOMS
        .iter()
        .map(|(room, imports)| format!("| `{room}` | {} |", in_words(imports)))
        .collect();
    assert_eq!(
        shown, expected,
        "the table of rooms in ARCHITECTURE.md is not the one in tests/quick/architecture.rs"
    );
}

fn in_words(imports: &[&str]) -> String {
    match imports {
        [] => "nothing of ours".to_owned(),
        ["*"] => "everything".to_owned(),
        some => some
            .iter()
            .map(|room| format!("`{room}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The room that a module path lies in: `output` is only the corridor to its rooms. Empty for the crate's root.
fn room_of(path: &[String]) -> String {
    match path {
        [] => String::new(),
        [first] if first == "output" => String::new(),
        [first, second, ..] if first == "output" => format!("{first}/{second}"),
        [first, ..] => first.clone(),
    }
}

/// A source file taken apart into words and signs.
struct Source {
    name: String,
    /// The module that the file is: `src/a/b.rs` and `src/a/b/mod.rs` are `[a, b]`.
    module: Vec<String>,
    tokens: Vec<Token>,
}

struct Token {
    text: String,
    line: usize,
}

/// A path from the crate's root.
struct Import {
    path: Vec<String>,
    line: usize,
}

/// Every file of the library.
fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    walk(&root().join("src"), &mut files);
    files.sort();
    assert!(files.len() > 10, "the sources were not found");
    files
        .iter()
        .filter(|path| !path.ends_with("src/main.rs"))
        .map(|path| Source::read(path))
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

impl Source {
    fn read(path: &Path) -> Self {
        let name = path
            .strip_prefix(root())
            .expect("below the root")
            .to_string_lossy()
            .into_owned();
        let below = name.trim_start_matches("src/").trim_end_matches(".rs");
        let mut module: Vec<String> = below.split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| last == "mod" || last == "lib") {
            module.pop();
        }
        let text = std::fs::read_to_string(path).expect("a source file");
        Self {
            name,
            module,
            tokens: tokens(&text),
        }
    }

    fn is(&self, index: usize, text: &str) -> bool {
        self.tokens.get(index).is_some_and(|token| token.text == text)
    }

    /// All paths that begin with `crate` or `super`, from the root; a group in braces gives one for each member.
    fn imports(&self) -> Vec<Import> {
        let mut found = Vec::new();
        // The modules that are open within the file, each with the depth of braces at which it ends.
        let (mut open, mut depth): (Vec<(String, usize)>, usize) = (Vec::new(), 0);
        let mut index = 0;
        while let Some(token) = self.tokens.get(index) {
            match token.text.as_str() {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    open.retain(|(_, at)| *at < depth + 1);
                }
                "mod" if self.is(index + 2, "{") => open.push((self.tokens[index + 1].text.clone(), depth + 1)),
                "crate" | "super" if self.is(index + 1, "::") && !self.is(index.wrapping_sub(1), "::") => {
                    let mut base = Vec::new();
                    if token.text == "super" {
                        base = self
                            .module
                            .iter()
                            .cloned()
                            .chain(open.iter().map(|(name, _)| name.clone()))
                            .collect();
                        base.pop();
                    }
                    self.members(index + 2, base, &mut found);
                }
                _ => {}
            }
            index += 1;
        }
        found
    }

    /// Follows a path from the word after `::` on. Two words past the root are enough to name a room.
    fn members(&self, mut index: usize, mut base: Vec<String>, found: &mut Vec<Import>) {
        while self.is(index, "super") {
            base.pop();
            index += 2;
        }
        let Some(token) = self.tokens.get(index) else { return };
        if token.text != "{" {
            let mut path = base;
            while path.len() < 2 && self.tokens.get(index).is_some_and(|token| is_word(&token.text)) {
                path.push(self.tokens[index].text.clone());
                if !self.is(index + 1, "::") {
                    break;
                }
                index += 2;
            }
            if path.len() == 1 && self.is(index, "{") {
                return self.members(index, path, found);
            }
            return found.push(Import { path, line: token.line });
        }
        let mut depth = 0;
        let mut starts = true;
        for at in index.. {
            let Some(token) = self.tokens.get(at) else { return };
            match token.text.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                "," => {}
                _ if starts && depth == 1 && token.text != "self" => self.members(at, base.clone(), found),
                _ => {}
            }
            starts = matches!(token.text.as_str(), "{" | ",");
            if depth == 0 {
                return;
            }
        }
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Words, `::` and braces and commas of a source text; comments, strings and all other signs are left out or stand for
/// themselves.
fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().collect();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while at < characters.len() {
        let start = at;
        let rest = &characters[at..];
        let token = match rest {
            ['/', '/', ..] => {
                at += rest
                    .iter()
                    .position(|&character| character == '\n')
                    .unwrap_or(rest.len());
                None
            }
            ['/', '*', ..] => {
                at += 2 + rest[2..]
                    .windows(2)
                    .position(|pair| pair == ['*', '/'])
                    .map_or(rest.len() - 2, |end| end + 2);
                None
            }
            ['r' | 'b', '"' | '#', ..] | ['b', 'r', '"' | '#', ..] if raw_string(rest).is_some() => {
                at += raw_string(rest).unwrap_or(1);
                None
            }
            ['"', ..] => {
                at += string(rest);
                None
            }
            ['\'', '\\', ..] => {
                at += 3 + rest[3..].iter().position(|&character| character == '\'').unwrap_or(0) + 1;
                None
            }
            ['\'', _, '\'', ..] => {
                at += 3;
                None
            }
            [':', ':', ..] => {
                at += 2;
                Some("::".to_owned())
            }
            [first, ..] if first.is_alphabetic() || *first == '_' => {
                let end = rest
                    .iter()
                    .position(|one| !one.is_alphanumeric() && *one != '_')
                    .unwrap_or(rest.len());
                at += end;
                Some(rest[..end].iter().collect())
            }
            [first, ..] => {
                at += 1;
                (!first.is_whitespace()).then(|| first.to_string())
            }
            [] => None,
        };
        if let Some(text) = token {
            tokens.push(Token { text, line });
        }
        line += characters[start..at.min(characters.len())]
            .iter()
            .filter(|&&character| character == '\n')
            .count();
    }
    tokens
}

/// The length of a string in quotation marks, escapes looked through.
fn string(rest: &[char]) -> usize {
    let mut at = 1;
    while let Some(&character) = rest.get(at) {
        match character {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a raw string, or `None` where there is none.
fn raw_string(rest: &[char]) -> Option<usize> {
    let prefix = rest
        .iter()
        .take_while(|&&character| character == 'b' || character == 'r')
        .count();
    if !rest[..prefix].contains(&'r') {
        return None;
    }
    let hashes = rest[prefix..].iter().take_while(|&&character| character == '#').count();
    if rest.get(prefix + hashes) != Some(&'"') {
        return None;
    }
    let body = prefix + hashes + 1;
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let length = rest[body..].windows(end.len()).position(|window| window == end)?;
    Some(body + length + end.len())
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let source = |module: &[&str], text: &str| Source {
        name: "here.rs".to_owned(),
        module: module.iter().map(|part| (*part).to_owned()).collect(),
        tokens: tokens(text),
    };
    let found = |module: &[&str], text: &str| -> Vec<String> {
        source(module, text)
            .imports()
            .iter()
            .map(|import| import.path.join("::"))
            .collect()
    };
    assert_eq!(found(&["a"], "use crate::b::C; pub use crate::d;"), ["b::C", "d"]);
    assert_eq!(found(&["a"], "use crate::{b::{C, D}, e, self};"), ["b::C", "b::D", "e"]);
    assert_eq!(
        found(&["a"], "fn f() -> crate::b::C { crate::output::pdf::x() }"),
        ["b::C", "output::pdf"]
    );
    assert_eq!(
        found(&["a"], "use crate::output::{pdf::P, text};"),
        ["output::pdf", "output::text"]
    );
    assert_eq!(
        found(&["a", "b"], "use super::c; use super::super::d::E;"),
        ["a::c", "d::E"]
    );
    assert_eq!(
        found(&["a"], "mod tests { use super::*; use super::super::b; }"),
        ["a", "b"]
    );
    assert_eq!(found(&["a"], "mod tests { fn f() {} } use super::b::C;"), ["b::C"]);
    assert_eq!(
        found(
            &["a"],
            "// crate::b\n/* crate::c */ \"crate::d\" r#\"crate::\"e\"# 'x' '\\n' &'a str"
        ),
        [""; 0]
    );
    assert_eq!(source(&["a"], "\n\nuse crate::b;").imports()[0].line, 3);
}
