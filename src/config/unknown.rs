//! What is said of keys, tables and codes that nobody knows, and of values of another kind than their key's.

use super::keys::{KEYS, Key, SECTIONS, VARIED, did_you_mean};
use super::meant::meant;
use crate::diagnostic::codes::CODES;
use crate::diagnostic::{Diagnostic, Message, Span, said};

pub(super) fn unknown_key(name: &str, section: &str, span: Span) -> Diagnostic {
    let edition = section == "edition";
    let shown = if edition {
        "[[edition]]".into()
    } else {
        format!("[{section}]")
    };
    let diagnostic = Diagnostic::error("unknown-key", said!("unknown key `{name}` in {shown}", name, shown)).at(span);
    let tables = SECTIONS.iter().filter(|table| edition && VARIED.contains(table));
    let known = || {
        let keys = KEYS.iter().filter(|k| k.section == section).map(|k| k.name);
        keys.chain(tables.clone().copied())
    };
    let elsewhere = KEYS
        .iter()
        .find(|k| k.name == name && (!edition || VARIED.contains(&k.section)));
    match (did_you_mean(name, known()), elsewhere) {
        (_, Some(key)) if edition => diagnostic.hint(said!(
            "`{name}` belongs in [edition.{section}], below [[edition]]",
            name,
            section = key.section
        )),
        (_, Some(key)) => diagnostic.hint(said!("`{name}` belongs in [{section}]", name, section = key.section)),
        (Some(near), None) => diagnostic.hint(said!("did you mean `{near}`?", near)),
        (None, None) => diagnostic.hint(said!(
            "{shown} knows {keys}",
            shown,
            keys = Message::listed(&known().collect::<Vec<_>>())
        )),
    }
}

pub(super) fn unknown_section(name: &str, span: Span) -> Diagnostic {
    if let Some(key) = KEYS.iter().find(|k| k.name == name) {
        let message = said!("the key `{name}` stands outside of its table", name);
        return Diagnostic::error("unknown-key", message)
            .at(span)
            .hint(said!("write it below [{section}]", section = key.section));
    }
    let diagnostic = Diagnostic::error("unknown-key", said!("unknown table `{name}`", name)).at(span);
    match did_you_mean(name, SECTIONS.iter().copied()) {
        Some(near) => diagnostic.hint(said!("did you mean [{near}]?", near)),
        None => diagnostic.hint(said!("the tables are {tables}", tables = Message::listed(SECTIONS))),
    }
}

pub(super) fn unknown_code(code: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::error("unknown-code", said!("no finding is called `{code}`", code)).at(span);
    match did_you_mean(code, CODES.iter().map(|known| known.name)) {
        Some(near) => finding.hint(said!("did you mean `{near}`?", near)),
        None => finding.hint("`kurras explain` lists them all"),
    }
}

pub(super) fn wrong_kind(key: &Key, written: &str, span: Span) -> Diagnostic {
    let message = said!(
        "`{name}` in [{section}] must be {expectation}",
        name = key.name,
        section = key.section,
        expectation = key.kind.expectation()
    );
    let meant = meant(key, written).unwrap_or_else(|| key.kind.example());
    let hint = said!("write it as {name} = {meant}", name = key.name, meant);
    Diagnostic::error("wrong-type", message).at(span).hint(hint)
}
