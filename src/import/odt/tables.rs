//! Tables.

use super::Reader;
use crate::import::items::{Cell, Item, Table};
use crate::import::losses::Odd;
use crate::import::xml::Element;

impl Reader<'_, '_> {
    pub(super) fn table(&mut self, element: &Element, out: &mut Vec<Item>) {
        let mut table = Table {
            ruled: Some(self.styles.any_ruled(element)),
            ..Table::default()
        };
        self.rows(element, false, &mut table);
        out.push(Item::Table(table));
    }

    fn rows(&mut self, element: &Element, head: bool, table: &mut Table) {
        for child in element.children() {
            match &*child.name {
                "table-header-rows" => self.rows(child, true, table),
                "table-rows" | "table-row-group" => self.rows(child, head, table),
                "table-row" => {
                    table.header |= head && table.rows.is_empty();
                    let is_head = table.header && table.rows.is_empty();
                    let row = self.row(child, is_head);
                    table.rows.push(row);
                }
                _ => {}
            }
        }
    }

    fn row(&mut self, element: &Element, is_head: bool) -> Vec<Cell> {
        let mut row = Vec::new();
        for cell in element.children() {
            match &*cell.name {
                "table-cell" => {
                    row.push(self.cell(cell, is_head));
                    if number(cell, "number-columns-spanned") > 1 || number(cell, "number-rows-spanned") > 1 {
                        self.losses.count(Odd::Merged, &cell.text());
                    }
                }
                // Cells under a wider one are there, and empty.
                "covered-table-cell" => {
                    (0..number(cell, "number-columns-repeated")).for_each(|_| row.push(Cell::default()))
                }
                _ => {}
            }
        }
        row
    }

    /// A cell; that it stands in the middle, or in the head in strong letters, is the table's look.
    fn cell(&mut self, element: &Element, is_head: bool) -> Cell {
        let mut items = self.items(element, None);
        for item in &mut items {
            if let Item::Paragraph(paragraph) = item {
                paragraph.centred = false;
                if is_head {
                    let pieces = paragraph.content.iter_mut();
                    pieces.for_each(|piece| piece.format.strong = false);
                }
            }
        }
        Cell {
            items,
            columns: 1,
            goes_on: false,
            rows: 1,
            align: None,
        }
    }
}

/// How many columns or rows an attribute says: one where it says nothing.
fn number(element: &Element, attribute: &str) -> usize {
    element
        .attribute(attribute)
        .and_then(|value| value.parse::<usize>().ok())
        .unwrap_or(1)
        .clamp(1, 100)
}
