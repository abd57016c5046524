//! Names in the order in which a person would list them: 2 before 10.

use std::cmp::Ordering;

use super::digit;

/// Compares names by their numbers' values, in digits of any family, and by code points between them; where that makes no difference
/// (`1` and `01`, `1` and `١`), by code points alone. The names are taken to be in one normal form.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (x, y) = (left.chars().next(), right.chars().next());
        let (Some(x), Some(y)) = (x, y) else {
            return x.is_some().cmp(&y.is_some()).then_with(|| a.cmp(b));
        };
        if digit(x).is_some() && digit(y).is_some() {
            let (one, other) = (number(&mut left), number(&mut right));
            match (one.len(), &one).cmp(&(other.len(), &other)) {
                Ordering::Equal => {}
                unequal => return unequal,
            }
        } else if x == y {
            left = left.get(x.len_utf8()..).unwrap_or_default();
            right = right.get(y.len_utf8()..).unwrap_or_default();
        } else {
            return x.cmp(&y);
        }
    }
}

/// Takes a number off the beginning of a text: its digits' values without leading zeros.
fn number(text: &mut &str) -> Vec<u32> {
    let mut values = Vec::new();
    while let Some((c, value)) = text.chars().next().and_then(|c| Some((c, digit(c)?))) {
        if value != 0 || !values.is_empty() {
            values.push(value);
        }
        *text = text.get(c.len_utf8()..).unwrap_or_default();
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_by_value_in_any_digits() {
        let mut names = [
            "فصل ١٠",
            "فصل ٢",
            "b",
            "10.md",
            "2.md",
            "فصل ۳",
            "01-a",
            "1-a",
            "1-b10",
            "1-b9",
            "a",
        ];
        names.sort_by(|a, b| natural_order(a, b));
        let expected = [
            "01-a",
            "1-a",
            "1-b9",
            "1-b10",
            "2.md",
            "10.md",
            "a",
            "b",
            "فصل ٢",
            "فصل ۳",
            "فصل ١٠",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_name_is_before_one_that_goes_on_and_numbers_have_no_bounds() {
        assert_eq!(natural_order("a", "a1"), Ordering::Less);
        assert_eq!(natural_order("9", &"9".repeat(400)), Ordering::Less);
        assert_eq!(natural_order("7", "٧"), Ordering::Less);
        assert_eq!(natural_order("x", "x"), Ordering::Equal);
    }
}
