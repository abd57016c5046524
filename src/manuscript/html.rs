//! HTML in a manuscript: its tags as what they mean, put together with the Markdown around them.

use crate::diagnostic::said;
use std::ops::Range;

use super::attributes::Attributes;
use super::builder::Builder;
use super::frame::{By, HtmlCell, Kind, Style};
use super::headings::HeadingAttributes;
use super::tally::Odd;
use super::{groups, inlines};
use crate::document::{Alignment, BlockKind, Group, Inline, Role};
use crate::html::{Element, Tag, Token, element, is_void_name, tokens};

/// A block of HTML as the parser gives it: its text in pieces, each with its place.
#[derive(Debug, Default)]
pub(super) struct HtmlBlock {
    pub(super) text: String,
    /// Offset in the text, offset in the manuscript.
    pub(super) pieces: Vec<(usize, usize)>,
}

impl HtmlBlock {
    pub(super) fn push(&mut self, html: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(html);
    }

    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let after = self.pieces.partition_point(|piece| piece.0 <= range.start);
        let piece = after
            .checked_sub(1)
            .and_then(|i| self.pieces.get(i))
            .copied()
            .unwrap_or_default();
        let start = piece.1 + (range.start - piece.0);
        start..start + range.len()
    }
}

/// Reads a block of HTML.
pub(super) fn block(html: &HtmlBlock, builder: &mut Builder<'_>) {
    builder.close_inline_tags();
    for (at, token) in tokens(&html.text) {
        match token {
            Token::Open(tag) if !is_tag(&tag) => less_than(html, at, builder),
            token => self::token(token, html.place(at), builder),
        }
    }
    builder.close_inline_tags();
}

/// Whether what a browser would take for a tag is one: of `x<y and all that follows</p>` each word would be an attribute.
fn is_tag(tag: &Tag) -> bool {
    let named = |name: &str| {
        name.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.:@#*()[]".contains(c))
    };
    let of_markup = |name: &str| name.is_ascii() && !name.contains('<');
    let mut attributes = tag.attributes.iter().map(|(name, _)| name.as_str());
    if element(&tag.name).is_some() || tag.component {
        attributes.all(of_markup)
    } else {
        named(&tag.name) && attributes.all(named)
    }
}

/// Text that begins with a sign that opens no tag; the last such sign in it may open one.
fn less_than(html: &HtmlBlock, at: Range<usize>, builder: &mut Builder<'_>) {
    let written = html.text.get(at.clone()).unwrap_or_default();
    let last = written.rfind('<').filter(|last| *last > 0).unwrap_or(written.len());
    let (text, tag) = written.split_at(last);
    let mut from = at.start;
    for part in text.split('<').skip(1) {
        builder.push_text("<", html.place(from..from + 1));
        for (within, token) in tokens(part) {
            self::token(
                token,
                html.place(from + 1 + within.start..from + 1 + within.end),
                builder,
            );
        }
        from += 1 + part.len();
    }
    for (within, token) in tokens(tag) {
        self::token(token, html.place(from + within.start..from + within.end), builder);
    }
}

/// Reads a tag or comment in a line.
pub(super) fn inline(html: &str, range: Range<usize>, builder: &mut Builder<'_>) {
    // A section of character data is no text in HTML, whatever signs it holds.
    if html.starts_with("<![CDATA[") {
        return;
    }
    for (at, token) in tokens(html) {
        self::token(token, range.start + at.start..range.start + at.end, builder);
    }
}

fn token(token: Token, place: Range<usize>, builder: &mut Builder<'_>) {
    if let Some((unread, _)) = &builder.unread {
        if matches!(&token, Token::Close(name) if name == unread) {
            builder.unread = None;
        }
        return;
    }
    match token {
        Token::Comment(text) => {
            if let Some(mark) = builder.marks.get(&text).cloned() {
                super::dispatch::mark(mark, place, builder);
            }
        }
        Token::Text(text) => builder.push_text(&text, place),
        Token::Open(tag) => {
            let before = builder.stack.len();
            let end = place.end;
            open(&tag, place, builder);
            // Whoever writes `<sup/>` means an element without content, as XML and JSX have it.
            match tag.ends_itself {
                true if builder.stack.len() > before => close(&tag.name, end..end, builder),
                true => builder.unread = None,
                false => {}
            }
        }
        Token::Close(name) => close(&name, place, builder),
    }
}

/// How far the end of an element that nobody knows is looked for, in bytes.
const FAR: usize = 100_000;

/// Whether what looks like the beginning of an element is a word between signs, `<name>`: it is no element of HTML, says nothing more than
/// its name, and nothing ends it.
fn is_word(tag: &Tag, place: &Range<usize>, builder: &Builder<'_>) -> bool {
    let written = builder.slice(place.clone());
    let name = written.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let Some(name) = name.filter(|_| tag.attributes.is_empty() && !is_void_name(&tag.name) && tag.name != "path")
    else {
        return false;
    };
    let ends = format!("</{name}");
    !name.ends_with('/') && !builder.behind(place.end, FAR).contains(&ends)
}

fn in_code(builder: &mut Builder<'_>) -> bool {
    matches!(builder.top(), Some(Kind::Code { .. }))
}

fn open(tag: &Tag, place: Range<usize>, builder: &mut Builder<'_>) {
    let name = tag.name.as_str();
    let span = builder.span(place.clone());
    for id in [tag.value("id"), tag.value("name")].into_iter().flatten() {
        builder.gathered.ids.push((span, id.to_string()));
    }
    if in_code(builder) {
        match name {
            "br" => builder.push_text("\n", place),
            "code" => language_of_code(tag, builder),
            _ => {}
        }
        return;
    }
    let Some(element) = element(name) else {
        if is_word(tag, &place, builder) {
            let written = builder.slice(place.clone()).to_string();
            builder.push_text(&written, place);
        } else if !is_void_name(name) && name != "path" {
            let odd = if tag.component {
                Odd::Component
            } else {
                Odd::Element(name.into())
            };
            builder.count(odd, place);
        } else if name == "input" && tag.value("type") == Some("checkbox") {
            let done = tag.attributes.iter().any(|attribute| attribute.0 == "checked");
            builder.push_text(if done { "☑" } else { "☐" }, place);
        }
        return;
    };
    if breaks_page(tag) {
        builder.close_inline_tags();
        let span = builder.span(place);
        return builder.push_block(BlockKind::PageBreak, span);
    }
    if element.is_inline() {
        open_inline(element, tag, place, builder);
    } else {
        builder.close_inline_tags();
        close_implied(element, builder);
        if builder.is_in_line() {
            in_line(element, place, builder);
        } else {
            open_block(element, tag, place, builder);
        }
    }
}

/// Whether a page is to end at an element.
fn breaks_page(tag: &Tag) -> bool {
    let forced = |value: &str| matches!(value, "always" | "page" | "left" | "right");
    let styled = ["page-break-after", "page-break-before", "break-after", "break-before"]
        .iter()
        .any(|property| tag.style(property).is_some_and(forced));
    styled
        || ["page-break", "pagebreak", "newpage"]
            .iter()
            .any(|class| tag.has_class(class))
}

fn by(tag: &Tag) -> By {
    By::Tag(tag.name.clone())
}

fn open_inline(element: Element, tag: &Tag, place: Range<usize>, builder: &mut Builder<'_>) {
    let styled = |style| Kind::Styled(style);
    let kind = match element {
        Element::Styled(style) => match inline_style(style) {
            Some(style) => styled(style),
            None => {
                builder.push_text("“", place.clone());
                Kind::Transparent
            }
        },
        Element::Run => inlines::run(&Attributes::of_tag(tag), tag.name == "bdi", &place, builder)
            .map_or(Kind::Transparent, Kind::Styled),
        Element::Abbreviation => styled(Style::Abbreviation {
            title: super::clean::letters(tag.value("title").unwrap_or("")).into_owned(),
        }),
        Element::Code => styled(Style::Code),
        Element::Link => match tag.value("href") {
            Some(url) => Kind::Link { url: url.into() },
            None => Kind::Transparent,
        },
        Element::Picture => return picture(tag, place, builder),
        Element::Break => return builder.push(Inline::Break),
        Element::Embedded => return embedded(tag, place, builder),
        Element::Unread => {
            if tag.name != "head" && tag.name != "style" && tag.name != "template" {
                builder.count(Odd::Unread(tag.name.clone()), place.clone());
            }
            let ends = format!("</{}", tag.name);
            if builder.is_in_line() && !builder.behind(place.end, FAR).to_ascii_lowercase().contains(&ends) {
                return;
            }
            builder.unread = Some((tag.name.clone(), place));
            return;
        }
        _ => return,
    };
    builder.open_by(kind, by(tag), place);
}

fn inline_style(style: crate::html::Style) -> Option<Style> {
    use crate::html::Style as Html;
    Some(match style {
        Html::Emphasis => Style::Emphasis,
        Html::Strong => Style::Strong,
        Html::Strikethrough => Style::Strikethrough,
        Html::Superscript => Style::Superscript,
        Html::Subscript => Style::Subscript,
        Html::Underline => Style::Underline,
        Html::Small => Style::Small,
        Html::Mark => Style::Mark,
        Html::Quotation => return None,
    })
}

fn picture(tag: &Tag, place: Range<usize>, builder: &mut Builder<'_>) {
    let Some(path) = tag.value("src").or(tag.value("data-src")) else {
        return;
    };
    let span = builder.span(place);
    let alternative = Inline::Text {
        text: tag.value("alt").unwrap_or("").into(),
        span,
    };
    let title = tag.value("title").unwrap_or("").to_string();
    builder.push_image(path, title, &[alternative], span);
    if let Some(Inline::Image(image)) = builder.stack.last_mut().and_then(|top| top.inlines.last_mut()) {
        image.width = Attributes::of_tag(tag).width().or(image.width);
    }
}

/// A link in place of what plays or shows something from elsewhere.
fn embedded(tag: &Tag, place: Range<usize>, builder: &mut Builder<'_>) {
    let url = tag.value("src").or(tag.value("data")).unwrap_or("");
    // What the address itself holds is no place to go to.
    if ["", "data:", "blob:", "about:"].contains(&url.split_inclusive(':').next().unwrap_or("")) {
        return builder.count(Odd::Unread(tag.name.clone()), place);
    }
    builder.count(Odd::Embedded(tag.name.clone()), place.clone());
    let url = if url.starts_with("//") {
        format!("https:{url}")
    } else {
        url.into()
    };
    let span = builder.span(place);
    let said = tag.value("title").map_or_else(|| url.clone(), str::to_string);
    builder.push(Inline::Link {
        target: crate::document::Target::Url(url),
        content: vec![Inline::Text { text: said, span }],
        span,
    });
}

/// A block where only inlines can stand: a break in its place, a dot before an item.
fn in_line(element: Element, place: Range<usize>, builder: &mut Builder<'_>) {
    let Some(top) = builder.stack.last_mut() else { return };
    let something = top.inlines.iter().any(|inline| !super::blocks::is_blank(inline));
    match element {
        Element::Cell { .. } => builder.push_text(" ", place),
        _ if something => {
            if !matches!(top.inlines.last(), Some(Inline::Break)) {
                top.inlines.push(Inline::Break);
            }
            if element == Element::Item {
                builder.push_text("• ", place);
            }
        }
        Element::Item => builder.push_text("• ", place),
        _ => {}
    }
}

fn open_block(element: Element, tag: &Tag, place: Range<usize>, builder: &mut Builder<'_>) {
    let attributes = Attributes::of_tag(tag);
    builder.end_loose_paragraph();
    let words = builder.words;
    let group = |group: Group| Kind::Group(Box::new(group));
    let kind = match element {
        Element::Rule => return builder.rule(place),
        Element::Division | Element::Paragraph => group(groups::of(&attributes, words)),
        Element::Center => group(Group {
            align: Some(Alignment::Center),
            ..groups::of(&attributes, words)
        }),
        Element::Aside => group(match groups::of(&attributes, words) {
            found if found.role == Role::Box => found,
            _ => groups::boxed("aside", words),
        }),
        Element::Details => group(groups::boxed("details", words)),
        Element::Summary => Kind::Title,
        Element::Heading(level) => Kind::HtmlHeading {
            level,
            attributes: HeadingAttributes::new(&attributes),
        },
        Element::Quote => Kind::Quote,
        Element::List { ordered } => Kind::List {
            start: ordered.then(|| tag.value("start").and_then(|start| start.parse().ok()).unwrap_or(1)),
            loose: false,
            items: Vec::new(),
        },
        Element::Item => Kind::Item {
            task: None,
            marker: String::new(),
        },
        Element::Definitions => Kind::Definitions { entries: Vec::new() },
        Element::Term => Kind::HtmlTerm,
        Element::Meaning => Kind::Meaning,
        Element::Preformatted => Kind::Code {
            info: tag.value("lang").unwrap_or("").into(),
            title: None,
            text: String::new(),
            pieces: Vec::new(),
        },
        Element::Figure => Kind::Figure { caption: Vec::new() },
        Element::Caption => Kind::Caption,
        Element::Table => Kind::HtmlTable(Box::default()),
        Element::Head | Element::Rows => return rows(element == Element::Head, builder),
        Element::Row => Kind::HtmlRow(Vec::new()),
        Element::Cell { head } => cell(head, tag, &attributes),
        _ => return,
    };
    builder.open_by(kind, by(tag), place);
    if let Some(top) = builder.stack.last_mut() {
        top.direction = attributes.direction();
    }
}

/// A part of a table begins.
fn rows(head: bool, builder: &mut Builder<'_>) {
    if let Some(Kind::HtmlTable(table)) = builder.top() {
        table.in_head = head;
    }
}

fn cell(head: bool, tag: &Tag, attributes: &Attributes) -> Kind {
    let number = |name: &str| tag.value(name).and_then(|value| value.parse().ok()).unwrap_or(1);
    Kind::HtmlCell(HtmlCell {
        head,
        columns: number("colspan"),
        rows: number("rowspan"),
        align: groups::of(attributes, None).align,
        content: Vec::new(),
    })
}

/// A language class of code inside `<pre>`.
fn language_of_code(tag: &Tag, builder: &mut Builder<'_>) {
    let class = tag.value("class").and_then(|classes| {
        let mut classes = classes.split_whitespace();
        classes.find_map(|class| class.strip_prefix("language-").or(class.strip_prefix("lang-")))
    });
    if let (Some(class), Some(Kind::Code { info, .. })) = (class, builder.top()) {
        *info = class.into();
    }
}

/// Ends what a tag ends without saying so (HTML 13.1.2.4): a paragraph before a block, an item before an item.
fn close_implied(element: Element, builder: &mut Builder<'_>) {
    let (ends, walls): (&[&str], &[&str]) = match element {
        Element::Item => (&["li"], &["ul", "ol", "menu"]),
        Element::Term | Element::Meaning => (&["dt", "dd"], &["dl"]),
        Element::Cell { .. } => (&["td", "th"], &["tr", "table"]),
        Element::Row | Element::Head | Element::Rows => (&["tr", "caption"], &["table"]),
        _ => (
            &["p"],
            &[
                "div",
                "li",
                "td",
                "th",
                "blockquote",
                "section",
                "figure",
                "details",
                "center",
            ],
        ),
    };
    let foreign = builder.stack.iter().rev().take_while(|frame| frame.by != By::Markdown);
    let mut through = None;
    for (inner, frame) in foreign.take(200).enumerate() {
        let By::Tag(name) = &frame.by else { break };
        if ends.contains(&name.as_str()) {
            through = Some(inner);
        } else if walls.contains(&name.as_str()) {
            break;
        }
    }
    if let Some(inner) = through {
        (0..=inner).for_each(|_| builder.close());
    }
}

fn close(name: &str, place: Range<usize>, builder: &mut Builder<'_>) {
    if in_code(builder) && name != "pre" {
        return;
    }
    let known = element(name);
    if matches!(known, Some(Element::Head)) {
        close_implied(Element::Head, builder);
        return rows(false, builder);
    }
    if name == "q" {
        builder.push_text("”", place.clone());
    }
    let foreign = builder.stack.iter().rev().take_while(|frame| frame.by != By::Markdown);
    let found = foreign.take(200).position(|frame| frame.by == By::Tag(name.into()));
    match (found, known) {
        (Some(inner), _) => (0..=inner).for_each(|_| builder.close()),
        (None, Some(Element::Styled(_))) => unopened(name, place, builder),
        (None, Some(element)) if !element.is_inline() && !element.is_void() && builder.is_in_line() => {
            in_line(Element::Division, place, builder);
        }
        _ => {}
    }
}

/// An end tag that ends nothing; one whose element was ended early needs no word.
fn unopened(name: &str, place: Range<usize>, builder: &mut Builder<'_>) {
    if let Some(at) = builder.ended.iter().position(|ended| ended == name) {
        builder.ended.remove(at);
        return;
    }
    let message = said!("</{name}> ends nothing that is open here", name);
    let finding = crate::diagnostic::Diagnostic::warning("html-unbalanced", message);
    builder.find(
        place,
        finding.hint("end a tag in the paragraph and the emphasis in which it began"),
    );
}
