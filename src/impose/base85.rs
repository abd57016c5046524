//! Whether data of `ASCII85Decode` are sound: readers take them as far as they are, and say nothing.

/// Whether data are groups of five letters, the last one of two to five, up to `~>`, with `z` for a group of nothing and blanks anywhere
/// (ISO 32000-1, 7.4.3).
pub(super) fn is_sound(data: &[u8]) -> bool {
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let (mut count, mut value) = (0, 0u64);
    for letter in data.iter().take_while(|letter| **letter != b'~') {
        match letter {
            b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' => {}
            b'z' if count == 0 => {}
            b'!'..=b'u' => {
                value = value * 85 + u64::from(letter - b'!');
                count += 1;
                if count == 5 {
                    if value > u64::from(u32::MAX) {
                        return false;
                    }
                    (count, value) = (0, 0);
                }
            }
            _ => return false,
        }
    }
    count != 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_groups_that_say_bytes_are_sound() {
        for sound in ["9jqo^Bl\nbD-~>", "zz~>", "<~z9jqo^~>", "", "9jqo^"] {
            assert!(is_sound(sound.as_bytes()), "{sound}");
        }
        for damaged in ["9jqo^v~>", "9jz~>", "uuuuu~>", "9jqo^9~>", "{~>"] {
            assert!(!is_sound(damaged.as_bytes()), "{damaged}");
        }
    }
}
