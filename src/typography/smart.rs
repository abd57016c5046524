//! Signs that a typewriter lacks, put in place of those that authors type for them: quotation marks by the language, dashes for
//! `--` and `---`, the apostrophe, the ellipsis, and spaces at which no line may end before the high signs of French.
//!
//! Only what is sure is changed: a straight quotation mark that has no partner in its run stays as it was typed (inches, minutes of
//! arc, the signs within Hebrew abbreviations), and so does a pair of hyphens that begins a word (an option of a program).

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use super::bidi::{is_mark, script_direction};
use crate::diagnostic::Span;
use crate::document::Inline;
use crate::locale::{Direction, Locale, Quotes};

/// What the signs of a run become.
#[derive(Debug, Clone)]
pub struct Signs {
    quotes: Quotes,
    /// The quotation marks of a phrase of the other direction that quotes by itself.
    foreign: Option<Quotes>,
    /// Whether the language is written in Latin letters, which have an apostrophe and an ellipsis of their own.
    latin: bool,
    /// Whether high signs keep the space that stands before them (Lexique des règles typographiques, Imprimerie nationale).
    high: bool,
}

impl Signs {
    /// The signs of a language.
    pub fn of(locale: &Locale) -> Self {
        Signs {
            quotes: locale.quotes.clone(),
            foreign: None,
            latin: locale.script() == "Latn",
            high: locale.space_before_marks,
        }
    }

    /// The same, with the quotation marks of another for phrases of the other direction.
    pub(super) fn beside(self, other: &Signs) -> Self {
        Signs {
            foreign: Some(other.quotes.clone()),
            ..self
        }
    }

    /// The quotation marks for what stands between these two places.
    fn quotes_of(&self, letters: &[char], opening: usize, closing: usize) -> &Quotes {
        match &self.foreign {
            Some(foreign) if self.is_foreign(letters, opening, closing) => foreign,
            _ => &self.quotes,
        }
    }

    /// Whether a quotation stands in a phrase of the other direction: its letters are of it, and so is the letter next to it on
    /// one of its sides.
    fn is_foreign(&self, letters: &[char], opening: usize, closing: usize) -> bool {
        let other = if self.latin { Direction::Rtl } else { Direction::Ltr };
        let mut inside = letters
            .iter()
            .take(closing)
            .skip(opening + 1)
            .filter_map(|c| script_direction(*c));
        let parts = |c: &&char| !matches!(**c, '،' | '؛' | '؟' | '\n');
        let before = letters.iter().take(opening).rev().take_while(parts);
        let after = letters.iter().skip(closing + 1).take_while(parts);
        let next = [
            before.copied().find_map(script_direction),
            after.copied().find_map(script_direction),
        ];
        inside.clone().next().is_some() && inside.all(|found| found == other) && next.contains(&Some(other))
    }
}

/// What a letter of a run becomes, by its place among the run's letters; in order.
type Changes = Vec<(usize, String)>;

/// Sets the signs of a run. What was set once stays as it is.
pub(super) fn set(run: &mut [Inline], signs: &Signs) {
    let mut letters = Vec::new();
    gather(run, &mut letters);
    if !letters.iter().any(|c| matches!(c, '"' | '\'' | '-' | '.' | ' ')) {
        return;
    }
    let mut changes = quotes(&letters, signs);
    changes.extend(dashes(&letters));
    if signs.latin {
        changes.extend(ellipses(&letters));
    }
    if signs.high {
        changes.extend(high_signs(&letters));
    }
    if changes.is_empty() {
        return;
    }
    changes.sort_by_key(|(place, _)| *place);
    let (mut place, mut changes) = (0, changes.into_iter().peekable());
    replace(run, &mut place, &mut changes);
}

/// The same of a text that has no markup.
pub(super) fn set_text(text: &mut String, signs: &Signs) {
    let mut run = [Inline::Text {
        text: std::mem::take(text),
        span: Span::default(),
    }];
    set(&mut run, signs);
    let [Inline::Text { text: set, .. }] = run else { return };
    *text = set;
}

/// The letters of a run; code stands as a letter, a line's end as one, other things as what they are to a sign: nothing that is read.
fn gather(run: &[Inline], letters: &mut Vec<char>) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => letters.extend(text.chars()),
            Inline::Code { .. } => letters.push('a'),
            Inline::Break => letters.push('\n'),
            Inline::Note { .. } | Inline::Image(_) => letters.push('\u{fffc}'),
            other => gather(other.content(), letters),
        }
    }
}

fn replace(
    run: &mut [Inline],
    place: &mut usize,
    changes: &mut std::iter::Peekable<impl Iterator<Item = (usize, String)>>,
) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => {
                let end = *place + text.chars().count();
                if changes.peek().is_some_and(|(next, _)| *next < end) {
                    let mut set = String::with_capacity(text.len());
                    for c in text.chars() {
                        match changes.next_if(|(next, _)| next == place) {
                            Some((_, sign)) => set.push_str(&sign),
                            None => set.push(c),
                        }
                        *place += 1;
                    }
                    *text = set;
                }
                *place = end;
            }
            Inline::Code { .. } | Inline::Break | Inline::Note { .. } | Inline::Image(_) => *place += 1,
            other => {
                if let Some(content) = other.content_mut() {
                    replace(content, place, changes);
                }
            }
        }
    }
}

/// The letters on both sides of a place, over marks that change nothing of them.
fn around(letters: &[char], at: usize) -> (Option<char>, Option<char>) {
    let before = letters
        .get(..at)
        .and_then(|before| before.iter().rev().find(|c| !is_mark(**c)));
    let after = letters
        .get(at + 1..)
        .and_then(|after| after.iter().find(|c| !is_mark(**c)));
    (before.copied(), after.copied())
}

/// What a quotation may begin behind.
fn before_opening(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '[' | '{' | '«' | '“' | '‘' | '‹' | '"' | '\'' | '-' | '–' | '—' | '/' | '=' | '\u{fffc}'
            )
    })
}

/// What a quotation may end before.
fn after_closing(c: Option<char>) -> bool {
    c.is_none_or(|c| !c.is_alphanumeric())
}

fn is_space(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// Whether a word may follow the opening of a quotation without a space before it: Arabic glues its particles to it, as in و"كلمة".
fn glued(before: Option<char>) -> bool {
    before.is_some_and(|c| c.script() == Script::Arabic && c.is_alphabetic())
}

/// Whether what stands before a place, back to its word's beginning, can be Arabic particles alone, as in وبـ.
fn is_particle(letters: &[char], at: usize) -> bool {
    let before = letters
        .iter()
        .take(at)
        .rev()
        .filter(|c| !is_mark(**c) && !is_combining_mark(**c));
    let mut word = before.take_while(|c| c.is_alphabetic());
    word.clone().count() <= 4 && word.all(|c| "وفبكلاسـ".contains(*c))
}

/// Whether a sign ends a clause or announces a speech: a quotation begins behind it though its space was not typed.
fn ends_clause(c: char) -> bool {
    matches!(c, ':' | '،' | '؛' | '؟' | '!' | '.' | ',' | ';')
}

fn hebrew(c: Option<char>) -> bool {
    c.is_some_and(|c| c.script() == Script::Hebrew)
}

/// Whether a mark between Hebrew letters may open a quotation glued to its particles, as in ו"הארץ": nothing but particles stands
/// before it in its word, and more than the one letter that follows the gershayim of an abbreviation stands after it.
fn behind_particles(letters: &[char], at: usize) -> bool {
    let in_word = |c: &&char| hebrew(Some(**c)) || is_mark(**c);
    let is_letter = |c: &&char| !is_mark(**c) && !is_combining_mark(**c);
    let before = letters.iter().take(at).rev().take_while(in_word);
    let after = letters.iter().skip(at + 1).take_while(in_word);
    before.filter(is_letter).all(|c| "משהוכלב".contains(*c)) && after.filter(is_letter).count() > 1
}

fn quotes(letters: &[char], signs: &Signs) -> Changes {
    let mut changes = Changes::new();
    // What is open: its sign and its place. Those that the author typed as they should be count too.
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, &c) in letters.iter().enumerate() {
        let (before, after) = around(letters, at);
        match c {
            '«' => open.push(('«', at)),
            '»' => close(&mut open, '«').map(drop).unwrap_or_default(),
            '"' => {
                if hebrew(before) && hebrew(after) {
                    if open.is_empty() && behind_particles(letters, at) {
                        open.push(('"', at));
                    }
                    continue;
                }
                let may_close = !is_space(before) && after_closing(after);
                // In a hurry no space is typed: قال:"نعم"وذهب.
                let first = !open.iter().any(|(sign, _)| *sign == '"');
                let may_open = !is_space(after)
                    && (before_opening(before)
                        || glued(before) && (first || is_particle(letters, at))
                        || first && before.is_some_and(ends_clause));
                let closes = may_close || (!may_open && !is_space(before));
                if let Some((depth, opening)) = closes.then(|| close(&mut open, '"')).flatten() {
                    let quotes = signs.quotes_of(letters, opening, at);
                    let [left, right] = if depth == 0 { &quotes.outer } else { &quotes.inner };
                    changes.extend([(opening, left.clone()), (at, right.clone())]);
                    continue;
                }
                if may_open {
                    open.push(('"', at));
                }
            }
            '\'' => single(letters, at, signs, &mut open, &mut changes),
            _ => {}
        }
    }
    if signs.latin {
        // Speech of several paragraphs opens each of them, and closes the last.
        let first = letters.iter().position(|c| !c.is_whitespace());
        changes.extend(
            open.iter()
                .filter(|(sign, at)| *sign == '"' && Some(*at) == first)
                .map(|(_, at)| (*at, signs.quotes.outer[0].clone())),
        );
        // What was never closed stands for letters left out, as in ’tis and ’90s.
        changes.extend(
            open.into_iter()
                .filter(|(sign, _)| *sign == '\'')
                .map(|(_, at)| (at, "’".to_owned())),
        );
    }
    changes
}

/// A straight single mark: an apostrophe between letters and behind them, else one of a pair.
fn single(letters: &[char], at: usize, signs: &Signs, open: &mut Vec<(char, usize)>, changes: &mut Changes) {
    let (before, after) = around(letters, at);
    let latin = |c: Option<char>| c.is_some_and(|c| c.script() == Script::Latin);
    let n_alone = |end: usize| matches!(letters.get(end.wrapping_sub(2)..=end), Some(['\'', 'n' | 'N', '\'']));
    if signs.latin && (n_alone(at) || n_alone(at + 2)) {
        // As in rock ’n’ roll.
        changes.push((at, "’".to_owned()));
    } else if latin(before) && (latin(after) || signs.latin && after.is_some_and(char::is_alphanumeric)) {
        changes.push((at, "’".to_owned()));
    } else if hebrew(before) {
        // A geresh.
    } else if !is_space(before) && after_closing(after) {
        if let Some((_, opening)) = close(open, '\'') {
            let [left, right] = &signs.quotes.inner;
            changes.extend([(opening, left.clone()), (at, right.clone())]);
        } else if signs.latin && latin(before) {
            changes.push((at, "’".to_owned()));
        }
    } else if before_opening(before) && !is_space(after) {
        open.push(('\'', at));
    }
}

/// Closes the last of what is open with this sign, and what was left open inside it. Answers with how many quotations it stands in,
/// and its place.
fn close(open: &mut Vec<(char, usize)>, sign: char) -> Option<(usize, usize)> {
    let last = open.iter().rposition(|(opened, _)| *opened == sign)?;
    let (_, place) = open.get(last).copied()?;
    open.truncate(last);
    let depth = open.iter().filter(|(sign, _)| matches!(sign, '"' | '«')).count();
    Some((depth, place))
}

/// `--` is an en dash and `---` an em dash, but for what begins a word, and for longer rows.
fn dashes(letters: &[char]) -> Changes {
    rows(letters, '-')
        .filter_map(|(at, length)| {
            let before = at.checked_sub(1).and_then(|before| letters.get(before));
            let after = letters.get(at + length);
            let option = before.is_none_or(|c| !c.is_alphanumeric() && *c != '»' && *c != '"')
                && after.is_some_and(|c| c.is_alphanumeric());
            match length {
                2 if !option => Some((at, length, "–")),
                3 => Some((at, length, "—")),
                _ => None,
            }
        })
        .flat_map(whole)
        .collect()
}

fn ellipses(letters: &[char]) -> Changes {
    rows(letters, '.')
        .filter(|(_, length)| *length == 3)
        .flat_map(|(at, length)| whole((at, length, "…")))
        .collect()
}

/// A row of letters that becomes one sign.
fn whole((at, length, sign): (usize, usize, &str)) -> Changes {
    (at..at + length)
        .map(|place| (place, if place == at { sign.to_owned() } else { String::new() }))
        .collect()
}

/// The rows of one letter: where each begins, and how long it is.
fn rows(letters: &[char], wanted: char) -> impl Iterator<Item = (usize, usize)> {
    let starts = (0..letters.len()).filter(move |&at| {
        letters.get(at) == Some(&wanted) && at.checked_sub(1).and_then(|before| letters.get(before)) != Some(&wanted)
    });
    starts.map(move |at| (at, letters.iter().skip(at).take_while(|c| **c == wanted).count()))
}

/// The space that stands before ; : ! ? and inside « » is one at which no line ends; none is put where none was typed.
fn high_signs(letters: &[char]) -> Changes {
    let high = |at: usize| match (letters.get(at.wrapping_sub(1)), letters.get(at + 1)) {
        (_, Some(';' | '!' | '?' | '»')) | (Some('«'), _) => Some("\u{202f}"),
        (_, Some(':')) => Some("\u{a0}"),
        _ => None,
    };
    letters
        .iter()
        .enumerate()
        .filter(|(_, c)| **c == ' ')
        .filter_map(|(at, _)| high(at).map(|space| (at, space.to_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::LanguageTag;

    fn text(text: &str) -> Inline {
        Inline::Text {
            text: text.into(),
            span: Span::default(),
        }
    }

    fn letters_of(run: &[Inline]) -> String {
        let mut letters = Vec::new();
        gather(run, &mut letters);
        letters.into_iter().collect()
    }

    fn set_in(language: &str, written: &str) -> String {
        let tag = LanguageTag::parse(language).expect("a language");
        let signs = Signs::of(Locale::of(&tag).expect("it ships").locale);
        let mut run = vec![text(written)];
        set(&mut run, &signs);
        let once = letters_of(&run);
        set(&mut run, &signs);
        assert_eq!(letters_of(&run), once, "set twice");
        once
    }

    #[test]
    fn quotation_marks_are_those_of_the_language() {
        for (language, written, wanted) in [
            ("ar", "قال \"نعم\" ثم مضى", "قال «نعم» ثم مضى"),
            ("ar", "و\"كلمة\" أخرى", "و«كلمة» أخرى"),
            (
                "ar",
                "قال:\"مرحبا\"وذهب. ثم قال:\"نعم\" وسكت.",
                "قال:«مرحبا»وذهب. ثم قال:«نعم» وسكت.",
            ),
            (
                "ar",
                "قال:\"نعم\"، ثم (\"لا\") و\"ربما\"وسكت \"تماماً\".",
                "قال:«نعم»، ثم («لا») و«ربما»وسكت «تماماً».",
            ),
            ("ar", "قال \"هذا و\"ذاك\" معاً\".", "قال «هذا و”ذاك“ معاً»."),
            ("ar", "(\"كلمة\")، \"أخرى\".", "(«كلمة»)، «أخرى»."),
            ("ar", "«قال \"نعم\"»", "«قال ”نعم“»"),
            ("fa", "گفت \"بله\".", "گفت «بله»."),
            ("ur", "اس نے \"ہاں\" کہا", "اس نے ”ہاں“ کہا"),
            ("he", "אמר \"כן\" והלך", "אמר ”כן” והלך"),
            ("he", "צה\"ל וגם ד\"ר", "צה\"ל וגם ד\"ר"),
            ("he", "קראתי ב\"הארץ\" וב\"דבר\".", "קראתי ב”הארץ” וב”דבר”."),
            ("he", "שב\"כניק בלבד", "שב\"כניק בלבד"),
            ("en", "\"One day\nand another", "“One day\nand another"),
            ("en", "Salt 'n' pepper, 'no' and 'tis", "Salt ’n’ pepper, ‘no’ and ’tis"),
            (
                "en",
                "\"Yes,\" she said, \"it's 'good'.\"",
                "“Yes,” she said, “it’s ‘good’.”",
            ),
            ("en", "dogs' '90s 6'2\" rock'n'roll", "dogs’ ’90s 6'2\" rock’n’roll"),
            ("fr", "l'eau \"pure\" !", "l’eau «\u{202f}pure\u{202f}»\u{202f}!"),
        ] {
            assert_eq!(set_in(language, written), wanted, "{language}");
        }
    }

    #[test]
    fn a_phrase_of_the_other_direction_quotes_in_its_own_way() {
        let of = |tag: &str| {
            Signs::of(
                Locale::of(&LanguageTag::parse(tag).expect("a language"))
                    .expect("it ships")
                    .locale,
            )
        };
        let arabic = of("ar").beside(&of("en"));
        for (written, wanted) in [
            ("وفيه: She said \"no\" again. ومضى", "وفيه: She said “no” again. ومضى"),
            ("قال \"no\" ومضى", "قال «no» ومضى"),
            ("قال John، \"no\" ومضى", "قال John، «no» ومضى"),
            ("عند John \"لا\" then", "عند John «لا» then"),
        ] {
            let mut run = vec![text(written)];
            set(&mut run, &arabic);
            assert_eq!(letters_of(&run), wanted);
        }
    }

    #[test]
    fn what_has_no_partner_stays() {
        for written in ["شاشة 24\" وحدها", "\"بداية بلا نهاية", "نهاية بلا بداية\""]
        {
            assert_eq!(set_in("ar", written), written);
        }
    }

    #[test]
    fn rows_of_hyphens_and_dots_become_one_sign() {
        for (language, written, wanted) in [
            ("ar", "كلمة -- وكلمة --- وأخرى", "كلمة – وكلمة — وأخرى"),
            (
                "ar",
                "اكتب --help هنا ---- ثم 2010-2015",
                "اكتب --help هنا ---- ثم 2010-2015",
            ),
            ("ar", "وهكذا...", "وهكذا..."),
            ("en", "and so on... or so....", "and so on… or so...."),
        ] {
            assert_eq!(set_in(language, written), wanted, "{language}");
        }
    }

    #[test]
    fn a_quotation_runs_over_emphasis_but_not_into_code() {
        let signs = Signs::of(
            Locale::of(&LanguageTag::parse("ar").expect("a language"))
                .expect("it ships")
                .locale,
        );
        let code = Inline::Code {
            text: "\"x\" -- y".into(),
            span: Span::default(),
        };
        let mut run = vec![
            text("قال \""),
            Inline::Strong {
                content: vec![text("نعم\" و"), code.clone()],
            },
        ];
        set(&mut run, &signs);
        let wanted = [
            text("قال «"),
            Inline::Strong {
                content: vec![text("نعم» و"), code],
            },
        ];
        assert_eq!(run, wanted);
    }
}
