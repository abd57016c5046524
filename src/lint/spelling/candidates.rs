//! What a misspelled word may have been: one slip away, the likeliest slips first.

/// By language: a letter, and the letters that may have been meant, the likeliest first.
const CONFUSED: &[(&str, &[(char, &str)])] = &[
    (
        "ar",
        &[
            ('ه', "ة"),
            ('ى', "ي"),
            ('ي', "ى"),
            ('ا', "أإآ"),
            ('إ', "أا"),
            ('أ', "إاآ"),
            ('ؤ', "ئءأ"),
            ('ئ', "ؤءأ"),
            ('ء', "ئؤ"),
            ('ض', "ظ"),
            ('ظ', "ض"),
            ('ک', "ك"),
            ('ی', "ي"),
        ],
    ),
    (
        "fa",
        &[
            ('ا', "آ"),
            ('ز', "ذظض"),
            ('ذ', "زظض"),
            ('ظ', "زذض"),
            ('ض', "زذظ"),
            ('س', "صث"),
            ('ص', "سث"),
            ('ث', "سص"),
            ('ت', "ط"),
            ('ط', "ت"),
            ('ق', "غ"),
            ('غ', "ق"),
            ('ح', "ه"),
            ('ه', "ح"),
        ],
    ),
    (
        "fr",
        &[
            ('e', "éèêë"),
            ('é', "eèê"),
            ('è', "éeê"),
            ('ê', "eé"),
            ('a', "àâ"),
            ('u', "ùû"),
            ('i', "îï"),
            ('o', "ô"),
            ('c', "ç"),
        ],
    ),
];

/// The rows of each language's keyboard: neighbours are struck for each other.
const KEYBOARDS: &[(&str, &[&str])] = &[
    ("ar", &["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"]),
    ("fa", &["ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"]),
    ("en", &["qwertyuiop", "asdfghjkl", "zxcvbnm"]),
    ("fr", &["azertyuiop", "qsdfghjklm", "wxcvbn"]),
];

/// Letters of the Arabic script that differ in dots alone.
const SHAPES: [&str; 9] = ["رزژ", "دذ", "سش", "صض", "طظ", "عغ", "جحخچ", "بتثنيپی", "فق"];

const ALPHABETS: &[(&str, &str)] = &[
    ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآءؤئةى"),
    ("fa", "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئ"),
    ("en", "abcdefghijklmnopqrstuvwxyz"),
    ("fr", "abcdefghijklmnopqrstuvwxyzéèêàçùâîôû"),
];

/// Which slips are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// Two words run together, or a half-space left out.
    Joined,
    /// One letter for another that is taken for it.
    Confused,
    /// A letter doubled, or a doubled letter written once.
    Doubled,
    /// A key beside the right one.
    Neighbour,
    /// Two letters that changed places, a neighbour on the keyboard, dots too many or too few, a letter too many, a letter too few.
    Struck,
}

/// The words from which one slip of a kind leads to `word`, the likeliest first.
pub(super) fn candidates(word: &str, language: &str, slip: Slip) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut found = match slip {
        Slip::Joined => joined(word, language),
        Slip::Confused => confused(&letters, language),
        Slip::Doubled => doubled(&letters),
        Slip::Neighbour => neighbours(&letters, language),
        Slip::Struck => struck(&letters, language),
    };
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|other| other != word && seen.insert(other.clone()));
    found
}

fn of<T: Copy>(table: &[(&str, T)], language: &str) -> Option<T> {
    table.iter().find(|row| row.0 == language).map(|row| row.1)
}

/// The word with the letter at a place replaced.
fn with(letters: &[char], at: usize, letter: char) -> String {
    letters
        .iter()
        .enumerate()
        .map(|(place, &own)| if place == at { letter } else { own })
        .collect()
}

/// لايمكن for لا يمكن; میکند for می‌کند, کتابها for کتاب‌ها.
fn joined(word: &str, language: &str) -> Vec<String> {
    let long = |text: &&str| text.chars().count() > 2;
    let behind = |heads: &[&str], sign: &str| {
        let parted = heads
            .iter()
            .filter_map(|head| Some(format!("{head}{sign}{}", word.strip_prefix(head).filter(long)?)));
        parted.collect::<Vec<String>>()
    };
    match language {
        // What begins otherwise is a name more often: مايكل, لامونت.
        "ar" => behind(&["لا", "ولا", "فلا"], " ")
            .into_iter()
            .filter(|parted| {
                let verb = parted.split(' ').nth(1).unwrap_or_default();
                verb.starts_with(['ي', 'ت', 'ن']) && verb.chars().count() > 3
                    || matches!(verb, "بد" | "شك" | "سيما" | "غير" | "أحد" | "شيء")
            })
            .collect(),
        "fa" => {
            const ENDINGS: [&str; 5] = ["ها", "های", "هایی", "ترین", "تر"];
            let mut found = behind(&["می", "نمی"], "\u{200c}");
            let ends = ENDINGS
                .iter()
                .filter_map(|end| Some(format!("{}\u{200c}{end}", word.strip_suffix(end).filter(long)?)));
            found.extend(ends);
            found
        }
        _ => Vec::new(),
    }
}

/// Last letters first, since most slips are there.
fn confused(letters: &[char], language: &str) -> Vec<String> {
    let pairs = of(CONFUSED, language).unwrap_or_default();
    let last = letters.len().saturating_sub(1);
    let mut found = Vec::new();
    for (at, letter) in letters.iter().enumerate().rev() {
        let meant = pairs.iter().find(|pair| pair.0 == *letter).map_or("", |pair| pair.1);
        for other in meant.chars() {
            let ends = !matches!(other, 'ة' | 'ى') || at == last;
            // No word has a hamza beside another one on an alef.
            let beside = [at.checked_sub(1), Some(at + 1)]
                .into_iter()
                .flatten()
                .filter_map(|at| letters.get(at));
            let crowded =
                "أإؤئء".contains(other) && beside.clone().any(|c| "اأإؤئء".contains(*c)) && !"أإؤئء".contains(*letter);
            // The article's alef bears no hamza.
            let article = at == 0 && *letter == 'ا' && letters.get(1) == Some(&'ل') && letters.len() > 4;
            if ends && !article && !crowded {
                found.push(with(letters, at, other));
            }
        }
    }
    found
}

fn doubled(letters: &[char]) -> Vec<String> {
    let mut found = Vec::new();
    for at in 0..letters.len() {
        if letters.get(at + 1) == letters.get(at) {
            found.push(without(letters, at));
        }
        if let Some(&letter) = letters.get(at) {
            found.push(inserted(letters, at, letter));
        }
    }
    found
}

fn neighbours(letters: &[char], language: &str) -> Vec<String> {
    let rows = of(KEYBOARDS, language).unwrap_or_default();
    let mut found = Vec::new();
    for (at, &letter) in letters.iter().enumerate() {
        for row in rows {
            let keys: Vec<char> = row.chars().collect();
            let Some(place) = keys.iter().position(|&key| key == letter) else {
                continue;
            };
            let beside = [place.checked_sub(1), Some(place + 1)];
            let beside = beside.into_iter().flatten().filter_map(|place| keys.get(place));
            found.extend(beside.map(|&other| with(letters, at, other)));
        }
    }
    found
}

fn struck(letters: &[char], language: &str) -> Vec<String> {
    let mut found = neighbours(letters, language);
    for (at, &letter) in letters.iter().enumerate() {
        if at + 1 < letters.len() {
            let mut swapped = letters.to_vec();
            swapped.swap(at, at + 1);
            found.push(swapped.iter().collect());
        }
        found.push(without(letters, at));
        let alike = SHAPES
            .iter()
            .find(|shape| shape.contains(letter))
            .copied()
            .unwrap_or_default();
        found.extend(alike.chars().map(|other| with(letters, at, other)));
    }
    for letter in of(ALPHABETS, language).unwrap_or_default().chars() {
        found.extend((0..=letters.len()).map(|at| inserted(letters, at, letter)));
    }
    found
}

fn without(letters: &[char], at: usize) -> String {
    letters
        .iter()
        .enumerate()
        .filter(|(place, _)| *place != at)
        .map(|(_, &letter)| letter)
        .collect()
}

fn inserted(letters: &[char], at: usize, letter: char) -> String {
    let (head, tail) = letters.split_at(at.min(letters.len()));
    head.iter()
        .copied()
        .chain([letter])
        .chain(tail.iter().copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_slip_is_taken_back() {
        for (wrong, right, slip) in [
            ("المدرسه", "المدرسة", Slip::Confused),
            ("اضافة", "إضافة", Slip::Confused),
            ("الضلم", "الظلم", Slip::Confused),
            ("وعضوا", "وعوضا", Slip::Struck),
            ("تترد", "تتردد", Slip::Doubled),
            ("الزعة", "النزعة", Slip::Struck),
            ("تحزري", "تحرري", Slip::Struck),
            ("هاذا", "هذا", Slip::Struck),
            ("لايمكن", "لا يمكن", Slip::Joined),
        ] {
            assert!(
                candidates(wrong, "ar", slip).iter().any(|word| word == right),
                "{wrong}"
            );
        }
    }
}
