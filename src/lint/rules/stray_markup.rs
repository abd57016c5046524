//! Signs of a markup that opened nothing.

use super::*;

/// `**`, `:::` and the like, left over as letters.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &[],
    example: Some(("ar", "هذه **كلمة مهمة جداً.", "")),
    ..Rule::new("stray-markup", Find::In(find))
};

const SIGNS: [&str; 11] = ["**", ":::", "[[", "]]", "{{", "}}", "~~", "$$", "%%", "<!--", "]("];

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let text = passage.text.as_str();
    // Signs by themselves are an ornament, but not the end of a box that never began.
    let fence = text.starts_with(":::") && text.chars().all(|c| c == ':');
    if passage.setting == Setting::Name || !(fence || text.contains(char::is_alphanumeric)) {
        return;
    }
    let found = SIGNS.map(|sign| (sign, text.find(sign)));
    let halves = [("==", mark(text)), ("`", tick(text)), ("<", tag(text))];
    for (sign, at) in found.into_iter().chain(halves) {
        // Between signs that were escaped stand backslashes; what ends an escaped one needs none.
        let escaped = |at: usize| passage.is_escaped(at) || ends_escaped(passage, sign, at);
        let typed = |at: &usize| !escaped(*at) && passage.exact(&(*at..at + sign.len())).is_some();
        if let Some(at) = at.filter(typed) {
            let message = said!("{sign} is shown as it stands: it opens or closes nothing", sign);
            let hint = "write its other half, or a backslash before it if it is meant";
            hits.say(passage, at..at + sign.len(), message, hint);
        }
    }
    let heading = passage.setting == Setting::Prose && passage.text.starts_with("##");
    if heading && passage.text.trim_start_matches('#').starts_with(char::is_alphabetic) {
        hits.say(
            passage,
            0..2,
            "a heading needs a space behind its # signs",
            "write the space",
        );
    }
}

/// Whether a sign ends what begins with one that the author escaped: `\{{ name }}`.
fn ends_escaped(passage: &Passage, sign: &str, at: usize) -> bool {
    let opens = match sign {
        "}}" => "{{",
        "]]" => "[[",
        _ => return false,
    };
    let before = passage.text.get(..at).unwrap_or_default();
    before.rfind(opens).is_some_and(|open| passage.is_escaped(open))
}

/// `==` right before a word, where no other stands behind it: of a comparison, spaces stand on both sides.
fn mark(text: &str) -> Option<usize> {
    let at = text.find("==")?;
    let (before, behind) = (text.get(..at)?, text.get(at + 2..)?);
    let begins = before.chars().next_back().is_none_or(char::is_whitespace);
    (begins && behind.starts_with(char::is_alphabetic)).then_some(at)
}

/// A backtick by itself, in scripts that write no letter with it.
fn tick(text: &str) -> Option<usize> {
    let at = text.find('`')?;
    let alone = text.matches('`').count() == 1;
    // By itself between brackets or spaces it is what the sentence speaks of.
    let (before, behind) = (text.get(..at)?, text.get(at + 1..)?);
    let touches = before.ends_with(char::is_alphanumeric) || behind.starts_with(char::is_alphanumeric);
    (alone && touches && text.contains(|c| is_arabic(c) || is_hebrew(c))).then_some(at)
}

/// The beginning of a tag with attributes that is none.
fn tag(text: &str) -> Option<usize> {
    let begins = |at: &usize| {
        let tag = text.get(at + 1..).and_then(|rest| rest.split_once(char::is_whitespace));
        let names = |text: &str| {
            text.chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ' '))
        };
        tag.is_some_and(|(name, rest)| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && names(name)
                && rest.split_once("=\"").is_some_and(|(attribute, _)| names(attribute))
        })
    };
    text.match_indices('<').map(|(at, _)| at).find(begins)
}
