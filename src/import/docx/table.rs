//! Word's tables (ECMA-376 part 1, 17.4).

use super::super::items::{Cell, Item, Paragraph, Table, first_words};
use super::super::losses::Odd;
use super::super::runs::{What, is_blank};
use super::super::xml::Element;
use super::Reader;
use super::styles::{switch, value};

impl Reader<'_, '_> {
    /// Reads a table.
    pub(super) fn table(&mut self, element: &Element, out: &mut Vec<Item>) {
        let properties = element.child("tblPr");
        let mut table = Table {
            ruled: Some(self.is_ruled(element, properties)),
            ..Table::default()
        };
        let mut heads = Vec::new();
        self.rows(element, &mut table, &mut heads);
        let first_bold = table.rows.first().is_some_and(|row| row.iter().all(is_bold));
        let more = table.rows.get(1).is_some_and(|row| !row.iter().all(is_bold));
        table.header = heads.first() == Some(&true) || (first_bold && more) || self.style_heads(properties);
        if table.header
            && let Some(row) = table.rows.first_mut()
        {
            row.iter_mut().for_each(unbold);
        }
        let flipped =
            self.language.direction().is_rtl() && self.says_direction && switch(properties, "bidiVisual") != Some(true);
        if flipped && table.rows.iter().any(|row| row.len() > 1) {
            let first = table
                .rows
                .iter()
                .flatten()
                .find_map(|cell| first_words(&cell.items))
                .unwrap_or_default();
            self.losses.count(Odd::FlippedTable, &first);
        }
        out.push(Item::Table(table));
    }

    fn rows(&mut self, element: &Element, table: &mut Table, heads: &mut Vec<bool>) {
        for row in element.children() {
            match &*row.name {
                "tr" => {
                    let properties = row.child("trPr");
                    if properties.is_some_and(|properties| properties.child("del").is_some()) {
                        self.losses.count(Odd::Change, "");
                        continue;
                    }
                    heads.push(switch(properties, "tblHeader") == Some(true));
                    let before: usize = value(properties, "gridBefore")
                        .and_then(|cells| cells.parse().ok())
                        .unwrap_or(0);
                    let mut cells: Vec<Cell> = (0..before.min(60)).map(|_| Cell::default()).collect();
                    self.cells(row, &mut cells);
                    table.rows.push(cells);
                }
                "sdt" => {
                    if let Some(content) = row.child("sdtContent") {
                        self.rows(content, table, heads);
                    }
                }
                "ins" | "customXml" => self.rows(row, table, heads),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &Element, cells: &mut Vec<Cell>) {
        for cell in row.children() {
            match &*cell.name {
                "tc" => {
                    let properties = cell.child("tcPr");
                    let columns = value(properties, "gridSpan")
                        .and_then(|columns| columns.parse().ok())
                        .unwrap_or(1);
                    let merge = properties.and_then(|properties| properties.child("vMerge"));
                    let goes_on = merge.is_some_and(|merge| merge.attribute("val") != Some("restart"));
                    cells.push(Cell {
                        items: self.items(cell).into_iter().map(uncentred).collect(),
                        columns,
                        goes_on,
                        rows: 1,
                        align: None,
                    });
                }
                "sdt" => {
                    if let Some(content) = cell.child("sdtContent") {
                        self.cells(content, cells);
                    }
                }
                "ins" | "customXml" => self.cells(cell, cells),
                _ => {}
            }
        }
    }

    /// Whether a style of the table makes its first row stand out as its head (17.4.55).
    fn style_heads(&self, properties: Option<&Element>) -> bool {
        let Some(look) = properties.and_then(|properties| properties.child("tblLook")) else {
            return false;
        };
        let bits = look
            .attribute("val")
            .and_then(|bits| u32::from_str_radix(bits, 16).ok())
            .unwrap_or(0);
        let asks = match look.attribute("firstRow") {
            Some(value) => matches!(value, "1" | "true" | "on"),
            None => bits & 0x20 != 0,
        };
        let style = value(properties, "tblStyle")
            .map(|id| self.styles.name(id).to_string())
            .unwrap_or_default();
        asks && !style.is_empty()
            && !matches!(
                style.as_str(),
                "table grid" | "normal table" | "table normal" | "grid table light" | "table grid light"
            )
    }

    /// Whether lines are drawn around the table's cells.
    fn is_ruled(&self, element: &Element, properties: Option<&Element>) -> bool {
        let drawn = |borders: Option<&Element>| {
            borders.is_some_and(|borders| {
                borders.children().any(|edge| {
                    edge.attribute("val")
                        .is_some_and(|kind| !matches!(kind, "nil" | "none"))
                })
            })
        };
        let own = properties.and_then(|properties| properties.child("tblBorders"));
        let style = value(properties, "tblStyle")
            .map(|id| self.styles.name(id).to_string())
            .unwrap_or_default();
        let plain = matches!(style.as_str(), "" | "normal table" | "table normal");
        let cells = element.find("tcBorders");
        drawn(own) || drawn(cells) || (own.is_none() && !plain)
    }
}

/// Whether all letters of a cell are bold.
fn is_bold(cell: &Cell) -> bool {
    let bold = |paragraph: &Paragraph| {
        paragraph.content.iter().all(|piece| match &piece.what {
            What::Text(text) => piece.format.strong || text.trim().is_empty(),
            _ => true,
        })
    };
    let mut any = false;
    let all = cell.items.iter().all(|item| match item {
        Item::Paragraph(paragraph) => {
            any |= !is_blank(&paragraph.content);
            bold(paragraph)
        }
        _ => false,
    });
    all && any
}

fn unbold(cell: &mut Cell) {
    for item in &mut cell.items {
        if let Item::Paragraph(paragraph) = item {
            paragraph
                .content
                .iter_mut()
                .for_each(|piece| piece.format.strong = false);
        }
    }
}

/// In a cell, lines in the middle are nothing of their own.
fn uncentred(mut item: Item) -> Item {
    if let Item::Paragraph(paragraph) = &mut item {
        paragraph.centred = false;
    }
    item
}
