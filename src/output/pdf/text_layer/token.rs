//! A line in logical order, cut into the pieces that each become a text object of their own.
//!
//! Where the cuts fall is what the three readers' rules leave: see the module above for the rules themselves.

use std::ops::Range;

use super::chain::{self, After, Chain};
use super::cluster::{Cluster, Source};
use super::script::{Class, mirrored, opens};

/// A piece of a line. Numbers are places in the line's list of clusters.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Right-to-left letters and the harmless neutrals among and before them, of one style, in logical order.
    Right(Vec<usize>),
    /// The marks that close a right-to-left piece, where nothing weak follows.
    Marks(usize),
    /// A neutral by itself.
    Lone(usize),
    /// A run that is read from left to right and has several segments.
    Chain(Chain),
    /// What is read from left to right, or stands between such and the rest.
    Forward { body: Body, spaces: Spaces },
}

/// What a piece that is no right-to-left piece consists of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    /// Digits, signs and separators that pdfium reads as one left-to-right segment.
    Weak {
        /// The cluster whose closing marks belong to the segment.
        marks: Option<usize>,
        /// The segment's own clusters.
        members: Vec<usize>,
        /// What an Arabic-Indic number begins with, so that mupdf leaves its digits alone.
        lead: Lead,
    },
    /// A bracket of a pair: the cluster whose text it has, and its partner, whose outline and place it has.
    Bracket { text: usize, place: usize },
    /// An item that stays as it is.
    Whole(usize),
}

/// Spaces drawn with a piece, by their clusters: one at its left edge and one at its right edge, or neither. So each reader finds
/// both: pdfium and poppler where they stand, and mupdf, which reads in the order of drawing, before and after the piece.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Spaces {
    pub(super) left: Option<usize>,
    pub(super) right: Option<usize>,
}

/// What comes first in the glyph of an Arabic-Indic number. mupdf takes the direction of a glyph from its first character, and a
/// neutral that begins a text object is left-to-right to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lead {
    /// Nothing: it is no such number, or has one digit.
    Nothing,
    /// The space at its left edge.
    Left,
    /// The space before it, by its cluster, which it replaces.
    Before(usize),
    /// A space that nobody wrote: after a letter, or at a line's start.
    Extra,
    /// The same, and another one behind it: the number of a page, a heading or an item stands by itself, and to mupdf what is
    /// drawn next would adjoin.
    Alone,
    /// The bracket before it: the cluster whose text it has, and the one whose outline and place it has.
    Bracket { text: usize, place: usize },
}

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
pub(super) fn tokens(
    clusters: &[Cluster],
    sources: &[Source<'_>],
    order: &[usize],
    leftward: bool,
    apart: bool,
    raised: bool,
) -> Vec<Token> {
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
            chain::runs(clusters, sources, order, &partners)
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
    out: Vec<Token>,
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
                self.push(Token::Forward {
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
        let is_space = |at: &usize| chain::is_space(&self.clusters[*at]);
        let members = self.order[run.clone()].to_vec();
        let spaced = self.pending.last().is_some_and(is_space);
        let after = match self.order.get(run.end) {
            _ if self.order[run.end..].iter().all(is_space) => After::End,
            Some(&space) if !is_space(&space) || self.taken[space] => After::Joined,
            Some(&space) if chain::takes_space(&members, self.clusters, self.sources, spaced) => {
                self.taken[space] = true;
                After::Taken(space)
            }
            Some(&space) => After::Space(space),
            None => After::End,
        };
        let bracket = matches!(
            self.out.last(),
            Some(Token::Forward {
                body: Body::Bracket { .. },
                ..
            })
        );
        let bracketed = self.pending.is_empty() && bracket;
        let first = self.out.is_empty() && self.pending.iter().all(is_space);
        if spaced {
            self.pending.pop();
        }
        self.push(Token::Chain(Chain {
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
        self.out.extend(self.pending.drain(..).map(Token::Lone));
    }

    fn push(&mut self, token: Token) {
        self.release();
        self.out.push(token);
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
            && let Some(Token::Right(piece)) = self.out.last_mut()
            && piece.last().is_some_and(|&last| self.clusters[last].style == style)
        {
            piece.append(&mut self.pending);
            piece.push(index);
            return;
        }
        let mut taken = self.pending.split_off(split);
        self.release();
        if self.apart && self.out.is_empty() && !taken.is_empty() {
            self.out.push(Token::Lone(taken.remove(0)));
        }
        taken.push(index);
        self.out.push(Token::Right(taken));
    }

    /// A space of a style, by its cluster, unless it is taken.
    fn space(&self, index: Option<&usize>, style: usize) -> Option<usize> {
        let free = |at: &&usize| {
            self.clusters[**at].only() == Some(' ') && self.clusters[**at].style == style && !self.taken[**at]
        };
        index.filter(free).copied()
    }

    /// The spaces that a piece takes along: the one before it and the one at a place of the order after it, if there are both.
    /// Drawn with it, the one after it (which stands at its left) is found before it by mupdf, and the other way round.
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
        self.push(Token::Forward { body, spaces });
    }

    /// A run of weak characters. A single separator between letters is harmless; what holds digits or signs, follows a mark or is
    /// longer needs an object of its own.
    fn weak(&mut self, members: Vec<usize>, next: usize) {
        let Some(style) = members.first().map(|&at| self.clusters[at].style) else {
            return;
        };
        let marks = match self.out.last() {
            Some(Token::Right(piece)) if self.pending.is_empty() => piece
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
        self.push(Token::Forward {
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
        if let Some(&Token::Forward {
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

    /// The tokens; closing marks stand apart from their piece where nothing weak took them.
    fn finish(mut self) -> Vec<Token> {
        self.release();
        let mut out = Vec::with_capacity(self.out.len());
        let mut rest = self.out.into_iter().peekable();
        while let Some(token) = rest.next() {
            let last = match &token {
                Token::Right(piece) => piece.last().copied(),
                _ => None,
            };
            out.push(token);
            if let Some(last) = last.filter(|&last| self.clusters[last].letters.closing > 0)
                && !rest.peek().is_some_and(takes_marks)
            {
                out.push(Token::Marks(last));
            }
        }
        out
    }
}

impl Token {
    /// Whether mupdf takes the piece for right-to-left or for left-to-right; none where it is neither or parted by a space already.
    pub(super) fn runs_leftward(&self) -> Option<bool> {
        match self {
            Token::Right(_) | Token::Marks(_) => Some(true),
            Token::Chain(chain) if !chain.spaced => Some(false),
            Token::Forward {
                body:
                    Body::Whole(_)
                    | Body::Weak {
                        lead: Lead::Nothing, ..
                    },
                spaces: Spaces {
                    left: None,
                    right: None,
                },
            } => Some(false),
            _ => None,
        }
    }

    /// The right edge in points of a piece that is read from the left.
    pub(super) fn right_edge(&self, clusters: &[Cluster]) -> Option<f64> {
        match self {
            Token::Forward {
                body: Body::Whole(index),
                ..
            } => Some(clusters[*index].right),
            Token::Forward {
                body: Body::Weak { members, .. },
                ..
            } => members.iter().map(|&at| clusters[at].right).reduce(f64::max),
            Token::Chain(chain) => chain.members.iter().map(|&at| clusters[at].right).reduce(f64::max),
            _ => None,
        }
    }
}

/// Whether a piece holds the closing marks of the piece before it.
pub(super) fn takes_marks(token: &Token) -> bool {
    matches!(
        token,
        Token::Forward {
            body: Body::Weak { marks: Some(_), .. },
            ..
        }
    )
}
