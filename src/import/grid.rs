//! Where the cells of a table stand. Markdown's tables know no cell over several columns or rows: blank ones follow it.

use super::items::{Cell, first_words};

/// The most columns that a cell reaches over.
const WIDEST: usize = 100;

/// What is known of a column while rows are laid.
#[derive(Default, Clone)]
struct Column {
    /// How many rows more a cell above reaches over.
    taken: usize,
    /// Whether the last cell here went on with the one above it.
    goes_on: bool,
    /// The words of the last cell that began here.
    words: String,
}

/// The cells of each row by their columns; none where a cell above or beside reaches. `merged` is told the words of each that does.
pub(super) fn laid(rows: Vec<Vec<Cell>>, merged: &mut dyn FnMut(&str)) -> Vec<Vec<Option<Cell>>> {
    let mut columns: Vec<Column> = Vec::new();
    let mut out = Vec::with_capacity(rows.len());
    for cells in rows {
        let mut row: Vec<Option<Cell>> = Vec::new();
        let is_empty = cells.is_empty();
        for cell in cells {
            while let Some(column) = columns.get_mut(row.len()).filter(|column| column.taken > 0) {
                column.taken -= 1;
                row.push(None);
            }
            let width = cell.columns.clamp(1, WIDEST);
            let end = row.len() + width;
            columns.resize(columns.len().max(end), Column::default());
            if let Some(column) = columns.get_mut(row.len()) {
                column.place(&cell, merged);
            }
            let below = cell.rows.saturating_sub(1);
            let reached = columns.iter_mut().take(end).skip(row.len());
            reached.for_each(|column| column.taken = below);
            row.push((!cell.goes_on).then_some(cell));
            row.resize_with(end, || None);
        }
        // Columns behind the row's last cell that one above reaches into.
        let behind = columns.iter_mut().skip(row.len());
        behind.for_each(|column| column.taken = column.taken.saturating_sub(1));
        if !is_empty {
            out.push(row);
        }
    }
    out
}

impl Column {
    /// Takes a cell in, and says whether it is of several columns or rows: once, at its head.
    fn place(&mut self, cell: &Cell, merged: &mut dyn FnMut(&str)) {
        if cell.goes_on {
            if !self.goes_on {
                merged(&self.words);
            }
        } else {
            self.words = first_words(&cell.items).unwrap_or_default();
            if cell.columns > 1 || cell.rows > 1 {
                merged(&self.words);
            }
        }
        self.goes_on = cell.goes_on;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grid as signs: a letter for a cell, a point for a blank.
    fn drawn(rows: &[&[(usize, usize)]]) -> (Vec<String>, usize) {
        let cell = |&(columns, rows): &(usize, usize)| Cell {
            columns,
            rows,
            ..Cell::default()
        };
        let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let mut count = 0;
        let found = laid(rows, &mut |_| count += 1);
        let sign = |cell: &Option<Cell>| if cell.is_some() { 'x' } else { '.' };
        (found.iter().map(|row| row.iter().map(sign).collect()).collect(), count)
    }

    #[test]
    fn cells_stand_in_their_columns() {
        let one = (1, 1);
        // Over columns; over rows at the head, in the middle, at the end; over both.
        assert_eq!(
            drawn(&[&[(2, 1), one], &[one, one, one]]),
            (vec!["x.x".into(), "xxx".into()], 1)
        );
        assert_eq!(
            drawn(&[&[one, (1, 2)], &[one], &[one, one]]),
            (vec!["xx".into(), "x".into(), "xx".into()], 1)
        );
        assert_eq!(
            drawn(&[&[one, (2, 2), one], &[one, one], &[one, one, one, one]]),
            (vec!["xx.x".into(), "x..x".into(), "xxxx".into()], 1)
        );
        // A row that cells above cover wholly is none, and shifts nothing.
        assert_eq!(
            drawn(&[&[(1, 2), (1, 2)], &[], &[one, one]]),
            (vec!["xx".into(), "xx".into()], 2)
        );
    }
}
