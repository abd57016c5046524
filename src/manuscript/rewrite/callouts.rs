//! Boxes and groups: pandoc's and Docusaurus's fences, GitHub's alerts and Obsidian's callouts, Python-Markdown's admonitions.

use super::super::attributes::Attributes;
use super::super::groups;
use super::super::marks::Mark;
use super::super::tally::Odd;
use super::Draft;
use super::line::Line;

/// A line of three colons and more: it ends a group, or begins one. `open` are the groups that are open, by how far each is set in.
pub(super) fn fence(draft: &mut Draft<'_>, line: &Line, open: &mut Vec<usize>) {
    let body = draft.body(line).trim_end();
    let rest = body.trim_start_matches(':').trim_end_matches(':').trim().to_string();
    if rest.is_empty() {
        match open.pop() {
            // Programs that tidy Markdown set the end of a group in as the list before it is: it ends the list too.
            Some(begun) if begun < line.body - line.start && draft.prefix(line).trim().is_empty() => {
                let mark = draft.marks.put(Mark::CloseGroup);
                draft.replace(line.start..line.end, format!("\n{mark}"));
            }
            Some(_) => draft.mark(line.body(), Mark::CloseGroup),
            // Left as it is, its first colon would make a term of the paragraph before it.
            None => draft.replace(line.body..line.body + 1, "\\:"),
        }
        return;
    }
    let (attributes, title) = head(&rest);
    if let Some(name) = groups::unknown(&attributes, !rest.contains('{')) {
        draft.count(Odd::Group(name), line.body());
    }
    open.push(line.body - line.start);
    begin(draft, line, Mark::OpenGroup(attributes), &title);
}

/// What a fence says: attributes in braces, or a name, with a title in brackets or after it.
fn head(text: &str) -> (Attributes, String) {
    let (before, attributes) = match text.split_once('{') {
        Some((before, rest)) => {
            let (inside, after) = rest.rsplit_once('}').unwrap_or((rest, ""));
            let found = Attributes::parse(inside).unwrap_or_default();
            (if before.trim().is_empty() { after } else { before }, found)
        }
        None => (text, Attributes::default()),
    };
    let mut attributes = attributes;
    let before = before.trim();
    let title = if attributes.classes.is_empty() {
        let end = before
            .find(|c: char| c.is_whitespace() || c == '[')
            .unwrap_or(before.len());
        let (name, title) = before.split_at(end);
        if !name.is_empty() {
            attributes.classes.push(name.to_ascii_lowercase());
        }
        title.trim()
    } else {
        before
    };
    let title = title
        .strip_prefix('[')
        .and_then(|title| title.strip_suffix(']'))
        .unwrap_or(title);
    (attributes, unquoted(title).to_string())
}

/// A title without the quotation marks that hold it as a whole.
fn unquoted(title: &str) -> &str {
    let inside = title.strip_prefix('"').and_then(|title| title.strip_suffix('"'));
    inside.filter(|inside| !inside.contains('"')).unwrap_or(title)
}

/// Puts a mark in place of a line's content, and a title on a line of its own after it. The title keeps its place.
pub(super) fn begin(draft: &mut Draft<'_>, line: &Line, mark: Mark, title: &str) {
    let mut instead = draft.marks.put(mark);
    let body = draft.body(line);
    let Some(at) = body.rfind(title).filter(|_| !title.is_empty()) else {
        return draft.replace(line.body(), instead);
    };
    instead += &draft.own_line(line, Mark::OpenTitle);
    instead += &format!("\n{}", draft.prefix(line));
    let (start, end) = (line.body + at, line.body + at + title.len());
    draft.replace(line.body..start, instead);
    let close = draft.own_line(line, Mark::CloseTitle);
    draft.replace(end..line.end, close);
}

/// `> [!NOTE]`, and `> [!note]- Title`, at the head of a quotation.
pub(super) fn alert(draft: &mut Draft<'_>, lines: &[Line], at: usize) {
    let Some(line) = lines.get(at) else { return };
    let depth = |line: &Line| draft.slice(line.start..line.body).matches('>').count();
    let before = at.checked_sub(1).and_then(|at| lines.get(at));
    let heads = depth(line) > 0 && before.is_none_or(|before| depth(before) < depth(line) || draft.is_blank(before));
    let body = draft.body(line);
    let Some((name, rest)) = body.get(2..).and_then(|rest| rest.split_once(']')).filter(|_| heads) else {
        return;
    };
    let name = name.split('|').next().unwrap_or("").trim().to_ascii_lowercase();
    if name.is_empty()
        || !name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '))
    {
        return;
    }
    let title = rest.trim_start_matches(['+', '-']).trim().to_string();
    begin(draft, line, Mark::Callout(name), &title);
}

/// `!!! note "Title"` and `??? note`, with what is set in below it. How many lines it takes.
pub(super) fn indented(draft: &mut Draft<'_>, lines: &[Line], at: usize) -> usize {
    let Some(line) = lines.get(at) else { return 1 };
    let body = draft.body(line);
    let signs = ["!!!", "???+", "???"].iter().find_map(|sign| body.strip_prefix(sign));
    let Some(rest) = signs.and_then(|rest| rest.strip_prefix(' ')).map(str::trim) else {
        return 1;
    };
    let name_end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (name, title) = rest.split_at(name_end);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !(title.trim().is_empty() || title.trim().starts_with('"'))
    {
        return 1;
    }
    let title = unquoted(title.trim()).to_string();
    let classes = vec![name.trim_matches('"').to_ascii_lowercase()];
    let indent = line.body - line.start;
    let inside = |line: &&Line| draft.is_blank(line) || line.body - line.start >= indent + 4;
    let count = lines.iter().skip(at + 1).take_while(inside).count();
    let held: Vec<Line> = lines.iter().skip(at + 1).take(count).copied().collect();
    let held: &[Line] = match held.iter().rposition(|line| !draft.is_blank(line)) {
        Some(last) => held.get(..=last).unwrap_or_default(),
        None => return 1,
    };
    let mark = Mark::OpenGroup(Attributes {
        classes,
        ..Attributes::default()
    });
    begin(draft, line, mark, &title);
    for inner in held.iter().filter(|inner| inner.body > inner.start) {
        let to = (inner.start + 4).min(inner.body);
        draft.replace(inner.start..to, "");
    }
    if let Some(last) = held.last() {
        let end = draft.own_line(line, Mark::CloseGroup);
        draft.replace(last.end..last.end, end);
    }
    held.len() + 1
}
