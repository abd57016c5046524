//! A run of inlines laid flat: its texts and other parts in a row, each with the styles and links around it, so that it can be cut and grouped anew.

use std::ops::Range;

use super::bidi::{Base, code_direction, is_digit, is_mark};
use super::runs::{BREAK, Run, runs};
use crate::diagnostic::Span;
use crate::document::Inline;
use crate::locale::Direction;

/// What can be around parts of a run.
#[derive(Debug, Clone)]
pub(super) enum Wrapper {
    /// Emphasis and the like, which may be cut in two.
    Style(Inline),
    /// A link or an abbreviation, which may not.
    Unsplittable(Inline),
    /// A run of the other direction.
    Run(Direction),
}

/// A run laid flat.
pub(super) struct FlatRun {
    wrappers: Vec<Wrapper>,
    row: Vec<FlatPart>,
    /// The letters of all parts, with a stand-in for each part that has none of its own.
    pub(super) text: String,
}

#[derive(Debug)]
struct FlatPart {
    inline: Inline,
    /// Numbers of wrappers, the outermost first.
    path: Vec<usize>,
    range: Range<usize>,
}

impl FlatRun {
    /// Takes a run apart.
    pub(super) fn of(run: Vec<Inline>) -> Self {
        let mut flat = FlatRun {
            wrappers: Vec::new(),
            row: Vec::new(),
            text: String::new(),
        };
        flat.gather(run, &[]);
        flat
    }

    fn gather(&mut self, run: Vec<Inline>, path: &[usize]) {
        for mut inline in run {
            let content = match &mut inline {
                Inline::Isolate { .. } => None,
                other => other.content_mut().map(std::mem::take),
            };
            match content {
                None => self.push(inline, path),
                Some(content) => {
                    let whole = matches!(inline, Inline::Link { .. } | Inline::Abbreviation { .. });
                    self.wrappers.push(if whole {
                        Wrapper::Unsplittable(inline)
                    } else {
                        Wrapper::Style(inline)
                    });
                    let inner: Vec<usize> = path.iter().copied().chain([self.wrappers.len() - 1]).collect();
                    self.gather(content, &inner);
                }
            }
        }
    }

    fn push(&mut self, inline: Inline, path: &[usize]) {
        let start = self.text.len();
        match &inline {
            Inline::Text { text, .. } => self.text.push_str(text),
            Inline::Code { text, .. } => self.text.push(match code_direction(text) {
                Direction::Ltr => 'a',
                Direction::Rtl => 'א',
            }),
            Inline::Break => self.text.push(BREAK),
            _ => self.text.push('\u{fffc}'),
        }
        self.row.push(FlatPart {
            inline,
            path: path.to_vec(),
            range: start..self.text.len(),
        });
    }

    /// The stretch of each emphasis and link.
    pub(super) fn styled(&self) -> Vec<Range<usize>> {
        let mut found: Vec<Option<Range<usize>>> = vec![None; self.wrappers.len()];
        for part in &self.row {
            for &wrapper in &part.path {
                if let Some(stretch) = found.get_mut(wrapper) {
                    let start = stretch.as_ref().map_or(part.range.start, |seen| seen.start);
                    *stretch = Some(start..part.range.end);
                }
            }
        }
        found.into_iter().flatten().collect()
    }

    /// Puts each of the ranges into a run of its direction. Ranges are in order and apart; one that would cut a link is cut
    /// itself.
    pub(super) fn isolate(&mut self, ranges: &[Run], base: Base) {
        let ranges: Vec<Run> = ranges
            .iter()
            .flat_map(|(range, direction)| self.cut_at_wholes(range.clone(), *direction, base))
            .collect();
        let cuts: Vec<usize> = ranges.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        self.cut(&cuts);
        let mut first = 0;
        for (range, direction) in ranges {
            while self.row.get(first).is_some_and(|part| part.range.start < range.start) {
                first += 1;
            }
            let length = self
                .row
                .iter()
                .skip(first)
                .take_while(|part| part.range.start < range.end)
                .count();
            let Some(run) = self.row.get_mut(first..first + length) else {
                continue;
            };
            let depth = common(run);
            self.wrappers.push(Wrapper::Run(direction));
            for part in run {
                part.path.insert(depth.min(part.path.len()), self.wrappers.len() - 1);
            }
            first += length;
        }
    }

    /// The runs in the parts of a range that lie in different links, or outside of any, where it holds a part of a link only.
    fn cut_at_wholes(&self, range: Range<usize>, direction: Direction, base: Base) -> Vec<Run> {
        let from = self.row.partition_point(|part| part.range.end <= range.start);
        let to = self.row.partition_point(|part| part.range.start < range.end);
        let whole = |part: &FlatPart| {
            part.path
                .iter()
                .copied()
                .find(|&w| matches!(self.wrappers.get(w), Some(Wrapper::Unsplittable(_))))
        };
        let Some(inside) = self.row.get(from..to) else {
            return vec![(range, direction)];
        };
        let edge = |part: Option<&FlatPart>, beyond: Option<&FlatPart>, strictly: bool| {
            let link = part.and_then(whole)?;
            (strictly || beyond.and_then(whole) == Some(link)).then_some(link)
        };
        let before = from.checked_sub(1).and_then(|i| self.row.get(i));
        let starts_inside = inside.first().is_some_and(|part| part.range.start < range.start);
        let ends_inside = inside.last().is_some_and(|part| part.range.end > range.end);
        let first = edge(inside.first(), before, starts_inside);
        let last = edge(inside.last(), self.row.get(to), ends_inside);
        let all_in_one = |link: usize| inside.iter().all(|part| whole(part) == Some(link));
        if [first, last].into_iter().flatten().all(all_in_one) {
            return vec![(range, direction)];
        }
        let mut parts: Vec<(Option<usize>, Range<usize>)> = Vec::new();
        for part in inside {
            let link = whole(part).filter(|link| first == Some(*link) || last == Some(*link));
            let piece = part.range.start.max(range.start)..part.range.end.min(range.end);
            match parts.last_mut() {
                Some((held, part)) if *held == link => part.end = piece.end,
                _ => parts.push((link, piece)),
            }
        }
        let again = |part: Range<usize>| {
            let found = runs(self.text.get(part.clone()).unwrap_or(""), base, &[]);
            found
                .into_iter()
                .map(move |(run, direction)| (part.start + run.start..part.start + run.end, direction))
        };
        parts.into_iter().flat_map(|(_, part)| again(part)).collect()
    }

    /// Puts the mark of a note that stands beside a number, in a text from the right, into a run of its own: the algorithm
    /// would take the two for one number and show the mark on its right.
    pub(super) fn part_marks_from_numbers(&mut self) {
        let text = &self.text;
        for part in &mut self.row {
            let inside = part
                .path
                .iter()
                .any(|&w| matches!(self.wrappers.get(w), Some(Wrapper::Run(_))));
            if inside || !matches!(part.inline, Inline::Note { .. }) {
                continue;
            }
            let before = text
                .get(..part.range.start)
                .and_then(|text| text.chars().rfind(|&c| !is_mark(c)));
            let after = text
                .get(part.range.end..)
                .and_then(|text| text.chars().find(|&c| !is_mark(c)));
            if before.into_iter().chain(after).any(is_digit) {
                self.wrappers.push(Wrapper::Run(Direction::Rtl));
                part.path.push(self.wrappers.len() - 1);
            }
        }
    }

    /// Cuts text parts at offsets that are in order.
    fn cut(&mut self, offsets: &[usize]) {
        let mut row = Vec::with_capacity(self.row.len() + offsets.len());
        let mut offsets = offsets.iter().copied().peekable();
        for mut part in std::mem::take(&mut self.row) {
            while let Some(at) = offsets.next_if(|&at| at < part.range.end) {
                if let Some(head) = part.split(at) {
                    row.push(head);
                }
            }
            row.push(part);
        }
        self.row = row;
    }

    /// The run, put together again, without the invisible marks whose work is done.
    pub(super) fn into_run(self) -> Vec<Inline> {
        group(self.row, 0, &self.wrappers)
    }
}

impl FlatPart {
    /// Takes the letters before an offset off a text part.
    fn split(&mut self, at: usize) -> Option<FlatPart> {
        if at <= self.range.start {
            return None;
        }
        let Inline::Text { text, span } = &mut self.inline else {
            return None;
        };
        let tail = text.split_off_checked(at - self.range.start)?;
        let middle = cut_span(*span, text.len(), tail.len());
        let head = FlatPart {
            inline: Inline::Text {
                text: std::mem::replace(text, tail),
                span: Span { end: middle, ..*span },
            },
            path: self.path.clone(),
            range: self.range.start..at,
        };
        span.start = middle;
        self.range.start = at;
        Some(head)
    }
}

/// Where a text's place in the manuscript is cut: exactly where it was kept letter by letter, else at its end.
fn cut_span(span: Span, head: usize, tail: usize) -> u32 {
    let length = (span.end - span.start) as usize;
    if length == head + tail {
        span.start + u32::try_from(head).unwrap_or(0)
    } else {
        span.start
    }
}

/// `String::split_off` that answers with none inside a character.
trait SplitOff {
    fn split_off_checked(&mut self, at: usize) -> Option<String>;
}

impl SplitOff for String {
    fn split_off_checked(&mut self, at: usize) -> Option<String> {
        self.is_char_boundary(at).then(|| self.split_off(at))
    }
}

/// How many wrappers all of these parts share.
fn common(flat: &[FlatPart]) -> usize {
    let Some(first) = flat.first() else { return 0 };
    let shared = |part: &FlatPart| first.path.iter().zip(&part.path).take_while(|(a, b)| a == b).count();
    flat.iter().map(shared).min().unwrap_or(0)
}

/// Puts parts that share a wrapper at this depth into it.
fn group(row: Vec<FlatPart>, depth: usize, wrappers: &[Wrapper]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut row = row.into_iter().peekable();
    while let Some(part) = row.next() {
        let Some(&wrapper) = part.path.get(depth) else {
            push_part(part.inline, &mut out);
            continue;
        };
        let mut inside = vec![part];
        while let Some(next) = row.next_if(|next| next.path.get(depth) == Some(&wrapper)) {
            inside.push(next);
        }
        let content = group(inside, depth + 1, wrappers);
        match wrappers.get(wrapper) {
            Some(wrapper) if !content.is_empty() => out.push(wrapper.around(content)),
            _ => {}
        }
    }
    out
}

fn push_part(mut inline: Inline, out: &mut Vec<Inline>) {
    if let Inline::Text { text, .. } = &mut inline {
        text.retain(|c| !is_mark(c));
        if text.is_empty() {
            return;
        }
    }
    if let (
        Some(Inline::Text {
            text: before,
            span: place,
        }),
        Inline::Text { text, span },
    ) = (out.last_mut(), &inline)
    {
        before.push_str(text);
        place.end = span.end;
        return;
    }
    out.push(inline);
}

impl Wrapper {
    fn around(&self, content: Vec<Inline>) -> Inline {
        match self {
            Wrapper::Run(direction) => Inline::Isolate {
                direction: Some(*direction),
                language: None,
                content,
            },
            Wrapper::Style(shell) | Wrapper::Unsplittable(shell) => {
                let mut inline = shell.clone();
                if let Some(inner) = inline.content_mut() {
                    *inner = content;
                }
                inline
            }
        }
    }
}
