//! A line in logical order, cut into the pieces that each become a text object of their own.
//!
//! Where the cuts fall is what the three readers' rules leave: see the module above for the rules themselves.

use super::cluster::Cluster;
use super::script::{Class, mirrored, opens};

/// A piece of a line. Numbers are places in the line's list of clusters, in logical order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Right-to-left letters and the harmless neutrals among and before them, of one style.
    Right(Vec<usize>),
    /// The marks that close a right-to-left piece, where nothing weak follows.
    Marks(usize),
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
    /// A neutral by itself.
    Lone(usize),
    /// An item that stays as it is.
    Whole(usize),
}

/// What comes first in the glyph of an Arabic-Indic number. mupdf takes the direction of a glyph from its first character, and a
/// neutral that begins a text object is left-to-right to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lead {
    /// Nothing: it is no such number, or has one digit.
    Nothing,
    /// The space before it, by its cluster, which it replaces.
    Space(usize),
    /// A space that nobody wrote: after a letter, or at a line's start.
    Extra,
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
/// before it on the same line ended with a right-to-left letter.
pub(super) fn tokens(clusters: &[Cluster], order: &[usize], leftward: bool, apart: bool) -> Vec<Token> {
    let partners = if leftward {
        partners(clusters, order)
    } else {
        Vec::new()
    };
    let mut cutter = Cutter {
        clusters,
        out: Vec::new(),
        pending: Vec::new(),
        apart,
    };
    let mut at = 0;
    while let Some(&index) = order.get(at) {
        at += 1;
        let cluster = &clusters[index];
        let partner = partners.iter().find(|(one, _)| *one == index).map(|(_, other)| *other);
        match kind(cluster, partner) {
            _ if cluster.letters.is_empty() && cluster.whole.is_none() => {}
            Kind::Right => cutter.right(index),
            Kind::Neutral => cutter.pending.push(index),
            Kind::Bracket(place) => cutter.push(Token::Bracket { text: index, place }),
            Kind::Whole => cutter.push(Token::Whole(index)),
            Kind::Weak => {
                let mut members = vec![index];
                while let Some(&next) = order.get(at) {
                    if kind(&clusters[next], None) != Kind::Weak || clusters[next].style != cluster.style {
                        break;
                    }
                    members.push(next);
                    at += 1;
                }
                cutter.weak(members);
            }
        }
    }
    cutter.finish()
}

/// What a cluster is, given its partner if it is a bracket of a pair.
fn kind(cluster: &Cluster, partner: Option<usize>) -> Kind {
    if cluster.whole.is_some() {
        return Kind::Whole;
    }
    if let Some(partner) = partner {
        return Kind::Bracket(partner);
    }
    match cluster.characters().map(Class::of).next() {
        Some(Class::Right | Class::Left | Class::Mark) => Kind::Right,
        Some(class) if class.is_weak() => Kind::Weak,
        _ => Kind::Neutral,
    }
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
    out: Vec<Token>,
    /// Neutrals that wait to see what follows them.
    pending: Vec<usize>,
    apart: bool,
}

impl Cutter<'_> {
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

    /// A run of weak characters. A single separator between letters is harmless; what holds digits or signs, follows a mark or is
    /// longer needs an object of its own.
    fn weak(&mut self, members: Vec<usize>) {
        let first = members.first().copied();
        let style = first.map(|at| self.clusters[at].style);
        let marks = match self.out.last() {
            Some(Token::Right(piece)) if self.pending.is_empty() => piece
                .last()
                .copied()
                .filter(|&last| self.clusters[last].closing_marks() > 0 && Some(self.clusters[last].style) == style),
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
        let arabic = classes.len() > 1 && classes.contains(&Class::ArabicNumber);
        let lead = if arabic { self.lead(style) } else { Lead::Nothing };
        self.push(Token::Weak { marks, members, lead });
    }

    /// What an Arabic-Indic number begins with; it is taken from what was cut before.
    fn lead(&mut self, style: Option<usize>) -> Lead {
        if let Some(&last) = self.pending.last() {
            let space = self.clusters[last].only() == Some(' ') && Some(self.clusters[last].style) == style;
            if space {
                self.pending.pop();
                return Lead::Space(last);
            }
            return Lead::Extra;
        }
        if let Some(&Token::Bracket { text, place }) = self.out.last()
            && self.clusters[text].only().is_some_and(opens)
            && Some(self.clusters[text].style) == style
        {
            self.out.pop();
            return Lead::Bracket { text, place };
        }
        let alone = self.clusters.iter().all(|cluster| cluster.forward != Some(false));
        if alone { Lead::Nothing } else { Lead::Extra }
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
            if let Some(last) = last.filter(|&last| self.clusters[last].closing_marks() > 0) {
                let taken = matches!(rest.peek(), Some(Token::Weak { marks: Some(_), .. }));
                if !taken {
                    out.push(Token::Marks(last));
                }
            }
        }
        out
    }
}
