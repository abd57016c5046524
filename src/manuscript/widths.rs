//! Widths of pictures, as authors of many programs write them.

use crate::document::Width;

/// Units of lengths with their points (CSS Values 4, 6.2); a number without one counts pixels. An em is taken for twelve points.
const UNITS: [(&str, f64); 9] = [
    ("px", 0.75),
    ("pt", 1.0),
    ("pc", 12.0),
    ("mm", 72.0 / 25.4),
    ("cm", 72.0 / 2.54),
    ("in", 72.0),
    ("rem", 12.0),
    ("em", 12.0),
    ("", 0.75),
];

/// The widest that is believed, in points: two metres.
const WIDEST: f64 = 5670.0;

/// A width: a share of the line (`50%`, `0.5\textwidth`) or a length (`300`, `300px`, `5cm`). None where it is neither.
pub(super) fn width(text: &str) -> Option<Width> {
    let text = text.trim();
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| *number > 0.0);
    // Casts of a number that was just bounded.
    let share = |hundredths: f64| Width::Share(hundredths.round().clamp(1.0, 100.0) as u8);
    if let Some(hundredths) = text.strip_suffix('%') {
        return number(hundredths).map(share);
    }
    let of_line = ["\\textwidth", "\\linewidth", "\\columnwidth"];
    if let Some(part) = of_line.iter().find_map(|unit| text.strip_suffix(unit)) {
        return if part.is_empty() { Some(1.0) } else { number(part) }.map(|part| share(part * 100.0));
    }
    let (part, points) = UNITS
        .iter()
        .find_map(|(unit, points)| Some((text.strip_suffix(unit)?, points)))?;
    number(part)
        .map(|part| part * points)
        .filter(|length| *length <= WIDEST)
        .map(Width::Points)
}

/// Parts an alternative text from the width that stands behind a bar at its end, as Obsidian has it: `map|300`, `map|300x200`.
pub(super) fn behind_bar(alternative: &str) -> Option<(&str, Width)> {
    let (text, said) = alternative.rsplit_once('|')?;
    let across = said.split(['x', '×']).next()?.trim();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let sized = said
        .split(['x', '×'])
        .all(|part| digits(part.trim().trim_end_matches(['%', 'p'])));
    let width = width(across).filter(|_| sized)?;
    Some((text.trim_end(), width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_of_all_dialects_are_read() {
        assert_eq!(width("50%"), Some(Width::Share(50)));
        assert_eq!(width(" 120 %"), Some(Width::Share(100)));
        assert_eq!(width("0.75\\textwidth"), Some(Width::Share(75)));
        assert_eq!(width("\\linewidth"), Some(Width::Share(100)));
        assert_eq!(width("400"), Some(Width::Points(300.0)));
        assert_eq!(width("400px"), Some(Width::Points(300.0)));
        assert_eq!(width("1in"), Some(Width::Points(72.0)));
        assert_eq!(width("2.54cm"), Some(Width::Points(72.0)));
        for none in ["", "auto", "0", "-3px", "calc(1px)", "1e9cm", "NaN", "inf"] {
            assert_eq!(width(none), None, "{none}");
        }
    }

    #[test]
    fn a_width_behind_a_bar_is_no_part_of_the_text() {
        assert_eq!(behind_bar("خريطة|400"), Some(("خريطة", Width::Points(300.0))));
        assert_eq!(behind_bar("|400x200"), Some(("", Width::Points(300.0))));
        assert_eq!(behind_bar("a|50%"), Some(("a", Width::Share(50))));
        for none in ["a", "a|b", "a | b 3", "a|"] {
            assert_eq!(behind_bar(none), None, "{none}");
        }
    }
}
