//! Pages laid out a little smaller and tighter, so that they need a sheet less.

use typst_layout::PagedDocument;

use crate::diagnostic::Report;
use crate::imposition::fit::{Bounds, Fit, Tuning, fit};

/// Lays out anew, a little smaller and tighter, until the pages need a sheet less; and says what came of it.
pub fn fitted(
    document: PagedDocument,
    bounds: Bounds,
    lay_out: impl Fn(Tuning, &mut Report) -> Option<PagedDocument>,
    report: &mut Report,
) -> Option<(PagedDocument, Option<String>)> {
    let pages = document.pages().len();
    let mut best = None;
    let found = fit(pages, bounds, |tuning| {
        let tried = lay_out(tuning, report).ok_or(())?;
        let count = tried.pages().len();
        // The search comes nearer to no change at all each time that pages fit: the last that fitted is the answer.
        if count <= pages / 4 * 4 {
            best = Some(tried);
        }
        Ok::<usize, ()>(count)
    })
    .ok()?;
    let (fit, document) = match (found, best) {
        (Some(fit), Some(best)) => (Some(fit), best),
        _ => (None, document),
    };
    let told = (!pages.is_multiple_of(4)).then(|| told_of_fit(pages, bounds, fit));
    Some((document, told))
}

/// What came of fitting, for whoever builds the book.
fn told_of_fit(pages: usize, bounds: Bounds, fit: Option<Fit>) -> String {
    let less = |part: f64| format!("{:.1} %", part * 100.0);
    let Some(Fit {
        tuning,
        pages: now,
        sheets_saved,
    }) = fit
    else {
        let Bounds { size, leading, margin } = bounds;
        let (target, [size, leading, margin]) = (pages / 4 * 4, [size, leading, margin].map(less));
        return format!(
            "{pages} pages cannot be brought to {target} by up to {size} off the text's size, {leading} off the leading and {margin} off the margins"
        );
    };
    let Tuning { size, leading, margin } = tuning;
    let changed = [
        ("the text's size", size),
        ("the leading", leading),
        ("the margins", margin),
    ];
    let changed = changed.into_iter().filter(|(_, now)| *now < 1.0);
    let changed: Vec<String> = changed
        .map(|(what, now)| format!("taking {} off {what}", less(1.0 - now)))
        .collect();
    let sheets = if sheets_saved == 1 {
        "one sheet".into()
    } else {
        format!("{sheets_saved} sheets")
    };
    format!(
        "{pages} pages are brought to {now} by {}; each copy saves {sheets}",
        changed.join(", ")
    )
}
