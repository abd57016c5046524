//! What mutations begin with: small inputs of our own, and what was found with them.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use tiff::encoder::colortype::Gray8;
use tiff::encoder::{Compression, TiffEncoder};

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

/// PDFs as text, with what pages may have: marks, fields, forms, groups, letters for bytes, boxes, turns. Their tables lack.
pub const PDFS: Seeds = Seeds {
    inputs: &[
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</NeedAppearances true>>>>endobj\n2 0 obj<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 200 300]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Rotate 90/Contents 5 0 R/Group<</S/Transparency>>/Resources<</XObject<</X 6 0 R>>/ExtGState<</G<</ca .5/BM/Multiply>>>>>>/Annots[7 0 R<</Subtype/Link/Rect[0 0 9 9]>>]>>endobj\n4 0 obj<</Type/Page/Parent 2 0 R/CropBox[9 9 90 90]/TrimBox[10 10 80 80]/UserUnit 2/Contents[5 0 R 8 0 R]>>endobj\n5 0 obj<</Length 30>>stream\nq /G gs 0 0 m 99 99 l S /X Do Q\nendstream endobj\n6 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 50 50]/Matrix[1 0 0 1 5 5]/Length 20>>stream\n0 g 0 0 50 50 re f  \nendstream endobj\n7 0 obj<</Type/Annot/Subtype/Stamp/F 20/Rect[10 10 60 60]/AP<</N 6 0 R>>>>endobj\n8 0 obj<</Filter[/A85/AHx]/Length 12>>stream\n+>GQ(+>GQ(~>\nendstream endobj\ntrailer<</Root 1 0 R/Size 9>>\n%%EOF",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Lang(ar)/ViewerPreferences<</Direction/R2L>>>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</I 5 0 R>>>>>>endobj\n4 0 obj<</Length 44>>stream\nBT /F 9 Tf 9 9 Td (a\\051) Tj ET q 9 0 0 9 0 0 cm /I Do Q\nendstream endobj\n5 0 obj<</Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/LZW/DecodeParms<</EarlyChange 0>>/SMask 5 0 R/Length 4>>stream\n\x80\x0b\x60\x50\nendstream endobj\ntrailer<</Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O()/U()/P -1>>>>",
    ],
    words: &[
        " obj", "endobj", "stream\n", "endstream", "<<", ">>", "[", "]", "1 0 R", "2 0 R", "3 0 R", "/Kids[2 0 R]", "/Parent 3 0 R", "/Count -1", "/Length 5 0 R",
        "/Length 99999999", "/Filter/Fl", "/Filter/DCT", "/Filter[/A85/LZW/Fl]", "/Filter/Crypt", "/Contents 2 0 R", "/MediaBox[0 0 0 0]", "/MediaBox[1e9 0 -1e9 1e9]",
        "/Rotate 45", "/UserUnit 1e9", "/Annots 3 0 R", "/AP<</N<</On 6 0 R>>>>", "/AS/On", "/Matrix[0 0 0 0 0 0]", "/BBox[0 0 0 0]", "/F 4", "/Type/ObjStm", "/Type/XRef",
        "/W[0 2 0]", "/Resources 3 0 R", "trailer<<", "startxref\n0\n%%EOF", "xref\n0 1\n", "null", "true", "(\\377", "<ff", "%\n", "65536 0 obj", "BI /W 9 /H 9 ID", "EI", "q ", "Q ",
    ],
    is_text: false,
};

/// A PDF whose objects lie in packed streams.
pub fn packed_pdf() -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(PDFS.inputs[0]).unwrap();
    document.compress();
    let mut out = Vec::new();
    document.save_modern(&mut out).unwrap();
    out
}

/// Documents of other programs, as text.
pub const DOCUMENTS: Seeds = Seeds {
    inputs: &[
        "<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\"><head><title>عنوان</title><style>p.a{font-weight:bold}</style></head><body><h1 id=\"a\">باب</h1><p class=\"a\">نصّ<sup><a href=\"#fn1\">1</a></sup> و<b>غليظ</b><br>سطر</p><ul><li>أ<ol start=\"3\" type=\"a\"><li>ب</ol></ul><table><tr><th colspan=2>ر<td rowspan=9>خ</table><div id=\"fn1\"><p>1. حاشية</p></div></body></html>".as_bytes(),
        "#title عنوان\n#author كاتبة\n#lang ar\n\n* باب\n\nنصّ *مائل* و**غليظ** و=شيفرة= [1] [[http://e.org][رابط]]\n\n - أ\n - ب\n   1. ج\n\n<verse>\nصدر\nعجز\n</verse>\n\n| أ | ب |\n\n[1] حاشية\n\n<quote>\nقول\n</quote>\n".as_bytes(),
        "عنوان الكتاب\n\nالفصل الأول\n\n    فقرة أولى تمتدّ على سط-\nرين وتنتهي.\n\x0cص ٢\n\n1. بند\n2. بند\n\n* * *\n\nصدرٌ أوّل        عجزٌ أوّل\n".as_bytes(),
    ],
    words: &[
        "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td colspan=99999>", "<td rowspan=0>", "</table>", "<ol start=-5>", "<li>", "<pre>", "<svg>", "<math>", "<!--", "-->",
        "<br>", "&nbsp;", "&#x202e;", "&#0;", "<a href=\"#fn1\">", "<sup>", "<img src=\"data:image/png;base64,AA\" alt=\"x\">", "style=\"mso-list:l0 level1 lfo1\"", "dir=\"ltr\"",
        "<h1>", "<h6>", "<blockquote>", "[1]", "[[", "]]", "<verse>", "</verse>", "<quote>", "{{{", "}}}", "| ", " - ", "** ", "#title ", "\x0c", "\n\n", "\u{200f}", "\u{feff}", "\t",
    ],
    is_text: true,
};

/// Bodies of Word's documents.
pub const WORD: Seeds = Seeds {
    inputs: &[
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:bidi/></w:pPr><w:r><w:rPr><w:b/><w:rtl/></w:rPr><w:t xml:space=\"preserve\">باب </w:t></w:r></w:p><w:p><w:r><w:t>نصّ</w:t><w:tab/><w:br w:type=\"page\"/><w:footnoteReference w:id=\"2\"/></w:r><w:ins><w:r><w:t>زيد</w:t></w:r></w:ins><w:del><w:r><w:delText>حذف</w:delText></w:r></w:del></w:p>".as_bytes(),
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>خ</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:hyperlink w:anchor=\"a\"><w:r><w:t>ر</w:t></w:r></w:hyperlink><w:bookmarkStart w:name=\"a\" w:id=\"1\"/><w:bookmarkEnd w:id=\"1\"/></w:p>".as_bytes(),
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"http://e.org\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>ر</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:sdt><w:sdtContent><w:r><w:t>س</w:t></w:r></w:sdtContent></w:sdt><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:p>".as_bytes(),
    ],
    words: &[
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:vMerge/>", "<w:gridSpan w:val=\"-1\"/>",
        "<w:gridSpan w:val=\"4294967295\"/>", "<w:ilvl w:val=\"99\"/>", "<w:br/>", "<w:tab/>", "<w:fldChar w:fldCharType=\"begin\"/>", "<w:fldChar w:fldCharType=\"end\"/>",
        "<w:del>", "</w:del>", "<w:txbxContent>", "</w:txbxContent>", "<w:sectPr/>", "<w:commentReference w:id=\"1\"/>", "<w:endnoteReference w:id=\"1\"/>", "&amp;", "&#x202e;", "<![CDATA[", "]]>", "<!--", "<?x?>",
        "<w:lang w:bidi=\"ar-SA\"/>", "<w:pStyle w:val=\"Title\"/>", "<w:jc w:val=\"center\"/>", "<w:bidi w:val=\"0\"/>", "w:val=\"\"", "xmlns:w=\"urn:x\"", "\u{200c}",
    ],
    is_text: true,
};

/// Pictures of every kind that is read.
pub fn pictures() -> Vec<Vec<u8>> {
    let picture = DynamicImage::from(RgbImage::from_fn(24, 16, |x, y| {
        Rgb([x as u8 * 9, y as u8 * 15, (x * y) as u8])
    }));
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
    let mut tiff = std::io::Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut tiff).unwrap().with_compression(Compression::Lzw);
    encoder.write_image::<Gray8>(24, 16, &[7; 24 * 16]).unwrap();
    let encoded = formats.map(|format| {
        let mut out = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    });
    encoded
        .into_iter()
        .chain([bitmap(24), bitmap(8), tiff.into_inner()])
        .collect()
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
