//! Cuts a line in logical order into its pieces.

mod weak;

use std::ops::Range;

use super::chain::{After, Chain, runs, takes_space};
use super::cluster::{Cluster, Source};
use super::script::{Class, mirrored, opens};
use super::segment::is_space;
use super::text_object::{Body, Spaces, TextObject, takes_marks};

/// What a cluster is to the cutting.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Right,
    Weak,
    Bracket(usize),
    Neutral,
    Whole,
}

/// Cuts a line. `order` is its logical order; `apart` asks that it begin with a neutral of its own if it can, because the piece
/// before it on the same line ended with a right-to-left letter. `raised` says that it stands higher or lower than
/// what was drawn before it: then a digit by itself is the mark of a note, which mupdf would turn around with what follows it.
pub(super) fn objects(
    clusters: &[Cluster],
    sources: &[Source<'_>],
    order: &[usize],
    leftward: bool,
    apart: bool,
    raised: bool,
) -> Vec<TextObject> {
    let partners = if leftward {
        partners(clusters, order)
    } else {
        Vec::new()
    };
    let taken = vec![false; clusters.len()];
    let closing = vec![None; clusters.len()];
    let mut cutter = Cutter {
        clusters,
        sources,
        order,
        chains: if leftward {
            runs(clusters, sources, order, &partners)
        } else {
            Vec::new()
        },
        partners,
        out: Vec::new(),
        pending: Vec::new(),
        taken,
        closing,
        apart,
        raised,
    };
    let mut at = 0;
    while let Some(&index) = order.get(at) {
        at = cutter.cut(index, at);
    }
    cutter.finish()
}

/// The brackets that have their partner on the line and in their own style, each with its partner, both ways round.
fn partners(clusters: &[Cluster], order: &[usize]) -> Vec<(usize, usize)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut out = Vec::new();
    for &index in order {
        let Some(bracket) = clusters[index].only() else {
            continue;
        };
        let Some(other) = mirrored(bracket) else { continue };
        if opens(bracket) {
            open.push((index, other));
        } else if let Some(at) = open.iter().rposition(|(_, close)| *close == bracket) {
            let (partner, _) = open[at];
            open.truncate(at);
            if clusters[partner].style == clusters[index].style {
                out.extend([(index, partner), (partner, index)]);
            }
        }
    }
    out
}

/// The cutting as it goes.
struct Cutter<'a> {
    clusters: &'a [Cluster],
    sources: &'a [Source<'a>],
    order: &'a [usize],
    partners: Vec<(usize, usize)>,
    /// The runs that have several segments, as ranges of the order.
    chains: Vec<Range<usize>>,
    out: Vec<TextObject>,
    /// Neutrals that wait to see what follows them.
    pending: Vec<usize>,
    /// The spaces, by cluster, that a piece before them took along.
    taken: Vec<bool>,
    /// The space that goes to the right of a closing bracket, by the bracket's cluster.
    closing: Vec<Option<usize>>,
    apart: bool,
    raised: bool,
}

impl Cutter<'_> {
    /// Cuts off what begins with a cluster at a place of the order; answers with the place after it.
    fn cut(&mut self, index: usize, at: usize) -> usize {
        let cluster = &self.clusters[index];
        if let Some(run) = self.chains.iter().find(|run| run.start == at).cloned() {
            return self.chain(run);
        }
        match self.kind(index) {
            _ if self.taken[index] || cluster.letters.count == 0 && cluster.whole.is_none() => {}
            Kind::Right => self.right(index),
            Kind::Neutral => self.pending.push(index),
            Kind::Bracket(partner) => self.bracket(index, partner),
            Kind::Whole => {
                let spaces = self.spaces(cluster.style, at + 1);
                self.push(TextObject::Forward {
                    body: Body::Whole(index),
                    spaces,
                });
            }
            Kind::Weak => {
                let goes_on = |at: &&usize| self.kind(**at) == Kind::Weak && self.clusters[**at].style == cluster.style;
                let run = self.chains.iter().map(|run| run.start).find(|start| *start > at);
                let reach = &self.order[at..run.unwrap_or(self.order.len())];
                let members: Vec<usize> = reach.iter().take_while(goes_on).copied().collect();
                let next = at + members.len();
                self.weak(members, next);
                return next;
            }
        }
        at + 1
    }

    /// A run of several segments; it takes the space before it along.
    fn chain(&mut self, run: Range<usize>) -> usize {
        let is_space = |at: &usize| is_space(&self.clusters[*at]);
        let members = self.order[run.clone()].to_vec();
        let spaced = self.pending.last().is_some_and(is_space);
        let after = match self.order.get(run.end) {
            _ if self.order[run.end..].iter().all(is_space) => After::End,
            Some(&space) if !is_space(&space) || self.taken[space] => After::Joined,
            Some(&space) if takes_space(&members, self.clusters, self.sources, spaced) => {
                self.taken[space] = true;
                After::Taken(space)
            }
            Some(&space) => After::Space(space),
            None => After::End,
        };
        let bracket = matches!(
            self.out.last(),
            Some(TextObject::Forward {
                body: Body::Bracket { .. },
                ..
            })
        );
        let bracketed = self.pending.is_empty() && bracket;
        let first = self.out.is_empty() && self.pending.iter().all(is_space);
        if spaced {
            self.pending.pop();
        }
        self.push(TextObject::Chain(Chain {
            members,
            spaced,
            after,
            bracketed,
            first,
        }));
        run.end
    }

    /// What a cluster is.
    fn kind(&self, index: usize) -> Kind {
        let cluster = &self.clusters[index];
        if cluster.whole.is_some() {
            return Kind::Whole;
        }
        if let Some((_, partner)) = self.partners.iter().find(|(one, _)| *one == index) {
            return Kind::Bracket(*partner);
        }
        match cluster.characters().map(Class::of).next() {
            Some(Class::Right | Class::Left | Class::Mark) => Kind::Right,
            Some(class) if class.is_weak() => Kind::Weak,
            _ => Kind::Neutral,
        }
    }

    /// Neutrals that are followed by nothing of their kind stand by themselves.
    fn release(&mut self) {
        self.out.extend(self.pending.drain(..).map(TextObject::Lone));
    }

    fn push(&mut self, object: TextObject) {
        self.release();
        self.out.push(object);
    }

    /// A right-to-left cluster: it goes on with the piece before it if all between is of one style, else it begins a piece and
    /// takes the neutrals before it along as far as they have its style.
    fn right(&mut self, index: usize) {
        let style = self.clusters[index].style;
        let split = self
            .pending
            .iter()
            .rposition(|&at| self.clusters[at].style != style)
            .map_or(0, |at| at + 1);
        if split == 0
            && let Some(TextObject::Right(piece)) = self.out.last_mut()
            && piece.last().is_some_and(|&last| self.clusters[last].style == style)
        {
            piece.append(&mut self.pending);
            piece.push(index);
            return;
        }
        let mut taken = self.pending.split_off(split);
        self.release();
        if self.apart && self.out.is_empty() && !taken.is_empty() {
            self.out.push(TextObject::Lone(taken.remove(0)));
        }
        taken.push(index);
        self.out.push(TextObject::Right(taken));
    }

    /// A space of a style, by its cluster, unless it is taken.
    fn space(&self, index: Option<&usize>, style: usize) -> Option<usize> {
        let free = |at: &&usize| {
            self.clusters[**at].only() == Some(' ') && self.clusters[**at].style == style && !self.taken[**at]
        };
        index.filter(free).copied()
    }

    /// The spaces that a piece takes along: the one before it and the one at a place of the order after it, if there are both.
    /// PlacedItem with it, the one after it (which stands at its left) is found before it by mupdf, and the other way round.
    fn spaces(&mut self, style: usize, after: usize) -> Spaces {
        let before = self.space(self.pending.last(), style);
        let after = self.space(self.order.get(after), style);
        let (Some(before), Some(after)) = (before, after) else {
            return Spaces::default();
        };
        if self.clusters[after].left > self.clusters[before].left {
            return Spaces::default(); // within text that runs from left to right they stand in order already
        }
        self.pending.pop();
        self.taken[after] = true;
        Spaces {
            left: Some(after),
            right: Some(before),
        }
    }

    /// A bracket of a pair has its partner's place, so the pair's spaces change places too.
    fn bracket(&mut self, index: usize, partner: usize) {
        let mut spaces = Spaces {
            left: None,
            right: self.closing[index],
        };
        if self.clusters[index].only().is_some_and(opens) {
            let after = self
                .order
                .iter()
                .position(|at| *at == partner)
                .map_or(usize::MAX, |at| at.saturating_add(1));
            let both = self.spaces(self.clusters[index].style, after);
            spaces.left = both.left;
            self.closing[partner] = both.right;
        }
        let body = Body::Bracket {
            text: index,
            place: partner,
        };
        self.push(TextObject::Forward { body, spaces });
    }

    /// The objects; closing marks stand apart from their piece where nothing weak took them.
    fn finish(mut self) -> Vec<TextObject> {
        self.release();
        let mut out = Vec::with_capacity(self.out.len());
        let mut rest = self.out.into_iter().peekable();
        while let Some(object) = rest.next() {
            let last = match &object {
                TextObject::Right(piece) => piece.last().copied(),
                _ => None,
            };
            out.push(object);
            if let Some(last) = last.filter(|&last| self.clusters[last].letters.closing > 0)
                && !rest.peek().is_some_and(takes_marks)
            {
                out.push(TextObject::Marks(last));
            }
        }
        out
    }
}
