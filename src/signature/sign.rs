//! Signatures: made, read and checked.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use blake2::{Blake2b512, Digest};

use super::{ED25519, KeyId, Malformed, PREHASHED, PublicKey, SecretKey, UNTRUSTED, decode, one_line, take};

/// How the third line begins.
const TRUSTED: &str = "trusted comment: ";

/// A signature, read and not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    algorithm: [u8; 2],
    id: KeyId,
    signature: [u8; 64],
    comment: String,
    global: [u8; 64],
}

/// Why a signature is not true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerifyError {
    /// It is another key's.
    OtherKey {
        /// Whose it says to be.
        found: KeyId,
        /// The key that it was checked with.
        wanted: KeyId,
    },
    /// The file, or the signature, is not what was signed.
    File,
    /// The trusted comment is not what was signed.
    Comment,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherKey { found, wanted } => write!(f, "is by the key {found}, not by {wanted}"),
            Self::File => f.write_str("is not true: what it signs is not what was signed"),
            Self::Comment => f.write_str("is not true: its trusted comment was changed"),
        }
    }
}

impl SecretKey {
    /// Signs bytes. Nothing of chance is in it: the same key, bytes and comment give the same text (RFC 8032, 5.1.6).
    pub fn sign(&self, bytes: &[u8], comment: &str) -> String {
        let comment = one_line(comment);
        let signature = self.key.sign(Blake2b512::digest(bytes), None);
        let global = self.key.sign([signature.as_ref(), comment.as_bytes()].concat(), None);
        let first = STANDARD.encode([&PREHASHED[..], &self.id.0, signature.as_ref()].concat());
        let second = STANDARD.encode(global.as_ref());
        format!("{UNTRUSTED}signature from minisign secret key\n{first}\n{TRUSTED}{comment}\n{second}\n")
    }
}

impl Signature {
    /// Reads the four lines of a signature.
    ///
    /// # Errors
    /// Where they are none.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let lines: Vec<&str> = text.lines().collect();
        let &[untrusted, first, trusted, second] = lines.as_slice() else {
            return Err(Malformed::Shape);
        };
        let comment = trusted.strip_prefix(TRUSTED).ok_or(Malformed::Shape)?;
        if !untrusted.starts_with(UNTRUSTED) {
            return Err(Malformed::Shape);
        }
        let (bytes, global) = (decode(first)?, decode(second)?);
        let mut rest = bytes.as_slice();
        let algorithm = take(&mut rest)?;
        if ![ED25519, PREHASHED].contains(&algorithm) {
            return Err(Malformed::Algorithm);
        }
        let (id, signature) = (KeyId(take(&mut rest)?), take(&mut rest)?);
        if !rest.is_empty() {
            return Err(Malformed::Shape);
        }
        Ok(Self {
            algorithm,
            id,
            signature,
            comment: comment.to_string(),
            global: global.try_into().map_err(|_| Malformed::Shape)?,
        })
    }

    /// Which key it says to be by.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Checks that a key has signed these bytes, and the comment with them, which is the answer.
    ///
    /// # Errors
    /// Where it has not.
    pub fn check(&self, key: &PublicKey, bytes: &[u8]) -> Result<&str, VerifyError> {
        if self.id != key.id {
            let (found, wanted) = (self.id, key.id);
            return Err(VerifyError::OtherKey { found, wanted });
        }
        let signed = if self.algorithm == PREHASHED {
            Blake2b512::digest(bytes).to_vec()
        } else {
            bytes.to_vec()
        };
        let is_true = |message: &[u8], signature: [u8; 64]| {
            let signature = ed25519_compact::Signature::new(signature);
            key.key.verify(message, &signature).is_ok()
        };
        if !is_true(&signed, self.signature) {
            return Err(VerifyError::File);
        }
        if !is_true(&[&self.signature, self.comment.as_bytes()].concat(), self.global) {
            return Err(VerifyError::Comment);
        }
        Ok(&self.comment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_key_its_bytes_and_its_comment() {
        let (key, other) = (SecretKey::from_random([1; 40]), SecretKey::from_random([2; 40]));
        let text = key.sign(b"sums", "version 1\nforged: yes");
        assert_eq!(text, key.sign(b"sums", "version 1\nforged: yes"));
        let signature = Signature::parse(&text).unwrap();
        assert_eq!(signature.check(&key.public(), b"sums"), Ok("version 1 forged: yes"));
        assert_eq!(signature.check(&key.public(), b"sumz"), Err(VerifyError::File));
        let (found, wanted) = (key.id, other.id);
        assert_eq!(
            signature.check(&other.public(), b"sums"),
            Err(VerifyError::OtherKey { found, wanted })
        );
        let forged = Signature::parse(&text.replace("version 1", "version 2")).unwrap();
        assert_eq!(forged.check(&key.public(), b"sums"), Err(VerifyError::Comment));
        let claimed = PublicKey {
            id: key.id,
            ..other.public()
        };
        assert_eq!(signature.check(&claimed, b"sums"), Err(VerifyError::File));
    }

    #[test]
    fn what_is_no_signature_is_told() {
        let text = SecretKey::from_random([1; 40]).sign(b"", "");
        assert!(Signature::parse(&text).is_ok());
        for wrong in [
            "",
            "x\n",
            &text[..text.len() / 2],
            &text.replace("RU", "R"),
            &format!("{text}more\n"),
        ] {
            assert_eq!(Signature::parse(wrong), Err(Malformed::Shape), "{wrong}");
        }
        assert_eq!(
            Signature::parse(&text.replacen("\nRU", "\nRX", 1)),
            Err(Malformed::Algorithm)
        );
    }
}
