//! Fields: what a document computes, of which the last result stands in the file (ECMA-376 part 1, 17.16).

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// What it computes.
    pub(super) instruction: String,
    /// Whether its result has begun.
    pub(super) shows: bool,
}

/// What a field means to a book.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A link to an address or, with `#`, to a name.
    Link(String),
    /// Contents, which the program makes.
    Contents,
    /// An index.
    Index,
    /// A number of a page or such: its text may be another in the book.
    Shown,
    /// Its result is the text.
    Text,
}

/// What an instruction means.
pub(super) fn meaning(instruction: &str) -> Meaning {
    let words = words(instruction);
    let name = words.first().map(|name| name.to_uppercase()).unwrap_or_default();
    let first = words.iter().skip(1).find(|word| !word.starts_with('\\')).cloned();
    let after = |switch: &str| {
        let at = words.iter().position(|word| word == switch)?;
        words.get(at + 1).cloned()
    };
    match name.as_str() {
        "HYPERLINK" => {
            let place = after("\\l");
            let address = first.filter(|first| Some(first) != place.as_ref() && !first.is_empty());
            match (address, place) {
                (Some(address), Some(place)) => Meaning::Link(format!("{address}#{place}")),
                (Some(address), None) => Meaning::Link(address),
                (None, Some(place)) => Meaning::Link(format!("#{place}")),
                (None, None) => Meaning::Text,
            }
        }
        "TOC" | "TOA" => Meaning::Contents,
        "INDEX" => Meaning::Index,
        "REF" | "NOTEREF" if words.iter().any(|word| word == "\\h") => match first {
            Some(name) => Meaning::Link(format!("#{name}")),
            None => Meaning::Text,
        },
        "PAGEREF" | "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "DATE" | "TIME" | "SAVEDATE" | "PRINTDATE"
        | "CREATEDATE" | "FILENAME" => Meaning::Shown,
        _ => Meaning::Text,
    }
}

/// The words of an instruction, those in quotation marks whole.
fn words(instruction: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let (mut quoted, mut any) = (false, false);
    for c in instruction.chars() {
        match c {
            '"' | '“' | '”' => {
                quoted = !quoted;
                any = true;
            }
            c if c.is_whitespace() && !quoted => {
                if any {
                    found.push(std::mem::take(&mut word));
                }
                any = false;
            }
            c => {
                word.push(c);
                any = true;
            }
        }
    }
    if any {
        found.push(word);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_understood() {
        let link = |to: &str| Meaning::Link(to.into());
        assert_eq!(
            meaning(" HYPERLINK \"https://example.org/a b\" \\o \"tip\" "),
            link("https://example.org/a b")
        );
        assert_eq!(meaning("HYPERLINK \\l \"_Toc1\""), link("#_Toc1"));
        assert_eq!(meaning(" REF _Ref12 \\h "), link("#_Ref12"));
        assert_eq!(meaning("TOC \\o \"1-3\" \\h"), Meaning::Contents);
        assert_eq!(meaning(" SEQ Figure \\* ARABIC "), Meaning::Text);
        assert_eq!(meaning("PAGEREF x"), Meaning::Shown);
    }
}
