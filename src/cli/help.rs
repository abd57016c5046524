//! The help of the command line in the language of the locale. Names of verbs, options and values stay what they are.

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory};

use super::Cli;
use crate::diagnostic::codes::Tongue;
use crate::diagnostic::messages::for_people;

/// The order in which Arabic help shows the parts of itself: clap's own, with a heading of ours.
const TEMPLATE: &str = "{before-help}{about-with-newline}\nالاستعمال: {usage}\n\n{all-args}{after-help}";

/// Around a sentence in a line that begins from the left.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// The command line, described in a language.
pub fn command(tongue: Tongue) -> Command {
    let mut command = Cli::command();
    if tongue == Tongue::English {
        return command;
    }
    // What clap itself adds, such as --help, is there only once the command is built.
    command.build();
    described(command)
}

/// A verb in Arabic, and the verbs below it.
fn described(command: Command) -> Command {
    let about = command.get_about().map(|text| help(&text.to_string()));
    let long = command.get_long_about().map(|text| help(&text.to_string()));
    let after = command.get_after_help().map(|text| help(&text.to_string()));
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("الأوامر")
        .mut_args(argument)
        .mut_subcommands(described);
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    match after {
        Some(after) => command.after_help(after),
        None => command,
    }
}

/// An option or a value to give, in Arabic.
fn argument(arg: Arg) -> Arg {
    let short = arg.get_help().map(|text| help(&text.to_string())).unwrap_or_default();
    let long = arg.get_long_help().map(|text| help(&text.to_string()));
    let (usual, words) = (usual(&arg), words(&arg));
    let brief = brief(&words);
    let listed = if words.iter().any(|(_, about)| about.is_some()) {
        list(&words)
    } else {
        brief.clone()
    };
    let with = |gap: &str, parts: [String; 3]| {
        let said = parts.into_iter().filter(|part| !part.is_empty());
        said.collect::<Vec<_>>().join(gap)
    };
    let heading = if arg.is_positional() {
        "المعطيات"
    } else {
        "الخيارات"
    };
    let place = arg.get_index();
    let arg = arg
        .help(isolated(&with(" ", [short.clone(), brief, usual.clone()])))
        .long_help(with(
            "\n\n",
            [long.unwrap_or(short).trim_end().to_owned(), listed, usual],
        ))
        .help_heading(heading)
        .hide_default_value(true)
        .hide_possible_values(true);
    match place {
        Some(place) => arg.display_order(place),
        None => arg,
    }
}

/// What an option is where nothing is said.
fn usual(arg: &Arg) -> String {
    let values: Vec<_> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy())
        .collect();
    if !arg.get_action().takes_values() || values.is_empty() {
        return String::new();
    }
    format!("[الافتراضي: {}]", isolated(&values.join(" ")))
}

/// The words that an option takes, each with what it says of itself.
fn words(arg: &Arg) -> Vec<(String, Option<String>)> {
    if !arg.get_action().takes_values() {
        return Vec::new();
    }
    let word = |value: &PossibleValue| {
        let about = value
            .get_help()
            .map(|text| for_people(&text.to_string(), Tongue::Arabic));
        (value.get_name().to_owned(), about)
    };
    arg.get_possible_values().iter().map(word).collect()
}

/// The words of an option in a line.
fn brief(words: &[(String, Option<String>)]) -> String {
    let names: Vec<&str> = words.iter().map(|(name, _)| name.as_str()).collect();
    if names.is_empty() {
        return String::new();
    }
    let names: Vec<String> = names.into_iter().map(isolated).collect();
    format!("[القيم: {}]", names.join("، "))
}

/// The words of an option, a line each.
fn list(words: &[(String, Option<String>)]) -> String {
    let line = |(name, about): &(String, Option<String>)| match about {
        Some(about) => format!("\n- {}: {about}", isolated(name)),
        None => format!("\n- {}", isolated(name)),
    };
    let lines: String = words.iter().map(line).collect();
    format!("القيم:{lines}")
}

/// A text of several paragraphs, each said as a whole or line by line.
fn help(text: &str) -> String {
    let paragraph = |paragraph: &str| {
        let whole = for_people(paragraph, Tongue::Arabic);
        whole.split('\n').map(line).collect::<Vec<_>>().join("\n")
    };
    text.split("\n\n").map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// A line of help. Where it is a command and what it does, with a gap between the two, the latter is said.
fn line(line: &str) -> String {
    let command = line.trim_start();
    let gap = (command.len() < line.len()).then(|| command.find("  ")).flatten();
    let Some((command, about)) = gap.and_then(|at| command.split_at_checked(at)) else {
        return line.to_owned();
    };
    let about_starts = line.len() - about.trim_start().len();
    let kept = line.get(..about_starts).unwrap_or(command);
    format!("{kept}{}", isolated(&for_people(about.trim_start(), Tongue::Arabic)))
}

fn isolated(text: &str) -> String {
    format!("{}{text}{}", ISOLATE.0, ISOLATE.1)
}
