//! Lists and tables of Muse.

use super::super::items::{Cell, Item, Kind, Table};
use super::Reader;

impl Reader<'_> {
    /// Reads a list that begins with the first of these lines; how many lines it has. It ends where items of another kind begin.
    pub(super) fn items(&mut self, line: &str, lines: &[&str], out: &mut Vec<Item>) -> usize {
        let numbered = |line: &str| item_sign(line.trim()).map(|(_, number)| number.is_some());
        let depth = |line: &str| line.len() - line.trim_start().len();
        let goes_on = |next: &&&str| {
            let other = depth(next) <= depth(line) && numbered(next).is_some() && numbered(next) != numbered(line);
            !other && (next.starts_with(' ') || next.trim().is_empty())
        };
        let count = lines.iter().take_while(goes_on).count();
        out.push(self.list(lines.get(..count).unwrap_or_default()));
        count
    }

    /// A table, a row a line.
    pub(super) fn table(&mut self, lines: &[&str], out: &mut Vec<Item>) {
        let mut table = Table {
            ruled: Some(true),
            ..Table::default()
        };
        for line in lines {
            let body = line.trim();
            if let Some(caption) = body.strip_prefix("|+").and_then(|body| body.strip_suffix("+|")) {
                table.caption = self.line(caption.trim());
                continue;
            }
            if body.chars().all(|c| matches!(c, '|' | '-' | '+' | ' ')) {
                continue;
            }
            let (sign, head) = if body.contains("|||") {
                ("|||", false)
            } else if body.contains("||") {
                ("||", true)
            } else {
                ("|", false)
            };
            table.header |= head && table.rows.is_empty();
            let cells = body
                .trim_matches('|')
                .split(sign)
                .map(|cell| cell.trim().to_string())
                .collect::<Vec<_>>();
            let row = cells
                .iter()
                .map(|cell| Cell {
                    items: vec![self.paragraph(Kind::Text, cell)],
                    columns: 1,
                    rows: 1,
                    ..Cell::default()
                })
                .collect();
            table.rows.push(row);
        }
        out.push(Item::Table(table));
    }

    /// A list by how far its items are set in.
    fn list(&mut self, lines: &[&str]) -> Item {
        let depth = |line: &str| line.len() - line.trim_start().len();
        let first = lines
            .iter()
            .find(|line| !line.trim().is_empty())
            .map_or(0, |line| depth(line));
        let mut items: Vec<Vec<&str>> = Vec::new();
        for line in lines {
            let begins = depth(line) <= first && item_sign(line.trim()).is_some();
            match items.last_mut() {
                Some(held) if !begins => held.push(line),
                _ => items.push(vec![line]),
            }
        }
        let number = items
            .first()
            .and_then(|held| held.first())
            .and_then(|line| item_sign(line.trim()))
            .and_then(|(_, number)| number);
        let mut made = Vec::new();
        for held in items {
            let Some(head) = held.first() else { continue };
            let text = item_sign(head.trim()).map_or(head.trim(), |(rest, _)| rest);
            let (mut text, mut inner) = (text.to_string(), Vec::new());
            for line in held.iter().skip(1) {
                let is_text = inner.is_empty() && !line.trim().is_empty() && item_sign(line.trim()).is_none();
                if is_text {
                    text = format!("{text} {}", line.trim());
                } else {
                    inner.push(*line);
                }
            }
            let mut items = vec![self.paragraph(Kind::Text, &text)];
            let unset: Vec<&str> = inner
                .iter()
                .map(|line| line.get((first + 1).min(depth(line))..).unwrap_or(""))
                .collect();
            items.append(&mut self.within(&unset));
            made.push((None, items));
        }
        Item::List {
            start: number,
            items: made,
        }
    }
}

/// The text behind an item's sign, and its number where it has one.
pub(super) fn item_sign(body: &str) -> Option<(&str, Option<u64>)> {
    if let Some(rest) = body.strip_prefix("- ").or(body.strip_prefix("• ")) {
        return Some((rest.trim(), None));
    }
    let (counter, rest) = body.split_once(". ")?;
    let digits: Option<u64> = counter.chars().try_fold(0_u64, |sum, c| {
        Some(sum.checked_mul(10)? + u64::from(crate::locale::digit_value(c)?))
    });
    if let Some(number) = digits.filter(|_| !counter.is_empty() && counter.chars().count() < 4) {
        return Some((rest.trim(), Some(number)));
    }
    let letter = counter.chars().count() == 1 && counter.chars().all(|c| c.is_ascii_alphabetic());
    letter.then_some((rest.trim(), Some(1)))
}
