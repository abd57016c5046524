//! What is drawn: pictures, boxes of text, formulas, objects of other programs.

use super::{Reader, look};
use crate::diagnostic::Span;
use crate::document::{Image, Width};
use crate::import::items::{Item, Kind, Paragraph, first_words};
use crate::import::losses::Odd;
use crate::import::runs::{Format, Piece, What, is_blank};
use crate::import::xml::Element;

impl Reader<'_, '_> {
    /// What is drawn: a picture stands in the line, a box after the paragraph.
    pub(super) fn drawn(&mut self, element: &Element) {
        let text = |name: &str| {
            element
                .child(name)
                .map(|child| child.text().split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|text| !text.is_empty())
        };
        let alternative = text("desc").or_else(|| text("title")).unwrap_or_default();
        if let Some(content) = element.child("text-box") {
            return self.text_box(content);
        }
        if element.child("object").is_some() || element.child("object-ole").is_some() {
            return self.object(element, &alternative);
        }
        if let Some(image) = element.child("image") {
            return self.picture(element, image, &alternative);
        }
        if &*element.name == "control" {
            return self.count(Odd::Form);
        }
        if &*element.name == "g" {
            return element.children().for_each(|child| self.drawn(child));
        }
        // A line across the page is drawn as a very flat shape.
        if element
            .attribute("height")
            .and_then(look::millimetres)
            .is_some_and(|height| height < 2.0)
            && element.text().trim().is_empty()
        {
            return self.after.push(Item::Rule);
        }
        // A shape with words is a box; one without is a drawing.
        if element.child("p").is_some() && !element.text().trim().is_empty() {
            self.text_box(element);
        } else if matches!(&*element.name, "custom-shape" | "polyline" | "ellipse" | "rect") {
            self.count(Odd::Drawing);
        }
    }

    /// A box of text; one that holds a picture and its caption is these.
    fn text_box(&mut self, content: &Element) {
        let items = self.items(content, None);
        let is_picture = |item: &Item| matches!(item, Item::Paragraph(paragraph) if paragraph.content.iter().any(|piece| matches!(piece.what, What::Image(_))));
        if items.first().is_some_and(is_picture) {
            return self.captioned(items);
        }
        if first_words(&items).is_some() {
            self.count(Odd::TextBox);
            self.after.push(Item::Box {
                title: Vec::new(),
                items,
            });
        }
    }

    /// A picture and the words below it, in a frame together.
    fn captioned(&mut self, items: Vec<Item>) {
        for item in items {
            let Item::Paragraph(paragraph) = item else {
                self.after.push(item);
                continue;
            };
            let (pictures, words): (Vec<Piece>, Vec<Piece>) = paragraph
                .content
                .into_iter()
                .partition(|piece| matches!(piece.what, What::Image(_)));
            if !pictures.is_empty() {
                self.after.push(Item::Paragraph(Paragraph {
                    content: pictures,
                    ..Paragraph::default()
                }));
            }
            if !is_blank(&words) {
                self.after.push(Item::Paragraph(Paragraph {
                    kind: Kind::Caption,
                    content: words,
                    ..Paragraph::default()
                }));
            }
        }
    }

    /// An object of another program: a formula is its letters, all else what shows it.
    fn object(&mut self, element: &Element, alternative: &str) {
        let path = element
            .child("object")
            .and_then(|object| object.attribute("href"))
            .unwrap_or("");
        let path = format!("{}/content.xml", path.trim_start_matches("./"));
        let formula = self
            .package
            .tree(&path)
            .ok()
            .flatten()
            .filter(|root| &*root.name == "math");
        if let Some(math) = formula {
            self.count(Odd::Formula);
            let mut text = String::new();
            math.visit(&mut |part| {
                if matches!(&*part.name, "mi" | "mn" | "mo" | "mtext") {
                    text.push_str(part.text().trim());
                }
            });
            return self.push(What::Text(text), &Format::default());
        }
        self.count(Odd::Object);
        if !alternative.is_empty() {
            self.push(What::Text(format!("[{alternative}]")), &Format::default());
        }
    }

    fn picture(&mut self, frame: &Element, image: &Element, alternative: &str) {
        let href = image
            .attribute("href")
            .unwrap_or("")
            .trim_start_matches("./")
            .to_string();
        let odd = if href.contains("://") || href.starts_with("../") || href.starts_with('/') {
            Odd::WebPicture
        } else {
            match self.package.bytes(&href) {
                Ok(Some(bytes)) => match self.pictures.take(&href, bytes) {
                    Ok(path) => {
                        let share = frame
                            .attribute("width")
                            .and_then(look::millimetres)
                            .map(|width| (width / self.width * 100.0).round());
                        // Cast of a number that was just bounded.
                        let width = share
                            .filter(|share| (1.0..=95.0).contains(share))
                            .map(|share| share as u8);
                        let image = Image {
                            path,
                            alt: alternative.into(),
                            width: width.map(Width::Share),
                            full_page: false,
                            span: Span::default(),
                        };
                        return self.push(What::Image(image), &Format::default());
                    }
                    Err(odd) => odd,
                },
                _ => Odd::MissingPicture,
            }
        };
        let here = if self.here.trim().is_empty() {
            alternative.to_string()
        } else {
            self.here.clone()
        };
        self.losses.count(odd, &here);
        if !alternative.is_empty() {
            self.push(What::Text(format!("[{alternative}]")), &Format::default());
        }
    }
}
