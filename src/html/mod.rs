//! HTML taken apart as browsers do (WHATWG's tokenization, by html5gum), each piece with its place; and what each element is
//! to a book.

mod element;

use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, Token as Found};
use html5gum::{HtmlString, Span, State, Tokenizer};

pub use element::{Element, Style, element, is_void_name};

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// `<name attribute="value">`; the name in lower case.
    Open(Tag),
    /// `</name>`
    Close(String),
    /// A comment, a declaration or a processing instruction, with what it says.
    Comment(String),
    /// Letters, with character references resolved.
    Text(String),
}

/// A tag that begins an element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag {
    /// The element's name in lower case.
    pub name: String,
    /// The attributes by name in lower case, sorted.
    pub attributes: Vec<(String, String)>,
    /// Whether its name was written like a component's of JSX: its first letter large and another small.
    pub component: bool,
    /// Whether it ends itself: `<sup/>`.
    pub ends_itself: bool,
}

impl Tag {
    /// The value of an attribute, trimmed; none where it is empty or not there.
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.0 == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// Whether one of its classes is this.
    pub fn has_class(&self, wanted: &str) -> bool {
        self.value("class")
            .is_some_and(|classes| classes.split_whitespace().any(|class| class == wanted))
    }

    /// What a property of its `style` says.
    pub fn style(&self, property: &str) -> Option<&str> {
        let declared = self.value("style")?.split(';').filter_map(|one| one.split_once(':'));
        let mut of_name = declared.filter(|(name, _)| name.trim().eq_ignore_ascii_case(property));
        of_name.next().map(|(_, value)| value.trim())
    }
}

/// Takes a stretch of HTML apart. What is no tag is text.
pub fn tokens(html: &str) -> Vec<(Range<usize>, Token)> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut tokenizer = Tokenizer::new_with_emitter(html, emitter);
    tokenizer.set_state(State::Data);
    let mut found: Vec<(Range<usize>, Token)> = Vec::new();
    // Reading from memory cannot fail.
    for Ok(token) in tokenizer {
        match token {
            Found::StartTag(tag) => {
                let attributes = tag.attributes.iter();
                let attributes = attributes
                    .map(|(name, value)| (text(name), text(&value.value)))
                    .collect();
                let name = text(&tag.name);
                let place = range(tag.span);
                let written = html.get(place.start + 1..place.end).unwrap_or("");
                let written = written.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
                let component = written.starts_with(|c: char| c.is_ascii_uppercase())
                    && written.contains(|c: char| c.is_ascii_lowercase());
                found.push((
                    place,
                    Token::Open(Tag {
                        name,
                        attributes,
                        component,
                        ends_itself: tag.self_closing,
                    }),
                ));
            }
            Found::EndTag(tag) => found.push((range(tag.span), Token::Close(text(&tag.name)))),
            Found::String(letters) => {
                let place = range(letters.span);
                match found.last_mut() {
                    Some((before, Token::Text(text_before))) => {
                        text_before.push_str(&text(&letters.value));
                        before.end = place.end;
                    }
                    _ => found.push((place, Token::Text(text(&letters.value)))),
                }
            }
            Found::Comment(comment) => found.push((range(comment.span), Token::Comment(text(&comment.value)))),
            Found::Doctype(doctype) => found.push((range(doctype.span), Token::Comment(String::new()))),
            Found::Error(_) => {}
        }
    }
    // A tag that never ends is no tag: its letters stay.
    let end = found.last().map_or(0, |(place, _)| place.end);
    if let Some(rest) = html.get(end..).filter(|rest| rest.starts_with('<')) {
        found.push((end..html.len(), Token::Text(rest.into())));
    }
    found
}

fn text(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn range(span: Span<usize>) -> Range<usize> {
    span.start..span.end.max(span.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(html: &str) -> Vec<Token> {
        tokens(html).into_iter().map(|(_, token)| token).collect()
    }

    #[test]
    fn tags_are_taken_apart_with_their_places() {
        let html = "أ <b class=\"x y\" ID=k>ب</b> &amp; <!-- ج --> 1 < 2";
        let found = tokens(html);
        let texts: Vec<&str> = found.iter().map(|(at, _)| html.get(at.clone()).unwrap()).collect();
        assert_eq!(
            texts,
            [
                "أ ",
                "<b class=\"x y\" ID=k>",
                "ب",
                "</b>",
                " &amp; ",
                "<!-- ج -->",
                " 1 < 2"
            ]
        );
        let Token::Open(tag) = &found[1].1 else { panic!() };
        assert!(tag.has_class("y") && tag.value("id") == Some("k") && tag.name == "b");
        assert_eq!(found[4].1, Token::Text(" & ".into()));
    }

    #[test]
    fn scripts_are_one_piece_and_styles_are_read() {
        assert_eq!(kinds("<script>a<b</script>").len(), 3);
        let Token::Open(tag) = &kinds("<p style='Text-Align: center; color:red'>")[0] else {
            panic!()
        };
        assert_eq!(tag.style("text-align"), Some("center"));
    }

    #[test]
    fn a_tag_that_never_ends_is_text() {
        let found = tokens("<p>أ <a href=\"ب\nج");
        assert_eq!(found.len(), 3);
        assert_eq!(found[2].1, Token::Text("<a href=\"ب\nج".into()));
        assert_eq!(kinds("<!-- x").len(), 1);
    }

    #[test]
    fn instructions_are_comments() {
        assert_eq!(kinds("<?x 1?>"), [Token::Comment("?x 1?".into())]);
    }
}
