//! Papers by name or by size, and how thick they are.

use std::fmt;
use std::str::FromStr;

use super::geometry::{INCH, MM, Size};

/// A sheet of paper as it lies in the printer's tray. Which way round it is used is the scheme's matter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Paper {
    /// 297 × 420 mm (ISO 216).
    A3,
    /// 210 × 297 mm (ISO 216).
    A4,
    /// 148 × 210 mm (ISO 216).
    A5,
    /// 105 × 148 mm (ISO 216).
    A6,
    /// 8.5 × 11 in (ANSI/ASME Y14.1).
    Letter,
    /// 8.5 × 14 in.
    Legal,
    /// 11 × 17 in.
    Tabloid,
    /// Any other size, in points.
    Custom(Size),
}

/// The papers that have a name.
pub const NAMED: [(&str, Paper); 7] = [
    ("a3", Paper::A3),
    ("a4", Paper::A4),
    ("a5", Paper::A5),
    ("a6", Paper::A6),
    ("letter", Paper::Letter),
    ("legal", Paper::Legal),
    ("tabloid", Paper::Tabloid),
];

/// The longest side a PDF page can have: 14,400 points (ISO 32000-1, annex C).
const LONGEST: f64 = 14_400.0;

impl Paper {
    /// Its size in points, as named: upright but for custom papers, which keep the order they were given in.
    pub fn size(self) -> Size {
        match self {
            Self::A3 => Size::mm(297.0, 420.0),
            Self::A4 => Size::mm(210.0, 297.0),
            Self::A5 => Size::mm(148.0, 210.0),
            Self::A6 => Size::mm(105.0, 148.0),
            Self::Letter => Size::new(8.5 * INCH, 11.0 * INCH),
            Self::Legal => Size::new(8.5 * INCH, 14.0 * INCH),
            Self::Tabloid => Size::new(11.0 * INCH, 17.0 * INCH),
            Self::Custom(size) => size,
        }
    }
}

impl fmt::Display for Paper {
    /// The name, or the size in millimetres: `a4`, `100x150mm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match NAMED.iter().find(|(_, paper)| paper == self) {
            Some((name, _)) => f.write_str(name),
            None => {
                let Size { width, height } = self.size();
                let tenth = |points: f64| (points / MM * 10.0).round() / 10.0;
                write!(f, "{}x{}mm", tenth(width), tenth(height))
            }
        }
    }
}

/// A number as it is written, and its unit in points, where it has one.
fn measured(text: &str) -> (&str, Option<f64>) {
    const UNITS: [(&str, f64); 4] = [("mm", MM), ("cm", 10.0 * MM), ("in", INCH), ("pt", 1.0)];
    let text = text.trim();
    let found = UNITS
        .iter()
        .find_map(|(name, unit)| Some((text.strip_suffix(name)?.trim_end(), Some(*unit))));
    found.unwrap_or((text, None))
}

impl FromStr for Paper {
    type Err = String;

    /// Reads `a4`, `Letter`, `210x297mm`, `8.5x11in`, `12 cm x 17 cm`.
    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_ascii_lowercase();
        if let Some((_, paper)) = NAMED.iter().find(|(name, _)| *name == lower) {
            return Ok(*paper);
        }
        let wrong = || {
            let names: Vec<&str> = NAMED.iter().map(|(name, _)| *name).collect();
            format!(
                "no paper is called \"{text}\": say {}, or a size such as 210x297mm or 8.5x11in",
                names.join(", ")
            )
        };
        let (width, height) = lower.split_once(['x', '×']).ok_or_else(wrong)?;
        let (height, Some(unit)) = measured(height) else {
            return Err(wrong());
        };
        let (width, own) = measured(width);
        let side = |number: &str, unit: f64| number.parse::<f64>().map(|n| n * unit).map_err(|_| wrong());
        let size = Size::new(side(width, own.unwrap_or(unit))?, side(height, unit)?);
        if !size.is_valid() || size.width > LONGEST || size.height > LONGEST {
            return Err(format!(
                "a sheet of {text} cannot be made: each side must be over 0 and at most 5080 mm (200 in)"
            ));
        }
        Ok(Self::Custom(size))
    }
}

/// How thick one leaf is.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Thickness(f64);

impl Thickness {
    /// Cubic centimetres a gram of uncoated office paper takes up: 80 g/m² comes out at 0.104 mm, as its makers state.
    const BULK: f64 = 1.3;

    /// A thickness in millimetres; anything that is not a number from 0 to 2 is refused with `None`.
    pub fn mm(mm: f64) -> Option<Self> {
        (0.0..=2.0).contains(&mm).then_some(Self(mm))
    }

    /// The thickness of uncoated paper of so many grams a square metre (ISO 536), by its usual bulk of 1.3 cm³/g (ISO 534).
    pub fn grammage(grams: f64) -> Option<Self> {
        Self::mm(grams * Self::BULK / 1000.0)
    }

    /// In millimetres.
    pub fn in_mm(self) -> f64 {
        self.0
    }

    /// In points.
    pub fn in_points(self) -> f64 {
        self.0 * MM
    }
}

impl FromStr for Thickness {
    type Err = String;

    /// Reads `0.1mm`, `80g` or `80gsm`.
    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_ascii_lowercase();
        let number = |digits: &str| digits.trim().parse::<f64>().ok();
        let parsed = if let Some(digits) = lower.strip_suffix("mm") {
            number(digits).and_then(Self::mm)
        } else {
            ["gsm", "g/m2", "g/m²", "g"]
                .iter()
                .find_map(|unit| lower.strip_suffix(unit))
                .and_then(number)
                .and_then(Self::grammage)
        };
        parsed.ok_or_else(|| format!("\"{text}\" is no paper thickness: say 0.1mm, or the paper's weight such as 80g"))
    }
}
