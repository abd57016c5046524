//! English as Britain spells it, told by the American words that the dictionary has.

/// British letters, and the American ones in their place.
const BRITISH: [(&str, &str); 16] = [
    ("our", "or"),
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysing", "yzing"),
    ("tre", "ter"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("ogue", "og"),
    ("ence", "ense"),
    ("grey", "gray"),
    ("plough", "plow"),
    ("amme", "am"),
    ("aeo", "eo"),
];

/// Whether a word is the British spelling of one that the dictionary knows.
pub(super) fn is_british(word: &str, knows: impl Fn(&str) -> bool) -> bool {
    BRITISH
        .iter()
        .any(|(british, american)| word.contains(british) && knows(&word.replacen(british, american, 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_britain_spells_otherwise_is_right() {
        let known = ["neighbors", "organized", "traveled", "center", "defense", "until"];
        let knows = |word: &str| known.contains(&word);
        for right in ["neighbours", "organised", "travelled", "centre", "defence"] {
            assert!(is_british(right, knows), "{right}");
        }
        assert!(!is_british("untill", knows) && !is_british("nieghbors", knows));
    }
}
