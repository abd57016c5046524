//! Writing a drawing.

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

use super::element::{Element, Inside};
use super::value::Names;

/// The drawing as a document. Parts that nothing refers to have no names.
pub(super) fn write(root: &Element, names: &Names) -> std::io::Result<Vec<u8>> {
    let mut out = Writer::new(Vec::new());
    element(root, true, names, &mut out)?;
    Ok(out.into_inner())
}

fn element(element: &Element, is_root: bool, names: &Names, out: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
    let mut start = BytesStart::new(element.name.as_str());
    if is_root {
        start.push_attribute(("xmlns", "http://www.w3.org/2000/svg"));
        start.push_attribute(("xmlns:xlink", "http://www.w3.org/1999/xlink"));
    }
    if let Some(name) = element.id.as_deref().and_then(|id| names.known(id)) {
        start.push_attribute(("id", name));
    }
    for (name, value) in &element.attributes {
        start.push_attribute((name.as_str(), value.as_str()));
    }
    if element.inside.is_empty() {
        return out.write_event(Event::Empty(start));
    }
    out.write_event(Event::Start(start))?;
    for inside in &element.inside {
        match inside {
            Inside::Element(inner) => self::element(inner, false, names, out)?,
            Inside::Text(text) => out.write_event(Event::Text(BytesText::new(text)))?,
        }
    }
    out.write_event(Event::End(BytesEnd::new(element.name.as_str())))
}
