//! Drawings: what is written of them, what stays behind, and what is refused.

use super::*;

fn svg(text: &str) -> (String, u32, u32, Vec<Diagnostic>) {
    let (picture, said) = open(text.as_bytes().to_vec());
    (
        String::from_utf8(picture.bytes).unwrap(),
        picture.width,
        picture.height,
        said,
    )
}

#[test]
fn a_harmless_drawing_stays_a_drawing() {
    let (text, width, height, said) = svg(
        "<?xml version='1.0'?><!-- made by --><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>\
         <defs><linearGradient id='g'><stop offset='0'/></linearGradient></defs><rect fill='url(#g)' width='5' height='5'/>\
         <text xml:lang='ar'>سلام &amp; &#x648;</text><use href='#g'/></svg>",
    );
    assert_eq!((width, height, said.len()), (40, 20, 0));
    for kept in [
        "linearGradient id=\"r1\"",
        "fill=\"url(#r1)\"",
        "xml:lang=\"ar\"",
        "سلام &amp; و",
        "href=\"#r1\"",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    assert!(!text.contains("made by"));
}

#[test]
fn nothing_in_a_drawing_acts_or_leads_out() {
    let (text, _, _, said) = svg(
        "<s:svg xmlns:s='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:i='urn:editor' \
         onload='go()' width='1in' height='48pt' i:author='Name'>\
         <s:script>go()</s:script><s:style>@import 'http://e.org/x.css';</s:style><s:style>.a{fill:url(#b)}</s:style>\
         <s:foreignObject><p>x</p></s:foreignObject><s:image xlink:href='http://e.org/pixel.png'/>\
         <s:image xlink:href='file:///etc/passwd'/><s:image xlink:href='data:image/png;base64,AAAA'/>\
         <s:rect style='fill:ur\\6c (http://e.org)' OnClick='go()' fill='url(http://e.org/#a)'/><s:a href='javascript:go()'>t</s:a>\
         <s:animate attributeName='href' to='javascript:go()'/><i:data>Name</i:data><s:metadata>Name</s:metadata></s:svg>",
    );
    for gone in [
        "go()",
        "e.org",
        "etc/passwd",
        "Name",
        "script",
        "foreignObject",
        "animate",
    ] {
        assert!(!text.contains(gone), "{gone} in {text}");
    }
    // What says it is a picture and is none is no picture.
    assert!(!text.contains("data:") && !text.contains("<style") && !text.contains("url("));
    assert_eq!(said.iter().map(|d| d.code).collect::<Vec<_>>(), ["picture-active"]);
    assert!(quick_xml::Reader::from_str(&text).read_event().is_ok());
}

#[test]
fn declared_namespaces_are_expanded_and_bombs_are_said() {
    let (text, ..) = svg(
        "<!DOCTYPE svg PUBLIC \"x\" \"y\" [<!ENTITY ns \"http://www.w3.org/2000/svg\"><!ENTITY a \"aaaa\">]>\
         <svg xmlns=\"&ns;\"><title>&a;</title></svg>",
    );
    assert!(text.contains("<title>aaaa</title>"), "{text}");
    for declared in [
        "<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">",
        "<!ENTITY b SYSTEM \"file:///etc/passwd\">",
        "",
    ] {
        let said = refusal(format!("<!DOCTYPE svg [{declared}]><svg><title>&b;</title></svg>").as_bytes());
        assert_eq!(said.code, "picture-damaged", "{declared}");
    }
}

#[test]
fn a_style_is_judged_as_a_whole_however_it_is_written() {
    for style in [
        "@im<!-- x -->port 'http://e.org/x.css';",
        "@im<![CDATA[port]]> 'http://e.org/x.css';",
        "@im&#112;ort 'http://e.org/x.css';",
        "rect{fill:u<!-- x -->rl(http://e.org/a)}",
        "rect{fill:u<![CDATA[rl(http://e.org/a)]]>}",
        "rect{fill:&#117;rl(http://e.org/a)}",
        "rect{fill:u\\72l(http://e.org/a)}",
        "rect{background:image-set('http://e.org/a' 1x)}",
        "@font-face{font-family:x;src:url(http://e.org/a)}",
        "@media print{rect{fill:url(http://e.org/a)}}",
        "rect{--x:url(http://e.org/a)}",
    ] {
        let (text, ..) = svg(&format!(
            "<svg><style>{style}</style><rect width='5' height='5'/></svg>"
        ));
        assert!(
            !text.contains("e.org") && !text.contains("<style") && !text.contains("url("),
            "{style}: {text}"
        );
        // The same as the style of one element, and in an attribute.
        let own = style.replace("rect{", "").replace('}', "");
        let (text, ..) = svg(&format!(
            "<svg><rect style=\"{}\"/></svg>",
            own.replace("<!-- x -->", "")
                .replace("<![CDATA[", "")
                .replace("]]>", "")
        ));
        assert!(!text.contains("e.org"), "{own}: {text}");
    }
}

#[test]
fn styles_hold_for_the_elements_that_they_hold_for() {
    let (text, _, _, said) = svg(
        "<svg><style>rect{fill:red;stroke:blue}.b{fill:lime}#c{fill:navy}g > rect{opacity:.5}</style>\
         <rect/><rect class='b' style='stroke:none'/><rect id='c' class='b'/><g><rect fill='gold' style='fill:teal!important'/></g></svg>",
    );
    for style in [
        "<rect style=\"fill:red;stroke:blue\"/>",
        "<rect style=\"fill:lime;stroke:none\"/>",
        "<rect style=\"stroke:blue;fill:navy\"/>",
        "<rect fill=\"gold\" style=\"stroke:blue;opacity:.5;fill:teal\"/>",
    ] {
        assert!(text.contains(style), "{style} in {text}");
    }
    assert!(
        said.is_empty() && !text.contains("class") && !text.contains(" id="),
        "{text}"
    );
}

#[test]
fn what_programs_call_the_parts_of_a_drawing_stays_behind() {
    let (text, ..) = svg(
        "<svg id='by-Somebody' data-name='Layer by Somebody' xmlns:i='urn:i' i:label='Somebody'><g id='Somebody-1' data-x='Somebody'>\
         <path id='Somebody-2' d='M0 0H1'/></g><use href='#Somebody-2'/><use href='#gone'/></svg>",
    );
    assert!(!text.contains("Somebody") && !text.contains("data-"), "{text}");
    assert!(text.contains("id=\"r1\"") && text.contains("\"#r1\""), "{text}");
}

#[test]
fn pictures_in_a_drawing_are_opened_as_pictures_are() {
    let camera = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        jpeg_with(&[segment(0xe1, &exif(6))]),
    );
    let (text, ..) = svg(&format!(
        "<svg><image href='data:image/jpeg;base64,{camera}' width='9' height='9'/></svg>"
    ));
    let written = text.split("base64,").nth(1).unwrap().split('"').next().unwrap();
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, written).unwrap();
    assert!(!holds(&bytes, b"Cam") && !holds(&bytes, b"Exif"));
    let nested = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        "<svg><script>go()</script></svg>",
    );
    let (text, ..) = svg(&format!(
        "<svg><image href='data:image/svg+xml;base64,{nested}'/></svg>"
    ));
    assert!(!text.contains("data:"), "{text}");
}

#[test]
fn bombs_are_found_before_they_are_drawn() {
    let many = |count: usize, piece: fn(usize) -> String| (1..count).map(piece).collect::<String>();
    let used = many(20, |i| {
        format!("<g id='u{i}'>{}</g>", format!("<use href='#u{}'/>", i - 1).repeat(8))
    });
    let tiled = many(20, |i| {
        let inner = format!("<rect width='9' height='9' fill='url(#p{})'/>", i - 1).repeat(4);
        format!("<pattern id='p{i}' width='.1' height='.1'>{inner}</pattern>")
    });
    let chained = many(5000, |i| {
        format!(
            "<pattern id='p{i}' width='9' height='9'><rect fill='url(#p{})'/></pattern>",
            i - 1
        )
    });
    let rules = format!("<style>{} x{{fill:red}}</style>", "* ".repeat(30));
    for (bomb, code) in [
        (format!("<rect id='u0'/>{used}<use href='#u19'/>"), "picture-too-large"),
        (
            format!("<rect id='p0'/>{tiled}<rect width='50' height='50' fill='url(#p19)'/>"),
            "picture-too-large",
        ),
        (
            format!("{chained}<rect width='50' height='50' fill='url(#p4999)'/>"),
            "picture-damaged",
        ),
        (
            "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>".into(),
            "picture-damaged",
        ),
        (
            "<path d='M0 0H99999' stroke='red' stroke-dasharray='.00001'/>".into(),
            "picture-too-large",
        ),
        (
            "<filter id='f'><feTurbulence baseFrequency='.1' numOctaves='1000'/></filter>\
             <rect width='100' height='100' filter='url(#f)'/>"
                .into(),
            "picture-too-large",
        ),
        (
            "<filter id='f'><feMorphology radius='90'/></filter><rect width='100' height='100' filter='url(#f)'/>"
                .into(),
            "picture-too-large",
        ),
        (
            format!(
                "<marker id='m'>{}</marker><path marker-mid='url(#m)' d='M0 0{}'/>",
                "<rect width='1' height='1'/>".repeat(100),
                "L1 1".repeat(20_000)
            ),
            "picture-too-large",
        ),
        (format!("{rules}{}{}", "<g>".repeat(150), "</g>".repeat(150)), ""),
    ] {
        let text = format!("<svg width='100' height='100'>{bomb}</svg>");
        let found =
            Picture::open(text.into_bytes(), Room::ENDLESS, &mut Vec::new()).map_or_else(|said| said.code, |_| "");
        assert_eq!(found, code, "{}", bomb.get(..80).unwrap_or(&bomb));
    }
}

#[test]
fn what_illustrators_draw_is_no_bomb() {
    for drawing in [
        // A shadow below a shape that fills the page, and a pattern that fills it.
        "<filter id='s'><feGaussianBlur in='SourceAlpha' stdDeviation='3'/><feOffset dx='2' dy='2'/><feMerge><feMergeNode/>\
         <feMergeNode in='SourceGraphic'/></feMerge></filter><rect width='600' height='800' filter='url(#s)'/>",
        "<pattern id='p' width='4' height='4' patternUnits='userSpaceOnUse'><circle r='1'/></pattern><rect width='600' height='800' fill='url(#p)'/>",
        "<g fill='url(#p)'><pattern id='p' width='9' height='9'><rect width='4' height='4'/></pattern><rect width='50' height='50'/></g>",
    ] {
        let (text, _, _, said) = svg(&format!("<svg width='600' height='800'>{drawing}</svg>"));
        assert!(said.is_empty() && text.contains("url(#r1)"), "{drawing}");
    }
}

#[test]
fn a_drawing_that_breaks_off_is_damaged() {
    for broken in [
        "<svg xmlns='http://www.w3.org/2000/svg'><g>",
        "<svg><g></svg>",
        "<svg/><svg/>",
    ] {
        assert_eq!(refusal(broken.as_bytes()).code, "picture-damaged", "{broken}");
    }
    let deep = format!("<svg>{}{}</svg>", "<g>".repeat(5000), "</g>".repeat(5000));
    assert_eq!(refusal(deep.as_bytes()).code, "picture-damaged");
}

#[test]
fn sizes_of_drawings_follow_from_the_view_box() {
    let of = |attributes: &str| {
        let (_, width, height, _) = svg(&format!("<svg {attributes}/>"));
        (width, height)
    };
    assert_eq!(of("width='100' height='50px'"), (100, 50));
    assert_eq!(of("width='50' viewBox='0,0,200,100'"), (50, 25));
    assert_eq!(of("width='100%' viewBox='0 0 30 60'"), (30, 60));
    assert_eq!(of(""), (300, 150));
}
