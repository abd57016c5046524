//! What stands in lines, as Markdown.

use super::escape::{self, Place};
use crate::document::{Image, Inline, Target, Width, plain_text};

/// How a line of inlines is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    /// Where it stands.
    pub(super) place: Place,
    /// Whether a wanted line end is a tag, for there is one line only.
    pub(super) one_line: bool,
}

/// A run of inlines, its lines made safe to begin a paragraph's lines.
pub(super) fn paragraph(content: &[Inline]) -> String {
    let line = Line {
        place: Place {
            money: money(content),
            ..Place::default()
        },
        one_line: false,
    };
    let text = run(content, line);
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| escape::line_start(line.trim_start_matches(' ')))
        .collect();
    lines.join("\n").trim_end_matches(' ').into()
}

/// A run of inlines on one line.
pub(super) fn one_line(content: &[Inline], place: Place) -> String {
    let money = money(content);
    let line = Line {
        place: Place { money, ..place },
        one_line: true,
    };
    run(content, line).trim().into()
}

/// Whether there are two signs of money and more.
fn money(content: &[Inline]) -> bool {
    plain_text(content).matches('$').count() > 1
}

fn run(content: &[Inline], line: Line) -> String {
    let mut out = String::new();
    write(content, line, None, &mut out);
    out
}

/// Writes inlines behind what stands there already; `after` is what will stand behind them.
fn write(content: &[Inline], line: Line, after: Option<char>, out: &mut String) {
    for (at, inline) in content.iter().enumerate() {
        let next = content.get(at + 1).map_or(after, first_sign);
        one(inline, line, next, out);
    }
}

/// The first character that an inline will be written with, as far as emphasis before it asks.
fn first_sign(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text { text, .. } => text.chars().next(),
        Inline::Break => Some('\n'),
        Inline::Code { .. } => Some('`'),
        Inline::Emphasis { .. } | Inline::Strong { .. } => Some('*'),
        _ => Some('['),
    }
}

fn one(inline: &Inline, line: Line, next: Option<char>, out: &mut String) {
    match inline {
        Inline::Text { text, .. } => {
            let mut written = escape::text(text, out.chars().next_back(), line.place);
            if written.ends_with('!') && next == Some('[') {
                written.insert(written.len() - 1, '\\');
            }
            out.push_str(&written);
        }
        Inline::Emphasis { content } => {
            let sign = if out.ends_with('*') || next == Some('*') {
                "_"
            } else {
                "*"
            };
            styled(content, (sign, "em"), line, next, out);
        }
        Inline::Strong { content } => styled(content, ("**", "strong"), line, next, out),
        Inline::Strikethrough { content } => styled(content, ("~~", "s"), line, next, out),
        Inline::Mark { content } => styled(content, ("==", "mark"), line, next, out),
        Inline::Superscript { content } => raised(content, ('^', "sup"), line, out),
        Inline::Subscript { content } => raised(content, ('~', "sub"), line, out),
        Inline::Underline { content } => attributed(content, ".underline", line, out),
        Inline::Small { content } => attributed(content, ".small", line, out),
        Inline::Abbreviation { title, content } => {
            let title = title.replace('&', "&amp;").replace('"', "&quot;");
            tagged(content, &format!("abbr title=\"{title}\""), "abbr", line, out);
        }
        Inline::Link { target, content, .. } => link(target, content, line, out),
        Inline::Image(image) if line.place.heading => {
            let whole = Image {
                width: None,
                full_page: false,
                ..image.clone()
            };
            out.push_str(&picture(&whole, ""));
        }
        Inline::Image(image) => out.push_str(&picture(image, "")),
        Inline::Code { text, .. } => code(text, line, out),
        Inline::Note { note, .. } => out.push_str(&format!("[^{}]", note + 1)),
        Inline::Break if line.one_line => out.push_str("<br>"),
        Inline::Break => {
            out.truncate(out.trim_end_matches(' ').len());
            out.push_str("\\\n");
        }
        Inline::Isolate {
            direction,
            language,
            content,
        } => {
            let direction = direction.map(|direction| format!("dir={}", direction.name()));
            let language = language.as_ref().map(|language| format!("lang={language}"));
            let said: Vec<String> = [language, direction].into_iter().flatten().collect();
            match said.is_empty() {
                true => tagged(content, "bdi", "bdi", line, out),
                false => attributed(content, &said.join(" "), line, out),
            }
        }
    }
}

fn tagged(content: &[Inline], open: &str, close: &str, line: Line, out: &mut String) {
    out.push_str(&format!("<{open}>"));
    write(content, line, Some('<'), out);
    out.push_str(&format!("</{close}>"));
}

fn attributed(content: &[Inline], attributes: &str, line: Line, out: &mut String) {
    // At the end of a heading's line braces would be the heading's.
    if line.place.heading {
        return match attributes {
            ".underline" => tagged(content, "u", "u", line, out),
            ".small" => tagged(content, "small", "small", line, out),
            said => tagged(content, &format!("span {said}"), "span", line, out),
        };
    }
    out.push('[');
    write(content, line, Some(']'), out);
    out.push_str(&format!("]{{{attributes}}}"));
}

/// Emphasis by its signs where these are read as such (CommonMark 6.2), else by its tag.
fn styled(content: &[Inline], (sign, tag): (&str, &str), line: Line, next: Option<char>, out: &mut String) {
    let before = out.chars().next_back();
    let mark = sign.chars().next();
    let mut inner = String::from(sign);
    write(content, line, mark, &mut inner);
    let inside = inner.get(sign.len()..).unwrap_or("").to_string();
    if !flanks(&inside, before, next, mark) {
        return tagged(content, tag, tag, line, out);
    }
    out.push_str(&inner);
    out.push_str(sign);
}

/// Whether signs around a text are read as its signs.
fn flanks(inside: &str, before: Option<char>, next: Option<char>, sign: Option<char>) -> bool {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let punctuation = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let (first, last) = (inside.chars().next(), inside.chars().next_back());
    let opens = !space(first) && (!punctuation(first) || space(before));
    let closes = !space(last) && (!punctuation(last) || space(next));
    // Underlines and marks stand at the edges of words only; two runs of one sign would melt into one.
    let edges = !matches!(sign, Some('_' | '='))
        || (!before.is_some_and(char::is_alphanumeric) && !next.is_some_and(char::is_alphanumeric));
    let apart = sign.is_none() || (before != sign && next != sign && first != sign && last != sign);
    opens && closes && edges && apart
}

/// Raised or lowered: by its sign behind a letter where it is one word, else by its tag.
fn raised(content: &[Inline], (sign, tag): (char, &str), line: Line, out: &mut String) {
    let word = match content {
        [Inline::Text { text, .. }] if text.chars().count() < 30 && !text.is_empty() => {
            text.chars().all(char::is_alphanumeric).then_some(text)
        }
        _ => None,
    };
    match word {
        Some(word) if out.ends_with(char::is_alphanumeric) => out.push_str(&format!("{sign}{word}{sign}")),
        _ => tagged(content, tag, tag, line, out),
    }
}

/// Where a link leads, as Markdown has it.
pub(super) fn address(target: &Target) -> String {
    match target {
        Target::Url(url) => url.clone(),
        Target::Anchor(name) => format!("#{name}"),
    }
}

fn link(target: &Target, content: &[Inline], line: Line, out: &mut String) {
    let address = address(target);
    let bare = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '|');
    if let [Inline::Text { text, .. }] = content
        && *text == address
        && (address.starts_with("https://") || address.starts_with("http://"))
        && address.chars().all(bare)
    {
        return out.push_str(&format!("<{address}>"));
    }
    out.push('[');
    write(content, line, Some(']'), out);
    out.push_str(&format!("]({})", escape::destination(&address)));
}

/// A picture, with a caption as its title.
pub(super) fn picture(image: &Image, title: &str) -> String {
    let alternative = escape::text(&image.alt, Some('['), Place::default());
    let path = escape::destination(&image.path);
    let title = match title {
        "" => String::new(),
        title => format!(" \"{}\"", escape::quoted(title)),
    };
    let width = image.width.map(|width| match width {
        Width::Share(share) => format!("width={share}%"),
        Width::Points(points) => format!("width={points}pt"),
    });
    let page = image.full_page.then(|| ".full-page".to_string());
    let said: Vec<String> = page.into_iter().chain(width).collect();
    let attributes = if said.is_empty() {
        String::new()
    } else {
        format!("{{{}}}", said.join(" "))
    };
    format!("![{alternative}]({path}{title}){attributes}")
}

fn code(text: &str, line: Line, out: &mut String) {
    let mut longest = 0;
    for run in text.split(|c| c != '`') {
        longest = longest.max(run.len());
    }
    let fence = "`".repeat(longest + 1);
    let text = text.replace('\n', " ");
    let text = if line.place.cell {
        text.replace('|', "\\|")
    } else {
        text
    };
    let edge = |c: Option<char>| c.is_none_or(|c| c == '`' || c == ' ');
    let pads = edge(text.chars().next()) || edge(text.chars().next_back());
    let pad = if pads && !text.trim().is_empty() { " " } else { "" };
    out.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
}
