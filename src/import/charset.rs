//! Letters of before Unicode: Windows' Arabic code page, which old Arabic pages and texts are in.

/// Bytes 0x80 to 0xff of Windows-1256 (Unicode's mapping table CP1256.TXT).
const ARABIC: &str = "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u{200c}\u{200d}ں\u{a0}،¢£¤¥¦§¨©ھ«¬\u{ad}®¯°±²³´µ¶·¸¹؛»¼½¾؟ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقكàلâمنهوçèéêëىيîï\u{64b}\u{64c}\u{64d}\u{64e}ô\u{64f}\u{650}÷\u{651}ù\u{652}ûü\u{200e}\u{200f}ے";

/// The letters of bytes that are no UTF-8.
pub(super) fn decode(bytes: &[u8]) -> String {
    let table: Vec<char> = ARABIC.chars().collect();
    bytes
        .iter()
        .map(|byte| match byte.checked_sub(0x80) {
            None => char::from(*byte),
            Some(high) => table.get(usize::from(high)).copied().unwrap_or('\u{fffd}'),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(ARABIC.chars().count(), 128);
        assert_eq!(decode(b"\xe3\xd1\xcd\xc8\xc7 a"), "مرحبا a");
    }
}
