//! The signature of a release: over its checksums, and so over every file.

use super::{File, Kind, SIGNATURE, SUMS};
use crate::config::Date;
use crate::signature::SecretKey;

/// Signs the checksums. The comment is minisign's own, but for the clock: its time is the beginning of the release's day (UTC),
/// so that the same release has the same signature whenever it is signed.
pub fn seal(sums: &[u8], date: Date, key: &SecretKey) -> File {
    let comment = format!("timestamp:{}\tfile:{SUMS}\thashed", date.to_epoch());
    File::new(
        SIGNATURE,
        Kind::Part("signature"),
        "text/plain",
        key.sign(sums, &comment),
    )
}
