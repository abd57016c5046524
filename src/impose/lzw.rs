//! Whether data that LZW packed are sound (ISO 32000-1, 7.4.4). They are gone through, and not unpacked: a library does that, which takes
//! what it can of damaged data and says nothing.

/// Why data of LZW are not sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LzwFault {
    /// A code means nothing, or the data end before they say that they do.
    Damaged,
    /// They unpack to more than is allowed.
    TooLarge,
}

const CLEAR: usize = 256;
const END: usize = 257;
/// The first code that a table gains, and how many it can hold.
const FIRST: usize = 258;
const MOST: usize = 4096;

/// Goes through data to their end. `early` says that codes grow one code early, as is usual; no more than `most` bytes may come out.
pub(super) fn check(data: &[u8], early: bool, most: u64) -> Result<(), LzwFault> {
    let mut bits = Bits { data, at: 0 };
    // How many bytes each code stands for.
    let mut lengths: Vec<u64> = vec![1; FIRST];
    let (mut before, mut made) = (None, 0u64);
    loop {
        let width = width(lengths.len() + usize::from(early));
        let code = bits.take(width).ok_or(LzwFault::Damaged)?;
        match (code, before) {
            (END, _) => return Ok(()),
            (CLEAR, _) => {
                lengths.truncate(FIRST);
                before = None;
                continue;
            }
            (_, None) if code >= CLEAR => return Err(LzwFault::Damaged),
            _ => {}
        }
        if let Some(before) = before {
            // The code that is just being made stands for one byte more than the one before.
            let length = lengths.get(before).map(|length| length + 1);
            if code > lengths.len() || (code == lengths.len() && code >= MOST) {
                return Err(LzwFault::Damaged);
            }
            if lengths.len() < MOST {
                lengths.extend(length);
            }
        }
        made += lengths.get(code).copied().ok_or(LzwFault::Damaged)?;
        if made > most {
            return Err(LzwFault::TooLarge);
        }
        before = Some(code);
    }
}

/// How many bits a code has where a table holds so many.
fn width(codes: usize) -> usize {
    match codes {
        0..512 => 9,
        512..1024 => 10,
        1024..2048 => 11,
        _ => 12,
    }
}

/// Bits from the highest of each byte on.
struct Bits<'a> {
    data: &'a [u8],
    /// The next bit.
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: usize) -> Option<usize> {
        let mut taken = 0;
        for at in self.at..self.at + count {
            let byte = self.data.get(at / 8)?;
            taken = taken << 1 | usize::from(byte >> (7 - at % 8) & 1);
        }
        self.at += count;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes as bytes, as wide as the table asks for that they make.
    fn packed(codes: &[usize], early: bool) -> Vec<u8> {
        let (mut table, mut bits) = (FIRST, Vec::new());
        let mut begun = false;
        for code in codes {
            let width = width(table + usize::from(early));
            bits.extend((0..width).rev().map(|bit| code >> bit & 1 == 1));
            (table, begun) = match *code {
                CLEAR => (FIRST, false),
                _ if begun => (table + 1, true),
                _ => (table, true),
            };
        }
        let byte = |bits: &[bool]| {
            bits.iter()
                .enumerate()
                .fold(0, |byte, (at, bit)| byte | u8::from(*bit) << (7 - at))
        };
        bits.chunks(8).map(byte).collect()
    }

    /// The standard's own example (7.4.4.2).
    #[test]
    fn the_standards_example_is_sound() {
        let data = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(check(&data, true, 10), Ok(()));
        assert_eq!(check(&data, true, 9), Err(LzwFault::TooLarge));
        assert_eq!(check(&data[..8], true, 10), Err(LzwFault::Damaged));
    }

    #[test]
    fn codes_grow_where_the_table_does() {
        for early in [true, false] {
            let literals: Vec<usize> = (0..3000).map(|n| n * 7 % 256).collect();
            let codes = [&[CLEAR], literals.as_slice(), &[END]].concat();
            assert_eq!(check(&packed(&codes, early), early, 3000), Ok(()), "{early}");
            assert!(check(&packed(&codes, early), !early, 3000).is_err(), "{early}");
        }
    }

    #[test]
    fn codes_that_mean_nothing_are_damage() {
        for codes in [&[CLEAR, 65, 300, END][..], &[CLEAR, 300, END], &[CLEAR, 65, 66], &[300]] {
            assert_eq!(
                check(&packed(codes, true), true, 99),
                Err(LzwFault::Damaged),
                "{codes:?}"
            );
        }
        // The code that is being made may stand for itself.
        assert_eq!(check(&packed(&[CLEAR, 65, 258, END], true), true, 3), Ok(()));
    }
}
