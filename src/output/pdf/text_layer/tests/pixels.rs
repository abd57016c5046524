//! The page is the same to the eye with the layer and without, and the file is no larger.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::lay_out_in;
use crate::output::pdf::text_layer::mend;

/// Dots an inch.
const RESOLUTION: f32 = 300.0;
/// How far (of 255) a pixel may be off and still be the same.
const SAME: u8 = 48;

/// As many as make a pamphlet: on a page or two the added glyphs weigh more than what they save.
const PARAGRAPHS: usize = 40;

const TEXT: &str = "#set page(width: 148mm, height: 210mm)\n#set par(justify: true)\n= العنوان الأول ٢٠١١\n\
    كَتَبَ الكاتِبُ حَقّاً، ثُمَّ قال: «كلمة» و(جملة طويلة) في عام 2014، ثم عاد لأنه لا يريد إلا الأرض والسلام والإسلام. وبلغت النسبة 73٪ من \
    الناس بين ١٩٩٠ و٢٠٠٠، وكتب John Smith رسالة إلى *أصدقائه في البلاد البعيدة* فلم يجبه #strike[أحد منهم] حتى جاء الشتاء، ثم قرروا أن \
    يحفروا قناة من النهر البعيد إلى السهل#footnote[حاشية قصيرة في 2020.]، وعملوا معاً شهراً كاملاً حتى وصل الماء. لله ما أعطى ﷺ.\n\n";

fn file(document: &PagedDocument) -> Vec<u8> {
    typst_pdf::pdf(document, &PdfOptions::default()).expect("a PDF")
}

/// The grey of every pixel of a PDF's first page.
fn pixels(file: Vec<u8>) -> Vec<u8> {
    let pdf = Pdf::new(file).expect("a PDF");
    let settings = RenderSettings {
        x_scale: RESOLUTION / 72.0,
        y_scale: RESOLUTION / 72.0,
        bg_color: WHITE,
        ..RenderSettings::default()
    };
    let page = &pdf.pages()[0];
    let drawn = render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    drawn.data().iter().map(|p| p.g).collect()
}

#[test]
fn the_page_is_the_same_and_the_file_no_larger() {
    for family in ["Amiri", "Noto Naskh Arabic"] {
        let document = lay_out_in(family, &TEXT.repeat(PARAGRAPHS));
        let (without, with) = (file(&document), file(&mend(&document).document));
        let (sizes, grey) = ((without.len(), with.len()), (pixels(without), pixels(with)));
        assert!(sizes.1 <= sizes.0, "{family}: {sizes:?} bytes without and with");
        assert_eq!(grey.0.len(), grey.1.len());
        let ink = grey.0.iter().filter(|grey| **grey < 128).count();
        let differ = grey
            .0
            .iter()
            .zip(&grey.1)
            .filter(|(a, b)| a.abs_diff(**b) > SAME)
            .count();
        assert!(ink > 10_000, "{family}: {ink} dark pixels");
        assert!(
            differ * 1000 <= grey.0.len(),
            "{family}: {differ} of {} pixels",
            grey.0.len()
        );
    }
}
