//! Sizes, rectangles and affine maps.
//!
//! All lengths are PostScript points (1/72 in). The origin is the top left corner, x grows to the right and y **downwards**, as on a
//! screen; [`Transform::to_pdf`] turns a map into PDF's y-up space (ISO 32000-1, 8.3).

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;
/// Points in an inch.
pub const INCH: f64 = 72.0;

/// A width and a height, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

impl Size {
    /// A size in points.
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }

    /// A size in millimetres.
    pub const fn mm(width: f64, height: f64) -> Self {
        Self::new(width * MM, height * MM)
    }

    /// Width and height exchanged.
    pub const fn turned(self) -> Self {
        Self::new(self.height, self.width)
    }

    /// Whether both sides are finite and larger than nothing.
    pub fn is_valid(self) -> bool {
        self.width.is_finite() && self.height.is_finite() && self.width > 0.0 && self.height > 0.0
    }
}

/// A place, in points from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// A place, in points.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A rectangle with `x0 <= x1` and `y0 <= y1`, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x0: f64,
    /// Top edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Bottom edge.
    pub y1: f64,
}

impl Rect {
    /// The rectangle between two corners, in any order.
    pub fn new(ax: f64, ay: f64, bx: f64, by: f64) -> Self {
        Self {
            x0: ax.min(bx),
            y0: ay.min(by),
            x1: ax.max(bx),
            y1: ay.max(by),
        }
    }

    /// The rectangle of `size` whose top left corner is the origin.
    pub fn of(size: Size) -> Self {
        Self::new(0.0, 0.0, size.width, size.height)
    }

    /// Its width and height.
    pub fn size(self) -> Size {
        Size::new(self.x1 - self.x0, self.y1 - self.y0)
    }

    /// Each edge moved inwards by `by` points (outwards if negative).
    pub fn inset(self, by: f64) -> Self {
        Self::new(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)
    }

    /// Whether the place lies in it, its edges included.
    pub fn contains(self, at: Point) -> bool {
        (self.x0..=self.x1).contains(&at.x) && (self.y0..=self.y1).contains(&at.y)
    }

    /// Whether `other` lies wholly in it, but for `slack` points.
    pub fn holds(self, other: Rect, slack: f64) -> bool {
        other.x0 >= self.x0 - slack
            && other.y0 >= self.y0 - slack
            && other.x1 <= self.x1 + slack
            && other.y1 <= self.y1 + slack
    }

    /// Whether the two share more than `slack` points in both directions.
    pub fn overlaps(self, other: Rect, slack: f64) -> bool {
        self.x0.max(other.x0) + slack < self.x1.min(other.x1) && self.y0.max(other.y0) + slack < self.y1.min(other.y1)
    }

    /// The part that both share; empty where they do not meet.
    pub fn intersect(self, other: Rect) -> Self {
        let (x0, y0) = (self.x0.max(other.x0), self.y0.max(other.y0));
        Self {
            x0,
            y0,
            x1: self.x1.min(other.x1).max(x0),
            y1: self.y1.min(other.y1).max(y0),
        }
    }
}

/// An affine map: `x' = a·x + c·y + e`, `y' = b·x + d·y + f` (ISO 32000-1, 8.3.3, but with y downwards).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transform {
    /// x to x.
    pub a: f64,
    /// x to y.
    pub b: f64,
    /// y to x.
    pub c: f64,
    /// y to y.
    pub d: f64,
    /// Shift to the right, in points.
    pub e: f64,
    /// Shift downwards, in points.
    pub f: f64,
}

impl Transform {
    /// The map that leaves everything where it is.
    pub const IDENTITY: Self = Self {
        a: 1.0,
        b: 0.0,
        c: 0.0,
        d: 1.0,
        e: 0.0,
        f: 0.0,
    };

    /// Scales by `scale`, then shifts to `at`.
    pub const fn place(scale: f64, at: Point) -> Self {
        Self {
            a: scale,
            b: 0.0,
            c: 0.0,
            d: scale,
            e: at.x,
            f: at.y,
        }
    }

    /// Half a turn of an area of `size`, onto itself.
    pub const fn half_turn(size: Size) -> Self {
        Self {
            a: -1.0,
            b: 0.0,
            c: 0.0,
            d: -1.0,
            e: size.width,
            f: size.height,
        }
    }

    /// This map first, `next` after it.
    pub fn then(self, next: Self) -> Self {
        Self {
            a: next.a * self.a + next.c * self.b,
            b: next.b * self.a + next.d * self.b,
            c: next.a * self.c + next.c * self.d,
            d: next.b * self.c + next.d * self.d,
            e: next.a * self.e + next.c * self.f + next.e,
            f: next.b * self.e + next.d * self.f + next.f,
        }
    }

    /// Where a place goes.
    pub fn apply(self, at: Point) -> Point {
        Point::new(
            self.a * at.x + self.c * at.y + self.e,
            self.b * at.x + self.d * at.y + self.f,
        )
    }

    /// The box around where a rectangle goes.
    pub fn apply_rect(self, rect: Rect) -> Rect {
        let corners = [
            self.apply(Point::new(rect.x0, rect.y0)),
            self.apply(Point::new(rect.x1, rect.y0)),
            self.apply(Point::new(rect.x0, rect.y1)),
            self.apply(Point::new(rect.x1, rect.y1)),
        ];
        let fold =
            |pick: fn(&Point) -> f64, with: fn(f64, f64) -> f64, start| corners.iter().map(pick).fold(start, with);
        Rect {
            x0: fold(|p| p.x, f64::min, f64::INFINITY),
            y0: fold(|p| p.y, f64::min, f64::INFINITY),
            x1: fold(|p| p.x, f64::max, f64::NEG_INFINITY),
            y1: fold(|p| p.y, f64::max, f64::NEG_INFINITY),
        }
    }

    /// The way back, or `None` where the map flattens everything.
    pub fn inverse(self) -> Option<Self> {
        let det = self.a * self.d - self.b * self.c;
        (det.is_finite() && det.abs() > 1e-12).then(|| Self {
            a: self.d / det,
            b: -self.b / det,
            c: -self.c / det,
            d: self.a / det,
            e: (self.c * self.f - self.d * self.e) / det,
            f: (self.b * self.e - self.a * self.f) / det,
        })
    }

    /// The same map between y-up spaces: from a page of `page_height` to a sheet of `sheet_height`, origins at the bottom left.
    pub fn y_up(self, page_height: f64, sheet_height: f64) -> Self {
        let flip = |height: f64| Self {
            d: -1.0,
            f: height,
            ..Self::IDENTITY
        };
        flip(page_height).then(self).then(flip(sheet_height))
    }

    /// The same map as a PDF matrix `[a b c d e f]` from a y-up page of `page_height` to a y-up sheet of `sheet_height`.
    pub fn to_pdf(self, page_height: f64, sheet_height: f64) -> [f64; 6] {
        let Self { a, b, c, d, e, f } = self.y_up(page_height, sheet_height);
        [a, b, c, d, e, f]
    }
}
