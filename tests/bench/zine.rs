//! A zine: a book of photographs, as phones take them.

use std::path::Path;

use image::{ImageEncoder, RgbImage};

/// How many photographs.
pub const PHOTOGRAPHS: usize = 24;
/// Their size in pixels: twelve million.
const SIZE: (u32, u32) = (4000, 3000);

/// Writes the zine and its photographs into a folder: with them a text in Typst that shows the same ones, and a book that is laid out
/// anew and goes to a print shop.
pub fn write(folder: &Path) {
    let names: Vec<String> = (1..=PHOTOGRAPHS).map(|number| format!("{number}.jpg")).collect();
    for book in ["plain", "editions"] {
        std::fs::create_dir_all(folder.join(book)).expect("a temporary folder");
    }
    for (name, seed) in names.iter().zip(1..) {
        let bytes = photograph(seed);
        std::fs::write(folder.join("plain").join(name), &bytes).expect("a photograph can be written");
        std::fs::write(folder.join("editions").join(name), &bytes).expect("a photograph can be written");
    }
    let shown = |name: &String| format!("![صورة من المدينة]({name})\n\n");
    let text = format!("# المدينة\n\n{}", names.iter().map(shown).collect::<String>());
    let config = "[book]\ntitle = \"المدينة\"\nlanguage = \"ar\"\ndate = \"2026-11-22\"\n";
    let more = "\n[print]\n\n[[edition]]\nstyle = \"low-ink\"\n";
    for (book, config) in [("plain", config.to_string()), ("editions", format!("{config}{more}"))] {
        std::fs::write(folder.join(book).join("book.toml"), config).expect("the book can be written");
        std::fs::write(folder.join(book).join("book.md"), &text).expect("the book can be written");
    }
}

/// The same photographs in a hand-written Typst file.
pub fn typst() -> String {
    let head = "#set document(title: [المدينة])\n#set page(width: 148mm, height: 210mm, margin: 20mm)\n\
                #set text(font: \"Amiri\", lang: \"ar\", dir: rtl)\n";
    let shown = |number: usize| format!("#image(\"{number}.jpg\", alt: \"صورة\")\n\n");
    head.to_string() + "= المدينة\n\n" + &(1..=PHOTOGRAPHS).map(shown).collect::<String>()
}

/// Shapes of light with the grain of a sensor, three to five megabytes of JPEG.
fn photograph(seed: u32) -> Vec<u8> {
    let (width, height) = SIZE;
    let mut random = seed;
    let mut pixels = Vec::with_capacity(3 * (width * height) as usize);
    for y in 0..height {
        let down = (y as f32 / 431.0 + seed as f32).sin();
        for x in 0..width {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = (random >> 27) as f32 * 0.6;
            let light = 110.0 + 90.0 * (down * (x as f32 / 613.0).cos());
            for tint in [1.0, 0.8, 0.55] {
                pixels.push((light * tint + grain).clamp(0.0, 255.0) as u8);
            }
        }
    }
    let image = RgbImage::from_raw(width, height, pixels).expect("as many pixels as were counted");
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90)
        .write_image(image.as_raw(), width, height, image::ExtendedColorType::Rgb8)
        .expect("a photograph can be encoded");
    bytes
}
