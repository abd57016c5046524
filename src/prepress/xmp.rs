//! A document's metadata (XMP, ISO 16684-1), edited as XML.

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// The element that holds a file's properties.
const DESCRIPTION: &[u8] = b"rdf:Description";

/// A property to be added: its element, the namespace where the packet does not declare its prefix, and its value.
pub struct Property<'a> {
    /// The element's name, with its prefix.
    pub name: &'a str,
    /// The prefix and the namespace to declare with it.
    pub namespace: Option<(&'a str, &'a str)>,
    /// The value.
    pub value: &'a str,
}

/// The packet with properties added at the end of its description. None where it is no XMP.
pub fn with(packet: &str, properties: &[Property]) -> Option<Vec<u8>> {
    let events = events(packet)?;
    let is_end = |event: &Event| matches!(event, Event::End(end) if end.name().as_ref() == DESCRIPTION);
    let end = events.iter().rposition(is_end)?;
    let mut writer = Writer::new(Vec::new());
    for (place, event) in events.into_iter().enumerate() {
        if place == end {
            properties.iter().try_for_each(|property| add(&mut writer, property))?;
        }
        writer.write_event(event).ok()?;
    }
    Some(writer.into_inner())
}

/// The text of the first element of a name.
pub fn value(packet: &str, name: &str) -> Option<String> {
    let mut events = events(packet)?.into_iter();
    events.find(|event| matches!(event, Event::Start(start) if start.name().as_ref() == name.as_bytes()))?;
    match events.next()? {
        Event::Text(text) => text.decode().ok().map(|text| text.into_owned()),
        _ => None,
    }
}

fn add(writer: &mut Writer<Vec<u8>>, property: &Property) -> Option<()> {
    let mut start = BytesStart::new(property.name);
    start.extend_attributes(property.namespace);
    writer.write_event(Event::Start(start)).ok()?;
    writer.write_event(Event::Text(BytesText::new(property.value))).ok()?;
    writer.write_event(Event::End(BytesEnd::new(property.name))).ok()
}

/// The packet in pieces, as they are written; none where it is not well formed.
fn events(packet: &str) -> Option<Vec<Event<'_>>> {
    let mut reader = Reader::from_str(packet);
    let mut events = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(events),
            event => events.push(event),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKET: &str = "<?xpacket begin=\"\" id=\"x\"?><rdf:RDF><rdf:Description rdf:about=\"\" xmlns:xmp=\"ns\"><xmp:ModifyDate>2026-11-22T00:00:00Z</xmp:ModifyDate><dc:title>&lt;/rdf:Description&gt;</dc:title></rdf:Description></rdf:RDF><?xpacket end=\"r\"?>";

    #[test]
    fn properties_stand_at_the_end_of_the_description_and_all_else_is_left_as_it_was() {
        assert_eq!(value(PACKET, "xmp:ModifyDate").as_deref(), Some("2026-11-22T00:00:00Z"));
        let property = Property {
            name: "x:Name",
            namespace: Some(("xmlns:x", "http://x.example/")),
            value: "a<b",
        };
        let found = String::from_utf8(with(PACKET, &[property]).unwrap()).unwrap();
        let added = "<x:Name xmlns:x=\"http://x.example/\">a&lt;b</x:Name>";
        assert_eq!(
            found,
            PACKET.replace(
                "</rdf:Description></rdf:RDF>",
                &format!("{added}</rdf:Description></rdf:RDF>")
            )
        );
    }

    #[test]
    fn what_is_no_packet_is_left() {
        for broken in ["", "<a>", "<rdf:Description>", "plain"] {
            assert!(with(broken, &[]).is_none(), "{broken}");
        }
        assert_eq!(value(PACKET, "xmp:CreateDate"), None);
    }
}
