//! One function a scheme: the order of pages, and which way up they stand.

mod cards;
mod fold;
mod leaves;
mod zine;

use super::job::{Job, Problem};
use super::options::Scheme;
use super::plan::Plan;

/// The plan of a job's scheme.
pub(super) fn plan(job: &Job) -> Result<Plan, Problem> {
    match job.sheets.scheme {
        Scheme::Saddle => fold::saddle(job, 1),
        Scheme::SaddleTwoUp => fold::saddle(job, 2),
        Scheme::Signatures { sheets } => fold::signatures(job, sheets),
        Scheme::TwoUp => leaves::copies(job, &[(2, 1), (1, 2)]),
        Scheme::FourUp => leaves::copies(job, &[(2, 2)]),
        Scheme::Zine => zine::zine(job),
        Scheme::Cards => cards::cards(job),
        Scheme::Duplex => leaves::duplex(job),
    }
}
