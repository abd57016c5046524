//! The words of one language held against its dictionary: what is right, what may have been meant, what is a name.

use std::collections::{BTreeMap, BTreeSet};

use spellbook::Dictionary;

use super::candidates::{Slip, candidates};
use super::doubt::{Doubt, say_unknown};
use super::{Places, arabic, english, likely, names};
use crate::diagnostic::Report;
use crate::lint::rules::is_known_slip;

/// A word that comes so often is the book's own: a name, a term.
const OWN: usize = 3;
/// A word of no more letters has too many neighbours by one key to tell what was meant.
const SHORT: usize = 5;
/// What words are held against.
pub(super) struct Speller<'a> {
    pub(super) dictionary: &'a Dictionary,
    pub(super) language: &'static str,
    pub(super) known: &'a BTreeSet<String>,
}

impl Speller<'_> {
    /// Says what is wrong with some words, and which nothing is known of.
    pub(super) fn check(&self, words: BTreeMap<String, Places<'_>>, report: &mut Report) {
        let all: BTreeSet<String> = words.keys().cloned().collect();
        let mut doubtful: Vec<Doubt<'_>> = Vec::new();
        let mut spoken: Vec<Doubt<'_>> = Vec::new();
        let (mut own, mut names): (BTreeSet<String>, BTreeSet<String>) = (BTreeSet::new(), BTreeSet::new());
        for (word, places) in words {
            let often = places.len() >= OWN;
            if let Some(right) = self.with_marbuta(&word) {
                doubtful.push(Doubt {
                    word,
                    places,
                    found: vec![right],
                    is_sure: true,
                    is_guess: false,
                });
                continue;
            }
            if self.is_right(&word) || self.language == "ar" && is_known_slip(&word) {
                own.extend(often.then_some(word));
                continue;
            }
            if self.language == "ar" && arabic::is_spoken(&word) {
                spoken.extend((!often).then(|| Doubt::of_nothing(word, places)));
                continue;
            }
            let (kind, found) = self.mended(&word, &all);
            let plain_slip =
                kind == Some(Slip::Confused) && found.first().is_some_and(|right| likely::is_at_edge(&word, right));
            if often && !plain_slip || found.is_empty() {
                names.insert(word.clone());
            }
            if often && !plain_slip {
                own.insert(word);
            } else {
                doubtful.push(Doubt {
                    is_guess: kind == Some(Slip::Neighbour),
                    is_sure: kind == Some(Slip::Joined) || plain_slip && likely::is_sure(&word, &found),
                    word,
                    places,
                    found,
                });
            }
        }
        // A name of the book is one behind a particle too.
        doubtful.retain(|doubt| !self.stems(&doubt.word).any(|stem| own.contains(stem)));
        self.gather_names(&doubtful, &mut names);
        let (mut unknown, slips): (Vec<_>, Vec<_>) =
            doubtful.into_iter().partition(|doubt| names.contains(&doubt.word));
        unknown.append(&mut spoken);
        unknown.sort_by(|one, other| one.word.cmp(&other.word));
        slips.into_iter().for_each(|slip| slip.say(report));
        say_unknown(&unknown, report);
    }

    /// Adds what is a name beside other names, until nothing more is.
    fn gather_names(&self, doubtful: &[Doubt<'_>], names: &mut BTreeSet<String>) {
        loop {
            let is_new = |doubt: &&Doubt<'_>| {
                let known = || self.stems(&doubt.word).any(|stem| names.contains(stem));
                !doubt.is_sure && !names.contains(&doubt.word) && (known() || names::is_beside(&doubt.places, names))
            };
            let more: Vec<String> = doubtful.iter().filter(is_new).map(|doubt| doubt.word.clone()).collect();
            if more.is_empty() {
                return;
            }
            names.extend(more);
        }
    }

    /// What a definite Arabic word was to be that ends in ه for ة.
    fn with_marbuta(&self, word: &str) -> Option<String> {
        let own = |word: &str| self.known.contains(word);
        (self.language == "ar" && !own(word) && !self.stems(word).any(own))
            .then(|| arabic::with_marbuta(word, &|word| self.is_word(word)))?
    }

    /// Whether a word is in the dictionary, or among the book's own, perhaps behind a particle.
    fn is_right(&self, word: &str) -> bool {
        let made = || self.language == "ar" && arabic::is_made(word, &|word| self.is_word(word));
        self.is_word(word)
            || self.known.contains(word)
            || self.stems(word).any(|stem| self.known.contains(stem))
            || made()
    }

    fn is_word(&self, word: &str) -> bool {
        let own = match self.language {
            "fa" => self.is_joined(word),
            "ar" => arabic::is_listed(word),
            "en" => english::is_british(word, |word| self.dictionary.check(word)),
            _ => false,
        };
        own || self.dictionary.check(word)
    }

    /// Whether each part of a word with half-spaces is one.
    fn is_joined(&self, word: &str) -> bool {
        const ENDINGS: [&str; 24] = [
            "ها",
            "های",
            "هایی",
            "هایم",
            "هایش",
            "هایت",
            "هایمان",
            "هایتان",
            "هایشان",
            "ای",
            "ام",
            "ات",
            "اش",
            "ایم",
            "اید",
            "ی",
            "تر",
            "ترین",
            "ترها",
            "اند",
            "مان",
            "تان",
            "شان",
            "هاست",
        ];
        let is_part = |part: &str| {
            let joined = part.strip_prefix('و').into_iter().chain(part.strip_suffix("های"));
            matches!(part, "می" | "نمی")
                || ENDINGS.contains(&part)
                || self.dictionary.check(part)
                || joined
                    .chain(part.strip_suffix("ها"))
                    .any(|stem| self.dictionary.check(stem))
        };
        let mut parts = word.split('\u{200c}').filter(|part| !part.is_empty()).peekable();
        parts.peek().is_some() && word.contains('\u{200c}') && parts.all(is_part)
    }

    /// What is left of an Arabic word without the particles at its head.
    fn stems<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        const HEADS: [&str; 12] = ["و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب", "فال"];
        let arabic = self.language == "ar";
        HEADS
            .iter()
            .filter(move |_| arabic)
            .filter_map(|head| word.strip_prefix(head))
            .filter(|stem| stem.chars().count() > 2)
    }

    /// The words that one slip leads from, and the kind of slip: what is taken for each other first; then anything that the book has
    /// elsewhere; then doubled letters. Other slips lead to so many words that they say nothing.
    fn mended(&self, word: &str, all: &BTreeSet<String>) -> (Option<Slip>, Vec<String>) {
        let tried = |slip: Slip| candidates(word, self.language, slip).into_iter();
        let known = |slip: Slip| {
            tried(slip)
                .filter(|other| self.is_words(other))
                .collect::<Vec<String>>()
        };
        let here = |slip: Slip| {
            tried(slip)
                .filter(|other| all.contains(other) && self.is_word(other))
                .collect::<Vec<String>>()
        };
        let joined = known(Slip::Joined);
        if !joined.is_empty() {
            return (Some(Slip::Joined), joined);
        }
        let mut confused = self.confused(word, known(Slip::Confused), all);
        if let (true, Some(root)) = (self.language == "ar", word.strip_suffix('ه')) {
            self.add_marbuta(root, all, &mut confused);
        }
        if !confused.is_empty() {
            return (Some(Slip::Confused), confused);
        }
        let long = word.chars().count() > 4;
        let meant = |other: &String| {
            let plural = self.language == "en" && word.strip_suffix('s') == Some(other);
            let arabic = matches!(self.language, "ar" | "fa");
            !plural && !(arabic && (likely::is_dual(word, other) || likely::is_form(word, other)))
        };
        // Arabic writes a doubled letter once: a word with one more says nothing.
        let shorter = |found: Vec<String>| {
            found
                .into_iter()
                .filter(|other| self.language != "ar" || other.len() < word.len())
        };
        for (slip, found) in [
            (Slip::Doubled, here(Slip::Doubled)),
            (Slip::Struck, here(Slip::Struck)),
            (Slip::Doubled, shorter(known(Slip::Doubled)).collect()),
        ] {
            let found: Vec<String> = found.into_iter().filter(|other| long && meant(other)).collect();
            if !found.is_empty() {
                return (Some(slip), found);
            }
        }
        // One word alone that a neighbouring key leads to is named, and never put in place of what may be a name.
        let beside: Vec<String> = known(Slip::Neighbour)
            .into_iter()
            .filter(|other| meant(other))
            .collect();
        if beside.len() == 1 && word.chars().count() > SHORT {
            return (Some(Slip::Neighbour), beside);
        }
        (None, Vec::new())
    }

    /// Two habits of hurry in one word: الاجهزه. Where a word in ه is one too, both are named: أجهزة, أجهزه.
    fn add_marbuta(&self, root: &str, all: &BTreeSet<String>, confused: &mut Vec<String>) {
        let marbuta = format!("{root}ة");
        let more = candidates(&marbuta, self.language, Slip::Confused).into_iter();
        let more = self.confused(&marbuta, more.filter(|other| self.is_words(other)).collect(), all);
        if confused.iter().all(|other| other.ends_with('ه'))
            && let Some(first) = more.into_iter().next().filter(|other| !confused.contains(other))
        {
            confused.insert(0, first);
            confused.truncate(2);
        }
    }

    /// The likeliest of the words that are taken for each other; two where only the seat of a hamza tells them apart, and either is usual.
    fn confused(&self, word: &str, mut found: Vec<String>, all: &BTreeSet<String>) -> Vec<String> {
        if self.language == "ar" {
            found.retain(|other| likely::is_likely(word, other));
        }
        found.sort_by_key(|other| (!all.contains(other), !likely::is_usual(other), likely::is_bare(other)));
        let open = match found.as_slice() {
            [first, second, ..] => {
                let told = likely::is_usual(first) || all.contains(first);
                !told && likely::are_rivals(first, second)
            }
            _ => false,
        };
        found.truncate(if open { 2 } else { 1 });
        found
    }

    /// Whether each of some words is in the dictionary.
    fn is_words(&self, text: &str) -> bool {
        text.split(' ').all(|word| self.is_word(word))
    }
}
