//! `kurras new`: a book to begin with.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

use super::console::{Console, MessageFormat};
use super::environment::today;
use super::import::{taken, write};
use super::tongue::tongue;
use crate::build::Outcome;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::Tongue;
use crate::diagnostic::messages::for_people;
use crate::starter::{STARTERS, Starter, files};
use crate::workspace::is_taken;

const AFTER: &str = "Examples:
  kurras new my-pamphlet                        a pamphlet in Arabic
  kurras new poems --template poems --lang en --title \"River songs\"
  kurras new --list                             the templates

Without anything, it asks, where there is a terminal to ask on.";

/// Begin a book from a template
///
/// Its text shows by example what can be written, and its book.toml what can be said. A folder that is there already is never
/// written into.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Args {
    /// The book's folder, which is made
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The template [default: pamphlet]
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Its language: ar, fa, he, ur, en or fr [default: ar]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// The book's title
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// List the templates
    #[arg(long, conflicts_with_all = ["folder", "template", "lang", "title"])]
    list: bool,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// What a new book is to be.
struct Wanted {
    folder: PathBuf,
    template: String,
    language: String,
    title: Option<String>,
}

/// Makes a new book.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    if args.list {
        STARTERS.iter().for_each(|starter| console.print(&line(starter)));
        return Outcome::Done;
    }
    let nothing = args.folder.is_none() && args.template.is_none() && args.lang.is_none() && args.title.is_none();
    let can_ask =
        io::stdin().is_terminal() && io::stderr().is_terminal() && args.message_format == MessageFormat::Human;
    let wanted = match (&args.folder, nothing && can_ask) {
        (Some(folder), _) => Wanted {
            folder: folder.clone(),
            template: args.template.clone().unwrap_or_else(|| first().into()),
            language: args.lang.clone().unwrap_or_else(|| "ar".into()),
            title: args.title.clone(),
        },
        (None, true) => match ask(&mut io::stdin().lock(), &mut io::stderr(), tongue()) {
            Some(wanted) => wanted,
            None => return console.refuse(no_folder()),
        },
        (None, false) => return console.refuse(no_folder()),
    };
    if is_taken(&wanted.folder) {
        let hint = format!("name another folder: `kurras new {}-2`", wanted.folder.display());
        return console.refuse(taken(&wanted.folder).hint(hint));
    }
    let files = today().and_then(|today| {
        let date = today.to_string();
        files(&wanted.template, &wanted.language, wanted.title.as_deref(), &date)
    });
    match files {
        Ok(files) => write(&console, &wanted.folder, &files),
        Err(said) => console.refuse(said),
    }
}

fn no_folder() -> Diagnostic {
    Diagnostic::error("missing-book", "no folder is named for the new book").hint("kurras new my-book")
}

fn first() -> &'static str {
    STARTERS.first().map_or("pamphlet", |starter| starter.name)
}

/// A template in a line: its name, what it is, its languages.
fn line(starter: &Starter) -> String {
    let about = match tongue() {
        Tongue::Arabic => starter.about.1,
        Tongue::English => starter.about.0,
    };
    let languages: Vec<&str> = starter.tongues.iter().map(|tongue| tongue.0).collect();
    format!("{:<10} {about} ({})", starter.name, languages.join(", "))
}

/// Asks what the new book is to be; none where no folder is answered.
fn ask(from: &mut dyn BufRead, to: &mut dyn Write, tongue: Tongue) -> Option<Wanted> {
    let mut question = |words: &str, usual: &str| {
        let shown = if usual.is_empty() {
            String::new()
        } else {
            format!(" [{usual}]")
        };
        let words = for_people(words, tongue);
        let _ = write!(to, "{words}{shown}: ").and_then(|()| to.flush());
        let mut answer = String::new();
        let read = from.read_line(&mut answer).unwrap_or(0);
        let answer = answer.trim();
        (read > 0).then(|| {
            if answer.is_empty() {
                usual.to_string()
            } else {
                answer.to_string()
            }
        })
    };
    let folder = question("The new book's folder", "").filter(|folder| !folder.is_empty())?;
    let title = question("Its title", "")?;
    let language = question("Its language (ar, fa, he, ur, en, fr)", "ar")?;
    let names: Vec<&str> = STARTERS
        .iter()
        .filter(|starter| starter.tongues.iter().any(|tongue| tongue.0 == language))
        .map(|starter| starter.name)
        .collect();
    let template = question(&format!("Its template ({})", names.join(", ")), first())?;
    Some(Wanted {
        folder: PathBuf::from(folder),
        template,
        language,
        title: Some(title).filter(|title| !title.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_answered_is_made_and_what_is_not_is_usual() {
        let mut shown = Vec::new();
        let wanted = ask(&mut "كتابي\n\n\n\n".as_bytes(), &mut shown, Tongue::English).unwrap();
        assert_eq!(
            (
                wanted.folder.to_str(),
                wanted.template.as_str(),
                wanted.language.as_str(),
                wanted.title
            ),
            (Some("كتابي"), "pamphlet", "ar", None)
        );
        let wanted = ask(&mut "a\nعنوان\nen\nzine\n".as_bytes(), &mut shown, Tongue::Arabic).unwrap();
        assert_eq!(
            (wanted.template.as_str(), wanted.title.as_deref()),
            ("zine", Some("عنوان"))
        );
        assert!(ask(&mut "\n".as_bytes(), &mut shown, Tongue::English).is_none());
        assert!(ask(&mut "".as_bytes(), &mut shown, Tongue::English).is_none());
        assert!(String::from_utf8(shown).unwrap().contains("[ar]"));
    }
}
