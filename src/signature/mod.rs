//! Signatures as minisign has them: Ed25519 (RFC 8032) over the BLAKE2b-512 (RFC 7693) of a file, in four lines of text.
//!
//! ```text
//! untrusted comment: …                  anybody may change it
//! base64 of "ED" key-id signature       over the file's BLAKE2b-512 ("Ed": over the file itself, as minisign wrote until 0.9)
//! trusted comment: …                    signed together with the signature before it
//! base64 of the global signature
//! ```
//!
//! Everything here is arithmetic: chance, passwords and files come from outside.

mod key;
mod secret;
mod sign;

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub use key::PublicKey;
pub use secret::{Locked, Password, SecretKey, Stored};
pub use sign::{Signature, VerifyError};

/// The algorithm of keys, and of signatures over a file itself.
const ED25519: [u8; 2] = *b"Ed";
/// The algorithm of signatures over a file's BLAKE2b-512.
const PREHASHED: [u8; 2] = *b"ED";
/// How many bytes a kept secret key has: what it is locked with, and 104 that are locked.
const SECRET_KEY_LENGTH: usize = 54 + 104;
/// How the first line of every file begins.
const UNTRUSTED: &str = "untrusted comment: ";

/// What tells key pairs apart: eight random bytes, written as minisign writes them (a number in base 16 without leading
/// zeros, the last byte first).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyId([u8; 8]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:X}", u64::from_le_bytes(self.0))
    }
}

/// Why a text is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// It has not the lines, the base64 or the length.
    Shape,
    /// It is of an algorithm that minisign does not know.
    Algorithm,
    /// It is a secret key where a public one is wanted, or the other way.
    OtherHalf,
    /// Its checksum is wrong: it is damaged.
    Checksum,
    /// It would take more memory to unlock than any key that minisign makes.
    Costly,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "has not the lines that minisign writes",
            Self::Algorithm => "is of an algorithm that minisign does not know",
            Self::OtherHalf => "is the other half of the key pair",
            Self::Checksum => "is damaged: its checksum is wrong",
            Self::Costly => "would take more than 2 GiB of memory to unlock, which no key by minisign does",
        })
    }
}

/// The bytes of a line of base64.
fn decode(line: &str) -> Result<Vec<u8>, Malformed> {
    STANDARD.decode(line.trim()).map_err(|_| Malformed::Shape)
}

/// Takes an array from the front of bytes.
fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], Malformed> {
    let (front, rest) = bytes.split_first_chunk::<N>().ok_or(Malformed::Shape)?;
    *bytes = rest;
    Ok(*front)
}

/// A comment on one line: control characters become spaces, but for the tabs that minisign parts its own comments with.
fn one_line(comment: &str) -> String {
    comment.replace(|letter: char| letter.is_control() && letter != '\t', " ")
}

#[cfg(test)]
mod tests {
    use super::KeyId;

    #[test]
    fn a_key_id_has_no_leading_zeros_as_minisign_writes_it() {
        assert_eq!(
            KeyId([0xf4, 0xba, 0x78, 0x74, 0x45, 0xc6, 0x6c, 0x04]).to_string(),
            "46CC6457478BAF4"
        );
    }
}
