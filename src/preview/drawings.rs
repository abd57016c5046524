//! Drawings of pages that were asked for, the last of them kept.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many drawings are kept: what is in view, what lies around it, and what was in view before.
const KEPT: usize = 64;
/// How many pages that were asked for are remembered: what windows have in view and around it.
const ASKED: usize = 8;

/// A drawing that is made once, however many ask for it meanwhile.
type Drawing = Arc<OnceLock<Option<Arc<str>>>>;

/// Drawings by the looks of their pages.
#[derive(Debug, Default)]
pub struct Drawings(Mutex<KeptDrawings>);

#[derive(Debug, Default)]
struct KeptDrawings {
    by_look: BTreeMap<u128, Drawing>,
    order: VecDeque<u128>,
    asked: VecDeque<usize>,
}

impl Drawings {
    /// The drawing of a look, made where it is not kept.
    pub fn get(&self, look: u128, draw: impl FnOnce() -> Option<String>) -> Option<Arc<str>> {
        let drawing = self.kept().of(look);
        drawing.get_or_init(|| draw().map(Into::into)).clone()
    }

    /// Remembers that a window asked for a page.
    pub fn ask(&self, page: usize) {
        let asked = &mut self.kept().asked;
        asked.retain(|before| *before != page);
        asked.push_back(page);
        if asked.len() > ASKED {
            asked.pop_front();
        }
    }

    /// The pages that windows asked for last, the last of them first.
    pub fn asked(&self) -> Vec<usize> {
        self.kept().asked.iter().rev().copied().collect()
    }

    fn kept(&self) -> MutexGuard<'_, KeptDrawings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeptDrawings {
    fn of(&mut self, look: u128) -> Drawing {
        if let Some(kept) = self.by_look.get(&look) {
            return kept.clone();
        }
        self.order.push_back(look);
        if self.order.len() > KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_look.remove(&oldest);
        }
        self.by_look.entry(look).or_default().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_drawn_once_while_it_is_kept() {
        let drawings = Drawings::default();
        let draw = |look: u128| drawings.get(look, || Some(format!("<svg>{look}"))).unwrap();
        assert_eq!(&*draw(7), "<svg>7");
        assert_eq!(drawings.get(7, || panic!("drawn twice")).as_deref(), Some("<svg>7"));
        (100..100 + KEPT as u128).for_each(|look| drop(draw(look)));
        assert_eq!(drawings.get(7, || Some("anew".into())).as_deref(), Some("anew"));
        assert_eq!(drawings.get(9, || None), None);
    }

    #[test]
    fn the_pages_that_were_asked_for_last_are_remembered() {
        let drawings = Drawings::default();
        (0..20).chain([3, 15]).for_each(|page| drawings.ask(page));
        assert_eq!(drawings.asked(), [15, 3, 19, 18, 17, 16, 14, 13]);
    }
}
