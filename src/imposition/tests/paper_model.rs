//! A model of paper, printers and hands. It knows nothing of how sheets were made: it looks at finished sides only, through
//! their placements, and handles the paper as the finish says.

use crate::imposition::{Binding, Finish, Flip, Imposition, Placement, Point, Rect, Side, Size};

/// A part of one side of a printed sheet, held upright before a reader.
#[derive(Clone, Copy)]
pub struct Face<'a> {
    side: Option<&'a Side>,
    sheet: Size,
    /// The part of the sheet, in the front side's space.
    area: Rect,
    /// Whether the reader looks at the paper's back, having turned it like a page of a book.
    behind: bool,
    /// Whether the reader holds it with the front side's top down.
    headlong: bool,
    /// How the printer turned the sheet before it printed the back.
    flip: Flip,
}

/// What a reader finds on a face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Seen {
    Blank,
    Page(usize),
    UpsideDown(usize),
    Confused,
}

impl Face<'_> {
    /// The place on the printed side that is at (u, v) of what the reader sees, both from 0 to 1.
    fn on_side(&self, u: f64, v: f64) -> Point {
        let (u, v) = if self.headlong { (1.0 - u, 1.0 - v) } else { (u, v) };
        let u = if self.behind { 1.0 - u } else { u };
        let Size { width, height } = self.area.size();
        let at = Point::new(self.area.x0 + u * width, self.area.y0 + v * height);
        let about_vertical = (self.sheet.width >= self.sheet.height) == (self.flip == Flip::ShortEdge);
        match (self.behind, about_vertical) {
            (false, _) => at,
            (true, true) => Point::new(self.sheet.width - at.x, at.y),
            (true, false) => Point::new(at.x, self.sheet.height - at.y),
        }
    }

    fn look(&self, u: f64, v: f64) -> Option<(usize, Point)> {
        let at = self.on_side(u, v);
        let hit = |p: &&Placement| p.page.is_some() && p.clip.contains(at);
        let placement = self.side?.placements.iter().find(hit)?;
        Some((placement.page?, placement.transform.inverse()?.apply(at)))
    }

    /// Reads the face at many places: one page, the same way up everywhere, or nothing.
    pub fn read(&self) -> Seen {
        const STEPS: usize = 7;
        let spots = (0..STEPS * STEPS).map(|i| {
            let part = |n: usize| (n as f64 + 0.5) / STEPS as f64;
            (part(i % STEPS), part(i / STEPS))
        });
        let hits: Vec<_> = spots
            .filter_map(|(u, v)| self.look(u, v).map(|(page, at)| (u, v, page, at)))
            .collect();
        let Some(&(_, _, page, _)) = hits.first() else {
            return Seen::Blank;
        };
        if hits.iter().any(|hit| hit.2 != page) || hits.len() < 4 {
            return Seen::Confused;
        }
        let agrees = |direction: f64| {
            hits.windows(2).all(|pair| {
                let (a, b) = (pair[0], pair[1]);
                let same = |step: f64, moved: f64| step == 0.0 || step * moved * direction > 0.0;
                same(b.0 - a.0, b.3.x - a.3.x) && same(b.1 - a.1, b.3.y - a.3.y)
            })
        };
        match (agrees(1.0), agrees(-1.0)) {
            (true, false) => Seen::Page(page),
            (false, true) => Seen::UpsideDown(page),
            _ => Seen::Confused,
        }
    }
}

/// Everything that the sheets become, each read from its first page to its last.
pub fn read(work: &Imposition, binding: Binding, printer: Flip) -> Vec<Vec<Seen>> {
    let hands = Hands { work, binding, printer };
    match &work.finish {
        Finish::Fold { copies, sections } => (0..*copies).map(|row| hands.booklet(row, *copies, sections)).collect(),
        Finish::Stacks { .. } => hands.stacks(),
        Finish::Cards => vec![hands.cards()],
        Finish::Zine => vec![hands.zines()],
        Finish::Leaves => vec![hands.leaves(Rect::of(work.size))],
    }
}

struct Hands<'a> {
    work: &'a Imposition,
    binding: Binding,
    printer: Flip,
}

impl<'a> Hands<'a> {
    fn face(&self, sheet: usize, area: Rect, behind: bool) -> Face<'a> {
        let printed = &self.work.sheets[sheet];
        Face {
            side: if behind {
                printed.back.as_ref()
            } else {
                Some(&printed.front)
            },
            sheet: self.work.size,
            area,
            behind,
            headlong: false,
            flip: self.printer,
        }
    }

    fn both(&self, sheet: usize, area: Rect) -> [Seen; 2] {
        [
            self.face(sheet, area, false).read(),
            self.face(sheet, area, true).read(),
        ]
    }

    /// Folding a nest of sheets about the middle, the outer sides outwards, and turning its leaves: first the halves under the front cover, from the
    /// outermost sheet inwards, then the other halves outwards again.
    fn booklet(&self, row: usize, rows: usize, sections: &[usize]) -> Vec<Seen> {
        let Size { width, height } = self.work.size;
        let (top, bottom) = (
            height * row as f64 / rows as f64,
            height * (row + 1) as f64 / rows as f64,
        );
        let left = Rect::new(0.0, top, width / 2.0, bottom);
        let right = Rect::new(width / 2.0, top, width, bottom);
        let (cover, other) = match self.binding {
            Binding::Left => (right, left),
            Binding::Right => (left, right),
        };
        assert_eq!(
            sections.iter().sum::<usize>(),
            self.work.sheets.len(),
            "a sheet belongs to no section"
        );
        let mut read = Vec::new();
        let mut first = 0;
        for &count in sections {
            let nest = first..first + count;
            read.extend(nest.clone().flat_map(|sheet| self.both(sheet, cover)));
            read.extend(nest.rev().flat_map(|sheet| {
                let [outer, inner] = self.both(sheet, other);
                [inner, outer]
            }));
            first += count;
        }
        read
    }

    /// Cutting midway between the pages of the first front; every pile of leaves is read by itself.
    fn stacks(&self) -> Vec<Vec<Seen>> {
        let trims: Vec<Rect> = self.work.sheets[0].front.placements.iter().map(|p| p.trim).collect();
        let Size { width, height } = self.work.size;
        let columns = strips(trims.iter().map(|t| (t.x0, t.x1)).collect(), width);
        let rows = strips(trims.iter().map(|t| (t.y0, t.y1)).collect(), height);
        rows.iter()
            .flat_map(|&(y0, y1)| columns.iter().map(move |&(x0, x1)| Rect::new(x0, y0, x1, y1)))
            .map(|area| self.leaves(area))
            .collect()
    }

    fn leaves(&self, area: Rect) -> Vec<Seen> {
        (0..self.work.sheets.len())
            .flat_map(|sheet| self.both(sheet, area))
            .collect()
    }

    /// Cutting along every front's trim, rows from above, each row in reading direction.
    fn cards(&self) -> Vec<Seen> {
        let mut read = Vec::new();
        for (index, sheet) in self.work.sheets.iter().enumerate() {
            let mut trims: Vec<Rect> = sheet.front.placements.iter().map(|p| p.trim).collect();
            trims.sort_by(|a, b| {
                let along = a.x0.total_cmp(&b.x0);
                let along = if self.binding == Binding::Right {
                    along.reverse()
                } else {
                    along
                };
                if (a.y0 - b.y0).abs() < 1.0 {
                    along
                } else {
                    a.y0.total_cmp(&b.y0)
                }
            });
            read.extend(trims.into_iter().flat_map(|trim| self.both(index, trim)));
        }
        read
    }

    /// Eight panels hang together in a ring around the slit: the bottom row, the right end, the top row, the left end. Pushed into
    /// a cross, the ring's creases go in and out by turns: in between the first two columns (there two pages face each other),
    /// out at the middle and at both ends (there a leaf is turned). The top row lies behind the bottom row, hence on its head.
    fn zines(&self) -> Vec<Seen> {
        (0..self.work.sheets.len()).flat_map(|sheet| self.zine(sheet)).collect()
    }

    fn zine(&self, sheet: usize) -> Vec<Seen> {
        let Size { width, height } = self.work.size;
        let panel = |(column, row): (usize, usize)| {
            let (x, y) = (width / 4.0 * column as f64, height / 2.0 * row as f64);
            let face = self.face(sheet, Rect::new(x, y, x + width / 4.0, y + height / 2.0), false);
            Face {
                headlong: row == 0,
                ..face
            }
            .read()
        };
        // From one inward crease to the next: the first two of these are a spread, then a leaf is turned.
        let mut ring: Vec<Seen> = [(0, 1), (1, 1), (2, 1), (3, 1), (3, 0), (2, 0), (1, 0), (0, 0)]
            .map(panel)
            .to_vec();
        if self.binding == Binding::Right {
            ring.reverse();
        }
        // Any of the four leaves may lie in front: the reader takes the one that says it is the first, or else the one that puts
        // the only page at the back.
        let first = Seen::Page(sheet * 8 + 1);
        let in_front = |leaf: &usize| ring[*leaf] == first;
        let at_the_back = |leaf: &usize| ring[leaf - 1] != Seen::Blank;
        let leaves = [1, 3, 5, 7];
        let leaf = leaves
            .into_iter()
            .find(in_front)
            .or(leaves.into_iter().find(at_the_back))
            .unwrap_or(1);
        ring.rotate_left(leaf);
        ring
    }
}

/// The strips that remain when `length` is cut midway between spans.
fn strips(mut spans: Vec<(f64, f64)>, length: f64) -> Vec<(f64, f64)> {
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    spans.dedup_by(|a, b| (a.0 - b.0).abs() < 1.0);
    let cuts: Vec<f64> = spans.windows(2).map(|pair| (pair[0].1 + pair[1].0) / 2.0).collect();
    let starts = std::iter::once(0.0).chain(cuts.clone());
    starts.zip(cuts.iter().copied().chain([length])).collect()
}
