//! Templates of new books: each a manuscript that teaches by example and a commented `book.toml` (`assets/starters/`).

use crate::diagnostic::Diagnostic;

/// A template.
#[derive(Debug, Clone, Copy)]
pub struct Starter {
    /// Its name.
    pub name: &'static str,
    /// What it is, in English and in Arabic.
    pub about: (&'static str, &'static str),
    /// Its languages, each with its `book.toml` and its text.
    pub tongues: &'static [(&'static str, &'static str, &'static str)],
}

macro_rules! tongue {
    ($name:literal, $language:literal) => {
        (
            $language,
            include_str!(concat!("../../assets/starters/", $name, "/", $language, "/book.toml")),
            include_str!(concat!("../../assets/starters/", $name, "/", $language, "/text.md")),
        )
    };
}

/// Every template, the one first that is meant where none is named.
pub const STARTERS: &[Starter] = &[
    Starter {
        name: "pamphlet",
        about: (
            "a pamphlet of some chapters, to fold and staple",
            "كرّاس من فصول قليلة يُطوى ويُدبّس",
        ),
        tongues: &[
            tongue!("pamphlet", "ar"),
            tongue!("pamphlet", "fa"),
            tongue!("pamphlet", "he"),
            tongue!("pamphlet", "ur"),
            tongue!("pamphlet", "en"),
            tongue!("pamphlet", "fr"),
        ],
    },
    Starter {
        name: "essay",
        about: ("an essay with notes and numbered sections", "مقال له حواشٍ وأقسام مرقّمة"),
        tongues: &[tongue!("essay", "ar"), tongue!("essay", "en")],
    },
    Starter {
        name: "poems",
        about: ("poems, with lines of two halves and without", "قصائد عمودية وحرّة"),
        tongues: &[tongue!("poems", "ar"), tongue!("poems", "en")],
    },
    Starter {
        name: "zine",
        about: (
            "a zine of eight pages on one sheet",
            "مجلّة صغيرة من ثماني صفحات في ورقة واحدة",
        ),
        tongues: &[tongue!("zine", "ar"), tongue!("zine", "en")],
    },
    Starter {
        name: "songbook",
        about: ("songs with their choruses", "كتاب أغانٍ بلوازمها"),
        tongues: &[tongue!("songbook", "ar"), tongue!("songbook", "en")],
    },
    Starter {
        name: "statement",
        about: ("a short statement on one folded sheet", "بيان قصير على ورقة تُطوى مرّة"),
        tongues: &[tongue!("statement", "ar"), tongue!("statement", "en")],
    },
    Starter {
        name: "report",
        about: ("a report with tables and boxes", "تقرير فيه جداول وأُطر"),
        tongues: &[tongue!("report", "ar"), tongue!("report", "en")],
    },
];

/// The files of a new book that is begun on a day (YYYY-MM-DD), by their paths in its folder.
///
/// # Errors
/// Where there is no such template, or none in that language.
pub fn files(
    name: &str,
    language: &str,
    title: Option<&str>,
    date: &str,
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let starter = STARTERS.iter().find(|starter| starter.name == name).ok_or_else(|| {
        let names: Vec<&str> = STARTERS.iter().map(|starter| starter.name).collect();
        Diagnostic::error("unknown-template", format!("there is no template \"{name}\""))
            .hint(format!("there are {}", names.join(", ")))
    })?;
    let (_, config, text) = starter
        .tongues
        .iter()
        .find(|tongue| tongue.0 == language)
        .ok_or_else(|| {
            let names: Vec<&str> = starter.tongues.iter().map(|tongue| tongue.0).collect();
            let message = format!("the template \"{name}\" is not there in \"{language}\"");
            Diagnostic::error("unknown-template", message).hint(format!("it is there in {}", names.join(", ")))
        })?;
    let config = said(config, title, date);
    Ok(vec![
        ("book.toml".into(), config.into_bytes()),
        ("text.md".into(), text.as_bytes().to_vec()),
    ])
}

/// The configuration with another title, and with its date in the place of the template's.
fn said(config: &str, title: Option<&str>, date: &str) -> String {
    let line = |line: &str| match (title, line.strip_prefix(DATE)) {
        (Some(title), _) if line.starts_with("title = ") => format!("title = {}", toml::Value::String(title.into())),
        (_, Some(comment)) => format!("date = \"{date}\"{comment}"),
        _ => line.to_string(),
    };
    config.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// The date of every template, which no book keeps.
const DATE: &str = "date = \"1970-01-01\"";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_says_its_language_and_takes_a_title() {
        for starter in STARTERS {
            for (language, config, text) in starter.tongues {
                assert!(
                    config.contains(&format!("language = \"{language}\"")),
                    "{} {language}",
                    starter.name
                );
                assert!(
                    text.contains("# ") || starter.name == "statement",
                    "{} {language}",
                    starter.name
                );
                let files = files(starter.name, language, Some("عنوان \"آخر\""), "2026-11-29").unwrap();
                let config = String::from_utf8(files[0].1.clone()).unwrap();
                let read: toml::Table = toml::from_str(&config).unwrap();
                assert_eq!(read["book"]["title"].as_str(), Some("عنوان \"آخر\""));
                assert_eq!(read["book"]["date"].as_str(), Some("2026-11-29"));
            }
        }
    }

    #[test]
    fn what_is_not_there_is_said_with_what_is() {
        for (name, language, hint) in [("pamflet", "ar", "pamphlet"), ("essay", "he", "ar, en")] {
            let said = files(name, language, None, "2026-11-29").unwrap_err();
            assert!(
                said.code == "unknown-template" && said.hints[0].contains(hint),
                "{said:?}"
            );
        }
    }
}
