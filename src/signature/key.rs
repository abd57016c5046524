//! The public half of a key pair.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{ED25519, KeyId, Malformed, SECRET_KEY_LENGTH, UNTRUSTED, decode, take};

/// How many bytes a public key has: algorithm, id, key.
const LENGTH: usize = 2 + 8 + 32;

/// A public key: it tells whether a signature is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey {
    pub(super) id: KeyId,
    pub(super) key: ed25519_compact::PublicKey,
}

impl PublicKey {
    /// Reads a key: the two lines of a `.pub` file, or its second line alone.
    ///
    /// # Errors
    /// Where it is none.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let line = match lines.as_slice() {
            [comment, line] if comment.starts_with(UNTRUSTED.trim_end()) => line,
            [line] => line,
            _ => return Err(Malformed::Shape),
        };
        let bytes = decode(line)?;
        if bytes.len() == SECRET_KEY_LENGTH {
            return Err(Malformed::OtherHalf);
        }
        if bytes.len() != LENGTH {
            return Err(Malformed::Shape);
        }
        let mut rest = bytes.as_slice();
        if take(&mut rest)? != ED25519 {
            return Err(Malformed::Algorithm);
        }
        Ok(Self {
            id: KeyId(take(&mut rest)?),
            key: ed25519_compact::PublicKey::new(take(&mut rest)?),
        })
    }

    /// Which key it is.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The key on one line, as `minisign -P` takes it.
    pub fn to_line(&self) -> String {
        STANDARD.encode([&ED25519[..], &self.id.0, self.key.as_ref()].concat())
    }

    /// The key as minisign keeps it in a file.
    pub fn to_file(&self) -> String {
        format!("{UNTRUSTED}minisign public key {}\n{}\n", self.id, self.to_line())
    }
}
