//! The folding pictures of `docs/printing.md`, `docs/from-word.md` and their Arabic twins, drawn from the arithmetic's own sheets.
//!
//! `UPDATE=1 cargo test --release --test judged impose::pictures` draws them anew; otherwise they must be as they would be drawn.

use std::fmt::Write;

use kurras::imposition::{
    Binding, Finish, Imposition, Job, Paper, Point, Rect, Scheme, SheetOptions, Side, Size, impose,
};

/// The words and digits of a language's pictures.
struct Language {
    tag: &'static str,
    binding: Binding,
    zero: char,
    front: &'static str,
    back: &'static str,
}

const LANGUAGES: [Language; 2] = [
    Language {
        tag: "en",
        binding: Binding::Left,
        zero: '0',
        front: "Front",
        back: "Back",
    },
    Language {
        tag: "ar",
        binding: Binding::Right,
        zero: '٠',
        front: "الوجه",
        back: "الظهر",
    },
];

/// Points of paper to a unit of the picture.
const SCALE: f64 = 0.25;
const STYLE: &str = "<style>text{font-family:sans-serif;text-anchor:middle;fill:#222}rect,polygon,path{fill:#fff;stroke:#222}\
.page{stroke:#bbb}.fold{stroke:#b00;stroke-dasharray:5 3;fill:none}.cut{stroke:#b00;stroke-width:2.5;fill:none}.top{fill:#bbb;stroke:none}</style>";

impl Language {
    fn number(&self, number: usize) -> String {
        let digit = |digit: char| char::from_u32(self.zero as u32 + digit.to_digit(10).unwrap()).unwrap();
        number.to_string().chars().map(digit).collect()
    }

    fn svg(&self, (width, height): (f64, f64), body: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\">{STYLE}\n{body}</svg>\n"
        )
    }

    /// A sheet's two sides one beside the other.
    fn sheet(&self, work: &Imposition) -> String {
        let (gap, head) = (24.0, 22.0);
        let (w, h) = (work.size.width * SCALE, work.size.height * SCALE);
        let sheet = &work.sheets[0];
        let sides: Vec<(&Side, &str)> = std::iter::once((&sheet.front, self.front))
            .chain(sheet.back.as_ref().map(|back| (back, self.back)))
            .collect();
        let mut body = String::new();
        for (index, (side, label)) in sides.iter().enumerate() {
            let x = 4.0 + index as f64 * (w + gap);
            write!(body, "<text x=\"{:.1}\" y=\"15\" font-size=\"13\">{label}</text>\n<g transform=\"translate({x:.1} {head})\">", x + w / 2.0).unwrap();
            write!(
                body,
                "<rect width=\"{w:.1}\" height=\"{h:.1}\"/>\n{}{}</g>\n",
                self.pages(side),
                folds(work)
            )
            .unwrap();
        }
        let count = sides.len() as f64;
        self.svg((8.0 + count * w + (count - 1.0) * gap, head + h + 4.0), &body)
    }

    /// Every page with its number, and a grey wedge at its head.
    fn pages(&self, side: &Side) -> String {
        let mut body = String::new();
        for placement in &side.placements {
            let Rect { x0, y0, x1, y1 } = scaled(placement.trim);
            writeln!(
                body,
                "<rect class=\"page\" x=\"{x0:.1}\" y=\"{y0:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
                x1 - x0,
                y1 - y0
            )
            .unwrap();
            let Some(page) = placement.page else { continue };
            let headlong =
                placement.transform.apply(Point::new(0.0, 0.0)).y > placement.transform.apply(Point::new(0.0, 10.0)).y;
            let size = (x1 - x0).min(y1 - y0) * 0.4;
            let turn = if headlong { 180 } else { 0 };
            let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
            let wedge = (y1 - y0) / 2.0 - 4.0;
            writeln!(
                body,
                "<g transform=\"translate({x:.1} {y:.1}) rotate({turn})\"><polygon class=\"top\" points=\"-6,{:.1} 6,{:.1} 0,{:.1}\"/><text y=\"{:.1}\" font-size=\"{size:.1}\">{}</text></g>",
                9.0 - wedge, 9.0 - wedge, -wedge, size * 0.36, self.number(page)
            )
            .unwrap();
        }
        body
    }

    /// From the flat sheet to the zine in four pictures.
    fn zine_steps(&self) -> String {
        let pictures = [
            // The sheet with its creases and its slit.
            "<rect x=\"0\" y=\"20\" width=\"120\" height=\"84\"/><path class=\"fold\" d=\"M30 20V104M60 20V104M90 20V104M0 62H30M90 62H120\"/><path class=\"cut\" d=\"M30 62H90\"/>",
            // Folded along its length, the slit on top, its middle opening.
            "<polygon points=\"0,62 30,62 60,50 90,62 120,62 120,104 90,104 60,92 30,104 0,104\"/><polygon points=\"30,62 60,50 90,62 60,74\"/><path class=\"fold\" d=\"M30 62V104M60 74V116M90 62V104\"/><polygon points=\"30,62 60,74 60,116 30,104\"/><polygon points=\"60,74 90,62 90,104 60,116\"/><path d=\"M-2 83h-16m5-4l-5 4l5 4\" transform=\"rotate(180 -10 83)\"/><path d=\"M122 83h16m-5-4l5 4l-5 4\" transform=\"rotate(180 130 83)\"/>",
            // Pushed into a cross.
            "<polygon points=\"60,56 20,44 20,86 60,98\"/><polygon points=\"60,56 100,44 100,86 60,98\"/><polygon points=\"60,56 26,72 26,114 60,98\"/><polygon points=\"60,56 94,72 94,114 60,98\"/>",
            // Closed to a booklet.
            "<rect x=\"42\" y=\"50\" width=\"36\" height=\"52\"/><path d=\"M78 53h3v52h-36v-3M81 56h3v52h-36v-3\"/>",
        ];
        self.steps(&pictures)
    }

    /// From printed sheets to a booklet in four pictures.
    fn saddle_steps(&self) -> String {
        let open = "<polygon points=\"60,42 4,28 4,92 60,106\"/><polygon points=\"60,42 116,28 116,92 60,106\"/>";
        self.steps(&[
            // The sheets on each other, in their order.
            "<rect x=\"0\" y=\"36\" width=\"106\" height=\"70\"/><rect x=\"7\" y=\"29\" width=\"106\" height=\"70\"/><rect x=\"14\" y=\"22\" width=\"106\" height=\"70\"/><path class=\"fold\" d=\"M67 22V92\"/>",
            // Folded in the middle, together.
            &format!("{open}<path d=\"M60 38L10 25V29M60 38L110 25V29M60 34L16 22V26M60 34L104 22V26\" fill=\"none\"/><path class=\"fold\" d=\"M60 34V106\"/>"),
            // Two staples in the fold, from outside.
            &format!("{open}<path class=\"fold\" d=\"M60 42V106\"/><path class=\"cut\" d=\"M60 54V64M60 84V94\"/>"),
            // The booklet.
            "<path d=\"M86 26h4v76h-54v-3M90 29h4v76h-54v-3\"/><rect x=\"32\" y=\"23\" width=\"54\" height=\"76\"/><path class=\"cut\" d=\"M32 38V48M32 74V84\"/>",
        ])
    }

    /// Pictures in a row with their numbers, as the language reads.
    fn steps(&self, pictures: &[&str; 4]) -> String {
        let mut body = String::new();
        for (index, picture) in pictures.iter().enumerate() {
            // In Arabic the steps run from right to left.
            let place = if self.binding == Binding::Right {
                3 - index
            } else {
                index
            };
            let x = 26.0 + place as f64 * 172.0;
            let mirror = if self.binding == Binding::Right {
                "translate(120 0) scale(-1 1)"
            } else {
                ""
            };
            writeln!(body, "<g transform=\"translate({x} 4)\"><text x=\"60\" y=\"10\" font-size=\"13\">{}</text><g transform=\"{mirror}\">{picture}</g></g>", self.number(index + 1)).unwrap();
        }
        self.svg((690.0, 126.0), &body)
    }
}

fn scaled(area: Rect) -> Rect {
    Rect::new(area.x0 * SCALE, area.y0 * SCALE, area.x1 * SCALE, area.y1 * SCALE)
}

/// Creases, slits and cuts across a whole side.
fn folds(work: &Imposition) -> String {
    let Size { width, height } = work.size;
    let (w, h) = (width * SCALE, height * SCALE);
    let line = |class: &str, path: String| format!("<path class=\"{class}\" d=\"{path}\"/>\n");
    let down = |part: f64| format!("M{:.1} 0V{h:.1}", w * part);
    let across = |part: f64| format!("M0 {:.1}H{w:.1}", h * part);
    match work.finish {
        Finish::Fold { copies: 1, .. } => line("fold", down(0.5)),
        Finish::Fold { .. } => line("fold", down(0.5)) + &line("cut", across(0.5)),
        Finish::Zine => {
            line(
                "fold",
                format!(
                    "{}{}{}M0 {:.1}H{:.1}M{:.1} {:.1}H{w:.1}",
                    down(0.25),
                    down(0.5),
                    down(0.75),
                    h / 2.0,
                    w / 4.0,
                    w * 0.75,
                    h / 2.0
                ),
            ) + &line("cut", format!("M{:.1} {:.1}H{:.1}", w / 4.0, h / 2.0, w * 0.75))
        }
        Finish::Stacks { copies: 2 } => line("cut", down(0.5)),
        Finish::Stacks { .. } | Finish::Cards => line("cut", down(0.5) + &across(0.5)),
        Finish::Leaves => String::new(),
    }
}

#[test]
fn the_folding_pictures_are_what_the_sheets_are() {
    let folder = format!("{}/docs/pictures", env!("CARGO_MANIFEST_DIR"));
    let (a5, a6) = (Paper::A5.size(), Paper::A6.size());
    let jobs = [
        ("saddle", Scheme::Saddle, a5, 8),
        ("saddle-two-up", Scheme::SaddleTwoUp, a6, 8),
        ("two-up", Scheme::TwoUp, a5, 2),
        ("four-up", Scheme::FourUp, a6, 2),
        ("cards", Scheme::Cards, a6, 8),
        ("zine", Scheme::Zine, Size::mm(74.25, 105.0), 8),
    ];
    for language in &LANGUAGES {
        let sheets = jobs.iter().map(|&(name, scheme, page, pages)| {
            let sheets = SheetOptions {
                scheme,
                ..SheetOptions::on(Paper::A4)
            };
            let job = Job::new(pages, page, language.binding, sheets);
            (name, language.sheet(&impose(&job).unwrap()))
        });
        for (name, picture) in sheets.chain([
            ("zine-steps", language.zine_steps()),
            ("saddle-steps", language.saddle_steps()),
        ]) {
            let path = format!("{folder}/{name}.{}.svg", language.tag);
            if std::env::var_os("UPDATE").is_some() {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&path, &picture).unwrap();
            }
            let committed = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(committed, picture, "{path} is out of date: UPDATE=1 draws it anew");
        }
    }
}
