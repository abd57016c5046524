//! Blocks as Markdown.

use super::escape::Place;
use super::{Context, escape, inlines};
use crate::document::{
    Alignment, Block, BlockKind, Definition, Group, Heading, Image, Inline, ListItem, Matter, Role, Target, VerseLine,
    anchor, plain_text,
};
use crate::locale::Direction;

/// Blocks, one below the other, an empty line between two.
pub(super) fn blocks(blocks: &[Block], context: &Context) -> String {
    let mut parts: Vec<String> = Vec::new();
    // Two lists that follow each other are told apart by their signs.
    let mut other_sign = false;
    for (at, block) in blocks.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| blocks.get(at));
        other_sign = before.is_some_and(|before| melts(before, block)) && !other_sign;
        let text = self::block(block, other_sign, context);
        if !text.is_empty() {
            parts.push(turned(text, block));
        }
    }
    parts.join("\n\n")
}

/// Whether two blocks would be one list.
fn melts(before: &Block, block: &Block) -> bool {
    match (&before.kind, &block.kind) {
        (BlockKind::List { start: a, .. }, BlockKind::List { start: b, .. }) => a.is_some() == b.is_some(),
        _ => false,
    }
}

/// A block that is set in a direction of its own.
fn turned(text: String, block: &Block) -> String {
    let Some(direction) = block.direction.map(Direction::name) else {
        return text;
    };
    match block.kind {
        BlockKind::Paragraph { .. } => format!("{text}\n{{: dir={direction}}}"),
        _ => fenced(&format!("{{dir={direction}}}"), &text),
    }
}

/// Lines with so many spaces before all but the first of them.
pub(super) fn indented(text: &str, width: usize) -> String {
    prefixed(text, "", &" ".repeat(width))
}

fn prefixed(text: &str, first: &str, others: &str) -> String {
    let line = |(at, line): (usize, &str)| {
        let prefix = if at == 0 { first } else { others };
        format!("{prefix}{line}").trim_end_matches(' ').to_string()
    };
    text.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Text between two fences of colons, longer than those inside.
fn fenced(head: &str, text: &str) -> String {
    let inside = text.lines().map(|line| line.len() - line.trim_start_matches(':').len());
    let fence = ":".repeat(inside.filter(|colons| *colons > 2).max().map_or(3, |most| most + 1));
    format!("{fence} {head}\n\n{text}\n\n{fence}")
}

fn block(block: &Block, other_sign: bool, context: &Context) -> String {
    match &block.kind {
        BlockKind::Heading(heading) => self::heading(heading, context),
        BlockKind::Paragraph { content } => inlines::paragraph(content),
        BlockKind::Figure { image, link, caption } => figure(image, link.as_ref(), caption),
        BlockKind::List { start, tight, items } => list(*start, *tight, items, other_sign, context),
        BlockKind::Quote { blocks, attribution } => {
            let mut text = self::blocks(blocks, context);
            if let Some(attribution) = attribution {
                let part = if text.is_empty() { "" } else { "\n\n" };
                text = format!("{text}{part}{}", inlines::paragraph(attribution));
            }
            prefixed(&text, "> ", "> ")
        }
        BlockKind::Table {
            alignments,
            header,
            rows,
            caption,
        } => table(alignments, header, rows, caption),
        BlockKind::Code {
            language,
            text,
            caption,
        } => {
            let ticks = text.lines().map(|line| line.len() - line.trim_start_matches('`').len());
            let fence = "`".repeat(ticks.max().map_or(3, |most| most.max(2) + 1));
            let title = match plain_text(caption).replace('"', "”") {
                title if title.is_empty() => title,
                title => format!(" title=\"{title}\""),
            };
            format!("{fence}{}{title}\n{text}\n{fence}", language.as_deref().unwrap_or(""))
        }
        BlockKind::Verse { lines } => verse(lines),
        BlockKind::Definitions { entries } => {
            let written: Vec<String> = entries.iter().map(|entry| definition(entry, context)).collect();
            written.join("\n\n")
        }
        BlockKind::Rule => "***".into(),
        BlockKind::Group(group) => self::group(group, context),
        BlockKind::PageBreak => "\\newpage".into(),
    }
}

fn heading(heading: &Heading, context: &Context) -> String {
    let place = Place {
        heading: true,
        ..Place::default()
    };
    let text = inlines::one_line(&heading.content, place);
    let made = anchor(&plain_text(&heading.content));
    let counted = heading
        .anchor
        .strip_prefix(&format!("{made}-"))
        .is_some_and(|count| count.parse::<u32>().is_ok());
    let mut said = Vec::new();
    if heading.part {
        said.push(".part".to_string());
    }
    if heading.anchor != made && !counted && !heading.anchor.is_empty()
        || counted && context.linked.contains(&heading.anchor)
    {
        said.push(format!("#{}", heading.anchor));
    }
    match heading.matter {
        Matter::Front => said.push(".frontmatter".into()),
        Matter::Back => said.push(".backmatter".into()),
        Matter::Body if heading.level <= context.numbered && heading.number.is_empty() => said.push("-".into()),
        Matter::Body => {}
    }
    let attributes = match said.is_empty() {
        true => String::new(),
        false => format!(" {{{}}}", said.join(" ")),
    };
    format!(
        "{} {text}{attributes}",
        "#".repeat(usize::from(heading.level.clamp(1, 6)))
    )
}

/// A picture by itself, perhaps a link: its caption is its title where that says it all.
fn figure(image: &Image, link: Option<&Target>, caption: &[Inline]) -> String {
    let linked = |picture: String| match link {
        Some(target) => format!("[{picture}]({})", escape::destination(&inlines::address(target))),
        None => picture,
    };
    let plain = |inline: &Inline| matches!(inline, Inline::Text { .. });
    if caption.iter().all(plain) {
        return linked(inlines::picture(image, &plain_text(caption)));
    }
    let caption = inlines::one_line(caption, Place::default());
    let picture = linked(inlines::picture(image, ""));
    format!("<figure>\n\n{picture}\n\n<figcaption>\n\n{caption}\n\n</figcaption>\n</figure>")
}

fn list(start: Option<u64>, tight: bool, items: &[ListItem], other_sign: bool, context: &Context) -> String {
    let mut written = Vec::new();
    for (at, item) in (0_u64..).zip(items) {
        let sign = match start {
            None if other_sign => "*".to_string(),
            None => "-".to_string(),
            Some(start) => {
                let end = if other_sign { ')' } else { '.' };
                match item.counts_in_letters() {
                    true => format!("{}{end}", item.marker),
                    false => format!("{}{end}", start.saturating_add(at)),
                }
            }
        };
        let task = match item.task {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let width = match start {
            None => 2,
            Some(_) => (sign.chars().count() + 1).max(4),
        };
        // A list in an item of a close list stands close to it.
        let text = if tight {
            close(&item.blocks, context)
        } else {
            blocks(&item.blocks, context)
        };
        written.push(prefixed(&text, &format!("{sign} {task}"), &" ".repeat(width)));
    }
    written.join(if tight { "\n" } else { "\n\n" })
}

/// The blocks of an item of a close list: no empty line between its text and the list in it.
fn close(blocks: &[Block], context: &Context) -> String {
    match blocks {
        [text, list]
            if matches!(
                (&text.kind, &list.kind),
                (
                    BlockKind::Paragraph { .. },
                    BlockKind::List {
                        start: None | Some(1),
                        ..
                    }
                )
            ) =>
        {
            format!(
                "{}\n{}",
                turned(block(text, false, context), text),
                turned(block(list, false, context), list)
            )
        }
        other => self::blocks(other, context),
    }
}

fn table(alignments: &[Alignment], header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], caption: &[Inline]) -> String {
    let place = Place {
        cell: true,
        ..Place::default()
    };
    let row = |cells: &[Vec<Inline>]| {
        let cells: Vec<String> = cells.iter().map(|cell| inlines::one_line(cell, place)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule: Vec<&str> = alignments
        .iter()
        .map(|side| match side {
            Alignment::None => "---",
            Alignment::Left => ":--",
            Alignment::Center => ":-:",
            Alignment::Right => "--:",
        })
        .collect();
    let mut lines = vec![row(header), format!("| {} |", rule.join(" | "))];
    lines.extend(rows.iter().map(|cells| row(cells)));
    let table = lines.join("\n");
    match caption.is_empty() {
        true => table,
        false => format!("{table}\n\n: {}", inlines::one_line(caption, Place::default())),
    }
}

fn verse(lines: &[VerseLine]) -> String {
    let place = Place::default();
    let line = |line: &VerseLine| {
        let first = " ".repeat(line.indent.into()) + &inlines::one_line(&line.first, place);
        match &line.second {
            Some(second) => format!("{first} // {}", inlines::one_line(second, place)),
            None => first,
        }
    };
    let lines: Vec<String> = lines.iter().map(line).collect();
    format!("```verse\n{}\n```", lines.join("\n"))
}

fn definition(entry: &Definition, context: &Context) -> String {
    let terms = entry.terms.iter().map(|term| inlines::one_line(term, Place::default()));
    let mut lines: Vec<String> = terms.collect();
    for definition in &entry.definitions {
        lines.push(prefixed(&blocks(definition, context), ":   ", "    "));
    }
    lines.join("\n")
}

fn group(group: &Group, context: &Context) -> String {
    let text = blocks(&group.blocks, context);
    let page = match group.role {
        // Pictures of one line.
        Role::Row => return text.replace("\n\n", " "),
        Role::HalfTitle => "half-title",
        Role::Dedication => "dedication",
        Role::Epigraph => "epigraph",
        Role::Inset if group.name.is_empty() => "epigraph",
        Role::Inset => &group.name,
        Role::CopyrightPage => "copyright",
        Role::FullPage => return text,
        Role::Plain | Role::Box | Role::Missing => "",
    };
    if !page.is_empty() {
        let title = inlines::one_line(&group.title, Place::default());
        return fenced(format!("{page} {title}").trim_end(), &text);
    }
    if group.role != Role::Plain {
        let name = if group.name.is_empty() { "box" } else { &group.name };
        let title = inlines::one_line(&group.title, Place::default());
        return fenced(format!("{name} {title}").trim_end(), &text);
    }
    let side = match group.align {
        Some(Alignment::Center) => Some(".center".to_string()),
        Some(Alignment::Left) => Some("align=left".into()),
        Some(Alignment::Right) => Some("align=right".into()),
        _ => None,
    };
    let language = group.language.as_ref().map(|language| format!("lang={language}"));
    let said: Vec<String> = [side, language].into_iter().flatten().collect();
    match said.is_empty() {
        true => text,
        false => fenced(&format!("{{{}}}", said.join(" ")), &text),
    }
}
