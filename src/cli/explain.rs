//! `kurras explain`: what a finding means, why it matters and what to do about it.

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::tongue::tongue;
use crate::config::did_you_mean;
use crate::diagnostic::codes::{Area, CODES, Code, Tongue, code, explanation};
use crate::diagnostic::messages::set_apart;
use crate::diagnostic::{Diagnostic, Sources, human, said};
use crate::lint::rules;

/// Say what a finding means, why it matters and what to do about it
#[derive(clap::Args)]
pub struct Args {
    /// The code, as it stands in brackets in a message; all of them are listed where none is given
    code: Option<String>,
}

/// Explains a code, or lists them all.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(MessageFormat::Human);
    let Some(name) = &args.code else {
        list(&console);
        return Outcome::Done;
    };
    match code(name) {
        Some(code) => {
            explain(&console, code);
            Outcome::Done
        }
        None => {
            let near = did_you_mean(name, CODES.iter().map(|code| code.name));
            let finding = Diagnostic::error("unknown-code", said!("there is no finding called \"{name}\"", name));
            let finding = match near {
                Some(near) => finding.hint(said!("did you mean {near}?", near)),
                None => finding.hint("`kurras explain` lists them"),
            };
            eprint!("{}", human(&finding, &Sources::default(), tongue(), false));
            Outcome::UsageWrong
        }
    }
}

fn list(console: &Console) {
    for area in Area::ALL {
        console.print(area.title(tongue()));
        for code in CODES.iter().filter(|code| code.area == area) {
            let what = explanation(code.name, tongue()).map_or("", |texts| &texts.what);
            console.print(&format!("  {:22} {what}", code.name));
        }
    }
}

fn explain(console: &Console, code: &Code) {
    console.print(&format!("{} ({})", code.name, code.severity.word(tongue())));
    if let Some(texts) = explanation(code.name, tongue()) {
        let shown = |text: &str| match tongue() {
            Tongue::Arabic => set_apart(text),
            Tongue::English => text.to_owned(),
        };
        let texts = [&texts.what, &texts.why, &texts.remedy].map(|text| shown(text));
        console.print(&format!("\n{}", texts.join("\n")));
    }
    if let Some((_, before, after)) = rules()
        .find(|rule| rule.code == code.name)
        .and_then(|rule| rule.example)
    {
        console.print(&format!("\n  - {before}"));
        if !after.is_empty() {
            console.print(&format!("  + {after}"));
        }
    }
}
