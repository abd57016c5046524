//! Marks in lines of letters, as Muse and mail have them: `*a*`, `**b**`, `[1]`.

use super::runs::{Format, Piece, What};

/// What a text's signs are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// Whether stars and underlines mark letters.
    pub(super) stars: bool,
    /// Whether tags of HTML do.
    pub(super) tags: bool,
}

/// The pieces of a line. `note` tells the number of the note that a label means.
pub(super) fn pieces(text: &str, signs: Signs, note: &mut dyn FnMut(&str) -> Option<usize>) -> Vec<Piece> {
    let mut reader = Line {
        out: Vec::new(),
        held: String::new(),
        format: Format::default(),
    };
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '*' if signs.stars => reader.stars(rest, before),
            '_' if signs.stars => reader.paired(rest, before, '_', |format| &mut format.underline),
            '=' if signs.stars => reader.code(rest, before),
            '<' if signs.tags => reader.tag(rest),
            '[' => reader.bracket(rest, signs, note),
            _ => 0,
        };
        let length = if taken == 0 {
            reader.held.push(c);
            c.len_utf8()
        } else {
            taken
        };
        before = rest.get(..length).and_then(|taken| taken.chars().next_back());
        rest = rest.get(length..).unwrap_or("");
    }
    reader.flush();
    reader.out
}

struct Line {
    out: Vec<Piece>,
    held: String,
    format: Format,
}

impl Line {
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.held);
        if !text.is_empty() {
            self.out.push(Piece {
                what: What::Text(text),
                format: self.format.clone(),
            });
        }
    }

    /// Stars: one for emphasis, two for strong, three for both.
    fn stars(&mut self, rest: &str, before: Option<char>) -> usize {
        let count = rest.len() - rest.trim_start_matches('*').len();
        if count > 3 {
            self.held.push_str(rest.get(..count).unwrap_or(""));
            return count;
        }
        let after = rest.get(count..).unwrap_or("");
        let next = after.chars().next();
        let is_open = match count {
            1 => self.format.emphasis,
            2 => self.format.strong,
            _ => self.format.emphasis && self.format.strong,
        };
        let run = "*".repeat(count);
        // Particles are attached to what is marked: و*كلمة*.
        let apart = !before.is_some_and(|c| {
            c.is_alphanumeric() && !matches!(u32::from(c), 0x5d0..=0x5ea | 0x620..=0x64a | 0x66e..=0x6d3)
        });
        let opens = !is_open && next.is_some_and(|c| !c.is_whitespace()) && apart && after.contains(&run);
        let closes = is_open && before.is_some_and(|c| !c.is_whitespace());
        if !opens && !closes {
            self.held.push_str(&run);
            return count;
        }
        self.flush();
        self.format.emphasis ^= count != 2;
        self.format.strong ^= count != 1;
        count
    }

    fn paired(&mut self, rest: &str, before: Option<char>, sign: char, mark: fn(&mut Format) -> &mut bool) -> usize {
        let after = rest.get(sign.len_utf8()..).unwrap_or("");
        let next = after.chars().next();
        let is_open = *mark(&mut self.format);
        let opens = !is_open
            && next.is_some_and(|c| !c.is_whitespace() && c != sign)
            && !before.is_some_and(char::is_alphanumeric)
            && after.contains(sign);
        let closes = is_open && before.is_some_and(|c| !c.is_whitespace()) && !next.is_some_and(char::is_alphanumeric);
        if !opens && !closes {
            return 0;
        }
        self.flush();
        *mark(&mut self.format) ^= true;
        sign.len_utf8()
    }

    fn code(&mut self, rest: &str, before: Option<char>) -> usize {
        let inner = rest.get(1..).unwrap_or("");
        let end = inner.find('=').filter(|end| *end > 0);
        let apart = !before.is_some_and(char::is_alphanumeric);
        let Some(code) = end
            .and_then(|end| inner.get(..end))
            .filter(|code| apart && !code.starts_with(' ') && !code.ends_with(' '))
        else {
            return 0;
        };
        self.push_code(code);
        code.len() + 2
    }

    fn push_code(&mut self, code: &str) {
        self.flush();
        self.out.push(Piece {
            what: What::Text(code.into()),
            format: Format {
                code: true,
                ..Format::default()
            },
        });
    }

    /// A tag that marks letters; others are letters.
    fn tag(&mut self, rest: &str) -> usize {
        let Some(end) = rest.char_indices().take(20).find(|(_, c)| *c == '>').map(|(at, _)| at) else {
            return 0;
        };
        let name = rest
            .get(1..end)
            .unwrap_or("")
            .trim_end_matches('/')
            .trim()
            .to_lowercase();
        if name == "br" {
            self.flush();
            self.out.push(Piece {
                what: What::Break,
                format: Format::default(),
            });
            return end + 1;
        }
        let (name, on) = match name.strip_prefix('/') {
            Some(name) => (name.to_string(), false),
            None => (name, true),
        };
        if name == "code" && on {
            let inner = rest.get(end + 1..).unwrap_or("");
            if let Some(code) = inner.find("</code>").and_then(|close| inner.get(..close)) {
                self.push_code(code);
                return end + 1 + code.len() + "</code>".len();
            }
        }
        let mut format = self.format.clone();
        match name.as_str() {
            "em" | "i" => format.emphasis = on,
            "strong" | "b" => format.strong = on,
            "del" | "s" | "strike" => format.strike = on,
            "sup" => format.raised = on,
            "sub" => format.lowered = on,
            "u" => format.underline = on,
            "sc" | "sf" | "rm" | "tt" | "verbatim" => {}
            _ => return 0,
        }
        self.flush();
        self.format = format;
        end + 1
    }

    /// A note's label, or a link of Muse.
    fn bracket(&mut self, rest: &str, signs: Signs, note: &mut dyn FnMut(&str) -> Option<usize>) -> usize {
        if signs.tags && rest.starts_with("[[") {
            let Some(inner) = rest.find("]]").and_then(|end| rest.get(2..end)) else {
                return 0;
            };
            let (target, said) = inner.split_once("][").unwrap_or((inner, inner));
            self.flush();
            let mut format = self.format.clone();
            format.link = Some(target.trim().into());
            self.out.push(Piece {
                what: What::Text(said.into()),
                format,
            });
            return inner.len() + 4;
        }
        let label = rest.get(1..).and_then(|rest| rest.split(']').next()).unwrap_or("");
        let short = (1..=5).contains(&label.chars().count())
            && rest.get(1 + label.len()..).is_some_and(|rest| rest.starts_with(']'));
        let Some(note) = Some(label).filter(|_| short).and_then(note) else {
            return 0;
        };
        // A note's sign stands at its word.
        self.held.truncate(self.held.trim_end().len());
        self.flush();
        self.out.push(Piece {
            what: What::Note(note),
            format: Format::default(),
        });
        label.len() + 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain_text;
    use crate::import::runs::inlines;

    #[test]
    fn signs_are_read_and_others_are_letters() {
        let signs = Signs {
            stars: true,
            tags: true,
        };
        let mut note = |label: &str| (label == "1").then_some(0);
        let found = pieces(
            "أ *ب* ج **د** 2 * 3 [1] [x] <em>ه</em> =c= [[https://e.org][رابط]] a<b",
            signs,
            &mut note,
        );
        assert_eq!(plain_text(&inlines(&found)), "أ ب ج د 2 * 3 [x] ه c رابط a<b");
        let marked = found.iter().filter(|piece| piece.format != Format::default()).count();
        assert_eq!(marked, 5, "{found:?}");
    }
}
