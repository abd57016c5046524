//! Fitting a pamphlet to whole sheets: a little smaller, a little tighter, and a sheet is saved.
//!
//! Laying out is the caller's matter; this file only decides what to try.

/// How far a fit may go, each as the part that may be taken away: 0.05 is five hundredths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Of the type size.
    pub size: f64,
    /// Of the leading.
    pub leading: f64,
    /// Of the margins.
    pub margin: f64,
}

impl Default for Bounds {
    /// What a reader does not notice: 5 % of the size, 6 % of the leading, 12 % of the margins.
    fn default() -> Self {
        Self {
            size: 0.05,
            leading: 0.06,
            margin: 0.12,
        }
    }
}

/// What size, leading and margins are multiplied by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tuning {
    /// The type size.
    pub size: f64,
    /// The leading.
    pub leading: f64,
    /// The margins.
    pub margin: f64,
}

impl Tuning {
    /// Nothing changed.
    pub const NONE: Self = Self {
        size: 1.0,
        leading: 1.0,
        margin: 1.0,
    };

    /// So much of what the bounds allow, from 0 to 1. Margins and leading give way before the size does.
    pub fn within(bounds: Bounds, amount: f64) -> Self {
        let part = |from: f64, to: f64| ((amount - from) / (to - from)).clamp(0.0, 1.0);
        Self {
            margin: 1.0 - bounds.margin * part(0.0, 0.6),
            leading: 1.0 - bounds.leading * part(0.2, 0.8),
            size: 1.0 - bounds.size * part(0.4, 1.0),
        }
    }
}

/// A fit that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// What was changed.
    pub tuning: Tuning,
    /// The pages then: a multiple of four, or up to three fewer.
    pub pages: usize,
    /// The sheets of paper that each copy takes less.
    pub sheets_saved: usize,
}

/// How often the search lays out anew, the first time at the bounds.
const TRIES: usize = 6;

/// Looks for the smallest change within the bounds by which a pamphlet of `pages` needs a sheet of four pages less.
///
/// `pages_at` lays out with a tuning and says how many pages come out; it is called at most six times, and not at all where the
/// pages fill their sheets.
///
/// # Errors
/// Whatever `pages_at` fails with.
pub fn fit<E>(
    pages: usize,
    bounds: Bounds,
    mut pages_at: impl FnMut(Tuning) -> Result<usize, E>,
) -> Result<Option<Fit>, E> {
    let target = pages / 4 * 4;
    if pages.is_multiple_of(4) || target == 0 {
        return Ok(None);
    }
    let mut found: Option<(f64, usize)> = None;
    let (mut low, mut high) = (0.0, 1.0);
    let mut amount = 1.0;
    for _ in 0..TRIES {
        let count = pages_at(Tuning::within(bounds, amount))?;
        if count <= target {
            found = Some((amount, count));
            high = amount;
        } else if found.is_none() {
            return Ok(None);
        } else {
            low = amount;
        }
        amount = (low + high) / 2.0;
    }
    Ok(found.map(|(amount, count)| Fit {
        tuning: Tuning::within(bounds, amount),
        pages: count,
        sheets_saved: pages.div_ceil(4) - count.div_ceil(4),
    }))
}
