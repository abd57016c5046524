//! Drawings of pages that were asked for, the last of them kept.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// How many drawings are kept: what is in view, what lies around it, and what was in view before.
const KEPT: usize = 64;

/// Drawings by the looks of their pages.
#[derive(Debug, Default)]
pub struct Drawings(Mutex<KeptDrawings>);

#[derive(Debug, Default)]
struct KeptDrawings {
    by_look: BTreeMap<u128, Arc<str>>,
    order: VecDeque<u128>,
}

impl Drawings {
    /// The drawing of a look, made where it is not kept.
    pub fn get(&self, look: u128, draw: impl FnOnce() -> Option<String>) -> Option<Arc<str>> {
        if let Some(kept) = self.kept().by_look.get(&look) {
            return Some(kept.clone());
        }
        let drawn: Arc<str> = draw()?.into();
        let mut kept = self.kept();
        if kept.by_look.insert(look, drawn.clone()).is_none() {
            kept.order.push_back(look);
        }
        while kept.order.len() > KEPT {
            if let Some(oldest) = kept.order.pop_front() {
                kept.by_look.remove(&oldest);
            }
        }
        Some(drawn)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, KeptDrawings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
}
