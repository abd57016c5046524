//! Numbers, signs and separators as pieces of a line.

use super::super::script::{Class, opens};
use super::super::text_object::{Body, Lead, Spaces, TextObject};
use super::Cutter;

impl Cutter<'_> {
    /// A run of weak characters. A single separator between letters is harmless; what holds digits or signs, follows a mark or is
    /// longer needs an object of its own.
    pub(super) fn weak(&mut self, members: Vec<usize>, next: usize) {
        let Some(style) = members.first().map(|&at| self.clusters[at].style) else {
            return;
        };
        let marks = match self.out.last() {
            Some(TextObject::Right(piece)) if self.pending.is_empty() => piece
                .last()
                .copied()
                .filter(|&last| self.clusters[last].letters.closing > 0 && self.clusters[last].style == style),
            _ => None,
        };
        let classes: Vec<Class> = members
            .iter()
            .flat_map(|&at| self.clusters[at].characters())
            .map(Class::of)
            .collect();
        let separators = classes.iter().all(|class| *class == Class::Separator);
        if marks.is_none() && separators && classes.len() == 1 {
            self.pending.extend(members);
            return;
        }
        let marks = marks.filter(|_| separators);
        let mut spaces = self.spaces(style, next);
        let arabic = classes.contains(&Class::ArabicNumber) && (classes.len() > 1 || self.raised && self.alone());
        let lead = if arabic {
            self.lead(style, &mut spaces)
        } else {
            Lead::Nothing
        };
        self.push(TextObject::Forward {
            body: Body::Weak { marks, members, lead },
            spaces,
        });
    }

    /// What an Arabic-Indic number begins with; it is taken from what was cut before.
    fn lead(&mut self, style: usize, spaces: &mut Spaces) -> Lead {
        if spaces.left.is_some() {
            return Lead::Left;
        }
        if !self.pending.is_empty() {
            let Some(space) = self.space(self.pending.last(), style) else {
                return Lead::Extra;
            };
            self.pending.pop();
            return Lead::Before(space);
        }
        if let Some(&TextObject::Forward {
            body: Body::Bracket { text, place },
            spaces: outer,
        }) = self.out.last()
            && self.clusters[text].only().is_some_and(opens)
            && self.clusters[text].style == style
        {
            self.out.pop();
            spaces.left = outer.left;
            return Lead::Bracket { text, place };
        }
        if self.alone() { Lead::Alone } else { Lead::Extra }
    }

    /// Whether there is nothing but numbers and what is read from the left: a page's number, the mark of a note.
    fn alone(&self) -> bool {
        self.clusters.iter().all(|cluster| cluster.forward != Some(false))
    }
}
