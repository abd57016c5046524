//! The secret half of a key pair, locked by a password or open.
//!
//! ```text
//! "Ed"  "Sc" or two zeros  "B2"  salt 32  work 8  memory 8  ( id 8  key 64  checksum 32 )
//! ```
//!
//! What stands in parentheses is locked where there is a password: combined by exclusive or with the 104 bytes that scrypt
//! (RFC 7914) makes of the password and the salt.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use blake2::digest::consts::U32;
use blake2::{Blake2b, Digest};
use ed25519_compact::{KeyPair, Seed};

use super::{ED25519, KeyId, Malformed, PublicKey, SECRET_KEY_LENGTH, UNTRUSTED, decode, take};

/// How many bytes of a kept key are locked.
const LOCKED: usize = 8 + 64 + 32;
/// Locked by scrypt.
const SCRYPT: [u8; 2] = *b"Sc";
/// Not locked.
const OPEN: [u8; 2] = [0; 2];
/// The checksum: BLAKE2b-256.
const BLAKE2B: [u8; 2] = *b"B2";
/// The work and the memory (bytes) that minisign locks keys with: libsodium's "sensitive" limits.
const USUAL: Limits = Limits {
    work: 1 << 25,
    memory: 1 << 30,
};
/// The most memory that unlocking may take, in bytes.
const MOST_MEMORY: u64 = 2 << 30;

/// A secret key, open.
#[derive(Clone)]
pub struct SecretKey {
    pub(super) id: KeyId,
    pub(super) key: ed25519_compact::SecretKey,
}

/// A secret key as it is kept.
#[derive(Debug)]
pub enum Stored {
    /// Without a password.
    Open(SecretKey),
    /// Behind a password.
    Locked(Locked),
}

/// A secret key behind a password.
pub struct Locked {
    salt: [u8; 32],
    limits: Limits,
    body: [u8; LOCKED],
}

/// A password with the chance that goes into locking by it.
pub struct Password<'a> {
    /// The password.
    pub word: &'a str,
    /// 32 random bytes.
    pub salt: [u8; 32],
}

/// What guessing a password costs, as libsodium counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limits {
    work: u64,
    memory: u64,
}

impl Limits {
    /// The parameters of scrypt, chosen as libsodium's `crypto_pwhash_scryptsalsa208sha256` chooses them.
    fn parameters(self) -> Result<scrypt::Params, Malformed> {
        let (work, block) = (self.work.max(1 << 15), 8);
        let narrow = work < self.memory / 32;
        let most = if narrow {
            work / (block * 4)
        } else {
            self.memory / (block * 128)
        };
        let log = (1..63).find(|log| (1_u64 << log) > most / 2).unwrap_or(63);
        let lanes = if narrow {
            1
        } else {
            ((work / 4) >> log).min(0x3fff_ffff) / block
        };
        if (block * 128) << log > MOST_MEMORY || lanes > 64 {
            return Err(Malformed::Costly);
        }
        scrypt::Params::new(log, block as u32, lanes.max(1) as u32).map_err(|_| Malformed::Costly)
    }

    /// Locks or unlocks.
    fn lock(self, body: &mut [u8; LOCKED], password: &Password<'_>) -> Result<(), Malformed> {
        let mut stream = [0; LOCKED];
        scrypt::scrypt(
            password.word.as_bytes(),
            &password.salt,
            &self.parameters()?,
            &mut stream,
        )
        .map_err(|_| Malformed::Costly)?;
        body.iter_mut().zip(stream).for_each(|(byte, key)| *byte ^= key);
        Ok(())
    }
}

impl Stored {
    /// Reads the two lines of a secret key's file.
    ///
    /// # Errors
    /// Where they are none.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut lines = text.lines();
        let (comment, line) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        if !comment.starts_with(UNTRUSTED.trim_end()) {
            return Err(Malformed::Shape);
        }
        let bytes = decode(line)?;
        if bytes.len() != SECRET_KEY_LENGTH {
            return Err(PublicKey::parse(text).map_or(Malformed::Shape, |_| Malformed::OtherHalf));
        }
        let mut rest = bytes.as_slice();
        let kind: [[u8; 2]; 3] = [take(&mut rest)?, take(&mut rest)?, take(&mut rest)?];
        let salt = take(&mut rest)?;
        let limits = Limits {
            work: u64::from_le_bytes(take(&mut rest)?),
            memory: u64::from_le_bytes(take(&mut rest)?),
        };
        let body = take(&mut rest)?;
        match kind {
            [ED25519, SCRYPT, BLAKE2B] => limits.parameters().map(|_| Self::Locked(Locked { salt, limits, body })),
            [ED25519, OPEN, BLAKE2B] => SecretKey::from_body(&body, true).map(Self::Open),
            _ => Err(Malformed::Algorithm),
        }
    }
}

impl Locked {
    /// Opens the key, which takes a second and as much memory as it was locked with: 1 GiB for keys by minisign. The only thing
    /// that can go wrong is the password.
    ///
    /// # Errors
    /// [`Malformed::Checksum`] where it is another password's key, or damaged.
    pub fn unlock(&self, word: &str) -> Result<SecretKey, Malformed> {
        let mut body = self.body;
        let salt = self.salt;
        self.limits.lock(&mut body, &Password { word, salt })?;
        SecretKey::from_body(&body, false)
    }
}

impl SecretKey {
    /// The key pair of 40 random bytes: eight for its id, the rest for the key.
    pub fn from_random(chance: [u8; 40]) -> Self {
        let (mut id, mut seed) = ([0; 8], [0; 32]);
        id.copy_from_slice(&chance[..8]);
        seed.copy_from_slice(&chance[8..]);
        Self {
            id: KeyId(id),
            key: KeyPair::from_seed(Seed::new(seed)).sk,
        }
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey {
            id: self.id,
            key: self.key.public_key(),
        }
    }

    /// The key as minisign keeps it in a file, behind a password where there is one. With one, it takes what [`Locked::unlock`]
    /// takes.
    ///
    /// # Errors
    /// Where the machine has not the memory that locking takes.
    pub fn to_file(&self, password: Option<&Password<'_>>) -> Result<String, Malformed> {
        self.keep(password, USUAL)
    }

    fn keep(&self, password: Option<&Password<'_>>, limits: Limits) -> Result<String, Malformed> {
        let mut body = [0; LOCKED];
        let parts = [&self.id.0[..], self.key.as_ref(), &self.checksum()].concat();
        body.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        let bytes = match password {
            Some(password) => {
                limits.lock(&mut body, password)?;
                let (work, memory) = (limits.work.to_le_bytes(), limits.memory.to_le_bytes());
                [&ED25519[..], &SCRYPT, &BLAKE2B, &password.salt, &work, &memory, &body].concat()
            }
            None => [&ED25519[..], &OPEN, &BLAKE2B, &[0; 48], &body].concat(),
        };
        // minisign calls both kinds encrypted.
        let line = STANDARD.encode(bytes);
        Ok(format!("{UNTRUSTED}minisign encrypted secret key\n{line}\n"))
    }

    /// `unsummed`: minisign leaves the checksum of a key without a password at zeros.
    fn from_body(body: &[u8; LOCKED], unsummed: bool) -> Result<Self, Malformed> {
        let mut rest = body.as_slice();
        let id = KeyId(take(&mut rest)?);
        let key = ed25519_compact::SecretKey::new(take(&mut rest)?);
        let sum: [u8; 32] = take(&mut rest)?;
        let found = Self { id, key };
        if sum == found.checksum() || (unsummed && sum == [0; 32]) {
            Ok(found)
        } else {
            Err(Malformed::Checksum)
        }
    }

    fn checksum(&self) -> [u8; 32] {
        let summed = [&ED25519[..], &self.id.0, self.key.as_ref()].concat();
        Blake2b::<U32>::digest(summed).into()
    }
}

impl fmt::Debug for SecretKey {
    /// Never shows the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.id)
    }
}

impl fmt::Debug for Locked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Locked")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Limits that cost nothing.
    const CHEAP: Limits = Limits {
        work: 1 << 15,
        memory: 1 << 21,
    };

    #[test]
    fn limits_are_those_of_libsodium() {
        let chosen = |work, memory| {
            let found = Limits { work, memory }.parameters();
            found.map(|found| (found.log_n(), found.r(), found.p()))
        };
        assert_eq!(chosen(USUAL.work, USUAL.memory), Ok((20, 8, 1)));
        // libsodium's "interactive" limits.
        assert_eq!(chosen(524_288, 16_777_216), Ok((14, 8, 1)));
        assert_eq!(chosen(0, 1 << 30), Ok((10, 8, 1)));
        assert_eq!(chosen(u64::MAX, u64::MAX), Err(Malformed::Costly));
        assert_eq!(chosen(u64::MAX, 1 << 20), Err(Malformed::Costly));
    }

    #[test]
    fn a_locked_key_opens_with_its_password_only() {
        let key = SecretKey::from_random([7; 40]);
        let password = Password {
            word: "كلمة السر",
            salt: [9; 32],
        };
        let kept = key.keep(Some(&password), CHEAP).unwrap();
        let Ok(Stored::Locked(locked)) = Stored::parse(&kept) else {
            panic!("{kept}")
        };
        assert_eq!(locked.unlock("other").unwrap_err(), Malformed::Checksum);
        assert_eq!(locked.unlock(password.word).unwrap().public(), key.public());
        assert!(!format!("{key:?}{locked:?}").contains(&kept));
    }

    #[test]
    fn damage_is_told() {
        let key = SecretKey::from_random([7; 40]);
        let kept = key.to_file(None).unwrap();
        assert!(matches!(Stored::parse(&kept), Ok(Stored::Open(_))));
        let error = |text: &str| Stored::parse(text).unwrap_err();
        assert_eq!(error(&key.public().to_file()), Malformed::OtherHalf);
        assert_eq!(error("RWQ"), Malformed::Shape);
        assert_eq!(error(&kept.replacen("RWQ", "RXQ", 1)), Malformed::Algorithm);
        let (line, half) = (kept.lines().nth(1).unwrap(), kept.len() - 60);
        assert_eq!(error(&kept.replace(line, &line[..80])), Malformed::Shape);
        let (front, back) = kept.split_at(half);
        let other = if back.starts_with('A') { "B" } else { "A" };
        assert_eq!(error(&format!("{front}{other}{}", &back[1..])), Malformed::Checksum);
        assert_eq!(PublicKey::parse(&kept), Err(Malformed::OtherHalf));
    }
}
