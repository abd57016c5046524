//! Publishing: a release made in its order, and one that stands built again from its sources and compared.

mod order;
mod rebuild;
mod release;

pub use order::make_set;
pub use rebuild::{Verified, verify};
pub use release::{Publication, ReleaseJob, Stopped};
