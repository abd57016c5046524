//! Reads the plain text: the author's part as words, the colophon as lines.

use super::exact::Tokens;
use super::letters::is_unseen;
use crate::imprint::ProgramText;

/// The words of a text, and the lines of its colophon that the program does not know.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Everything before the colophon.
    pub(super) body: Tokens,
    /// Lines of the colophon that are not the program's own.
    pub(super) strange: Vec<String>,
}

/// Reads a text; the error says why it is none.
pub(super) fn read(bytes: &[u8], program: &ProgramText) -> Result<Parts, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("it is not UTF-8: {error}"))?;
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .iter()
        .rposition(|line| *line == program.colophon)
        .unwrap_or(lines.len());
    let (body, tail) = lines.split_at(end);
    let mut parts = Parts::default();
    for line in body {
        parts.body.push_str(line);
        parts.body.part();
    }
    let own: Vec<String> = program
        .lines
        .iter()
        .chain([&program.colophon])
        .flat_map(|text| text.lines())
        .map(seen)
        .collect();
    let known = |line: &str| line.trim().is_empty() || own.contains(&seen(line));
    parts.strange = tail
        .iter()
        .filter(|line| !known(line))
        .map(|line| line.to_string())
        .collect();
    Ok(parts)
}

/// A line as it is seen: pages hold its numbers together by spaces and controls of their own, which a text has no use for.
fn seen(line: &str) -> String {
    let spaced = |c: char| if c.is_whitespace() { ' ' } else { c };
    line.chars().filter(|c| !is_unseen(*c)).map(spaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_lines_are_known_however_pages_space_them() {
        let program = ProgramText {
            zero: '0',
            joins: [" ", " ", " "].map(String::from),
            image: String::new(),
            missing_image: String::new(),
            notes: "Notes".into(),
            colophon: "Colophon".into(),
            publisher: None,
            lines: vec![
                "Version \u{2066}1.0.0\u{2069}, 22\u{a0}May\u{a0}2026".into(),
                "One\nTwo".into(),
            ],
        };
        let read = |text: &str| read(text.as_bytes(), &program).map(|parts| parts.strange);
        let known = "A word.\n\nColophon\nVersion 1.0.0, 22 May 2026\n\nOne\nTwo\n";
        assert_eq!(read(known), Ok(Vec::new()));
        assert_eq!(
            read(&known.replace("22", "23")),
            Ok(vec!["Version 1.0.0, 23 May 2026".to_string()])
        );
    }
}
