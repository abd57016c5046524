//! pulldown-cmark's events, turned into calls of the builder.

use std::ops::Range;

use pulldown_cmark::{Alignment as Align, CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use super::builder::Builder;
use super::frame::{Kind, Style};
use super::headings::Attributes;
use super::inlines;
use crate::diagnostic::Diagnostic;
use crate::document::{Alignment, Inline};

const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_SUPERSCRIPT)
    .union(Options::ENABLE_SUBSCRIPT);

/// Reads a cleaned text into a builder.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) {
    for (event, range) in Parser::new_ext(text, EXTENSIONS).into_offset_iter() {
        match event {
            Event::Start(tag) => start(tag, range, builder),
            Event::End(_) => end(text, range, builder),
            Event::Text(letters) => self::text(text, &letters, range, builder),
            Event::Code(code) => {
                let span = builder.span(range);
                builder.push(Inline::Code {
                    text: code.into_string(),
                    span,
                });
            }
            Event::SoftBreak => builder.push_text("\n", range),
            Event::HardBreak => builder.push(Inline::Break),
            Event::Rule => builder.rule(range),
            Event::FootnoteReference(label) => inlines::note_reference(&label, range, builder),
            Event::TaskListMarker(done) => {
                if let Some(Kind::Item { task }) = builder.top() {
                    *task = Some(done);
                }
            }
            Event::InlineHtml(html) => inlines::html(&html, range, builder),
            Event::Html(html) => {
                if let Some(Kind::Html { text }) = builder.top() {
                    text.push_str(&html);
                }
            }
            // Mathematics is not asked for.
            Event::InlineMath(letters) | Event::DisplayMath(letters) => builder.push_text(&letters, range),
        }
    }
}

fn start(tag: Tag<'_>, range: Range<usize>, builder: &mut Builder<'_>) {
    let kind = match tag {
        Tag::Emphasis => styled(Style::Emphasis),
        Tag::Strong => styled(Style::Strong),
        Tag::Strikethrough => styled(Style::Strikethrough),
        Tag::Superscript => styled(Style::Superscript),
        Tag::Subscript => styled(Style::Subscript),
        Tag::Link {
            link_type: LinkType::Email,
            dest_url,
            ..
        } => Kind::Link {
            url: format!("mailto:{dest_url}"),
        },
        Tag::Link { dest_url, .. } => Kind::Link {
            url: dest_url.into_string(),
        },
        Tag::Image { dest_url, title, .. } => Kind::Image {
            path: dest_url.into_string(),
            title: title.into_string(),
        },
        block => {
            inlines::close_tags(builder);
            builder.end_loose_paragraph();
            if matches!(block, Tag::Paragraph) {
                builder.loosen();
            }
            block_kind(block, &range)
        }
    };
    builder.open(kind, range);
}

fn styled(style: Style) -> Kind {
    Kind::Styled { style, tag: None }
}

fn block_kind(tag: Tag<'_>, range: &Range<usize>) -> Kind {
    match tag {
        Tag::Heading { level, id, classes, .. } => Kind::Heading {
            level: level as u8,
            attributes: Attributes::new(id.as_deref(), classes.iter().map(|class| class.as_ref())),
        },
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code {
            info: info.into_string(),
            text: String::new(),
            pieces: Vec::new(),
        },
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code {
            info: String::new(),
            text: String::new(),
            pieces: Vec::new(),
        },
        Tag::HtmlBlock => Kind::Html { text: String::new() },
        Tag::List(start) => Kind::List {
            start,
            loose: false,
            items: Vec::new(),
        },
        Tag::Item => Kind::Item { task: None },
        Tag::FootnoteDefinition(label) => Kind::Note {
            label: label.into_string(),
        },
        Tag::DefinitionList => Kind::Definitions { entries: Vec::new() },
        Tag::DefinitionListTitle => Kind::Term,
        Tag::DefinitionListDefinition => Kind::Meaning,
        Tag::Table(columns) => Kind::Table {
            alignments: columns.into_iter().map(alignment).collect(),
            header: Vec::new(),
            rows: Vec::new(),
        },
        Tag::TableHead => Kind::Row {
            head: true,
            cells: Vec::new(),
            end: range.end,
        },
        Tag::TableRow => Kind::Row {
            head: false,
            cells: Vec::new(),
            end: range.end,
        },
        Tag::TableCell => Kind::Cell,
        _ => Kind::Paragraph,
    }
}

fn alignment(column: Align) -> Alignment {
    match column {
        Align::None => Alignment::None,
        Align::Left => Alignment::Left,
        Align::Center => Alignment::Center,
        Align::Right => Alignment::Right,
    }
}

fn end(text: &str, range: Range<usize>, builder: &mut Builder<'_>) {
    inlines::close_tags(builder);
    match builder.top() {
        Some(Kind::Html { text: html }) => {
            let html = std::mem::take(html);
            inlines::html_block(text, &html, range, builder);
        }
        Some(&mut Kind::Row { end, .. }) => report_excess(text, end..range.end, builder),
        Some(Kind::Cell) => {
            builder.close();
            if let Some(Kind::Row { end, .. }) = builder.top() {
                *end = range.end;
            }
            return;
        }
        _ => {}
    }
    builder.close();
}

/// Cells beyond the table's columns are ignored (GFM 4.10); an author should know.
fn report_excess(text: &str, rest: Range<usize>, builder: &mut Builder<'_>) {
    let is_cell = |c: char| !c.is_whitespace() && c != '|';
    if text.get(rest.clone()).is_some_and(|rest| rest.contains(is_cell)) {
        let message = "this row has more cells than the table has columns; the last ones are left out";
        let finding = Diagnostic::warning("table-row", message);
        builder.find(
            rest,
            finding.hint("give the head row as many cells, or write | inside a cell as \\|"),
        );
    }
}

fn text(source: &str, letters: &str, range: Range<usize>, builder: &mut Builder<'_>) {
    match builder.top() {
        Some(Kind::Code { text, pieces, .. }) => {
            pieces.push((text.len(), range.start));
            return text.push_str(letters);
        }
        Some(Kind::Html { text }) => return text.push_str(letters),
        _ => {}
    }
    if letters.starts_with(['^', '~']) && source.get(..range.start).is_some_and(|before| before.ends_with('\\')) {
        builder.push_text(inlines::ESCAPED, range.clone());
    }
    if letters == "[" {
        inlines::report_undefined_note(source, range.start, builder);
    }
    builder.push_text(letters, range);
}
