//! The values that an option may have, for shells to offer. These options read more than their names (a paper by its size, a language that
//! does not ship), so that clap cannot know them.

use clap::Command;
use clap::builder::PossibleValuesParser;

use crate::artifact::Format;
use crate::diagnostic::codes::CODES;
use crate::imposition::{NAMED_PAPERS, Scheme};
use crate::locale::Locale;
use crate::preview::Editor;
use crate::starter::STARTERS;
use crate::theme::Theme;

/// A verb, an argument of it, and what it may be called.
type Row = (&'static str, &'static str, fn() -> Vec<&'static str>);

const ROWS: &[Row] = &[
    ("new", "template", templates),
    ("new", "lang", languages),
    ("import", "lang", languages),
    ("build", "only", formats),
    ("proof", "only", formats),
    ("impose", "scheme", schemes),
    ("impose", "paper", papers),
    ("impose", "lang", languages),
    ("calibrate", "paper", papers),
    ("calibrate", "lang", languages),
    ("preview", "editor", editors),
    ("explain", "code", codes),
    ("themes", "copy", themes),
];

/// The command line with the values of these options, to be shown and not to be parsed with.
pub fn with_values(program: Command) -> Command {
    ROWS.iter().fold(program, |program, (verb, argument, values)| {
        program.mut_subcommand(verb, |command| {
            command.mut_arg(argument, |argument| {
                argument.value_parser(PossibleValuesParser::new(values()))
            })
        })
    })
}

fn templates() -> Vec<&'static str> {
    STARTERS.iter().map(|starter| starter.name).collect()
}

fn themes() -> Vec<&'static str> {
    Theme::shipped().map(|theme| theme.0).collect()
}

fn languages() -> Vec<&'static str> {
    Locale::all().iter().map(|locale| locale.tag.as_str()).collect()
}

fn formats() -> Vec<&'static str> {
    Format::all().map(Format::name).collect()
}

/// Sections may be of any number of leaves; those that are sewn by hand most often are named.
fn schemes() -> Vec<&'static str> {
    let named = Scheme::NAMED.into_iter();
    named
        .flat_map(|(name, scheme)| match scheme {
            Scheme::Signatures { .. } => vec!["signatures-8", "signatures-16"],
            _ => vec![name],
        })
        .collect()
}

fn papers() -> Vec<&'static str> {
    NAMED_PAPERS.iter().map(|(name, _)| *name).collect()
}

fn editors() -> Vec<&'static str> {
    Editor::names().collect()
}

fn codes() -> Vec<&'static str> {
    CODES.iter().map(|code| code.name).collect()
}
