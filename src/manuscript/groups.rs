//! Groups and what they are called; tables of HTML made even.

use super::attributes::Attributes;
use super::frame::HtmlTable;
use super::leaves;
use crate::document::{Alignment, Block, BlockKind, Group, Inline, Role};
use crate::html::Tag;
use crate::locale::{Callouts, Direction, LanguageTag};

/// The names of boxes in all dialects, each with the kind whose word is printed where the author gives no title.
const BOXES: &[(&str, &str)] = &[
    ("abstract", ""),
    ("admonition", ""),
    ("alert", ""),
    ("attention", "warning"),
    ("box", ""),
    ("bug", "caution"),
    ("callout", ""),
    ("caution", "caution"),
    ("check", "tip"),
    ("cite", ""),
    ("danger", "caution"),
    ("details", ""),
    ("done", ""),
    ("error", "caution"),
    ("example", ""),
    ("fail", "caution"),
    ("failure", "caution"),
    ("faq", ""),
    ("help", ""),
    ("hint", "tip"),
    ("important", "important"),
    ("info", "note"),
    ("missing", ""),
    ("note", "note"),
    ("question", ""),
    ("quote", ""),
    ("seealso", "note"),
    ("sidebar", ""),
    ("success", ""),
    ("summary", ""),
    ("tip", "tip"),
    ("tldr", ""),
    ("todo", "note"),
    ("warning", "warning"),
];

/// The kind of box that a name means.
fn box_kind(name: &str) -> Option<&'static str> {
    let name = name
        .strip_prefix("callout-")
        .or(name.strip_prefix("alert-"))
        .unwrap_or(name);
    let row = BOXES.binary_search_by(|row| row.0.cmp(name)).ok()?;
    BOXES.get(row).map(|row| row.1)
}

/// Whether a name is that of a box in some dialect.
pub(super) fn is_box(name: &str) -> bool {
    box_kind(name).is_some()
}

/// A box of a name, which need not be known. Its label is the program's word for its kind.
pub(super) fn boxed(name: &str, words: Option<&Callouts>) -> Group {
    let bare = name
        .strip_prefix("callout-")
        .or(name.strip_prefix("alert-"))
        .unwrap_or(name);
    let label = words.and_then(|words| match box_kind(bare)? {
        "note" => Some(&words.note),
        "tip" => Some(&words.tip),
        "important" => Some(&words.important),
        "warning" => Some(&words.warning),
        "caution" => Some(&words.caution),
        _ => None,
    });
    let ascii = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    Group {
        role: Role::Box,
        name: bare.chars().filter(ascii).collect(),
        label: label.cloned().unwrap_or_default(),
        ..Group::default()
    }
}

/// The group that attributes make. Languages that are no BCP 47 tags are passed over.
pub(super) fn of(attributes: &Attributes, words: Option<&Callouts>) -> Group {
    // The last name says most: `alert alert-warning`.
    let known = attributes.classes.iter().rev().find(|class| box_kind(class).is_some());
    let leaf = attributes.classes.iter().find_map(|class| leaves::leaf(class));
    let mut group = match (leaf, known) {
        (Some(role), _) => leaves::group(role),
        (None, Some(class)) => boxed(class, words),
        (None, None) => Group::default(),
    };
    group.align = side(attributes);
    group.language = attributes
        .language()
        .and_then(|tag| LanguageTag::parse(tag).ok())
        .map(|tag| tag.as_str().to_string());
    group
}

/// Groups that tell a website how to lay things out, and readers nothing.
const LAYOUT: [&str; 8] = [
    "code-group",
    "tabs",
    "tab",
    "tab-set",
    "tab-item",
    "columns",
    "column",
    "group-tab",
];

/// The name of a group that says nothing to this program, where it was surely meant to: it stands by itself, `alone`, or is nearly one that
/// does.
pub(super) fn unknown(attributes: &Attributes, alone: bool) -> Option<String> {
    let group = of(attributes, None);
    let says = group.role != Role::Plain || group.align.is_some() || attributes.direction().is_some();
    let name = attributes.classes.first().filter(|_| !says)?;
    (alone && !LAYOUT.contains(&name.as_str()) || meant(name).is_some()).then(|| name.clone())
}

/// The name that an unknown one is nearly.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let known = BOXES.iter().map(|row| row.0).chain(leaves::names());
    let near = known.map(|known| (strsim::osa_distance(name, known), known)).min()?;
    (near.0 <= name.len().div_ceil(4)).then_some(near.1)
}

/// The side that attributes put lines on.
fn side(attributes: &Attributes) -> Option<Alignment> {
    let style = Tag {
        attributes: attributes.pairs.clone(),
        ..Tag::default()
    };
    let said = attributes.value("align").or(style.style("text-align"));
    match said.map(str::to_ascii_lowercase).as_deref() {
        Some("center" | "middle") => Some(Alignment::Center),
        Some("left") => Some(Alignment::Left),
        Some("right") => Some(Alignment::Right),
        _ if ["center", "centre", "text-center", "centered"]
            .iter()
            .any(|class| attributes.has(class)) =>
        {
            Some(Alignment::Center)
        }
        _ => None,
    }
}

/// Sets blocks in a direction that is said for what is around them, where they have none of their own.
pub(super) fn turn(blocks: &mut [Block], direction: Option<Direction>) {
    if direction.is_some() {
        for block in blocks.iter_mut().filter(|block| block.direction.is_none()) {
            block.direction = direction;
        }
    }
}

/// A table's columns, head and rows.
type Grid = (Vec<Alignment>, Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>);

/// The most columns that a cell may reach over.
const WIDEST: usize = 100;

/// The rows of a table, all equally long: a cell over several columns or rows is followed by blank ones. None without a cell.
pub(super) fn grid(table: HtmlTable) -> Option<Grid> {
    let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
    let mut alignments: Vec<Alignment> = Vec::new();
    // How many rows more each column is taken by a cell above.
    let mut taken: Vec<usize> = Vec::new();
    for cells in table.rows {
        let mut row: Vec<Vec<Inline>> = Vec::new();
        let mut cells = cells.into_iter().peekable();
        while cells.peek().is_some() || taken.iter().skip(row.len()).any(|rows| *rows > 0) {
            let column = row.len();
            taken.resize(taken.len().max(column + 1), 0);
            if let Some(left) = taken.get_mut(column).filter(|left| **left > 0) {
                *left -= 1;
                row.push(Vec::new());
                continue;
            }
            let Some(cell) = cells.next() else {
                row.push(Vec::new());
                continue;
            };
            let width = cell.columns.clamp(1, WIDEST);
            taken.resize(taken.len().max(column + width), 0);
            taken
                .iter_mut()
                .skip(column)
                .take(width)
                .for_each(|left| *left = cell.rows.saturating_sub(1));
            alignments.resize(alignments.len().max(column + width), Alignment::None);
            if let (Some(side), Some(place)) = (cell.align, alignments.get_mut(column)) {
                *place = side;
            }
            row.push(cell.content);
            row.extend((1..width).map(|_| Vec::new()));
        }
        rows.push(row);
    }
    let columns = rows.iter().map(Vec::len).max().filter(|columns| *columns > 0)?;
    alignments.resize(columns, Alignment::None);
    rows.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
    let header = if table.heads > 0 {
        rows.remove(0)
    } else {
        vec![Vec::new(); columns]
    };
    if rows.is_empty() {
        return Some((alignments, vec![Vec::new(); columns], vec![header]));
    }
    Some((alignments, header, rows))
}

/// Takes page breaks out of everything that is no page's own: only between the text's outermost blocks can a page end.
pub(super) fn keep_breaks_outside(blocks: &mut [Block]) {
    let within = |blocks: &mut Vec<Block>| {
        blocks.retain(|block| !matches!(block.kind, BlockKind::PageBreak));
    };
    for block in blocks {
        block.change(&mut |block| match &mut block.kind {
            BlockKind::Group(group) => within(&mut group.blocks),
            BlockKind::Quote { blocks, .. } => within(blocks),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| within(&mut item.blocks)),
            BlockKind::Definitions { entries } => entries
                .iter_mut()
                .flat_map(|entry| &mut entry.definitions)
                .for_each(within),
            _ => {}
        });
    }
}
