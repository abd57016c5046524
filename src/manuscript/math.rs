//! Formulas as letters: TeX's commonest signs as the characters they stand for, raised and lowered letters as such. What is not
//! known stays as it is written.

use crate::diagnostic::Span;
use crate::document::Inline;
use crate::locale::Direction;

/// TeX's names and the characters they stand for, sorted by name.
const SIGNS: &[(&str, &str)] = &[
    ("Delta", "Δ"),
    ("Gamma", "Γ"),
    ("Lambda", "Λ"),
    ("Omega", "Ω"),
    ("Phi", "Φ"),
    ("Pi", "Π"),
    ("Psi", "Ψ"),
    ("Rightarrow", "⇒"),
    ("Sigma", "Σ"),
    ("Theta", "Θ"),
    ("alpha", "α"),
    ("approx", "≈"),
    ("beta", "β"),
    ("cap", "∩"),
    ("cdot", "·"),
    ("cdots", "…"),
    ("chi", "χ"),
    ("circ", "°"),
    ("cos", "cos"),
    ("cup", "∪"),
    ("delta", "δ"),
    ("div", "÷"),
    ("dots", "…"),
    ("epsilon", "ε"),
    ("equiv", "≡"),
    ("eta", "η"),
    ("exists", "∃"),
    ("exp", "exp"),
    ("forall", "∀"),
    ("gamma", "γ"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("in", "∈"),
    ("infty", "∞"),
    ("int", "∫"),
    ("lambda", "λ"),
    ("ldots", "…"),
    ("le", "≤"),
    ("left", ""),
    ("leftarrow", "←"),
    ("leq", "≤"),
    ("lim", "lim"),
    ("ln", "ln"),
    ("log", "log"),
    ("max", "max"),
    ("min", "min"),
    ("mu", "μ"),
    ("neq", "≠"),
    ("nu", "ν"),
    ("omega", "ω"),
    ("partial", "∂"),
    ("phi", "φ"),
    ("pi", "π"),
    ("pm", "±"),
    ("prod", "∏"),
    ("psi", "ψ"),
    ("quad", " "),
    ("rho", "ρ"),
    ("right", ""),
    ("rightarrow", "→"),
    ("sigma", "σ"),
    ("sin", "sin"),
    ("subset", "⊂"),
    ("sum", "∑"),
    ("tan", "tan"),
    ("tau", "τ"),
    ("theta", "θ"),
    ("times", "×"),
    ("to", "→"),
    ("varepsilon", "ε"),
    ("varphi", "φ"),
    ("xi", "ξ"),
    ("zeta", "ζ"),
];

/// How deep groups are read inside each other.
const DEEPEST: usize = 6;

/// A formula as a run from the left.
pub(super) fn formula(tex: &str, span: Span) -> Inline {
    let mut reader = Reader {
        rest: tex.trim(),
        span,
        depth: 0,
    };
    let mut content = Vec::new();
    while !reader.rest.is_empty() {
        reader.items(&mut content);
        // A brace that ends nothing.
        if let Some(rest) = reader.rest.strip_prefix('}') {
            reader.rest = rest;
        }
    }
    Inline::Isolate {
        direction: Some(Direction::Ltr),
        language: None,
        content,
    }
}

struct Reader<'t> {
    rest: &'t str,
    span: Span,
    depth: usize,
}

impl Reader<'_> {
    fn items(&mut self, out: &mut Vec<Inline>) {
        while let Some(c) = self.rest.chars().next().filter(|c| *c != '}') {
            self.item(c, out);
        }
    }

    fn item(&mut self, c: char, out: &mut Vec<Inline>) {
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '\\' => self.command(out),
            '^' => out.push(Inline::Superscript {
                content: self.argument(),
            }),
            '_' => out.push(Inline::Subscript {
                content: self.argument(),
            }),
            '{' => out.extend(self.group()),
            '&' | '\n' => self.letters(" ", out),
            c => self.letters(c.encode_utf8(&mut [0; 4]), out),
        }
    }

    fn letters(&self, letters: &str, out: &mut Vec<Inline>) {
        match out.last_mut() {
            Some(Inline::Text { text, .. }) => text.push_str(letters),
            _ => out.push(Inline::Text {
                text: letters.into(),
                span: self.span,
            }),
        }
    }

    /// What stands up to the brace that closes, which is taken.
    fn group(&mut self) -> Vec<Inline> {
        let mut content = Vec::new();
        if self.depth >= DEEPEST {
            let end = self.rest.find('}').unwrap_or(self.rest.len());
            let (inside, rest) = self.rest.split_at(end);
            self.letters(inside, &mut content);
            self.rest = rest;
        } else {
            self.depth += 1;
            self.items(&mut content);
            self.depth -= 1;
        }
        self.rest = self.rest.strip_prefix('}').unwrap_or(self.rest);
        content
    }

    /// A group, or one sign.
    fn argument(&mut self) -> Vec<Inline> {
        self.rest = self.rest.trim_start();
        let mut content = Vec::new();
        match self.rest.chars().next() {
            Some('{') => {
                self.rest = self.rest.get(1..).unwrap_or("");
                return self.group();
            }
            Some('}') | None => {}
            Some(c @ ('^' | '_')) => self.letters(c.encode_utf8(&mut [0; 4]), &mut content),
            Some(c) => self.item(c, &mut content),
        }
        content
    }

    fn command(&mut self, out: &mut Vec<Inline>) {
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        match name {
            "" => {
                let sign = rest.chars().next().unwrap_or('\\');
                self.rest = rest.get(sign.len_utf8()..).unwrap_or("");
                match sign {
                    ',' | ';' | ':' | ' ' | '!' | '\\' => self.letters(" ", out),
                    sign => self.letters(sign.encode_utf8(&mut [0; 4]), out),
                }
            }
            "frac" | "dfrac" | "tfrac" => {
                self.rest = rest;
                out.extend(self.argument());
                self.letters("/", out);
                out.extend(self.argument());
            }
            "sqrt" => {
                self.rest = rest;
                self.letters("√(", out);
                out.extend(self.argument());
                self.letters(")", out);
            }
            "text" | "mathrm" | "mathbf" | "mathit" | "operatorname" | "mathbb" | "mathcal" | "textbf" => {
                self.rest = rest;
                out.extend(self.argument());
            }
            name => {
                self.rest = rest;
                match SIGNS
                    .binary_search_by(|row| row.0.cmp(name))
                    .ok()
                    .and_then(|row| SIGNS.get(row))
                {
                    Some(row) => self.letters(row.1, out),
                    None => self.letters(&format!("\\{name}"), out),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain_text;

    #[test]
    fn formulas_are_readable() {
        assert!(SIGNS.is_sorted_by(|a, b| a.0 < b.0));
        for (tex, expected) in [
            ("x^2 + y_{12}", "x2 + y12"),
            ("\\int_0^1 x^2\\,dx = \\frac{1}{3}", "∫01 x2 dx = 1/3"),
            ("a \\le b \\frob{c}", "a ≤ b \\frobc"),
            ("}}a{", "a"),
        ] {
            assert_eq!(plain_text(&[formula(tex, Span::default())]), expected, "{tex}");
        }
        let deep = "{".repeat(10_000) + "x" + &"}".repeat(10_000);
        assert!(plain_text(&[formula(&deep, Span::default())]).contains('x'));
    }
}
