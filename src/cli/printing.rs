//! How to print the sheets that were made, in one line.

use super::tongue::tongue;
use crate::diagnostic::codes::Tongue;

/// What to do at the printer with the first of these files; nothing where there is none. The name of a file of sheets says how its
/// pages lie on them (`SLUG-VERSION-booklet-PAPER-SCHEME`).
pub fn told(sheets: &[String]) -> Option<String> {
    let name = sheets.first()?;
    let arabic = tongue() == Tongue::Arabic;
    let scheme = name.rsplit_once("-booklet-").map_or("", |(_, scheme)| scheme);
    let has = |part: &str| scheme.contains(part);
    let pick = |english: &'static str, arabic_words: &'static str| if arabic { arabic_words } else { english };
    let sides = if has("zine") {
        pick("on one side", "على وجه واحد")
    } else if has("long-edge") {
        pick(
            "on both sides, flip on the long edge",
            "على الوجهين، والقلب على الحافة الطويلة",
        )
    } else {
        pick(
            "on both sides, flip on the short edge",
            "على الوجهين، والقلب على الحافة القصيرة",
        )
    };
    let then = if has("zine") {
        pick(
            "fold the sheet in eight, slit its middle, fold it into a booklet",
            "اطوِ الورقة ثماني طيات، وشقّ وسطها، واطوِها كتيّباً",
        )
    } else if has("signatures") {
        pick(
            "fold the sheets section by section, gather and bind them",
            "اطوِ الأوراق ملزمة ملزمة، ثم اجمعها وجلّدها",
        )
    } else if has("saddle-two-up") {
        pick(
            "cut the sheets in two, nest and fold each pile, staple the folds",
            "اقطع الأوراق نصفين، ثم اطوِ كل رزمة ودبّس طيّتها",
        )
    } else if has("two-up") || has("four-up") {
        pick("cut the sheets: each pile is a copy", "اقطع الأوراق: كل رزمة نسخة")
    } else if has("cards") {
        pick("cut the cards apart", "اقطع البطاقات")
    } else if has("duplex") {
        pick("staple the leaves", "دبّس الأوراق")
    } else {
        pick(
            "nest the sheets, fold them, staple the fold",
            "ضع الأوراق بعضها في بعض، واطوِها، ودبّس الطيّة",
        )
    };
    Some(if arabic {
        format!("kurras: اطبع {name} {sides}، بالقياس الفعلي؛ ثم {then}")
    } else {
        format!("kurras: print {name} {sides}, at actual size; {then}")
    })
}
