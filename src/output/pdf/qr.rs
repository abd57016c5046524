//! QR codes (ISO/IEC 18004), as themes draw them.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// A QR code: how many modules it is wide, and its dark parts.
#[derive(Debug, Serialize)]
pub struct QrModules {
    /// Modules on a side, the quiet zone not counted.
    size: usize,
    /// Dark modules side by side: column and row of the first, from 0, and how many there are.
    runs: Vec<[usize; 3]>,
}

impl QrModules {
    /// The code of an address, which a quarter of its modules may be damaged in (level Q) as on a scuffed cover; none where the
    /// address is too long for any code.
    pub fn of(address: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(address, EcLevel::Q).ok()?;
        let size = code.width();
        let colours = code.to_colors();
        let mut runs: Vec<[usize; 3]> = Vec::new();
        for (row, modules) in colours.chunks(size).enumerate() {
            for (column, _) in modules.iter().enumerate().filter(|(_, module)| **module == Color::Dark) {
                match runs.last_mut() {
                    Some([from, at, length]) if *at == row && *from + *length == column => *length += 1,
                    _ => runs.push([column, row, 1]),
                }
            }
        }
        Some(Self { size, runs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_hand_reads_the_code() {
        let address = "https://example.org/كراس?ed=1";
        let code = QrModules::of(address).unwrap();
        let dark = |x: usize, y: usize| {
            code.runs
                .iter()
                .any(|[from, row, length]| *row == y && (*from..from + length).contains(&x))
        };
        let grid = rqrr::SimpleGrid::from_func(code.size, dark);
        let (_, read) = rqrr::Grid::new(grid).decode().unwrap();
        assert_eq!(read, address);
    }

    #[test]
    fn an_address_too_long_has_no_code() {
        assert!(QrModules::of(&"a".repeat(3000)).is_none());
    }
}
