//! Tables.

use super::Reader;
use super::blocks::Gathered;
use crate::document::Alignment;
use crate::import::items::{Cell, Item, Kind, Paragraph, Table};
use crate::import::runs::Format;

impl Reader<'_> {
    pub(super) fn table(&mut self, node: usize, format: &Format, out: &mut Gathered) {
        let mut table = Table::default();
        let mut heads = 0;
        let ruled = self.tree.nodes.get(node).is_some_and(|node| {
            node.tag.value("border").is_some_and(|width| width != "0")
                || node.tag.style("border").is_some()
                || node.tag.value("class").is_some()
        });
        for at in self.tree.below(node) {
            if self.table_around(at) != Some(node) {
                continue;
            }
            match self.tree.name(at) {
                "caption" => {
                    for child in self.tree.children(at).to_vec() {
                        self.inline(child, format, &mut table.caption);
                    }
                }
                "tr" => {
                    let (row, head) = self.row(at, format);
                    heads += usize::from(head && table.rows.is_empty());
                    table.rows.push(row);
                }
                _ => {}
            }
        }
        table.header = heads > 0;
        // Pages draw lines by style sheets that are not at hand.
        table.ruled = Some(ruled || table.header);
        // A table that puts the parts of a page side by side is none.
        let is_part = |item: &Item| match item {
            Item::Table(_) => true,
            Item::Paragraph(paragraph) => matches!(paragraph.kind, Kind::Heading(_)),
            _ => false,
        };
        if table.rows.iter().flatten().any(|cell| cell.items.iter().any(is_part)) {
            out.items
                .extend(table.rows.into_iter().flatten().flat_map(|cell| cell.items));
        } else {
            out.items.push(Item::Table(table));
        }
    }

    /// The innermost table around a node.
    fn table_around(&self, node: usize) -> Option<usize> {
        let mut around = self.tree.above(node).skip(1);
        around.find(|above| self.tree.name(*above) == "table")
    }

    /// The cells of a row, and whether it is one of heads.
    fn row(&mut self, node: usize, format: &Format) -> (Vec<Cell>, bool) {
        let in_head = self.tree.above(node).any(|above| self.tree.name(above) == "thead");
        let cells = self.tree.children(node).iter().copied();
        let cells: Vec<usize> = cells
            .filter(|cell| matches!(self.tree.name(*cell), "td" | "th"))
            .collect();
        let all_heads = !cells.is_empty() && cells.iter().all(|cell| self.tree.name(*cell) == "th");
        let row = cells.into_iter().map(|cell| self.cell(cell, format)).collect();
        (row, in_head || all_heads)
    }

    pub(super) fn cell(&mut self, node: usize, format: &Format) -> Cell {
        let tag = self
            .tree
            .nodes
            .get(node)
            .map(|node| node.tag.clone())
            .unwrap_or_default();
        let number = |name: &str| {
            tag.value(name)
                .and_then(|value| value.parse::<usize>().ok())
                .unwrap_or(1)
                .clamp(1, 1000)
        };
        let centred = tag
            .value("align")
            .or(tag.style("text-align"))
            .is_some_and(|side| side.eq_ignore_ascii_case("center"));
        let format = self.format_of(node, format);
        let mut items = self.with(node, &format, Paragraph::default());
        for item in &mut items {
            if let Item::Paragraph(paragraph) = item {
                paragraph.centred = false;
            }
        }
        Cell {
            items,
            columns: number("colspan"),
            goes_on: false,
            rows: number("rowspan"),
            align: centred.then_some(Alignment::Center),
        }
    }
}
