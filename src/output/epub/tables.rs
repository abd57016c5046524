//! The text as XHTML: tables.
//!
//! No cell breaks a word, so a table may be wider than a small screen: such a one stands in a box of its own, which is moved
//! sideways, and the page is not.

use super::flow::{Flow, Table};
use crate::document::breaks::{Break, LONG_IN_CELLS, breaks};
use crate::document::{Alignment, Inline, plain_text};
use crate::markup::Xml;

/// How many characters a small screen has room for beside each other, those counted that a column's edges take.
const SCREEN: usize = 34;
/// The room that a column's edges take, in characters.
const EDGES: usize = 3;

impl Table<'_> {
    /// Whether it may be wider than a small screen even with a word a line.
    fn is_wide(&self) -> bool {
        let rows = || std::iter::once(self.header).chain(self.rows.iter().map(Vec::as_slice));
        let column = |i: usize| rows().filter_map(|row| row.get(i)).map(|cell| longest(cell)).max();
        let needed = (0..self.alignments.len())
            .map(|i| column(i).unwrap_or(0) + EDGES)
            .sum::<usize>();
        needed > SCREEN
    }

    fn class(&self, column: usize) -> Option<(&'static str, &'static str)> {
        match self.alignments.get(column) {
            Some(Alignment::Left) => Some(("class", "left")),
            Some(Alignment::Center) => Some(("class", "center")),
            Some(Alignment::Right) => Some(("class", "right")),
            Some(Alignment::None) | None => None,
        }
    }
}

/// The characters of a cell's longest piece in which no line may end.
fn longest(cell: &[Inline]) -> usize {
    let text = plain_text(cell);
    let mut ends: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .collect();
    let joints = breaks(&text, LONG_IN_CELLS)
        .into_iter()
        .filter(|(_, told)| *told == Break::Allowed);
    ends.extend(joints.map(|(at, _)| at));
    ends.push(text.len());
    ends.sort_unstable();
    let mut from = 0;
    let pieces = ends.into_iter().map(|to| {
        let piece = text.get(from..to).unwrap_or_default().trim();
        from = to;
        piece.chars().count()
    });
    pieces.max().unwrap_or(0)
}

fn is_blank(cell: &[Inline]) -> bool {
    plain_text(cell).is_empty()
}

impl Flow<'_> {
    /// Writes a table, in a box of its own where it may be too wide. Whoever moves about by keys comes to the box too.
    pub fn table(&mut self, xml: &mut Xml, table: &Table, attributes: &[(&str, &str)]) {
        let around = std::mem::replace(&mut self.in_table, true);
        if table.is_wide() {
            let class = if table.alignments.len() > 5 {
                "table many"
            } else {
                "table"
            };
            xml.block("div", &[("class", class), ("tabindex", "0")], |xml| {
                xml.line();
                self.whole(xml, table, attributes);
            });
        } else {
            self.whole(xml, table, attributes);
        }
        self.in_table = around;
    }

    fn whole(&mut self, xml: &mut Xml, table: &Table, attributes: &[(&str, &str)]) {
        // A corner left blank over a first column of its own: that column heads the rows.
        let heads_rows =
            table.header.first().is_some_and(|cell| is_blank(cell)) && table.header.iter().any(|cell| !is_blank(cell));
        xml.block("table", attributes, |xml| {
            xml.line();
            if !table.caption.is_empty() {
                xml.block("caption", &[], |xml| self.inlines(xml, table.caption));
            }
            if !table.header.iter().all(|cell| is_blank(cell)) {
                xml.block("thead", &[], |xml| {
                    self.row(xml, table, table.header, |_, cell| (!is_blank(cell)).then_some("col"));
                });
            }
            xml.block("tbody", &[], |xml| {
                xml.line();
                for row in table.rows {
                    self.row(xml, table, row, |column, cell| {
                        (column == 0 && heads_rows && !is_blank(cell)).then_some("row")
                    });
                }
            });
        });
    }

    /// A row; `heads` tells what a cell is the head of.
    fn row(
        &mut self,
        xml: &mut Xml,
        table: &Table,
        cells: &[Vec<Inline>],
        heads: impl Fn(usize, &[Inline]) -> Option<&'static str>,
    ) {
        xml.block("tr", &[], |xml| {
            for (column, cell) in cells.iter().enumerate() {
                let scope = heads(column, cell).map(|scope| ("scope", scope));
                let name = if scope.is_some() { "th" } else { "td" };
                let attributes: Vec<_> = scope.into_iter().chain(table.class(column)).collect();
                xml.element(name, &attributes, |xml| self.inlines(xml, cell));
            }
        });
    }
}
