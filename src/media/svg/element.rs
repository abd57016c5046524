//! A drawing as it will be written: what is known to draw, with resolved styles and neutral names.

use usvg::roxmltree::Node;

use super::names;
use super::sheet::Sheets;
use super::value::{Names, judged};
use super::{Drawn, damaged, embedded};
use crate::bounds;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Properties that pass to the elements inside, and what they are where nothing says otherwise.
const INHERITED: [(&str, &str); 5] = [
    ("fill", "black"),
    ("stroke", "none"),
    ("marker-start", "none"),
    ("marker-mid", "none"),
    ("marker-end", "none"),
];

/// An element that will be written.
pub(super) struct Element {
    /// Its name.
    pub(super) name: String,
    /// What the drawing called it.
    pub(super) id: Option<String>,
    /// Attributes, in the order in which they are written, but for the name.
    pub(super) attributes: Vec<(String, String)>,
    /// What stands in it.
    pub(super) inside: Vec<Inside>,
}

/// What stands in an element.
pub(super) enum Inside {
    Element(Element),
    Text(String),
}

impl Element {
    /// What a property of style or an attribute says, the style before the attribute.
    pub(super) fn says(&self, property: &str) -> Option<&str> {
        let of = |wanted: &str| {
            let named = self.attributes.iter().find(|(name, _)| name == wanted);
            named.map(|(_, value)| value.as_str())
        };
        let of_style = of("style").and_then(|style| {
            let mut parts = style.split(';').filter_map(|part| part.split_once(':'));
            parts.find(|(name, _)| *name == property).map(|(_, value)| value)
        });
        of_style.or_else(|| of(property))
    }
}

/// What a drawing is made anew with.
pub(super) struct Maker<'a> {
    pub(super) sheets: Sheets<'a>,
    pub(super) names: Names,
    /// What was left out that an author should hear of.
    pub(super) removed: Vec<String>,
    /// How many bytes its pictures may still fill once they are decoded.
    pub(super) room: u64,
}

impl Maker<'_> {
    /// The element as it will be written. `painted` says which of [`INHERITED`] are references, by what stands around.
    pub(super) fn element(&mut self, node: Node, depth: u64, painted: [bool; 5]) -> Drawn<Element> {
        if depth > bounds::DRAWING_DEPTH {
            return Err(damaged("its elements are nested too deeply"));
        }
        let mut element = Element {
            name: self.name_of(node),
            id: node.attribute("id").map(str::to_string),
            attributes: self.attributes(node)?,
            inside: Vec::new(),
        };
        let painted = self.inherited(&mut element, painted);
        for child in node.children() {
            if child.is_text() {
                let text = child.text().unwrap_or_default();
                // Space between shapes draws nothing.
                if !text.trim().is_empty() || matches!(&*element.name, "text" | "tspan" | "textPath") {
                    element.inside.push(Inside::Text(text.into()));
                }
            } else if child.is_element() && self.is_kept(child) {
                let inner = self.element(child, depth + 1, painted)?;
                element.inside.push(Inside::Element(inner));
            }
        }
        Ok(element)
    }

    /// A link is its content: a drawing leads nowhere.
    fn name_of(&mut self, node: Node) -> String {
        match node.tag_name().name() {
            "a" => {
                self.leave_out("<a>");
                let in_text = |node: &Node| matches!(node.tag_name().name(), "text" | "tspan" | "textPath");
                let is_text = node.parent_element().is_some_and(|parent| in_text(&parent));
                if is_text { "tspan" } else { "g" }.into()
            }
            name => name.into(),
        }
    }

    /// Whether an element is written; what is left out is remembered, unless it is what programs write about themselves.
    fn is_kept(&mut self, node: Node) -> bool {
        let name = node.tag_name();
        // Drawings written by hand often forget the namespace.
        if !matches!(name.namespace(), None | Some(SVG)) {
            return false;
        }
        let kept = names::is_element(name.name()) || name.name() == "a";
        if !kept && !matches!(name.name(), "metadata" | "style") {
            self.leave_out(&format!("<{}>", name.name()));
        }
        kept
    }

    fn leave_out(&mut self, what: &str) {
        if !self.removed.iter().any(|said| said == what) {
            self.removed.push(what.into());
        }
    }

    fn attributes(&mut self, node: Node) -> Drawn<Vec<(String, String)>> {
        let mut written = Vec::new();
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let name = match attribute.namespace() {
                None | Some(XLINK) if name == "href" => {
                    if let Some(target) = self.target(value)? {
                        written.push(("xlink:href".into(), target));
                    }
                    continue;
                }
                None if names::is_attribute(name) => name.to_string(),
                Some(XML) if matches!(name, "lang" | "space") => format!("xml:{name}"),
                _ => continue,
            };
            match judged(value, &mut self.names) {
                Some(value) => written.push((name, value.into_owned())),
                None => self.leave_out(&format!("{name}=\"{}\"", shortened(value))),
            }
        }
        let mut led_out = Vec::new();
        let style = self.sheets.style_of(node, &mut self.names, &mut led_out);
        led_out.iter().for_each(|said| self.leave_out(&shortened(said)));
        if !style.is_empty() {
            written.push(("style".into(), style));
        }
        Ok(written)
    }

    /// What a reference is written as: a part of the drawing, or a picture that lies in it; none where it leads out.
    fn target(&mut self, value: &str) -> Drawn<Option<String>> {
        let value = value.trim();
        if let Some(name) = value.strip_prefix('#') {
            return Ok(Some(format!("#{}", self.names.referred(name))));
        }
        let is_data = value.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
        if is_data && let Some(picture) = embedded::clean(value, &mut self.room)? {
            return Ok(Some(picture));
        }
        self.leave_out(&format!("href=\"{}\"", shortened(value)));
        Ok(None)
    }

    /// Sets back what a pattern, a mask, a clip path or a marker would be painted with from around it, where that is a reference: it
    /// could be the pattern itself. Which inherited properties are references inside the element.
    fn inherited(&self, element: &mut Element, painted: [bool; 5]) -> [bool; 5] {
        let apart = matches!(&*element.name, "pattern" | "mask" | "clipPath" | "marker");
        let mut inside = painted;
        for ((property, initial), painted) in INHERITED.into_iter().zip(&mut inside) {
            let said = element.says(property).or_else(|| {
                let all = property.starts_with("marker").then(|| element.says("marker"));
                all.flatten()
            });
            match said {
                Some(value) => *painted = value.contains("url(") || value == "inherit" && *painted,
                None if apart && *painted => {
                    element.attributes.push((property.into(), initial.into()));
                    *painted = false;
                }
                None => {}
            }
        }
        inside
    }
}

fn shortened(value: &str) -> String {
    let short: String = value.chars().take(40).collect();
    if short.len() < value.len() {
        short + "…"
    } else {
        short
    }
}
