//! Comparing the files of a release with what they should be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How a file differs from what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It should be there and is not.
    Missing(String),
    /// It is there and should not be.
    Added(String),
    /// Its bytes differ.
    Changed {
        /// The file.
        name: String,
        /// The offset of the first byte that differs, from 0.
        offset: usize,
        /// The line on which that byte stands, from 1, where the file is text.
        line: Option<usize>,
        /// The length that it should have and the one that it has, in bytes.
        lengths: (usize, usize),
    },
}

impl Difference {
    /// The file.
    pub fn name(&self) -> &str {
        match self {
            Self::Missing(name) | Self::Added(name) | Self::Changed { name, .. } => name,
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(_) => f.write_str("is missing"),
            Self::Added(_) => f.write_str("does not belong to the release"),
            Self::Changed {
                offset, line, lengths, ..
            } => {
                write!(f, "differs from byte {offset} on")?;
                line.map_or(Ok(()), |line| write!(f, " (line {line})"))?;
                let (wanted, found) = lengths;
                if wanted == found {
                    Ok(())
                } else {
                    write!(f, "; it has {found} bytes and should have {wanted}")
                }
            }
        }
    }
}

/// Every difference between the files that should be there and those that are, by name.
pub fn compare<'a>(wanted: &BTreeMap<&'a str, &'a [u8]>, found: &BTreeMap<&'a str, &'a [u8]>) -> Vec<Difference> {
    let names: BTreeSet<&str> = wanted.keys().chain(found.keys()).copied().collect();
    let difference = |name: &str| match (wanted.get(name), found.get(name)) {
        (Some(_), None) => Some(Difference::Missing(name.into())),
        (None, _) => Some(Difference::Added(name.into())),
        (Some(wanted), Some(found)) => changed(name, wanted, found),
    };
    names.into_iter().filter_map(difference).collect()
}

fn changed(name: &str, wanted: &[u8], found: &[u8]) -> Option<Difference> {
    if wanted == found {
        return None;
    }
    let same = wanted.iter().zip(found).take_while(|(a, b)| a == b).count();
    let before = found.get(..same).unwrap_or_default();
    let is_text = !found.contains(&0) && std::str::from_utf8(wanted).is_ok();
    Some(Difference::Changed {
        name: name.into(),
        offset: same,
        line: is_text.then(|| before.iter().filter(|&&byte| byte == b'\n').count() + 1),
        lengths: (wanted.len(), found.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_told_with_its_place() {
        let wanted = BTreeMap::from([
            ("a", b"one\ntwo".as_slice()),
            ("b", b"same"),
            ("c", b"x"),
            ("d", b"\0\x01"),
        ]);
        let found = BTreeMap::from([
            ("a", b"one\ntwa!".as_slice()),
            ("b", b"same"),
            ("e", b""),
            ("d", b"\0\x02"),
        ]);
        let said: Vec<String> = compare(&wanted, &found)
            .iter()
            .map(|one| format!("{} {one}", one.name()))
            .collect();
        assert_eq!(
            said,
            [
                "a differs from byte 6 on (line 2); it has 8 bytes and should have 7",
                "c is missing",
                "d differs from byte 1 on",
                "e does not belong to the release"
            ]
        );
    }
}
