//! Boxes that are written as fenced code: mdbook-admonish, MyST, Obsidian's Admonition, the tutorials of javascript.info. What they hold is
//! Markdown.

use super::super::attributes::Attributes;
use super::super::groups::is_box;
use super::super::marks::Mark;
use super::Draft;
use super::callouts::begin;
use super::line::{Line, lines, touched};

/// What the first line of a fence says of a box.
struct Named<'t> {
    class: String,
    title: &'t str,
    /// Whether lines `key: value` (Obsidian), or `:key: value` (MyST), may stand before the text.
    options: Option<char>,
}

/// Puts marks in place of the fences of boxes.
pub(super) fn rewrite(draft: &mut Draft<'_>) {
    let all = lines(draft.text);
    let outline = draft.outline;
    for range in &outline.raw {
        let Some((opening, held)) = touched(&all, range).split_first() else {
            continue;
        };
        // A fence behind an item's sign is left as it is.
        if opening.body != range.start {
            continue;
        }
        let body = draft.body(opening);
        let fence = body.chars().next().unwrap_or(' ');
        let info = body.trim_start_matches(fence).trim();
        let Some(named) = Some(info).filter(|_| matches!(fence, '`' | '~')).and_then(named) else {
            continue;
        };
        let closes = |line: &&Line| {
            let body = draft.body(line).trim();
            body.len() > 2 && body.chars().all(|c| c == fence)
        };
        let closing = held.last().filter(closes).copied();
        let inside = held
            .get(..held.len() - usize::from(closing.is_some()))
            .unwrap_or_default();
        let mut attributes = Attributes {
            classes: vec![named.class],
            ..Attributes::default()
        };
        let options = named
            .options
            .map_or(0, |sign| options(draft, inside, sign, &mut attributes));
        for option in inside.iter().take(options) {
            draft.replace(option.body(), "");
        }
        begin(draft, opening, Mark::OpenGroup(attributes), named.title);
        match (closing, inside.last()) {
            (Some(line), _) => draft.mark(line.body(), Mark::CloseGroup),
            (None, last) => {
                let last = *last.unwrap_or(opening);
                let end = draft.own_line(&last, Mark::CloseGroup);
                draft.replace(last.end..last.end, end);
            }
        }
    }
}

/// Whether a fence's first line names a box.
pub(super) fn is_named(info: &str) -> bool {
    named(info).is_some()
}

/// The box that a fence's first line names; none where it names a language.
fn named(info: &str) -> Option<Named<'_>> {
    let (word, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
    let rest = rest.trim();
    let known = |name: &str| Some(name.to_ascii_lowercase()).filter(|name| is_box(name));
    if word == "admonish" {
        let (name, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let (class, rest) = match known(name) {
            Some(class) => (class, after),
            None => ("note".into(), rest),
        };
        let title = quoted(rest.trim(), "title=");
        return Some(Named {
            class,
            title,
            options: None,
        });
    }
    if let Some(name) = word.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
        return Some(Named {
            class: known(name)?,
            title: rest,
            options: Some(':'),
        });
    }
    if let Some(name) = word.strip_prefix("ad-") {
        return Some(Named {
            class: known(name)?,
            title: rest,
            options: Some(' '),
        });
    }
    let class = match word {
        "smart" => "note",
        "warn" => "warning",
        _ => return None,
    };
    (rest.is_empty() || rest.starts_with("header=")).then(|| Named {
        class: class.into(),
        title: quoted(rest, "header="),
        options: None,
    })
}

/// What stands in quotation marks behind a key, or by itself.
fn quoted<'t>(text: &'t str, key: &str) -> &'t str {
    let text = text.split_once(key).map_or(text, |(_, value)| value);
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return "";
    };
    let inner = text.get(1..).unwrap_or("");
    inner.rfind(quote).and_then(|end| inner.get(..end)).unwrap_or("")
}

/// Reads the options that stand before a box's text; how many lines they take.
fn options(draft: &Draft<'_>, inside: &[Line], sign: char, attributes: &mut Attributes) -> usize {
    const OBSIDIAN: [&str; 4] = ["title", "collapse", "icon", "color"];
    let mut count = 0;
    for line in inside {
        let body = draft.body(line).trim();
        let option = match sign {
            ':' => body.strip_prefix(':').and_then(|body| body.split_once(':')),
            _ => body.split_once(':').filter(|(key, _)| OBSIDIAN.contains(key)),
        };
        let Some((key, value)) = option else { break };
        match key {
            "title" => attributes.pairs.push(("title".into(), value.trim().into())),
            "class" => attributes.classes.extend(value.split_whitespace().map(str::to_string)),
            _ => {}
        }
        count += 1;
    }
    count
}
