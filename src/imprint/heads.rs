//! Titles as pages repeat them: parted by sense on covers, shortened above the text.

use crate::document::{Block, BlockKind, Document, plain_text};

/// The longest running head, in characters: about a line of the smallest type on an A5 page.
const RUNNING_HEAD: usize = 58;

/// A title parted by sense, at its first colon, dash or semicolon that a space follows.
pub(super) fn title_parts(title: &str) -> Vec<&str> {
    let mut letters = title.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let parts = matches!(c, ':' | '：' | '؛' | '—' | '–');
        if parts && letters.peek().is_some_and(|(_, next)| next.is_whitespace()) {
            let (head, rest) = title.split_at_checked(at + c.len_utf8()).unwrap_or((title, ""));
            return vec![head, rest.trim()];
        }
    }
    vec![title]
}

/// The chapters' titles as running heads, in order: whole where short enough, else cut at a word with an ellipsis.
pub(super) fn running_heads(text: &Document) -> Vec<String> {
    let chapter = |block: &Block| match &block.kind {
        BlockKind::Heading(heading) if heading.level == 1 => Some(shorten(&plain_text(&heading.content))),
        _ => None,
    };
    text.blocks.iter().filter_map(chapter).collect()
}

/// A title as running heads have it.
pub(super) fn shorten(text: &str) -> String {
    if text.chars().count() <= RUNNING_HEAD {
        return text.into();
    }
    let mut short = String::new();
    for word in text.split(' ') {
        if short.chars().count() + word.chars().count() + 2 > RUNNING_HEAD {
            break;
        }
        short.push_str(if short.is_empty() { "" } else { " " });
        short.push_str(word);
    }
    short.trim_end_matches(|c: char| !c.is_alphanumeric()).to_string() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_parted_by_sense() {
        assert_eq!(title_parts("البئر: قصص من القرية"), ["البئر:", "قصص من القرية"]);
        assert_eq!(title_parts("الساعة 10:30"), ["الساعة 10:30"]);
    }

    #[test]
    fn running_heads_are_cut_at_words() {
        assert_eq!(shorten("درس قصير"), "درس قصير");
        let long = "الاستماع أولاً وبشكل أساسي إلى أصوات المعنيين بالقضية، بدلاً من أصوات خبراء الجيوسياسة";
        let short = shorten(long);
        assert!(
            short.ends_with('…')
                && short.chars().count() <= RUNNING_HEAD
                && long.starts_with(short.trim_end_matches('…'))
        );
    }
}
