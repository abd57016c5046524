//! Blocks that are never closed, and so would take the rest of their text with them.

use std::ops::Range;

use super::builder::Builder;
use super::frame::{By, Frame, Kind};
use super::html::HtmlBlock;
use crate::diagnostic::{Diagnostic, Message, said};
use crate::document::{Block, BlockKind, Role};

const CODE: &str = "unclosed-block";

/// How to end what stands between rows of signs.
pub(super) const BY_SIGNS: &str = "end it by a line of the same signs";

/// Says that something has no end: whether the program found one for it.
pub(super) fn finding(ended: bool) -> Diagnostic {
    let message = match ended {
        true => said!("what begins here is never closed: it is ended before the next heading or block"),
        false => said!("the block that begins here is never closed: it takes all that stands behind it"),
    };
    Diagnostic::warning(CODE, message)
}

/// What HTML has that goes on to its own sign, over empty lines too (CommonMark 4.6), and is no text; how it begins and how it ends.
const PASSED: [(&str, &str); 4] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];

/// Says that a comment, an instruction or a tag in HTML has no end.
pub(super) fn html(html: &HtmlBlock, builder: &mut Builder<'_>) {
    let text = html.text.as_str();
    let open = |&(begins, ends): &(&'static str, &'static str)| {
        let at = match begins {
            "<!--" => text.rfind(begins)?,
            _ => text.len() - text.trim_start().len(),
        };
        let inside = text.get(at..)?.strip_prefix(begins)?;
        (!inside.contains(ends) && !inside.trim().is_empty()).then_some((at..at + begins.len(), ends))
    };
    if let Some((at, ends)) = PASSED.iter().find_map(open) {
        let message = match ends {
            "-->" => said!("the comment that begins here is never closed: all that stands behind it is left out"),
            _ => said!("what begins here is never closed: all that stands behind it is left out"),
        };
        let finding = Diagnostic::warning(CODE, message).hint(said!("write {ends} where it ends", ends));
        return builder.find(html.place(at), finding);
    }
    // What keeps its lines goes on to its end tag (CommonMark 4.6, condition 1).
    let (lower, from) = (text.to_ascii_lowercase(), text.len() - text.trim_start().len());
    let kept = ["pre", "textarea"].iter().find(|name| {
        let tag = lower.get(from + 1..).and_then(|tag| tag.strip_prefix(**name));
        tag.is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\t'])) && !lower.contains(&format!("</{name}"))
    });
    if let Some(name) = kept {
        let hint = said!("write {ends} where it ends", ends = format!("</{name}>"));
        return builder.find(html.place(from..from + 1), finding(false).hint(hint));
    }
    let last = text.rfind('<').map(|at| (at, text.get(at + 1..).unwrap_or_default()));
    if let Some((at, _)) =
        last.filter(|(_, tag)| tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.contains('>'))
    {
        let message = said!("the tag that begins here is never closed: its letters are printed");
        let finding = Diagnostic::warning(CODE, message).hint(said!("write {ends} where it ends", ends = ">"));
        builder.find(html.place(at..at + 1), finding);
    }
}

/// Ends a file, and says what stands open in it. Answers with its blocks.
pub(super) fn finish(mut builder: Builder<'_>) -> Vec<Block> {
    unread(&mut builder);
    let mut behind = Vec::new();
    while builder.stack.len() > 1 {
        let more = end(&mut builder, !behind.is_empty());
        behind.splice(0..0, more);
        builder.close();
    }
    builder.end_loose_paragraph();
    builder.hand_up(behind, Vec::new());
    builder.finish()
}

/// Says that HTML whose content is passed over has no end.
fn unread(builder: &mut Builder<'_>) {
    if let Some((name, place)) = builder.unread.take() {
        let message = said!("what begins here is never closed: all that stands behind it is left out");
        let ends = format!("</{name}>");
        let finding = Diagnostic::warning(CODE, message).hint(said!("write {ends} where it ends", ends));
        builder.find(place, finding);
    }
}

/// Ends the innermost thing at the end of a file, where neither a tag nor a fence has ended it, before the first heading that stands in it, and
/// says so; `is_split` where what stands in it ended so already. Answers with what stands behind.
fn end(builder: &mut Builder<'_>, is_split: bool) -> Vec<Block> {
    builder.end_loose_paragraph();
    let leads = builder.stack.len() == 2 && builder.stack.first().is_some_and(|root| root.blocks.is_empty());
    let Some(top) = builder.stack.last_mut() else {
        return Vec::new();
    };
    if !tells(top, leads) {
        return Vec::new();
    }
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    // A heading at its head is its own.
    let heading = top.blocks.iter().skip(1).position(is_heading);
    let behind = heading.map_or_else(Vec::new, |at| top.blocks.split_off(at + 1));
    let Some(hint) = hint(&top.by) else { return behind };
    let finding = finding(is_split || !behind.is_empty()).hint(hint).at(top.span);
    builder.gathered.report.add(finding);
    behind
}

/// Whether it matters where something ends: what is around the whole text, and says no more than its direction and language, needs no end.
fn tells(frame: &Frame, leads: bool) -> bool {
    match &frame.kind {
        Kind::Group(group) if group.role == Role::Plain => {
            let turns = frame.direction.is_some() || group.language.is_some();
            group.align.is_some() || turns && !leads || matches!(frame.by, By::Mark(_))
        }
        Kind::Transparent | Kind::TooDeep | Kind::Styled(_) | Kind::Link { .. } => false,
        _ => true,
    }
}

/// How to end it; none where HTML leaves the end out.
fn hint(by: &By) -> Option<Message> {
    const LEFT_OUT: [&str; 13] = [
        "body",
        "dd",
        "dt",
        "figcaption",
        "html",
        "li",
        "p",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ];
    match by {
        By::Markdown => None,
        By::Tag(name) if LEFT_OUT.contains(&name.as_str()) => None,
        By::Tag(name) => Some(said!("write {ends} where it ends", ends = format!("</{name}>"))),
        By::Mark(_) => Some(said!("write {ends} where it ends", ends = ":::")),
    }
}

/// Says that a block of code between rows of signs has no end, where it takes the rest of the text or the next such block with it.
pub(super) fn code(text: &str, range: &Range<usize>, builder: &mut Builder<'_>) {
    let (block, behind) = (text.get(range.clone()), text.get(range.end..));
    let mut lines = block.unwrap_or_default().lines();
    let Some(first) = lines.next() else { return };
    let sign = first.trim_start().chars().next().unwrap_or('`');
    let row = |line: &str| {
        let line = line.trim();
        line.chars().take_while(|c| *c == sign).count()
    };
    let place = range.start..range.start + first.trim_end().len();
    let begins = |line: &str| {
        let info = line.trim().trim_start_matches(sign);
        row(line) >= row(first).max(3) && info.starts_with(|c: char| c.is_ascii_alphabetic() || c == '{')
    };
    if lines.clone().any(begins) {
        let message = said!("another block of code begins inside the one that begins here: is it not closed?");
        let hint = "end it by a line of the same signs; one that is to show such lines begins with more of them";
        return builder.find(place, Diagnostic::warning(CODE, message).hint(hint));
    }
    let last = lines.rfind(|line| !line.trim().is_empty());
    let Some(last) = last.filter(|_| behind.is_some_and(|behind| behind.trim().is_empty())) else {
        return;
    };
    let closed = row(last) >= row(first).max(3) && last.trim().chars().all(|c| c == sign);
    if !closed {
        builder.find(place, finding(false).hint(BY_SIGNS));
    }
}
