//! Names, keys, commands and numbers kept together inside Arabic sentences (UAX#9: FSI and PDI).

/// A piece of a sentence.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Words of the catalogue.
    Words(String),
    /// A name, a word of an author's, a number: whatever stood in a hole.
    Value(String),
    /// A phrase that is done.
    Phrase(String),
}

const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';

/// What a unit is to the direction of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Arabic, or a sign that belongs to the sentence.
    Sentence,
    /// Of the other direction, or unknown.
    Foreign,
    /// A digit or a sign that goes with what stands beside it.
    Neutral,
    Space,
    /// The sign around code.
    Tick,
}

struct Unit {
    text: String,
    kind: Kind,
    is_value: bool,
}

/// The sentence as people read it: each name, key and command in an isolate.
pub(super) fn isolated(pieces: &[Piece]) -> String {
    let units: Vec<Unit> = pieces.iter().flat_map(units).collect();
    let (mut out, mut at) = (String::new(), 0);
    while let Some(unit) = units.get(at) {
        let end = match unit.kind {
            Kind::Tick => code(&units, at),
            Kind::Foreign | Kind::Neutral => run(&units, at),
            Kind::Sentence | Kind::Space => at + 1,
        };
        let stretch = units.get(at..end).unwrap_or_default();
        out += &match unit.kind {
            Kind::Tick if stretch.len() > 1 => format!("{FSI}{}{PDI}", text(stretch)),
            Kind::Foreign | Kind::Neutral => wrapped(stretch),
            _ => text(stretch),
        };
        at = end;
    }
    within_lines(&out)
}

/// A text whose isolates end with its lines and begin anew in the next: what follows in a terminal is another message's.
fn within_lines(text: &str) -> String {
    let (mut out, mut open) = (String::with_capacity(text.len()), 0usize);
    for c in text.chars() {
        match c {
            FSI => open += 1,
            PDI => open = open.saturating_sub(1),
            '\n' => {
                out.extend(std::iter::repeat_n(PDI, open));
                out.push(c);
                out.extend(std::iter::repeat_n(FSI, open));
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// The sentence as programs read it, without isolates.
pub(super) fn joined(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Words(text) | Piece::Value(text) | Piece::Phrase(text) => text.clone(),
    };
    pieces.iter().map(text).collect()
}

fn units(piece: &Piece) -> Vec<Unit> {
    let whole = |text: &String, kind, is_value| Unit {
        text: text.clone(),
        kind,
        is_value,
    };
    match piece {
        Piece::Phrase(text) => vec![whole(text, Kind::Sentence, false)],
        Piece::Value(text) if text.is_empty() => Vec::new(),
        Piece::Value(text) => {
            let number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
            vec![whole(text, if number { Kind::Neutral } else { Kind::Foreign }, true)]
        }
        Piece::Words(text) => {
            let unit = |c: char| whole(&c.to_string(), kind(c), false);
            text.chars().map(unit).collect()
        }
    }
}

fn kind(c: char) -> Kind {
    match c {
        '`' => Kind::Tick,
        ' ' | '\n' => Kind::Space,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
            Kind::Sentence
        }
        '«' | '»' | '“' | '”' | '…' | '×' | '□' | '–' => Kind::Sentence,
        c if c.is_alphabetic() => Kind::Foreign,
        _ => Kind::Neutral,
    }
}

/// Where the code that begins at a tick ends.
fn code(units: &[Unit], at: usize) -> usize {
    let rest = units.get(at + 1..).unwrap_or_default();
    rest.iter()
        .position(|unit| unit.kind == Kind::Tick)
        .map_or(at + 1, |length| at + length + 2)
}

/// Where the run of foreign words ends that begins here: words of the catalogue go on over spaces, values stand alone.
fn run(units: &[Unit], at: usize) -> usize {
    let word = |from: usize| {
        let rest = units.get(from..).unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|unit| matches!(unit.kind, Kind::Foreign | Kind::Neutral));
        from + length.count()
    };
    let joins = |from: usize, to: usize| {
        let word = units.get(from..to).unwrap_or_default();
        word.iter().any(|unit| unit.kind == Kind::Foreign) && !word.iter().any(|unit| unit.is_value)
    };
    let (mut start, mut end) = (at, word(at));
    while joins(start, end) && units.get(end).is_some_and(|unit| unit.kind == Kind::Space) {
        let next = word(end + 1);
        if !joins(end + 1, next) {
            break;
        }
        (start, end) = (end + 1, next);
    }
    end
}

/// A run in an isolate, without the signs of the sentence that stand at its ends.
fn wrapped(run: &[Unit]) -> String {
    if run.iter().all(|unit| unit.kind != Kind::Foreign) {
        return text(run);
    }
    let (mut first, mut last) = (0, run.len());
    let has = |sign: &str| run.iter().any(|unit| unit.text == sign && !unit.is_value);
    let opens = |unit: &Unit| (unit.text == "(" && !has(")")) || (unit.text == "[" && !has("]"));
    let ends = |unit: &Unit| {
        !unit.is_value
            && (matches!(unit.text.as_str(), "." | ":" | ";" | "," | "!")
                || (unit.text == ")" && !has("("))
                || (unit.text == "]" && !has("[")))
    };
    while run.get(first).is_some_and(&opens) {
        first += 1;
    }
    while last > first && run.get(last - 1).is_some_and(&ends) {
        last -= 1;
    }
    let part = |range: std::ops::Range<usize>| text(run.get(range).unwrap_or_default());
    format!(
        "{}{FSI}{}{PDI}{}",
        part(0..first),
        part(first..last),
        part(last..run.len())
    )
}

fn text(units: &[Unit]) -> String {
    units.iter().map(|unit| unit.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_names_and_foreign_words_stand_in_isolates() {
        let words = |text: &str| Piece::Words(text.into());
        let value = |text: &str| Piece::Value(text.into());
        for (pieces, expected) in [
            (
                vec![words("اكتب `kurras check --fix` الآن.")],
                "اكتب <`kurras check --fix`> الآن.",
            ),
            (
                vec![
                    words("موضع `"),
                    value("title"),
                    words("` في `["),
                    value("book"),
                    words("]`"),
                ],
                "موضع <`title`> في <`[book]`>",
            ),
            (
                vec![words("بترميز UTF-8 (أو Windows-1256).")],
                "بترميز <UTF-8> (أو <Windows-1256>).",
            ),
            (
                vec![words("الصفحة "), value("12"), words("، وفيها 5 مم")],
                "الصفحة 12، وفيها 5 مم",
            ),
            (
                vec![words("العلامة U+"), value("202E"), words(" هنا")],
                "العلامة <U+202E> هنا",
            ),
            (vec![words("اسمه «"), value("a b"), words("» لا")], "اسمه «<a b>» لا"),
            (
                vec![value("a.pdf"), words(": "), Piece::Phrase("ناقص".into())],
                "<a.pdf>: ناقص",
            ),
            (
                vec![words("  [القيم: "), value("a, b"), words("]")],
                "  [القيم: <a, b>]",
            ),
            (vec![words("بصيغة Microsoft Word هنا")], "بصيغة <Microsoft Word> هنا"),
        ] {
            let shown = isolated(&pieces).replace(FSI, "<").replace(PDI, ">");
            assert_eq!(shown, expected);
            assert!(!joined(&pieces).contains([FSI, PDI]));
        }
    }
}
