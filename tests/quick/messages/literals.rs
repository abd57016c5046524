//! The texts that stand in the program's own sources.

use std::fs;
use std::path::{Path, PathBuf};

/// A text in quotation marks.
pub struct Literal {
    /// Its file, from the checkout.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
    /// Whether the text beside it is Arabic: both languages stand in one table.
    pub has_arabic: bool,
}

/// Every text of the sources that is not in a test, in the order of files.
pub fn literals() -> Vec<Literal> {
    let mut files = Vec::new();
    gather(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").as_path(), &mut files);
    files.sort();
    files.iter().flat_map(|path| of(path)).collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
}

fn of(path: &Path) -> Vec<Literal> {
    let shown = path
        .strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap()
        .display()
        .to_string();
    let is_test = shown.contains("/tests/");
    let source = fs::read_to_string(path).unwrap();
    let tokens = without_tests(tokens(&source));
    let text = |at: usize| match tokens.get(at) {
        Some((_, Token::Text(text))) => Some(text.as_str()),
        _ => None,
    };
    let arabic = |text: &str| text.chars().any(|c| ('\u{621}'..='\u{64a}').contains(&c));
    let beside = |at: usize| {
        let comma = matches!(tokens.get(at + 1), Some((_, Token::Sign(','))));
        comma && text(at + 2).is_some_and(arabic)
    };
    // `reason = "…"` of an attribute is for readers of the source.
    let is_reason =
        |at: usize| at >= 2 && tokens[at - 1].1 == Token::Sign('=') && tokens[at - 2].1 == Token::Word("reason".into());
    let literal = |at: usize| {
        text(at).filter(|_| !is_reason(at)).map(|text| Literal {
            file: shown.clone(),
            line: tokens[at].0,
            text: text.to_owned(),
            has_arabic: beside(at),
        })
    };
    (0..tokens.len()).filter(|_| !is_test).filter_map(literal).collect()
}

#[derive(PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Sign(char),
}

/// What a source holds but for comments, each with its line.
fn tokens(source: &str) -> Vec<(usize, Token)> {
    let (mut out, mut line, mut rest) = (Vec::new(), 1, source);
    while let Some(first) = rest.chars().next() {
        let (length, token) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if let Some((length, text)) = text(rest) {
            (length, (first != 'b').then_some(Token::Text(text)))
        } else if let Some(length) = character(rest) {
            (length, None)
        } else if first.is_alphanumeric() || first == '_' {
            let length = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            (length, Some(Token::Word(rest[..length].to_owned())))
        } else {
            let sign = (!first.is_whitespace()).then_some(Token::Sign(first));
            (first.len_utf8(), sign)
        };
        out.extend(token.map(|token| (line, token)));
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    out
}

/// A text that a source begins with: its length there, and what it says.
fn text(source: &str) -> Option<(usize, String)> {
    let raw = source.strip_prefix("br").or_else(|| source.strip_prefix('r'));
    if let Some(after) = raw {
        let hashes = after.len() - after.trim_start_matches('#').len();
        if let Some(inside) = after[hashes..].strip_prefix('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let length = inside.find(&end)?;
            let before = source.len() - inside.len();
            return Some((before + length + end.len(), inside[..length].to_owned()));
        }
    }
    let inside = source.strip_prefix('"').or_else(|| source.strip_prefix("b\""))?;
    let before = source.len() - inside.len();
    let mut end = 0;
    while !inside[end..].starts_with('"') {
        let escaped = inside[end..].starts_with('\\');
        end += inside[end..]
            .chars()
            .take(1 + usize::from(escaped))
            .map(char::len_utf8)
            .sum::<usize>();
    }
    Some((before + end + 1, unescaped(&inside[..end])))
}

fn unescaped(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('\\') {
        out += before;
        let sign = after.chars().next().unwrap();
        rest = &after[sign.len_utf8()..];
        match sign {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            '0' => out.push('\0'),
            '\n' => rest = rest.trim_start(),
            'x' => {
                out.push(char::from(u8::from_str_radix(&rest[..2], 16).unwrap()));
                rest = &rest[2..];
            }
            'u' => {
                let (code, after) = rest[1..].split_once('}').unwrap();
                out.push(char::from_u32(u32::from_str_radix(&code.replace('_', ""), 16).unwrap()).unwrap());
                rest = after;
            }
            other => out.push(other),
        }
    }
    out + rest
}

/// The length of a character in quotation marks, such as `'"'`.
fn character(source: &str) -> Option<usize> {
    let inside = source.strip_prefix('\'')?;
    let mut letters = inside.chars();
    let first = letters.next()?;
    let length = match first {
        '\\' if inside.starts_with("\\u") => inside.find('}')? + 1,
        '\\' if inside.starts_with("\\x") => 4,
        '\\' => 1 + letters.next()?.len_utf8(),
        other => other.len_utf8(),
    };
    inside.get(length..)?.starts_with('\'').then_some(length + 2)
}

/// The tokens without the items behind `#[cfg(test)]`.
fn without_tests(tokens: Vec<(usize, Token)>) -> Vec<(usize, Token)> {
    let is_mark = |at: usize| {
        let shown: String = tokens[at..tokens.len().min(at + 7)]
            .iter()
            .map(|(_, token)| match token {
                Token::Word(word) => word.clone(),
                Token::Sign(sign) => sign.to_string(),
                Token::Text(_) => String::new(),
            })
            .collect();
        shown == "#[cfg(test)]"
    };
    let mut kept = vec![true; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        if !is_mark(at) {
            at += 1;
            continue;
        }
        let (start, mut depth) = (at, 0);
        at += 7;
        while at < tokens.len() {
            match tokens[at].1 {
                Token::Sign('{') => depth += 1,
                Token::Sign('}') if depth == 1 => break,
                Token::Sign('}') => depth -= 1,
                Token::Sign(';') if depth == 0 => break,
                _ => {}
            }
            at += 1;
        }
        at += 1;
        let end = at.min(kept.len());
        kept[start..end].fill(false);
    }
    let mut kept = kept.into_iter();
    tokens.into_iter().filter(|_| kept.next().unwrap()).collect()
}
