//! pulldown-cmark's events, turned into calls of the builder.

use std::ops::Range;

use pulldown_cmark::{Alignment as Align, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::attributes::Attributes;
use super::builder::Builder;
use super::frame::{Kind, Style};
use super::headings::HeadingAttributes;
use super::html::{self, HtmlBlock};
use super::tally::Odd;
use super::{inlines, math, unclosed, verse};
use crate::diagnostic::Diagnostic;
use crate::document::{Alignment, Inline};

/// What is read beyond CommonMark by the parser itself.
pub(super) const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_SUPERSCRIPT)
    .union(Options::ENABLE_SUBSCRIPT)
    .union(Options::ENABLE_MATH);

/// Reads a text into a builder.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) {
    let mut html: Option<HtmlBlock> = None;
    for (event, range) in Parser::new_ext(text, EXTENSIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => html = Some(HtmlBlock::default()),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(html) = html.take() {
                    unclosed::html(&html, builder);
                    html::block(&html, builder);
                }
            }
            Event::Html(piece) | Event::Text(piece) if html.is_some() => {
                if let Some(html) = &mut html {
                    html.push(&piece, range.start);
                }
            }
            Event::Start(tag) => {
                if matches!(tag, Tag::CodeBlock(CodeBlockKind::Fenced(_))) {
                    unclosed::code(text, &range, builder);
                }
                start(text, tag, range, builder);
            }
            Event::End(_) => end(text, range, builder),
            other => inline(text, other, range, builder),
        }
    }
}

fn inline(text: &str, event: Event<'_>, range: Range<usize>, builder: &mut Builder<'_>) {
    if builder.unread.is_some() && !matches!(event, Event::InlineHtml(_) | Event::Html(_)) {
        return;
    }
    match event {
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
        Event::Rule => {
            builder.close_inline_tags();
            builder.rule(range);
        }
        Event::FootnoteReference(label) => inlines::note_reference(&label, range, builder),
        Event::TaskListMarker(done) => {
            if let Some(Kind::Item { task, .. }) = builder.top() {
                *task = Some(done);
            }
        }
        Event::InlineHtml(html) | Event::Html(html) => html::inline(&html, range, builder),
        Event::InlineMath(tex) => {
            builder.count(Odd::Formula, range.clone());
            let formula = math::formula(&tex, builder.span(range));
            builder.push(formula);
        }
        Event::DisplayMath(tex) => {
            builder.count(Odd::Formula, range.clone());
            let formula = math::formula(&tex, builder.span(range));
            builder.push(Inline::Break);
            builder.push(formula);
            builder.push(Inline::Break);
        }
        Event::Start(_) | Event::End(_) => {}
    }
}

fn start(text: &str, tag: Tag<'_>, range: Range<usize>, builder: &mut Builder<'_>) {
    let kind = match tag {
        Tag::Emphasis => Kind::Styled(Style::Emphasis),
        Tag::Strong => Kind::Styled(Style::Strong),
        Tag::Strikethrough => Kind::Styled(Style::Strikethrough),
        Tag::Superscript => Kind::Styled(Style::Superscript),
        Tag::Subscript => Kind::Styled(Style::Subscript),
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
            builder.close_inline_tags();
            builder.end_loose_paragraph();
            if matches!(block, Tag::Paragraph) {
                builder.loosen();
            }
            block_kind(text, block, &range)
        }
    };
    builder.open(kind, range);
}

/// A heading's attributes: those in braces at the line's end, read as all dialects write them, else what the parser found.
fn heading_attributes(line: &str, id: Option<&str>, classes: &[pulldown_cmark::CowStr<'_>]) -> HeadingAttributes {
    let line = line.trim_end().trim_end_matches('#').trim_end();
    let braces = line
        .strip_suffix('}')
        .and_then(|line| line.rsplit_once('{'))
        .and_then(|(_, inside)| Attributes::parse(inside));
    let found = braces.unwrap_or_else(|| Attributes {
        id: id.map(str::to_string),
        classes: classes.iter().map(ToString::to_string).collect(),
        pairs: Vec::new(),
    });
    HeadingAttributes::new(&found)
}

/// Where in the first line of a fenced block the title of its code stands.
fn title_of_code(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let line = text.get(range.clone())?.lines().next()?;
    let title = verse::title(line.trim_start_matches(['`', '~']))?;
    let at = range.start + line.find(title)?;
    Some(at..at + title.len())
}

fn block_kind(text: &str, tag: Tag<'_>, range: &Range<usize>) -> Kind {
    match tag {
        Tag::Heading { level, id, classes, .. } => Kind::Heading {
            level: level as u8,
            attributes: heading_attributes(text.get(range.clone()).unwrap_or(""), id.as_deref(), &classes),
        },
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code {
            title: title_of_code(text, range),
            info: info.into_string(),
            text: String::new(),
            pieces: Vec::new(),
        },
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code {
            info: String::new(),
            title: None,
            text: String::new(),
            pieces: Vec::new(),
        },
        Tag::List(start) => Kind::List {
            start,
            loose: false,
            items: Vec::new(),
        },
        Tag::Item => Kind::Item {
            task: None,
            marker: String::new(),
        },
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
    builder.close_foreign();
    match builder.top() {
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
    if letters.starts_with(['^', '~']) && source.get(..range.start).is_some_and(|before| before.ends_with('\\')) {
        builder.push_text(inlines::ESCAPED, range.clone());
    }
    if letters == "[" {
        inlines::report_undefined_note(source, range.start, builder);
    }
    builder.push_text(letters, range);
}
