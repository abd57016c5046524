//! The signature of a release: over its checksums, and so over every file.

use super::file::{FileKind, ReleaseFile};
use super::sums::{SIGNATURE, SUMS};
use crate::config::Date;
use crate::signature::SecretKey;

/// Signs the checksums. The comment is minisign's own, but for the clock: its time is the beginning of the release's day (UTC),
/// so that the same release has the same signature whenever it is signed.
pub fn sign_checksums(sums: &[u8], date: Date, key: &SecretKey) -> ReleaseFile {
    let comment = format!("timestamp:{}\tfile:{SUMS}\thashed", date.to_epoch());
    ReleaseFile::new(
        SIGNATURE,
        FileKind::Part("signature"),
        "text/plain",
        key.sign(sums, &comment),
    )
}
