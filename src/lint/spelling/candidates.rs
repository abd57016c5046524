//! What a misspelled word may have been: one slip away, the likeliest slips first.

/// A group of letters that are taken for each other.
type Group = &'static [char];

/// Letters that writers take for each other, by language.
const CONFUSED: &[(&str, &[Group])] = &[
    (
        "ar",
        &[
            &['ا', 'أ', 'إ', 'آ'],
            &['ه', 'ة'],
            &['ى', 'ي'],
            &['ؤ', 'ئ', 'ء', 'أ', 'و', 'ي'],
            &['ض', 'ظ'],
            &['ك', 'ک'],
            &['ي', 'ی'],
            &['ذ', 'د'],
            &['ث', 'ت'],
        ],
    ),
    (
        "fa",
        &[
            &['ا', 'آ', 'أ', 'إ'],
            &['ز', 'ذ', 'ظ', 'ض'],
            &['س', 'ص', 'ث'],
            &['ت', 'ط'],
            &['ق', 'غ'],
            &['ح', 'ه'],
            &['ی', 'ي', 'ى', 'ئ'],
            &['ک', 'ك'],
        ],
    ),
    ("fr", &[&['e', 'é', 'è', 'ê', 'ë'], &['a', 'à', 'â'], &['u', 'ù', 'û'], &['i', 'î', 'ï'], &['o', 'ô'], &['c', 'ç']]),
];

/// The rows of each language's keyboard: neighbours are struck for each other.
const KEYBOARDS: &[(&str, &[&str])] = &[
    ("ar", &["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"]),
    ("fa", &["ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"]),
    ("en", &["qwertyuiop", "asdfghjkl", "zxcvbnm"]),
    ("fr", &["azertyuiop", "qsdfghjklm", "wxcvbn"]),
];

const ALPHABETS: &[(&str, &str)] = &[
    ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآءؤئةى"),
    ("fa", "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئ"),
    ("en", "abcdefghijklmnopqrstuvwxyz"),
    ("fr", "abcdefghijklmnopqrstuvwxyzéèêàçùâîôû"),
];

/// Which slips are tried one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// One letter for another that is taken for it.
    Confused,
    /// A letter doubled, two letters that changed places, a doubled letter written once.
    Doubled,
    /// A neighbour on the keyboard, a letter too many, a letter too few.
    Struck,
}

impl Slip {
    /// All, the likeliest first.
    pub(super) const ALL: [Slip; 3] = [Slip::Confused, Slip::Doubled, Slip::Struck];
}

/// The words from which one slip of a kind leads to `word`.
pub(super) fn candidates(word: &str, language: &str, slip: Slip) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut found = match slip {
        Slip::Confused => confused(&letters, language),
        Slip::Doubled => doubled(&letters),
        Slip::Struck => struck(&letters, language),
    };
    found.sort();
    found.dedup();
    found.retain(|other| other != word);
    found
}

fn of<T: Copy>(table: &[(&str, T)], language: &str) -> Option<T> {
    table.iter().find(|row| row.0 == language).map(|row| row.1)
}

/// The word with the letter at a place replaced.
fn with(letters: &[char], at: usize, letter: char) -> String {
    letters.iter().enumerate().map(|(place, &own)| if place == at { letter } else { own }).collect()
}

fn confused(letters: &[char], language: &str) -> Vec<String> {
    let groups = of(CONFUSED, language).unwrap_or_default();
    let last = letters.len().saturating_sub(1);
    let mut found = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        for group in groups.iter().filter(|group| group.contains(letter)) {
            let fits = |other: &&char| !matches!(**other, 'ة' | 'ى') || at == last;
            found.extend(group.iter().filter(fits).map(|&other| with(letters, at, other)));
        }
    }
    found
}

fn doubled(letters: &[char]) -> Vec<String> {
    let mut found = Vec::new();
    for at in 0..letters.len() {
        let mut swapped = letters.to_vec();
        if at + 1 < letters.len() {
            swapped.swap(at, at + 1);
            found.push(swapped.iter().collect());
        }
        if letters.get(at + 1) == letters.get(at) {
            found.push(without(letters, at));
        }
        if let Some(&letter) = letters.get(at) {
            found.push(inserted(letters, at, letter));
        }
    }
    found
}

fn struck(letters: &[char], language: &str) -> Vec<String> {
    let rows = of(KEYBOARDS, language).unwrap_or_default();
    let mut found = Vec::new();
    for (at, &letter) in letters.iter().enumerate() {
        found.push(without(letters, at));
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
    for letter in of(ALPHABETS, language).unwrap_or_default().chars() {
        found.extend((0..=letters.len()).map(|at| inserted(letters, at, letter)));
    }
    found
}

fn without(letters: &[char], at: usize) -> String {
    letters.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, &letter)| letter).collect()
}

fn inserted(letters: &[char], at: usize, letter: char) -> String {
    let (head, tail) = letters.split_at(at.min(letters.len()));
    head.iter().copied().chain([letter]).chain(tail.iter().copied()).collect()
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
            ("وعضواً", "وعوضاً", Slip::Doubled),
            ("تترد", "تتردد", Slip::Doubled),
            ("الزعة", "النزعة", Slip::Struck),
            ("هاذا", "هذا", Slip::Struck),
        ] {
            assert!(candidates(wrong, "ar", slip).iter().any(|word| word == right), "{wrong}");
        }
    }
}
