//! `SHA256SUMS`: the checksums of a release as `sha256sum --check` reads them.

use std::collections::BTreeMap;
use std::fmt;

use crate::artifact::sha256;

/// The checksums' file.
pub const SUMS: &str = "SHA256SUMS";
/// Its signature.
pub const SIGNATURE: &str = "SHA256SUMS.minisig";

/// Checksums by file name: 64 lower-case hexadecimal digits each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums(BTreeMap<String, String>);

impl Sums {
    /// The checksums of these files.
    pub fn of<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Self {
        Self(files.map(|(name, bytes)| (name.to_string(), sha256(bytes))).collect())
    }

    /// Reads the lines of GNU coreutils: digits, two spaces (or a space and an asterisk), a name.
    ///
    /// # Errors
    /// The number of the first line, from 1, that is not one.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let line = |line: &str| {
            let (digits, rest) = line.split_at_checked(64)?;
            let name = rest.strip_prefix("  ").or_else(|| rest.strip_prefix(" *"))?;
            let right = digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && !name.is_empty();
            right.then(|| (name.to_string(), digits.to_ascii_lowercase()))
        };
        let lines = text.lines().zip(1..);
        lines
            .map(|(text, number)| line(text).ok_or(number))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether these are the bytes that a file should have; none where it is not listed.
    pub fn holds(&self, name: &str, bytes: &[u8]) -> Option<bool> {
        Some(*self.0.get(name)? == sha256(bytes))
    }
}

impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|(name, digits)| writeln!(f, "{digits}  {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_sha256sum() {
        let sums = Sums::of([("b.txt", b"abc".as_slice()), ("a.txt", b"")].into_iter());
        let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt\n\
                    ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.txt\n";
        assert_eq!(sums.to_string(), text);
        assert_eq!(Sums::parse(text), Ok(sums.clone()));
        assert_eq!(
            (
                sums.holds("b.txt", b"abc"),
                sums.holds("b.txt", b"abd"),
                sums.holds("c", b"")
            ),
            (Some(true), Some(false), None)
        );
    }

    #[test]
    fn a_line_that_is_none_has_its_number() {
        let good = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt\n";
        assert_eq!(Sums::parse(&format!("{good}nonsense\n")), Err(2));
        assert_eq!(Sums::parse(&good.replace("e3", "g3")), Err(1));
        assert_eq!(Sums::parse("é".repeat(40).as_str()), Err(1));
    }
}
