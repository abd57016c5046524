//! Lengths as people write them, with their unit.

use std::str::FromStr;

use super::geometry::{INCH, MM};

/// A length, kept in points (1/72 inch).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Length {
    /// The length in points.
    pub points: f64,
}

impl Length {
    /// The length in millimetres.
    pub fn millimetres(self) -> f64 {
        self.points / MM
    }
}

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const UNITS: [(&str, f64); 4] = [("mm", MM), ("cm", 10.0 * MM), ("in", INCH), ("pt", 1.0)];
        let text = text.trim();
        let unit = UNITS.iter().find(|(unit, _)| text.ends_with(unit));
        let number =
            unit.and_then(|(unit, factor)| Some(text.strip_suffix(unit)?.trim().parse::<f64>().ok()? * factor));
        match number {
            Some(points) if points.is_finite() && points >= 0.0 => Ok(Length { points }),
            _ => Err("must be a length with its unit, such as \"3mm\", \"1cm\", \"0.125in\" or \"12pt\"".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        assert!(("25.4mm".parse::<Length>().unwrap().points - 72.0).abs() < 1e-9);
        assert!((" 0.125 in".parse::<Length>().unwrap().points - 9.0).abs() < 1e-9);
        for wrong in ["", "3", "mm", "-3mm", "nanmm", "3 px"] {
            assert!(wrong.parse::<Length>().is_err(), "{wrong}");
        }
    }
}
