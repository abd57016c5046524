//! What was done with a PDF that was imposed, and what to do with the sheets.

use crate::impose::BindingFrom;
use crate::imposition::{Binding, Finish, Flip, Imposition};

/// What was done and what to do now, in a few words.
pub fn told(imposition: &Imposition, (binding, from): (Binding, BindingFrom)) -> String {
    let side = match binding {
        Binding::Right => "right",
        Binding::Left => "left",
    };
    let why = match from {
        BindingFrom::Options => "",
        BindingFrom::Direction => ", as the PDF says",
        BindingFrom::Language => ", after the PDF's language",
        BindingFrom::Nothing => ", for the PDF does not say (--binding right if it is to be read from the right)",
    };
    let sheets = match imposition.sheets.len() {
        1 => "1 sheet".to_owned(),
        count => format!("{count} sheets"),
    };
    let print = match imposition.flip {
        None => "print on one side",
        Some(Flip::ShortEdge) => "print on both sides, flip on the short edge",
        Some(Flip::LongEdge) => "print on both sides, flip on the long edge",
    };
    let then = match &imposition.finish {
        Finish::Fold { copies: 1, sections } if sections.len() == 1 => {
            "nest the sheets, fold them, staple the fold".to_owned()
        }
        Finish::Fold { copies: 1, sections } => {
            format!(
                "fold and nest {} sheets at a time, gather the {} signatures, bind them",
                sections.first().unwrap_or(&1),
                sections.len()
            )
        }
        Finish::Fold { copies, .. } => {
            format!("cut the sheets into {copies}, nest and fold each pile, staple the folds")
        }
        Finish::Stacks { copies } => format!("cut the sheets into {copies}: each pile is a copy"),
        Finish::Cards => "cut the cards apart".to_owned(),
        Finish::Zine => "fold each sheet in eight, slit its middle, fold it into a booklet".to_owned(),
        Finish::Leaves => "done".to_owned(),
    };
    format!(
        "{sheets}, bound on the {side}{why}; pages at {:.1} %\n{print}, at actual size; {then}",
        imposition.scale * 100.0
    )
}
