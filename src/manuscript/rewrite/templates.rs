//! What is written for a website's program: Liquid, Hugo's shortcodes, Vue's and JSX's braces, Obsidian's comments. The
//! instructions go, the text between them stays.

use std::ops::Range;

use super::super::tally::Odd;
use super::Draft;

/// The longest instruction, in bytes: what is longer was no instruction.
const LONGEST: usize = 2_000;

/// Rewrites the templates' instructions of a file.
pub(super) fn rewrite(draft: &mut Draft<'_>, component: bool) {
    if component {
        modules(draft);
        apart(draft);
    }
    let text = draft.text;
    let mut at = 0;
    while let Some(step) = text.get(at..).and_then(|rest| rest.find(['{', '<', '%'])) {
        let start = at + step;
        let outline = draft.outline;
        let verbatim = outline
            .code_at(start)
            .or_else(|| outline.formula_at(start))
            .map(|range| range.end);
        let end = match verbatim {
            Some(end) => Some(end),
            None if draft.outline.is_raw(start) => None,
            None => instruction(draft, start, component),
        };
        at = end.unwrap_or(start + 1).max(start + 1);
    }
}

/// Rewrites what begins at a place; answers with where to go on.
fn instruction(draft: &mut Draft<'_>, start: usize, component: bool) -> Option<usize> {
    let rest = draft.text.get(start..)?;
    if rest.starts_with("{%") || rest.starts_with("{{") {
        return template(draft, start);
    }
    if rest.starts_with("%%") {
        return comment(draft, start, "%%");
    }
    if component && rest.starts_with("{/*") {
        return comment(draft, start, "*/}");
    }
    if rest.starts_with('<') {
        return tag(draft, start);
    }
    None
}

/// A comment is nobody's to read. One that begins within a line ends in its paragraph: a sign that is left over must not take what
/// follows.
fn comment(draft: &mut Draft<'_>, start: usize, sign: &str) -> Option<usize> {
    let (before, rest) = draft.text.split_at_checked(start)?;
    // Per cent, said twice.
    if sign == "%%" && before.ends_with(|c: char| c.is_numeric() || c == '%') || escaped(draft.text, start) {
        return Some(start + 2);
    }
    let inside = rest.get(2..)?;
    let length = inside.find(sign)?;
    let within = before.rsplit('\n').next().is_some_and(|line| !line.trim().is_empty());
    if sign == "%%" && within && has_blank_line(inside.get(..length)?) {
        return Some(start + 2);
    }
    let end = start + 2 + length + sign.len();
    draft.replace(start..end, "");
    Some(end)
}

fn has_blank_line(text: &str) -> bool {
    let lines: Vec<&str> = text.split('\n').collect();
    let between = lines.get(1..lines.len() - 1).unwrap_or_default();
    between.iter().any(|line| line.trim().is_empty())
}

/// `{{…}}` and `{%…%}`.
fn template(draft: &mut Draft<'_>, start: usize) -> Option<usize> {
    let text = draft.text;
    let close = if text.get(start..)?.starts_with("{%") {
        "%}"
    } else {
        "}}"
    };
    let limit = floor(text, (start + LONGEST).min(text.len()));
    let length = text.get(start + 2..limit)?.find(close)?;
    let range = start..start + 2 + length + 2;
    let inside = text
        .get(start + 2..range.end - 2)?
        .trim_matches(['<', '>', '%', '-', ' ', '\n']);
    if inside.contains("\n\n") || escaped(text, start) {
        return None;
    }
    let name = inside.split_whitespace().next().unwrap_or("").to_string();
    match name.as_str() {
        "comment" => {
            if let Some(end) = block_end(text, range.end, "comment") {
                draft.replace(start..end, "");
                return Some(end);
            }
        }
        "highlight" if alone(text, &range) => {
            if let Some(end) = code(draft, &range, inside) {
                return Some(end);
            }
        }
        "figure" | "include" | "image" | "img" => {
            if let Some(picture) = figure(inside) {
                draft.replace(range.clone(), picture);
                return Some(range.end);
            }
        }
        "ref" | "relref" => {
            let target = inside
                .get(name.len()..)
                .unwrap_or("")
                .trim()
                .trim_matches('"')
                .to_string();
            draft.replace(range.clone(), target.replace(' ', "%20"));
            return Some(range.end);
        }
        _ => {}
    }
    // What opens and closes without saying anything needs no word.
    if !matches!(name.as_str(), "raw" | "endraw" | "/figure") {
        draft.count(Odd::Template, range.clone());
    }
    draft.replace(range.clone(), "");
    Some(range.end)
}

fn escaped(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with('\\'))
}

/// The largest offset up to `at` at which a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Whether a stretch has its lines for itself.
fn alone(text: &str, range: &Range<usize>) -> bool {
    let line_start = text.get(..range.start).and_then(|before| before.rsplit('\n').next());
    let line_end = text.get(range.end..).and_then(|after| after.split('\n').next());
    line_start.is_some_and(|part| part.trim().is_empty()) && line_end.is_some_and(|part| part.trim().is_empty())
}

/// Where the instruction ends that ends a block of this name.
fn block_end(text: &str, from: usize, name: &str) -> Option<usize> {
    let rest = text.get(from..)?;
    let at = [format!("end{name}"), format!("/{name}"), format!("/ {name}")]
        .iter()
        .filter_map(|end| rest.find(end.as_str()))
        .min()?;
    let after = rest.get(at..)?;
    let close = after.find("}")?;
    let length = if after.get(close + 1..).is_some_and(|more| more.starts_with('}')) {
        close + 2
    } else {
        close + 1
    };
    Some(from + at + length)
}

/// `{% highlight rust %}` … `{% endhighlight %}` is code in a fence.
fn code(draft: &mut Draft<'_>, range: &Range<usize>, inside: &str) -> Option<usize> {
    let text = draft.text;
    let end = block_end(text, range.end, "highlight")?;
    let close = text.get(range.end..end)?.rfind('{')? + range.end;
    // `{{</` and `{%` alike.
    let close = if text.get(..close)?.ends_with('{') {
        close - 1
    } else {
        close
    };
    let language = inside.split_whitespace().nth(1).unwrap_or("");
    draft.replace(range.clone(), format!("```{language}"));
    draft.replace(close..end, "```");
    Some(end)
}

/// Hugo's figure, and an instruction that includes a picture by its name, as a picture.
fn figure(inside: &str) -> Option<String> {
    let value = |key: &str| {
        let at = inside.find(&format!("{key}="))? + key.len() + 1;
        let rest = inside.get(at..)?;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        rest.get(1..)?.split(quote).next()
    };
    let keys = ["src", "file", "url", "path", "image", "image_path", "image_url"];
    let pictures = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"];
    let is_picture = |name: &&str| pictures.iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    let source = value("src")
        .filter(|_| inside.starts_with("figure"))
        .or_else(|| keys.iter().find_map(|key| value(key).filter(is_picture)))?;
    let caption = value("caption").or(value("title")).unwrap_or("");
    let width = value("width").map_or(String::new(), |width| format!("|{width}"));
    let alternative = value("alt").unwrap_or(caption).replace(['[', ']'], "") + &width;
    let title = if caption.is_empty() {
        String::new()
    } else {
        format!(" \"{}\"", caption.replace('"', "\\\""))
    };
    let picture = format!("![{alternative}](<{source}>{title})");
    Some(match value("link") {
        Some(link) => format!("[{picture}](<{link}>)"),
        None => picture,
    })
}

/// Lines that import or export, in files of JSX.
fn modules(draft: &mut Draft<'_>) {
    let mut start = 0;
    for line in draft.text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let body = line.trim_end().trim_end_matches(';');
        let imports = body.starts_with("import ") && body.ends_with(['"', '\'']);
        let exports = ["export const ", "export default ", "export function "]
            .iter()
            .any(|head| body.starts_with(head));
        if (imports || exports) && !draft.outline.is_raw(range.start) {
            draft.count(Odd::Component, range.clone());
            draft.replace(range, "");
        }
    }
}

/// Parts the lines of components from what they hold, which is Markdown in such files, and would be none in a block of HTML (CommonMark 4.6).
fn apart(draft: &mut Draft<'_>) {
    let (mut start, text) = (0, draft.text);
    for line in text.split_inclusive('\n') {
        let (begins, body) = (start, line.trim());
        start += line.len();
        let name = body.trim_start_matches(['<', '/']);
        let is_tag = body.starts_with('<') && body.ends_with('>') && body.matches('<').count() == 1;
        let next = text
            .get(start..)
            .unwrap_or("")
            .lines()
            .find(|next| !next.trim().is_empty());
        // What is set in by four would be code.
        let set_in = next.is_some_and(|next| next.starts_with("    ") || next.starts_with('\t'));
        if is_tag && name.starts_with(|c: char| c.is_ascii_uppercase()) && !set_in && !draft.outline.is_raw(begins) {
            draft.replace(begins..begins, "\n");
            draft.replace(start..start, "\n");
        }
    }
}

/// A tag whose attributes are in braces is no HTML: values in braces are emptied, so that the tag is one.
fn tag(draft: &mut Draft<'_>, start: usize) -> Option<usize> {
    let text = draft.text;
    let named = text.get(start + 1..)?.starts_with(|c: char| c.is_ascii_alphabetic());
    let limit = floor(text, (start + LONGEST).min(text.len()));
    let rest = text.get(start..limit).filter(|_| named)?;
    let (mut depth, mut quote, mut values, mut opened) = (0_usize, None, Vec::new(), 0);
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if depth == 0 => quote = Some(c),
            (None, '{') => {
                if depth == 0 {
                    opened = at;
                }
                depth += 1;
            }
            (None, '}') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    values.push(start + opened..start + at + 1);
                }
            }
            (None, '>') if depth == 0 => {
                for value in values {
                    let assigned = text.get(..value.start)?.ends_with('=');
                    draft.replace(value, if assigned { "\"\"" } else { "" });
                }
                return Some(start + at + 1);
            }
            (None, '<') if at > 0 && depth == 0 => return None,
            _ => {}
        }
    }
    None
}
