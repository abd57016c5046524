//! OpenITI mARkdown: `### |` before a heading, a bar a level, `# ` before a paragraph, `~~` before its further lines, `%~%` between hemistichs.
//! The numbers of a printed edition's pages and the milestones go.

use std::ops::Range;

use super::Draft;
use super::line::{Line, lines};

/// What a line begins, and how long the signs for it are.
enum Begins {
    Heading(usize, usize),
    Paragraph(usize),
    GoesOn,
    Nothing,
}

pub(super) fn rewrite(draft: &mut Draft<'_>) {
    let mut before: Option<(Line, bool)> = None;
    for line in lines(draft.text) {
        let text = draft.slice(line.start..line.end);
        let verse = before.as_ref().is_some_and(|(_, verse)| *verse);
        let begins = begins(text);
        let is_verse = match begins {
            Begins::GoesOn => verse,
            Begins::Paragraph(_) => text.contains("%~%"),
            _ => false,
        };
        if let Some((last, _)) = before.as_ref().filter(|_| verse && !is_verse) {
            draft.replace(last.end..last.end, "\n```\n");
        }
        match begins {
            Begins::Heading(level, length) => {
                draft.replace(line.start..line.start + length, format!("\n{} ", "#".repeat(level)));
            }
            Begins::Paragraph(length) => {
                let instead = match (is_verse, verse) {
                    (true, true) => "",
                    (true, false) => "\n```verse\n",
                    (false, _) => "\n",
                };
                draft.replace(line.start..line.start + length, instead);
            }
            Begins::GoesOn => {
                let from = before
                    .as_ref()
                    .filter(|_| is_verse)
                    .map_or(line.start, |(last, _)| last.end);
                draft.replace(from..line.start + 2, if is_verse { " " } else { "" });
            }
            Begins::Nothing => {}
        }
        for range in numbers(text) {
            draft.replace(line.start + range.start..line.start + range.end, "");
        }
        for (at, sign) in text.match_indices("%~%").filter(|_| is_verse) {
            draft.replace(line.start + at..line.start + at + sign.len(), "//");
        }
        before = Some((line, is_verse));
    }
    if let Some((last, _)) = before.filter(|(_, verse)| *verse) {
        draft.replace(last.end..last.end, "\n```\n");
    }
}

fn begins(line: &str) -> Begins {
    if line.starts_with("~~") {
        return Begins::GoesOn;
    }
    let Some(rest) = line.strip_prefix("### ") else {
        return match line.strip_prefix("# ") {
            Some(_) => Begins::Paragraph(2),
            None => Begins::Nothing,
        };
    };
    let signs = rest.len() - rest.trim_start_matches(['|', '$', '@']).len();
    // `$DIC_NIS$`, `|EDITOR|`: what kind of unit it is.
    let kind = rest.get(signs..).and_then(|rest| {
        let end = rest.find(['|', '$'])?;
        let is_name = rest.get(..end)?.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        (end > 0 && is_name).then_some(end + 1)
    });
    let length = "### ".len() + signs + kind.unwrap_or(0);
    let is_blank = line.get(length..).is_none_or(|rest| rest.trim().is_empty());
    match kind {
        None if rest.starts_with('|') && !is_blank => Begins::Heading(signs.min(6), length),
        _ if signs > 0 => Begins::Paragraph(length),
        _ => Begins::Nothing,
    }
}

/// Where the numbers of pages (`PageV01P005`) and milestones (`ms12`) stand in a line.
fn numbers(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in line.split_inclusive(' ') {
        let bare = word.trim_end();
        let is_page = bare.strip_prefix("PageV").is_some_and(|rest| {
            rest.split_once('P')
                .is_some_and(|(volume, page)| is_number(volume) && is_number(page.trim_end_matches(['A', 'B'])))
        });
        if is_page || bare.strip_prefix("ms").is_some_and(is_number) {
            found.push(at..at + bare.len());
        }
        at += word.len();
    }
    found
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
