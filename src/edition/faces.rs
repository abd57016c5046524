//! The families that a text is set in beside its own.

use std::sync::Arc;

use crate::fonts::Family;

/// The families that are not the running text's.
#[derive(Clone, Default)]
pub struct Faces {
    /// That of titles and headings, where they have one of their own.
    pub heading: Option<Arc<Family>>,
    /// That of words in Latin letters, where they have one of their own.
    pub latin: Option<Arc<Family>>,
    /// That of code, where there is any.
    pub mono: Option<Arc<Family>>,
    /// What is set in another family than its surroundings.
    pub borrowed: Vec<Borrowed>,
}

/// What a family draws from end to end in place of another one: letters of different fonts do not join, and a sign that is written as
/// several characters is drawn by one font or falls apart.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Borrowed {
    /// What is set so, as a regular expression.
    pub pattern: String,
    /// The name of the family that draws it.
    pub family: String,
    /// Whether it stands in code.
    pub code: bool,
}
