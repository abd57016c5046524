//! Reads the plain text: the author's part as words, the colophon as lines.

use super::Own;
use super::exact::Tokens;
use super::letters::is_unseen;

/// The words of a text, and the lines of its colophon that the program does not know.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Everything before the colophon.
    pub(super) body: Tokens,
    /// Lines of the colophon that are not the program's own.
    pub(super) strange: Vec<String>,
}

/// Reads a text; the error says why it is none.
pub(super) fn read(bytes: &[u8], own: &Own) -> Result<Parts, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("it is not UTF-8: {error}"))?;
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .iter()
        .rposition(|line| *line == own.colophon)
        .unwrap_or(lines.len());
    let (body, tail) = lines.split_at(end);
    let mut parts = Parts::default();
    for line in body {
        parts.body.push_str(line);
        parts.body.part();
    }
    let seen = |text: &str| -> String { text.chars().filter(|c| !is_unseen(*c)).collect() };
    let lines: Vec<String> = own.lines.iter().chain([&own.colophon]).map(|line| seen(line)).collect();
    let known = |line: &&&str| line.is_empty() || lines.iter().any(|known| known == **line);
    parts.strange = tail
        .iter()
        .filter(|line| !known(line))
        .map(|line| line.to_string())
        .collect();
    Ok(parts)
}
