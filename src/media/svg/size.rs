//! How large a drawing says it is.

use usvg::roxmltree::Node;

/// The size of a drawing that gives none (CSS 2.2, 10.3.2).
const DEFAULT: (f64, f64) = (300.0, 150.0);

/// Width and height in CSS pixels of `width`, `height` and `viewBox` (SVG 2, 8.2): what is missing follows from the view box.
pub(super) fn size(root: Node) -> (u32, u32) {
    let view: Vec<f64> = root
        .attribute("viewBox")
        .unwrap_or_default()
        .split([' ', ',', '\t', '\n'])
        .filter_map(|number| number.parse().ok())
        .collect();
    let ratio = match view[..] {
        [_, _, w, h] if w > 0.0 && h > 0.0 => Some((w, h)),
        _ => None,
    };
    let length = |name| root.attribute(name).and_then(pixels);
    let (width, height) = match (length("width"), length("height"), ratio) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(both)) => both,
        (width, height, None) => (width.unwrap_or(DEFAULT.0), height.unwrap_or(DEFAULT.1)),
    };
    // Saturating: a side of less than a pixel is one pixel.
    (
        (width.round() as u32).clamp(1, 100_000),
        (height.round() as u32).clamp(1, 100_000),
    )
}

/// A CSS length in pixels; none for percentages and units that depend on the text around.
fn pixels(length: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 7] = [
        ("px", 1.0),
        ("pt", 4.0 / 3.0),
        ("pc", 16.0),
        ("mm", 96.0 / 25.4),
        ("cm", 96.0 / 2.54),
        ("in", 96.0),
        ("", 1.0),
    ];
    let length = length.trim();
    let (number, factor) = UNITS
        .iter()
        .find_map(|(unit, factor)| Some((length.strip_suffix(unit)?, factor)))?;
    number
        .trim()
        .parse::<f64>()
        .ok()
        .map(|n| n * factor)
        .filter(|n| n.is_finite() && *n > 0.0)
}
