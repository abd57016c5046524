//! The sources of the library taken apart into words and signs, and the paths in them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A source file taken apart into words and signs.
pub struct Source {
    pub name: String,
    /// The module that the file is: `src/a/b.rs` and `src/a/b/mod.rs` are `[a, b]`.
    pub module: Vec<String>,
    pub tokens: Vec<Token>,
}

pub struct Token {
    pub text: String,
    pub line: usize,
}

/// A path from the crate's root.
pub struct Import {
    pub path: Vec<String>,
    pub line: usize,
}

/// Every file of the library.
pub fn sources() -> Vec<Source> {
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
        let name = path.strip_prefix(root()).expect("below the root");
        let text = std::fs::read_to_string(path).expect("a source file");
        Self::of(&name.to_string_lossy(), &text)
    }

    /// The file of a name, from the root of the project, and a text.
    pub fn of(name: &str, text: &str) -> Self {
        let below = name.trim_start_matches("src/").trim_end_matches(".rs");
        let mut module: Vec<String> = below.split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| last == "mod" || last == "lib") {
            module.pop();
        }
        Self {
            name: name.to_owned(),
            module,
            tokens: tokens(text),
        }
    }

    pub fn is(&self, index: usize, text: &str) -> bool {
        self.tokens.get(index).is_some_and(|token| token.text == text)
    }

    /// All paths as [`Self::imports`] finds them, without what stands in `mod tests` at the end of a file.
    pub fn imports_untested(&self) -> Vec<Import> {
        let end = self.tests_from();
        let mut imports = self.imports();
        imports.retain(|import| import.line < end);
        imports
    }

    /// The line where `mod tests` begins, with its attributes; behind every line where there is none.
    pub fn tests_from(&self) -> usize {
        let begins = |three: &[Token]| three[0].text == "mod" && three[1].text == "tests" && three[2].text == "{";
        let Some(mut at) = self.tokens.windows(3).position(begins) else {
            return usize::MAX;
        };
        while at > 0 && self.is(at - 1, "]") {
            let Some(sign) = self.tokens[..at].iter().rposition(|token| token.text == "#") else {
                break;
            };
            at = sign;
        }
        self.tokens[at].line
    }

    /// The names of the functions that others may call.
    pub fn public_functions(&self) -> Vec<String> {
        let public = |three: &&[Token]| three[0].text == "pub" && three[1].text == "fn";
        let found = self.tokens.windows(3).filter(public);
        found.map(|three| three[2].text.clone()).collect()
    }

    /// All paths that begin with `crate` or `super`, from the root; a group in braces gives one for each member.
    pub fn imports(&self) -> Vec<Import> {
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

    /// Follows a path from the word after `::` on. The whole path is kept: a room is told by its first words, a file by more.
    fn members(&self, mut index: usize, mut base: Vec<String>, found: &mut Vec<Import>) {
        while self.is(index, "super") {
            base.pop();
            index += 2;
        }
        let Some(token) = self.tokens.get(index) else { return };
        if token.text != "{" {
            let mut path = base;
            while self.tokens.get(index).is_some_and(|token| is_word(&token.text)) {
                path.push(self.tokens[index].text.clone());
                if !self.is(index + 1, "::") {
                    break;
                }
                index += 2;
            }
            if self.is(index, "{") && self.is(index.wrapping_sub(1), "::") {
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
                "self" if starts && depth == 1 && !base.is_empty() => found.push(Import {
                    path: base.clone(),
                    line: token.line,
                }),
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

impl Source {
    /// What `use` makes known in the file: each name with what it stands for, from the root. What comes of other crates is left out;
    /// `modules` are those of this one.
    pub fn names(&self, modules: &BTreeSet<Vec<String>>) -> BTreeMap<String, Vec<String>> {
        let mut found = BTreeMap::new();
        for (index, token) in self.tokens.iter().enumerate() {
            if token.text == "use" {
                self.leaves(index + 1, Vec::new(), modules, &mut found);
            }
        }
        found
    }

    /// Follows a tree of `use` from a word on, and gives back where it ends.
    fn leaves(
        &self,
        mut index: usize,
        mut path: Vec<String>,
        modules: &BTreeSet<Vec<String>>,
        found: &mut BTreeMap<String, Vec<String>>,
    ) -> usize {
        while self.tokens.get(index).is_some_and(|token| is_word(&token.text)) && self.is(index + 1, "::") {
            path.push(self.tokens[index].text.clone());
            index += 2;
        }
        if self.is(index, "{") {
            index += 1;
            while !self.is(index, "}") && index < self.tokens.len() {
                index = self.leaves(index, path.clone(), modules, found);
                if self.is(index, ",") {
                    index += 1;
                }
            }
            return index + 1;
        }
        let Some(last) = self.tokens.get(index) else {
            return index + 1;
        };
        if last.text != "self" {
            path.push(last.text.clone());
        }
        let renamed = self.is(index + 1, "as");
        let name = if renamed {
            &self.tokens[index + 2].text
        } else {
            path.last().unwrap_or(&last.text)
        };
        if let Some(path) = self.below_root(&path, modules) {
            found.insert(name.clone(), path);
        }
        index + if renamed { 3 } else { 1 }
    }

    fn below_root(&self, path: &[String], modules: &BTreeSet<Vec<String>>) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.module.clone(),
            "super" => self.module[..self.module.len().checked_sub(1)?].to_vec(),
            child => {
                let inner: Vec<String> = self.module.iter().cloned().chain([child.to_owned()]).collect();
                if !modules.contains(&inner) {
                    return None;
                }
                inner
            }
        };
        for word in rest {
            if word == "super" {
                base.pop();
            } else {
                base.push(word.clone());
            }
        }
        Some(base)
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
        ["b::C", "output::pdf::x"]
    );
    assert_eq!(
        found(&["a"], "use crate::output::{pdf::P, text};"),
        ["output::pdf::P", "output::text"]
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
