//! Pictures that are written as fenced code: MyST's `{figure}` and `{image}`, whose options stand before the caption.

use super::Draft;
use super::line::{Line, lines, touched};

/// Puts pictures in place of the fences that name them.
pub(super) fn rewrite(draft: &mut Draft<'_>) {
    let all = lines(draft.text);
    let outline = draft.outline;
    for range in &outline.raw {
        let held = touched(&all, range);
        let Some((opening, inside)) = held.split_first().filter(|(line, _)| line.body == range.start) else {
            continue;
        };
        let info = draft.body(opening).trim_start_matches(['`', '~']).trim();
        let named = ["{figure}", "{image}"].iter().find_map(|name| info.strip_prefix(name));
        let Some(path) = named
            .map(str::trim)
            .filter(|path| !path.is_empty() && !path.contains(['<', '>']))
        else {
            continue;
        };
        let Some(last) = held.last() else { continue };
        let picture = picture(draft, path, inside);
        draft.replace(opening.body..last.end, picture);
    }
}

/// A picture with what its lines say of it.
fn picture(draft: &Draft<'_>, path: &str, inside: &[Line]) -> String {
    let (mut alternative, mut width) = (None, None);
    let mut caption: Vec<&str> = Vec::new();
    let mut in_head = false;
    for (at, line) in inside.iter().enumerate() {
        let body = draft.body(line).trim();
        if body.len() > 2 && body.chars().all(|c| matches!(c, '`' | '~')) {
            continue;
        }
        if body == "---" && (at == 0 || in_head) {
            in_head = !in_head;
            continue;
        }
        let option = match body.strip_prefix(':') {
            Some(option) => option.split_once(':'),
            None => body.split_once(':').filter(|_| in_head),
        };
        match option.map(|(key, value)| (key.trim(), value.trim())) {
            Some(("alt", value)) => alternative = Some(value),
            Some(("width", value)) => width = Some(value),
            Some(_) => {}
            None => caption.push(body),
        }
    }
    let caption = caption.join(" ").trim().to_string();
    let alternative = alternative.map_or_else(|| caption.clone(), str::to_string);
    let title = match caption.is_empty() {
        true => String::new(),
        false => format!(" \"{}\"", caption.replace('"', "\\\"")),
    };
    let width = width.map_or_else(String::new, |width| format!("{{width={width}}}"));
    format!("![{}](<{path}>{title}){width}", alternative.replace(['[', ']'], ""))
}
