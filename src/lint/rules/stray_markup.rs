//! Signs of a markup that opened nothing.

use super::*;

/// `**`, `:::` and the like, left over as letters.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &[],
    example: Some(("ar", "هذه **كلمة مهمة جداً.", "")),
    ..Rule::new("stray-markup", Find::In(find))
};

const SIGNS: [&str; 7] = ["**", ":::", "[[", "]]", "{{", "}}", "~~"];

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    // Signs by themselves are an ornament.
    if passage.setting == Setting::Name || !passage.text.contains(char::is_alphanumeric) {
        return;
    }
    for sign in SIGNS {
        // Between signs that were escaped stand backslashes.
        let typed = |at: &usize| passage.exact(&(*at..at + sign.len())).is_some();
        if let Some(at) = passage.text.find(sign).filter(typed) {
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
