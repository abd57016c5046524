//! What mutations begin with: small inputs of our own, and what was found with them.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Inputs of a kind, and words of its language.
pub struct Seeds<'a> {
    pub inputs: &'a [&'a [u8]],
    pub words: &'a [&'a str],
    pub is_text: bool,
}

pub const MANUSCRIPTS: Seeds = Seeds {
    inputs: &[
        "# فصل\n\nفقرة عربية فيها *مائل* و**عريض** ورقم 42 وكلمة Latin وحاشية[^1].\n\n[^1]: حاشية فيها [رابط](https://example.org/a?b=1).\n".as_bytes(),
        "- بند\n  - فرع\n\n    > اقتباس\n\n1. أوّل\n2. ثانٍ\n\nم\n:   ت\n".as_bytes(),
        "| أ | ب |\n|---|:-:|\n| 1 | x[^a] |\n| `a|b` | ![ص](a.png) |\n\nTable: جدول\n\n[^a]: ح\n".as_bytes(),
        "```verse\nصدر // عجز\n```\n\n```rust\nfn a() {}\n```\n\n::: {.note dir=ltr}\nbox\n:::\n\n> [!NOTE]\n> تنبيه\n".as_bytes(),
        "<div dir=\"ltr\"><p>a<br>b</p><table><tr><td colspan=2>x</td></tr></table></div>\n\n$x^2$ H~2~O ==mark== ~~s~~ [[w|link]] @cite {#id}\n".as_bytes(),
        "---\ntitle: ع\n---\n\n# أ {.unnumbered}\n\n***\n\n![ص](p.png){width=50%}\n\nשלום _ְר עולם\n\n\\newpage\n".as_bytes(),
    ],
    words: &[
        "[^1]", "[^1]: ", "> ", "- ", "1. ", "١. ", "أ. ", "\n\n", "# ", "###### ", "**", "_", "`", "```", "~~", "==", "::: ", "{.dedication}",
        "<b>", "</b>", "<br>", "<!--", "-->", "<table><tr><td>", "</table>", "<details>", "|", "|-|-|\n", "![", "](", "[[", "]]", "$", "$$",
        "\u{202e}", "\u{2067}", "\u{2069}", "\u{200d}", "\u{200f}", "\u{64e}", "\u{651}", "\u{5b0}", "ﷺ", "🏽", "\u{0}", "\u{feff}", "\u{ad}", "\t",
        "    ", "\r", "http://", "&#0;", "&amp;", "\\", ":   ", "<kbd>", "<ruby>", "\u{200b}", "1-2", "٪", "«", "»", "(", "---\n", "***\n",
    ],
    is_text: true,
};

pub const HEADS: Seeds = Seeds {
    inputs: &[
        "---\ntitle: كتاب\nauthor:\n  - أ\n  - {name: ب, affiliation: ج}\ndate: 2024-02-29\ntags: [a, b]\nlang: ar\n---\n\nنص\n".as_bytes(),
        "+++\ntitle = \"ع\"\ndate = 2024-01-01\n[extra]\na = 1\n+++\n\nنص\n".as_bytes(),
        "% عنوان\n% كاتب؛ آخر\n% 2024\n\nنص\n".as_bytes(),
        "Title: عنوان\nAuthor: كاتب\nDate: 1445-09-01\n\nنص\n".as_bytes(),
        "---\na: &x [1, *x]\nb: |\n  نص\n  آخر\nc: >-\n  x\n\"d\": 'e'\n? f\n: g\n...\n\nنص\n".as_bytes(),
    ],
    words: &[
        "---\n", "...\n", "+++\n", "title: ", "author: ", "- ", "{", "}", "[", "]", "&a ", "*a", "<<: *a", "|\n", ">\n", "? ", ": ", "#", "\"", "'",
        "!!str ", "\t", "\n", "  ", "null", "~", "2024-13-45", "\u{feff}", "%", "lang: xx-YY-zz", "draft: true", "isbn: 978", "\u{85}", "\u{2028}",
    ],
    is_text: true,
};

pub const CONFIGURATIONS: Seeds = Seeds {
    inputs: &[
        "[book]\ntitle = \"كتاب\"\nsubtitle = \"ب\"\nauthors = [\"أ\", { name = \"ب\" }]\nlanguage = \"ar\"\nversion = \"1.2.3\"\ndate = \"2024-02-29\"\nslug = \"kitab\"\nisbn = \"978-3-16-148410-0\"\n".as_bytes(),
        "[pdf]\npaper = \"a5\"\nfont = \"Amiri\"\nfont-size = \"11pt\"\n[booklet]\npaper = [\"a4\", \"letter\"]\ncreep = \"80 g\"\nscheme = \"saddle\"\nmarks = [\"fold\"]\n".as_bytes(),
        "[[edition]]\nname = \"large\"\nstyle = \"large-print\"\nformats = [\"pdf\"]\n[edition.pdf]\npaper = \"a4\"\n[lint]\nproof = \"warn\"\n[print]\nbleed = \"3 mm\"\n".as_bytes(),
    ],
    words: &[
        "[book]\n", "[[edition]]\n", "[", "]", "=", "\"", "'''", "\"\"\"", "\\u0000", "\\U0010FFFF", "{", "}", ",", "true", "inf", "nan", "0x", "1_0",
        "1979-05-27T07:32:00Z", ".", "#", "\n", "title", "slug = \"../x\"", "language = \"ar-Latn-x-private\"", "paper = \"99999999mm x 1mm\"",
        "creep = \"-1 g\"", "font-size = \"0pt\"", "version = \"999999999999999999999.0.0\"", "date = \"0000-00-00\"", "scheme = \"cards\"",
    ],
    is_text: true,
};

pub const DRAWINGS: Seeds = Seeds {
    inputs: &[
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><defs><linearGradient id=\"g\"><stop offset=\".5\" stop-color=\"red\"/></linearGradient></defs><rect fill=\"url(#g)\" width=\"5\" height=\"5\"/><use href=\"#a\"/><g id=\"a\"><path d=\"M0 0L5 5Z\"/></g></svg>",
        b"<svg width=\"30\" height=\"30\"><style>.a{fill:red}#b>rect{stroke:blue!important}</style><g id=\"b\" class=\"a\"><rect width=\"9\" height=\"9\" style=\"opacity:.5\"/></g><text x=\"1\" y=\"9\" font-family=\"Amiri\">a<tspan dx=\"2\">b</tspan></text></svg>",
        b"<!DOCTYPE svg [<!ENTITY n \"http://www.w3.org/2000/svg\">]><svg xmlns=\"&n;\" width=\"9mm\" height=\"9mm\"><filter id=\"f\"><feGaussianBlur stdDeviation=\"2\"/><feOffset dx=\"1\"/></filter><circle r=\"4\" filter=\"url(#f)\"/></svg>",
        b"<svg width=\"50\" height=\"50\"><pattern id=\"p\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><circle r=\"2\"/></pattern><mask id=\"m\"><rect width=\"9\" height=\"9\" fill=\"#fff\"/></mask><clipPath id=\"c\"><rect width=\"9\" height=\"9\"/></clipPath><marker id=\"k\"><path d=\"M0 0\"/></marker><path d=\"M0 0H9V9\" fill=\"url(#p)\" mask=\"url(#m)\" clip-path=\"url(#c)\" marker-mid=\"url(#k)\" stroke=\"red\" stroke-dasharray=\"1 2\"/></svg>",
    ],
    words: &[
        "<g>", "</g>", "<use href=\"#a\"/>", "<use xlink:href=\"#b\"/>", "id=\"a\"", "fill=\"url(#p)\"", "filter=\"url(#f)\"", "mask=\"url(#m)\"",
        "clip-path=\"url(#c)\"", "<pattern id=\"p\">", "</pattern>", "<style>", "</style>", "@import 'http://e.org';", "<![CDATA[", "]]>", "<!--",
        "-->", "&#112;", "&n;", "url(http://e.org/)", "\\72", "/*", "*/", "{", "}", "style=\"", "on=\"", "onload=\"go()\"", "<script>", "<a href=\"x\">",
        "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>", "data:image/svg+xml;base64,PHN2Zy8+", "transform=\"scale(0)\"", "transform=\"matrix(1e30 0 0 1e30 0 0)\"",
        "<switch>", "<symbol id=\"a\">", "<svg ", "viewBox=\"0 0 0 0\"", "viewBox=\"-1e9 0 1e9 1\"", "d=\"M1e30 1e30A1 1 0 0 0 0 0\"", "<feTurbulence numOctaves=\"9\"/>",
        "<feImage href=\"#a\"/>", "<feMorphology radius=\"3\"/>", "<textPath href=\"#a\">", "* * * * ", ":first-child", "[x|=\"y\"]", "xmlns:i=\"urn:i\" ", "i:x=\"y\"", "inherit",
    ],
    is_text: true,
};

/// Pictures of every kind that is read.
pub fn pictures() -> Vec<Vec<u8>> {
    let picture = DynamicImage::from(RgbImage::from_fn(24, 16, |x, y| {
        Rgb([x as u8 * 9, y as u8 * 15, (x * y) as u8])
    }));
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
    let encoded = formats.map(|format| {
        let mut out = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    });
    encoded.into_iter().chain([bitmap(24), bitmap(8)]).collect()
}

/// A bitmap of 4 by 4 pixels, of so many bits each.
fn bitmap(bits: u16) -> Vec<u8> {
    let palette: &[u8] = if bits == 8 { &[7; 1024] } else { &[] };
    let mut bytes = b"BM\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend((54 + palette.len() as u32).to_le_bytes());
    bytes.extend(40_u32.to_le_bytes());
    bytes.extend(4_i32.to_le_bytes());
    bytes.extend(4_i32.to_le_bytes());
    bytes.extend([1, 0]);
    bytes.extend(bits.to_le_bytes());
    bytes.extend([0; 24]);
    bytes.extend(palette);
    bytes.extend(vec![0x5a; usize::from(bits / 8) * 16]);
    bytes
}
