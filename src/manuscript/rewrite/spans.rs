//! What stands in lines: runs and notes in brackets, links in double brackets, marks, citations, emphasis beside particles.

use std::ops::Range;

use super::super::attributes::Attributes;
use super::super::marks::{JOINER, Mark};
use super::super::tally::Odd;
use super::Draft;
use super::outline::{Scope, is_from_the_right};

/// The longest link in double brackets, and the longest attributes, in characters.
const LONGEST: usize = 400;

/// Rewrites what stands in lines.
pub(super) fn rewrite(draft: &mut Draft<'_>) {
    let outline = draft.outline;
    for range in &outline.money {
        draft.replace(range.start..range.start, "\\");
        draft.replace(range.end - 1..range.end - 1, "\\");
    }
    for scope in &outline.scopes {
        Scan::new(scope).run(draft);
    }
}

/// A letter of a script from the right, or what stands on or between such letters.
fn is_attached(c: char) -> bool {
    is_from_the_right(c) || matches!(u32::from(c), 0x64b..=0x65f | 0x640 | 0x670 | 0x5b0..=0x5c7)
}

/// Punctuation as CommonMark has it: what is neither letter, digit, mark nor space.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || !(c.is_alphanumeric()
            || c.is_whitespace()
            || is_attached(c)
            || matches!(u32::from(c), 0x200b..=0x200f | 0x300..=0x36f))
}

/// A bracket that is open: its place, and whether a note begins with it.
type Bracket = (usize, bool);

/// An address with spaces in parentheses, which CommonMark reads only between `<` and `>`: that of a picture or a text, or one of the web.
fn spaced_path(rest: &str) -> Option<Range<usize>> {
    let line = rest.strip_prefix('(')?.lines().next()?;
    let inside = line.match_indices(')').find_map(|(end, _)| {
        let path = line.get(..end)?.split(" \"").next()?.trim_end();
        let leads =
            is_picture(path) || path.ends_with(".md") || path.starts_with("http://") || path.starts_with("https://");
        (leads && path.trim_start().contains(' ') && !path.contains(['<', '>', '"'])).then_some(path)
    })?;
    let start = 1 + inside.len() - inside.trim_start().len();
    Some(start..1 + inside.len())
}

/// Going through a scope.
struct Scan<'s> {
    scope: &'s Scope,
    at: usize,
    hole: usize,
    brackets: Vec<Bracket>,
    /// Signs of emphasis that are open.
    open: Vec<(u8, usize)>,
    marked: Option<usize>,
}

impl<'s> Scan<'s> {
    fn new(scope: &'s Scope) -> Self {
        Self {
            scope,
            at: scope.range.start,
            hole: 0,
            brackets: Vec::new(),
            open: Vec::new(),
            marked: None,
        }
    }

    fn run(mut self, draft: &mut Draft<'_>) {
        while self.at < self.scope.range.end {
            if let Some(hole) = self.scope.holes.get(self.hole).filter(|hole| hole.start <= self.at) {
                let end = hole.end;
                self.hole += 1;
                if end > self.at {
                    self.at = end;
                    self.after_hole(draft);
                }
                continue;
            }
            let Some(c) = draft.text.get(self.at..).and_then(|rest| rest.chars().next()) else {
                return;
            };
            self.sign(draft, c);
        }
    }

    fn rest<'t>(&self, draft: &Draft<'t>) -> &'t str {
        draft.text.get(self.at..self.scope.range.end).unwrap_or("")
    }

    fn sign(&mut self, draft: &mut Draft<'_>, c: char) {
        let rest = self.rest(draft);
        match c {
            '\\' => self.backslash(draft, rest),
            '[' if rest.starts_with("[[") && self.wiki(draft, rest) => {}
            '[' => {
                let note = self.before(draft) == Some('^') && !self.escaped(draft, self.at - 1);
                self.brackets.push((self.at, note));
                self.at += 1;
            }
            ']' => self.close_bracket(draft),
            '=' if rest.starts_with("==") => self.highlight(draft, rest),
            '*' | '~' => self.emphasis(draft, rest, c),
            '{' if rest.starts_with("{:") && matches!(self.before(draft), Some('*' | '_' | '~')) => {
                self.behind(draft, rest)
            }
            _ => self.at += c.len_utf8(),
        }
    }

    fn before(&self, draft: &Draft<'_>) -> Option<char> {
        draft.text.get(self.scope.range.start..self.at)?.chars().next_back()
    }

    fn escaped(&self, draft: &Draft<'_>, at: usize) -> bool {
        draft.text.get(..at).is_some_and(|before| before.ends_with('\\'))
    }

    /// `\ ` is a space at which no line breaks (pandoc); another sign after a backslash is itself.
    fn backslash(&mut self, draft: &mut Draft<'_>, rest: &str) {
        let next = rest.chars().nth(1);
        if next == Some(' ') && rest.chars().nth(2).is_some_and(|c| !c.is_whitespace()) {
            draft.replace(self.at..self.at + 2, "\u{a0}");
        }
        self.at += 1 + next.map_or(0, char::len_utf8);
    }

    /// Attributes right behind emphasis (kramdown).
    fn behind(&mut self, draft: &mut Draft<'_>, rest: &str) {
        match braces(rest) {
            Some((attributes, length)) => {
                draft.mark(self.at..self.at + length, Mark::Inline(attributes));
                self.at += length;
            }
            None => self.at += 1,
        }
    }

    /// Attributes right behind code, a link or a picture.
    fn after_hole(&mut self, draft: &mut Draft<'_>) {
        let rest = self.rest(draft);
        let sign = self.before(draft);
        if !rest.starts_with('{') || !matches!(sign, Some(')' | '`' | ']' | '>')) {
            return;
        }
        if let Some((attributes, length)) = braces(rest) {
            draft.mark(self.at..self.at + length, Mark::Inline(attributes));
            self.at += length;
        }
    }

    /// A run in brackets with attributes, a note, or a citation.
    fn close_bracket(&mut self, draft: &mut Draft<'_>) {
        let end = self.at;
        self.at += 1;
        let Some((start, note)) = self.brackets.pop() else {
            return;
        };
        if note {
            in_a_line(draft, start - 1);
            draft.mark(start - 1..start + 1, Mark::OpenNote);
            draft.mark(end..end + 1, Mark::CloseNote);
            return;
        }
        let rest = self.rest(draft);
        if let Some((attributes, length)) = Some(rest).filter(|rest| rest.starts_with('{')).and_then(braces) {
            in_a_line(draft, start);
            draft.mark(start..start + 1, Mark::OpenSpan(attributes));
            draft.mark(end..end + 1 + length, Mark::CloseSpan);
            self.at += length;
            return;
        }
        if let Some(path) = spaced_path(rest) {
            draft.replace(self.at + path.start..self.at + path.start, "<");
            draft.replace(self.at + path.end..self.at + path.end, ">");
        }
        if !rest.starts_with(['(', ':']) {
            citation(draft, start + 1..end);
        }
    }

    /// `==marked==`.
    fn highlight(&mut self, draft: &mut Draft<'_>, rest: &str) {
        let length = rest.len() - rest.trim_start_matches('=').len();
        let next = rest.chars().nth(2);
        let at = self.at;
        let before = self.before(draft);
        self.at += length;
        if length != 2 {
            return;
        }
        match self.marked {
            Some(open) if before.is_some_and(|c| !c.is_whitespace()) && open + 2 < at => {
                draft.replace(open..open + 2, "<mark>");
                draft.replace(at..at + 2, "</mark>");
                self.marked = None;
            }
            _ if next.is_some_and(|c| !c.is_whitespace()) && before.is_none_or(|c| !c.is_ascii_alphanumeric()) => {
                self.marked = Some(at);
            }
            _ => {}
        }
    }

    /// Emphasis whose signs stand between a letter and punctuation, as after an attached particle, where CommonMark reads none:
    /// a joiner makes it one.
    fn emphasis(&mut self, draft: &mut Draft<'_>, rest: &str, sign: char) {
        let length = rest.len() - rest.trim_start_matches(sign).len();
        let at = self.at;
        let (before, after) = (
            self.before(draft),
            rest.get(length..).and_then(|rest| rest.chars().next()),
        );
        self.at += length;
        if length > 3 || (sign == '~' && length != 2) {
            return;
        }
        let (before, after) = (before.unwrap_or(' '), after.unwrap_or(' '));
        let ended = |c: char| c.is_whitespace() || is_punctuation(c);
        let opens = !after.is_whitespace() && (!is_punctuation(after) || ended(before));
        let closes = !before.is_whitespace() && (!is_punctuation(before) || ended(after));
        let this = (sign as u8, length);
        let is_open = self.open.last() == Some(&this);
        let text = draft.text;
        let run: String = std::iter::repeat_n(sign, length).collect();
        let comes_again = || {
            text.get(at + length..self.scope.range.end)
                .is_some_and(|rest| rest.contains(&run))
        };
        if closes && is_open {
            self.open.pop();
        } else if is_open && is_punctuation(before) && is_attached(after) {
            draft.replace(at..at, JOINER.to_string());
            draft.count(Odd::Emphasis, at..at + length);
            self.open.pop();
        } else if opens {
            self.open.push(this);
        } else if !is_open && is_attached(before) && is_punctuation(after) && comes_again() {
            draft.replace(at + length..at + length, JOINER.to_string());
            draft.count(Odd::Emphasis, at..at + length);
            self.open.push(this);
        }
    }

    /// `[[page#heading|text]]`, and `![[picture.png|text]]`. Whether there was one.
    fn wiki(&mut self, draft: &mut Draft<'_>, rest: &str) -> bool {
        let near: String = rest.chars().skip(2).take(LONGEST).collect();
        let Some(length) = near.find("]]") else {
            return false;
        };
        let inside = rest.get(2..2 + length).unwrap_or("");
        let after = rest.get(length + 4..).unwrap_or("");
        let odd = inside.contains(['[', ']', '\n', '<', '>']) || inside.trim().is_empty();
        if odd || after.starts_with(['(', '[', ':', ']']) || self.escaped(draft, self.at) {
            return false;
        }
        let range = self.at..self.at + length + 4;
        let (target, said) = match inside.split_once('|') {
            Some((target, said)) => (target.trim_end_matches('\\').trim(), Some(said.trim())),
            None => (inside.trim(), None),
        };
        let is_embed = self.before(draft) == Some('!') && !self.escaped(draft, self.at - 1);
        if is_embed && is_picture(target) {
            // What stands behind the bar is a text, a width, or a text and a width; the reader of pictures tells them apart.
            let sized = |said: &str| said.chars().all(|c| c.is_ascii_digit() || c == 'x');
            let alternative = match said {
                Some(said) if sized(said) => format!("|{said}"),
                other => other.unwrap_or("").to_string(),
            };
            draft.replace(range.clone(), format!("[{alternative}](<{target}>)"));
        } else {
            let from = if is_embed { range.start - 1 } else { range.start };
            if is_embed {
                draft.count(Odd::Embed, from..range.end);
            }
            let said = said.unwrap_or(target.trim_start_matches('#'));
            draft.replace(from..range.end, format!("[{said}](<{target}>)"));
        }
        self.at = range.end;
        true
    }
}

/// A mark that begins a line would begin a block of HTML (CommonMark 4.6, condition 3), and nothing in the line would be read.
fn in_a_line(draft: &mut Draft<'_>, at: usize) {
    if !draft.outline.has_letter_before(at) {
        draft.replace(at..at, JOINER.to_string());
    }
}

fn is_picture(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".tif", ".tiff",
    ]
    .iter()
    .any(|end| name.ends_with(end))
}

/// Attributes in braces at the head of a text, and their length with the braces.
fn braces(text: &str) -> Option<(Attributes, usize)> {
    let end = text.char_indices().take(LONGEST).find(|(_, c)| *c == '}')?.0;
    let inside = text.get(1..end).filter(|inside| !inside.contains(['{', '\n']))?;
    Some((Attributes::parse(inside)?, end + 1))
}

/// `[@key, p. 3; see @other]`: the signs go, the keys stay.
fn citation(draft: &mut Draft<'_>, range: Range<usize>) {
    let text = draft.slice(range.clone());
    if text.len() > 300 || text.contains('[') {
        return;
    }
    let is_key = |at: &usize| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + 1..).and_then(|after| after.chars().next());
        before.is_none_or(|c| c.is_whitespace() || matches!(c, ';' | '-'))
            && after.is_some_and(|c| c.is_alphanumeric() || c == '{')
    };
    let signs: Vec<usize> = text.match_indices('@').map(|(at, _)| at).filter(is_key).collect();
    if signs.is_empty() {
        return;
    }
    draft.count(Odd::Citation, range.start - 1..range.end + 1);
    for at in signs {
        draft.replace(range.start + at..range.start + at + 1, "");
    }
}
