//! `kurras themes`: the themes that ship.

use super::Outcome;
use super::tongue::tongue;
use crate::diagnostic::messages::for_people;
use crate::theme::Theme;

/// Lists themes, one a line: name and what each is for.
pub fn run() -> Outcome {
    for (name, about) in Theme::shipped() {
        println!("{name}  {}", for_people(about, tongue()));
    }
    Outcome::Done
}
