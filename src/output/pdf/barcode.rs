//! The ISBN as a barcode: EAN-13 (ISO/IEC 15420; GS1 General Specifications, 5.2).

use serde::Serialize;

use crate::config::Isbn;

/// Dark (1) and light modules of the ten digits in odd parity (number set A).
const ODD: [u8; 10] = [
    0b000_1101, 0b001_1001, 0b001_0011, 0b011_1101, 0b010_0011, 0b011_0001, 0b010_1111, 0b011_1011, 0b011_0111,
    0b000_1011,
];

/// Which of the left half's six digits are in even parity (number set B), the first one highest: so the first digit of all is told.
const EVEN: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101, 0b01_0110, 0b01_1010,
];

/// A barcode as themes draw it; all measures in modules, the light margins aside.
#[derive(Debug, Serialize)]
pub(super) struct Barcode {
    /// What stands over it.
    title: String,
    /// The thirteen digits.
    digits: String,
    /// The dark bars: where each begins, how wide it is, and whether it is one of the longer ones that guard.
    bars: Vec<(u8, u8, bool)>,
}

impl Barcode {
    /// The barcode of an ISBN.
    pub(super) fn of(isbn: &Isbn) -> Self {
        Self {
            title: format!("ISBN {}", isbn.written),
            digits: isbn.digits.clone(),
            bars: bars(&modules(&isbn.digits)),
        }
    }
}

/// The 95 modules, each dark or not, and whether it belongs to a guard.
fn modules(digits: &str) -> Vec<(bool, bool)> {
    let digits: Vec<usize> = digits
        .bytes()
        .map(|b| usize::from(b.saturating_sub(b'0').min(9)))
        .collect();
    let guard = |bits: &[u8]| bits.iter().map(|bit| (*bit == 1, true)).collect::<Vec<_>>();
    let digit = |bits: u8| (0..7).rev().map(move |at| (bits >> at & 1 == 1, false));
    let odd = |digit: usize| ODD.get(digit).copied().unwrap_or_default();
    let even = |digit: usize| (!odd(digit) & 0x7f).reverse_bits() >> 1;
    let parities = digits
        .first()
        .and_then(|first| EVEN.get(*first))
        .copied()
        .unwrap_or_default();
    let mut out = guard(&[1, 0, 1]);
    for (index, &left) in digits.iter().skip(1).take(6).enumerate() {
        let is_even = parities >> (5 - index) & 1 == 1;
        out.extend(digit(if is_even { even(left) } else { odd(left) }));
    }
    out.extend(guard(&[0, 1, 0, 1, 0]));
    for &right in digits.iter().skip(7) {
        out.extend(digit(!odd(right) & 0x7f));
    }
    out.extend(guard(&[1, 0, 1]));
    out
}

/// The runs of dark modules.
fn bars(modules: &[(bool, bool)]) -> Vec<(u8, u8, bool)> {
    let mut bars: Vec<(u8, u8, bool)> = Vec::new();
    let mut before = false;
    for (at, &(dark, guard)) in (0u8..).zip(modules) {
        match bars.last_mut().filter(|_| before) {
            Some(bar) if dark => bar.1 += 1,
            _ if dark => bars.push((at, 1, guard)),
            _ => {}
        }
        before = dark;
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_those_of_the_standard() {
        // Of another's EAN-13: 5901234123457, whose first digit asks for A B B A A B.
        let drawn: String = modules("5901234123457")
            .iter()
            .map(|(dark, _)| if *dark { '1' } else { '0' })
            .collect();
        let expected = [
            "101", "0001011", "0100111", "0110011", "0010011", "0111101", "0011101", "01010", "1100110", "1101100",
            "1000010", "1011100", "1001110", "1000100", "101",
        ];
        assert_eq!(drawn, expected.concat());
    }

    #[test]
    fn bars_are_runs_of_dark_modules() {
        let bars = bars(&modules("9780306406157"));
        assert_eq!((bars.len(), bars[0], bars[1]), (30, (0, 1, true), (2, 1, true)));
        assert_eq!(bars.iter().filter(|bar| bar.2).count(), 6);
        assert_eq!(bars.last(), Some(&(94, 1, true)));
    }
}
