//! What each address of a window answers with. Nothing here reads a file: all comes from the snapshot or is part of the program.

use serde_json::{Value, json};

use super::editor::{Editor, placed};
use super::findings::findings;
use super::http::{HttpAnswer, HttpRequest};
use super::search::search;
use super::sheets::sheets;
use super::snapshot::{LaidBook, Snapshot, short};
use super::state::{ShownLooks, hex, state};
use crate::diagnostic::codes::Tongue;
use crate::document::{BlockKind, plain_text};
use crate::fonts::FontLibrary;
use crate::output::pdf::ScreenPages;

/// The window itself: its own scripts, styles and pictures, and no other's.
const WINDOW: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
                      frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A drawing: what it holds itself, and no script.
const DRAWING: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
/// A page of the EPUB, in the window's frame: its styles, pictures and fonts, and no script.
const BOOK: &str = "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; base-uri 'none'; \
                    form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin";
/// The family of the window's own words.
const FAMILY: &str = "Vazirmatn";
/// How many places of a phrase are shown.
const MOST_MATCHES: usize = 200;

/// How a window is answered.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The language in which the window opens.
    pub tongue: Tongue,
    /// How an editor is opened at a place, where it can be.
    pub editor: Option<Editor>,
}

impl Answers {
    /// The window: its head, and all of its body but what [`first_state`] ends it with.
    pub fn window(&self) -> HttpAnswer {
        let (language, direction) = match self.tongue {
            Tongue::Arabic => ("ar", "rtl"),
            Tongue::English => ("en", "ltr"),
        };
        let page = include_str!("../../assets/preview/window.html");
        let page = page.replace("@LANGUAGE@", language).replace("@DIRECTION@", direction);
        HttpAnswer::new("text/html; charset=utf-8", page).under(WINDOW)
    }

    /// What is part of the program, by its path.
    pub fn own(&self, path: &str) -> Option<HttpAnswer> {
        Some(match path {
            "icon.svg" => HttpAnswer::new("image/svg+xml", include_str!("../../assets/preview/icon.svg")),
            "window.css" => HttpAnswer::new(
                "text/css; charset=utf-8",
                include_str!("../../assets/preview/window.css"),
            ),
            "window.js" => script(include_str!("../../assets/preview/window.js")),
            "pages.js" => script(include_str!("../../assets/preview/pages.js")),
            "touch.js" => script(include_str!("../../assets/preview/touch.js")),
            "views.js" => script(include_str!("../../assets/preview/views.js")),
            "words.js" => script(include_str!("../../assets/preview/words.js")),
            "words.ttf" => {
                let fonts = FontLibrary::shipped();
                let face = fonts.family(FAMILY)?.regular()?;
                HttpAnswer::new("font/ttf", face.data.as_ref())
            }
            _ => return None,
        })
    }

    /// What is made of the book, by its path.
    pub fn of_book(&self, path: &str, request: &HttpRequest, snapshot: &Snapshot) -> Option<HttpAnswer> {
        if path == "findings" {
            return Some(HttpAnswer::json(&findings(snapshot, self.editor.as_ref())));
        }
        let laid = snapshot.laid.as_ref()?;
        if let Some(path) = path.strip_prefix("epub/") {
            return epub_file(laid, path);
        }
        if let Some((kind, name)) = path.split_once('/') {
            let pages = match kind {
                "page" => {
                    request
                        .parameter("n")
                        .and_then(|page| page.parse().ok())
                        .into_iter()
                        .for_each(|page| snapshot.drawings.ask(page));
                    &laid.pages
                }
                "sheet" => &laid.sheets().ok()?.sides,
                "cover" => laid.cover()?,
                _ => return None,
            };
            return drawing(pages, name, request, snapshot);
        }
        let value = match path {
            "contents" => contents(laid),
            "place" => self.place(laid, request),
            "search" => found(laid, &request.parameter("q")?),
            "edited" => edited(laid),
            "sheets" => sheets(laid),
            "cover" => laid.cover().map(cover),
            "epub" => laid
                .epub()
                .map(|epub| json!({ "revision": snapshot.revision, "pages": epub.pages })),
            _ => return None,
        };
        Some(HttpAnswer::json(&value.unwrap_or(Value::Null)))
    }

    /// The word at a point of a page: where it was typed, and how to get there.
    fn place(&self, laid: &LaidBook, request: &HttpRequest) -> Option<Value> {
        let number = |name: &str| {
            request
                .parameter(name)?
                .parse::<f64>()
                .ok()
                .filter(|value| value.is_finite())
        };
        let page = request.parameter("n")?.parse().ok()?;
        let word = laid.places().at(&laid.pages, page, (number("x")?, number("y")?))?;
        let mut place = placed(word.span, &laid.sources, self.editor.as_ref())?;
        place["word"] = json!(word.word);
        Some(place)
    }
}

/// What ends a window: the state of what is made already, as data that no browser runs, and the first page's drawing asked for ahead.
pub fn first_state(snapshot: &Snapshot) -> String {
    let told = state(snapshot, &mut ShownLooks::default());
    let ahead = told["changed"][0][1]
        .as_str()
        .map(|look| format!("<link rel=\"preload\" as=\"image\" href=\"page/{look}.svg?n=0\">\n"))
        .unwrap_or_default();
    // Within JSON a less-than sign stands in texts only, where it can be written so: nothing of a book's title ends the element.
    let told = told.to_string().replace('<', "\\u003c");
    format!("{ahead}<script type=\"application/json\" id=\"first\">{told}</script>\n</body>\n</html>\n")
}

fn script(text: &'static str) -> HttpAnswer {
    HttpAnswer::new("text/javascript; charset=utf-8", text)
}

fn drawing(pages: &ScreenPages, name: &str, request: &HttpRequest, snapshot: &Snapshot) -> Option<HttpAnswer> {
    let look = u64::from_str_radix(name.strip_suffix(".svg")?, 16).ok()?;
    let page = request.parameter("n")?.parse().ok()?;
    let drawing = snapshot.drawing(pages, page, look)?;
    Some(HttpAnswer::new("image/svg+xml", drawing.as_bytes()).under(DRAWING))
}

fn cover(cover: &ScreenPages) -> Value {
    let (width, height) = cover.size(0).unwrap_or_default();
    let look = cover.looks().first().map(|look| hex(short(*look)));
    json!({ "look": look, "width": width, "height": height })
}

/// The headings, each with its page.
fn contents(laid: &LaidBook) -> Option<Value> {
    let places = laid.places();
    let (mut headings, mut number) = (Vec::new(), 0);
    laid.edition.first().document.visit(&mut |block| {
        if let BlockKind::Heading(heading) = &block.kind {
            headings.push(json!({
                "title": plain_text(&heading.content), "label": heading.label, "level": heading.depth(), "page": places.page(number),
            }));
        }
        number += 1;
    });
    Some(json!(headings))
}

fn found(laid: &LaidBook, phrase: &str) -> Option<Value> {
    let places = laid.places();
    let (matches, count) = search(places.texts(), phrase, MOST_MATCHES);
    let shown: Vec<Value> = matches
        .iter()
        .map(|found| {
            let areas = places.areas(&laid.pages, found.text, found.letters.clone());
            json!({ "before": found.before, "found": found.found, "after": found.after, "areas": areas })
        })
        .collect();
    Some(json!({ "count": count, "matches": shown }))
}

fn edited(laid: &LaidBook) -> Option<Value> {
    let (file, offset) = laid.edited?;
    let (page, area) = laid.places().page_of(&laid.pages, file, offset)?;
    Some(json!({ "page": page, "area": area }))
}

fn epub_file(laid: &LaidBook, path: &str) -> Option<HttpAnswer> {
    let (_, path) = path.split_once('/')?;
    let bytes = laid.epub()?.files.get(path)?;
    let media_type = match path.rsplit_once('.')?.1 {
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css; charset=utf-8",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    Some(HttpAnswer::new(media_type, bytes.as_slice()).under(BOOK))
}
