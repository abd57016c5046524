//! Where in a text code, HTML and tables stand, and which stretches are lines of prose.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::super::events::EXTENSIONS;
use super::fences;

/// A stretch of prose in which inline signs pair: a paragraph, a heading, a cell.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) range: Range<usize>,
    /// What in it is no prose, in order: code, HTML, formulas, addresses of links.
    pub(super) holes: Vec<Range<usize>>,
}

/// What a first parse tells of a text. All lists are in order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Blocks of code, and HTML whose content is no text.
    pub(super) raw: Vec<Range<usize>>,
    /// Code in lines.
    pub(super) code: Vec<Range<usize>>,
    /// Fenced blocks of verse.
    pub(super) verse: Vec<Range<usize>>,
    pub(super) tables: Vec<Range<usize>>,
    pub(super) headings: Vec<Range<usize>>,
    /// Formulas in lines, and those that stand by themselves.
    pub(super) formulas: Vec<Range<usize>>,
    /// What stands between two signs of money, and is no formula.
    pub(super) money: Vec<Range<usize>>,
    pub(super) scopes: Vec<Scope>,
    /// The labels that links and pictures name, in small letters.
    labels: BTreeSet<String>,
    /// Each line that has a letter: where it begins, and where its first letter stands.
    letters: Vec<(usize, usize)>,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// A link or picture that is open: its range, and from where to where its text reaches.
type Open = (Range<usize>, Option<Range<usize>>, bool);

#[derive(Default)]
struct Gather {
    outline: Outline,
    scope: Option<Scope>,
    open: Vec<Open>,
    html: Option<Range<usize>>,
    /// Whether what comes are lines of code, which are no prose.
    in_code: bool,
}

impl Outline {
    pub(super) fn of(text: &str) -> Self {
        let mut gather = Gather::default();
        for (event, range) in Parser::new_ext(text, EXTENSIONS).into_offset_iter() {
            gather.event(text, event, range);
        }
        gather.end_scope();
        let mut outline = gather.outline;
        outline.code.sort_by_key(|range| range.start);
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            outline.lines.push(start);
            outline
                .letters
                .extend(line.find(char::is_alphabetic).map(|at| (start, start + at)));
            start += line.len();
        }
        outline
    }

    /// Whether a place stands in code or in HTML that is no text.
    pub(super) fn is_raw(&self, at: usize) -> bool {
        within(&self.raw, at).is_some()
    }

    /// Whether a letter stands before a place in its line.
    pub(super) fn has_letter_before(&self, at: usize) -> bool {
        let line = self.lines.partition_point(|start| *start <= at);
        let line = line.checked_sub(1).and_then(|line| self.lines.get(line));
        let last = self.letters.partition_point(|(_, letter)| *letter < at);
        let last = last.checked_sub(1).and_then(|last| self.letters.get(last));
        last.is_some_and(|(start, _)| Some(start) == line)
    }

    /// Whether a place stands in prose.
    pub(super) fn is_prose(&self, at: usize) -> bool {
        let after = self.scopes.partition_point(|scope| scope.range.start <= at);
        let scope = after.checked_sub(1).and_then(|last| self.scopes.get(last));
        scope.is_some_and(|scope| scope.range.contains(&at))
    }

    /// Whether a link or a picture names a label.
    pub(super) fn is_named(&self, label: &str) -> bool {
        self.labels.contains(&label.trim().to_lowercase())
    }

    /// The formula that a place stands in.
    pub(super) fn formula_at(&self, at: usize) -> Option<&Range<usize>> {
        within(&self.formulas, at)
    }

    /// The stretch of code in a line that a place stands in.
    pub(super) fn code_at(&self, at: usize) -> Option<&Range<usize>> {
        within(&self.code, at)
    }
}

/// Whether what the parser takes for a formula is one: between two signs of money that have words of a language from the right there is none,
/// nor where a digit follows the second (pandoc's rule).
fn is_formula(text: &str, behind: &str) -> bool {
    let money = text.contains(is_from_the_right) && !text.contains("\\text") || behind.starts_with(char::is_numeric);
    text.starts_with("$$") || !money
}

/// A letter of a script from the right.
pub(super) fn is_from_the_right(c: char) -> bool {
    matches!(u32::from(c), 0x5d0..=0x5ea | 0x620..=0x64a | 0x66e..=0x6d3 | 0x6fa..=0x6ff | 0x750..=0x77f)
}

/// The range of a sorted list that holds a place.
pub(super) fn within(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let after = ranges.partition_point(|range| range.start <= at);
    after
        .checked_sub(1)
        .and_then(|i| ranges.get(i))
        .filter(|range| range.contains(&at))
}

impl Gather {
    fn event(&mut self, text: &str, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.end_scope();
                match kind {
                    CodeBlockKind::Fenced(info) if fences::is_verse(&info) => self.outline.verse.push(range.clone()),
                    _ => {}
                }
                self.outline.raw.push(range);
                self.in_code = true;
            }
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Tag::HtmlBlock) => {
                self.end_scope();
                let head = text.get(range.clone()).unwrap_or("").trim_start().to_ascii_lowercase();
                if ["<pre", "<script", "<style", "<textarea", "<!--"]
                    .iter()
                    .any(|name| head.starts_with(name))
                {
                    // What stands behind a comment on its last line is no part of it.
                    let length = text.get(range.clone()).and_then(|block| block.find("-->"));
                    let end = length
                        .filter(|_| head.starts_with("<!--"))
                        .map(|length| range.start + length + 3);
                    self.outline.raw.push(range.start..end.unwrap_or(range.end));
                }
                self.html = Some(range);
            }
            Event::End(TagEnd::HtmlBlock) => self.html = None,
            Event::Text(_) if self.html.is_some() || self.in_code => {}
            Event::Text(_) | Event::SoftBreak | Event::HardBreak | Event::TaskListMarker(_) => {
                self.extend(range, false)
            }
            Event::Code(_) => {
                self.outline.code.push(range.clone());
                self.extend(range, true);
            }
            Event::InlineHtml(_) | Event::FootnoteReference(_) => self.extend(range, true),
            Event::InlineMath(_) | Event::DisplayMath(_) => {
                let behind = text.get(range.end..).unwrap_or("");
                match is_formula(text.get(range.clone()).unwrap_or(""), behind) {
                    true => self.outline.formulas.push(range.clone()),
                    false => self.outline.money.push(range.clone()),
                }
                self.extend(range, true);
            }
            Event::Html(_) | Event::Rule => {}
            Event::End(TagEnd::Heading(_)) => {
                self.extend_over_attributes(text);
                self.end_scope();
            }
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                self.extend(range, false);
            }
            Tag::Link { link_type, id, .. } => {
                self.outline.labels.insert(id.to_lowercase());
                self.extend(range.clone(), false);
                let whole = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.open.push((range, None, whole));
            }
            Tag::Image { id, .. } => {
                self.outline.labels.insert(id.to_lowercase());
                self.extend(range.clone(), false);
                self.open.push((range, None, true));
            }
            Tag::Table(_) => {
                self.end_scope();
                self.outline.tables.push(range);
            }
            Tag::Heading { .. } => {
                self.end_scope();
                self.outline.headings.push(range);
            }
            _ => self.end_scope(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Link | TagEnd::Image => {
                let Some((range, inner, whole)) = self.open.pop() else {
                    return;
                };
                let Some(scope) = &mut self.scope else { return };
                match inner.filter(|_| !whole) {
                    Some(inner) => {
                        scope.holes.push(range.start..inner.start);
                        scope.holes.push(inner.end..range.end);
                    }
                    None => scope.holes.push(range),
                }
            }
            _ => self.end_scope(),
        }
    }

    fn extend(&mut self, range: Range<usize>, hole: bool) {
        if let Some((_, inner, _)) = self.open.last_mut() {
            let inner = inner.get_or_insert(range.clone());
            inner.end = inner.end.max(range.end);
        }
        let scope = self.scope.get_or_insert_with(|| Scope {
            range: range.clone(),
            holes: Vec::new(),
        });
        scope.range.end = scope.range.end.max(range.end);
        if hole {
            scope.holes.push(range);
        }
    }

    /// Braces right behind a bracket that ends a heading are the run's in the bracket (pandoc), where the parser took them for the
    /// heading's.
    fn extend_over_attributes(&mut self, text: &str) {
        let Some(Scope { range, holes }) = &mut self.scope else {
            return;
        };
        let (before, rest) = text.split_at_checked(range.end).unwrap_or_default();
        let is_free = before.ends_with(']') && holes.iter().all(|hole| hole.end < range.end);
        let line = rest.lines().next().unwrap_or_default();
        if let Some(length) = line.find('}').filter(|_| is_free && line.starts_with('{')) {
            range.end += length + 1;
        }
    }

    fn end_scope(&mut self) {
        self.open.clear();
        if let Some(mut scope) = self.scope.take() {
            scope.holes.sort_by_key(|hole| (hole.start, hole.end));
            self.outline.scopes.push(scope);
        }
    }
}
