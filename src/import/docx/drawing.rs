//! Pictures, text boxes, charts and objects in Word's documents (DrawingML, VML).

use super::super::items::Item;
use super::super::losses::Odd;
use super::super::runs::{Format, What};
use super::super::xml::Element;
use super::Reader;
use crate::diagnostic::Span;
use crate::document::{Image, Width};

/// What shows something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// DrawingML.
    Drawing,
    /// VML, which Word wrote before 2010.
    Old,
    /// Something that another program made.
    Object,
}

impl Reader<'_, '_> {
    /// Reads what is drawn: pictures stand in the line, boxes after the paragraph.
    pub(super) fn drawing(&mut self, element: &Element, shown: Shown, format: &Format) {
        let here = self.here.clone();
        let mut boxes: Vec<&Element> = Vec::new();
        outermost(element, "txbxContent", &mut boxes);
        for content in &boxes {
            let items = self.items(content);
            if super::super::items::first_words(&items).is_some() || items.len() > 1 {
                self.losses.count(Odd::TextBox, &here);
                self.after.push(Item::Box {
                    title: Vec::new(),
                    items,
                });
            }
        }
        // A line across the page is drawn as a thin rectangle.
        if shown == Shown::Old
            && element
                .find("rect")
                .is_some_and(|rect| rect.attribute("hr") == Some("t"))
        {
            return self.after.push(Item::Rule);
        }
        let mut pictures: Vec<&Element> = Vec::new();
        let name = if shown == Shown::Drawing { "blip" } else { "imagedata" };
        outside(element, name, &mut pictures);
        for picture in &pictures {
            self.picture(element, picture, format);
        }
        let has = |name: &str| element.find(name).is_some();
        if shown == Shown::Object && has("OLEObject") && pictures.is_empty() {
            self.losses.count(Odd::Object, &here);
        } else if pictures.is_empty() && boxes.is_empty() && (has("chart") || has("relIds") || has("wgp") || has("wsp"))
        {
            self.losses.count(Odd::Drawing, &here);
        }
        if has("control") {
            self.losses.count(Odd::Form, &here);
        }
    }

    fn picture(&mut self, drawing: &Element, picture: &Element, format: &Format) {
        let here = self.here.clone();
        let alternative = alternative(drawing);
        let id = picture.attribute("r:embed").or(picture.attribute("r:id")).unwrap_or("");
        let found = self.relations.get(id).cloned();
        let (target, external) = match &found {
            Some(relation) => (relation.target.clone(), relation.external),
            None => (String::new(), picture.attribute("r:link").is_some()),
        };
        let odd = if external {
            Odd::WebPicture
        } else {
            match self.package.bytes(&target) {
                Ok(Some(bytes)) => match self.pictures.take(&target, bytes) {
                    Ok(path) => {
                        if cropped(drawing) {
                            self.losses.count(Odd::Crop, &here);
                        }
                        let image = Image {
                            path,
                            alt: alternative,
                            width: self.share(drawing).map(Width::Share),
                            full_page: false,
                            span: Span::default(),
                        };
                        let link = drawing
                            .find("docPr")
                            .and_then(|about| about.child("hlinkClick"))
                            .and_then(|link| link.attribute("r:id"));
                        let link = link
                            .and_then(|id| self.relations.get(id))
                            .map(|relation| relation.target.clone());
                        return self.push(
                            What::Image(image),
                            Format {
                                link: link.or(format.link.clone()),
                                ..Format::default()
                            },
                        );
                    }
                    Err(odd) => odd,
                },
                _ => Odd::MissingPicture,
            }
        };
        self.losses
            .count(odd, if here.trim().is_empty() { &alternative } else { &here });
        if !alternative.is_empty() {
            self.push(What::Text(format!("[{alternative}]")), Format::default());
        }
    }

    /// A picture's width in hundredths of the text's; none where it fills it.
    fn share(&self, drawing: &Element) -> Option<u8> {
        let width: f64 = drawing.find("extent")?.attribute("cx")?.parse().ok()?;
        let hundredths = (width / self.width * 100.0).round();
        // Cast of a number that was just bounded.
        (1.0..=95.0).contains(&hundredths).then_some(hundredths as u8)
    }
}

/// What a picture shows in words, as its author wrote them.
fn alternative(drawing: &Element) -> String {
    let about = drawing.find("docPr");
    let of = |name: &str| {
        about
            .and_then(|about| about.attribute(name))
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let old = || drawing.find("shape").and_then(|shape| shape.attribute("alt"));
    let text = of("descr").or(of("title")).or_else(old).unwrap_or("");
    // Word adds a line of its own to what it guessed.
    let text = text.split("\n\n").next().unwrap_or(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cropped(drawing: &Element) -> bool {
    let Some(edges) = drawing.find("srcRect") else {
        return false;
    };
    ["l", "t", "r", "b"].iter().any(|edge| {
        edges
            .attribute(edge)
            .and_then(|value| value.parse::<i32>().ok())
            .is_some_and(|value| value > 1000)
    })
}

/// The outermost elements of a name.
fn outermost<'e>(element: &'e Element, name: &str, found: &mut Vec<&'e Element>) {
    for child in element.children() {
        if &*child.name == name {
            found.push(child);
        } else if &*child.name != "Fallback" {
            outermost(child, name, found);
        }
    }
}

/// The elements of a name that stand in no text box.
fn outside<'e>(element: &'e Element, name: &str, found: &mut Vec<&'e Element>) {
    for child in element.children() {
        if &*child.name == name {
            found.push(child);
        } else if !matches!(&*child.name, "txbxContent" | "Fallback") {
            outside(child, name, found);
        }
    }
}
