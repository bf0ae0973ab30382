//! A paragraph being set: characters with their widths, blanks, tick boxes, broken into lines.

use super::font;
use super::line::{Ink, Item, Line, Style};
use super::linebreak::{OBJECT, break_lines};
use super::mark::Face;
use super::room::Held;

/// Glues a tick box to the words that it belongs to.
const JOINER: char = '\u{2060}';

/// Line height as a multiple of the text size.
pub(super) const LEADING: f32 = 1.36;
/// The most that justifying may add between two characters, as a fraction of the text size.
const MAX_STRETCH: f32 = 0.09;
/// Two runs closer than this touch, in millimetres.
const ADJACENT: f32 = 0.01;
/// Between the end of a blank and that of its rule, in millimetres.
const RULE_INSET: f32 = 0.3;

#[derive(Debug, Clone, Copy)]
struct Atom {
    ch: char,
    width: f32,
    drawn: Drawn,
    style: Style,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Drawn {
    Nothing,
    Glyph(Face),
    Blank,
    Box(bool),
    Missing,
}

/// How the lines of a paragraph lie.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Setting {
    /// Room for the lines, in millimetres.
    pub width: f32,
    /// Indent of the first line, in millimetres.
    pub first: f32,
    /// Indent of the other lines, in millimetres.
    pub hang: f32,
    /// Whether all lines but the last reach the right edge.
    pub justify: bool,
}

impl Setting {
    pub(super) fn plain(width: f32) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }
}

/// A paragraph under construction.
#[derive(Debug, Default)]
pub(super) struct Inline {
    atoms: Vec<Atom>,
    text: String,
    /// Values that stand in blanks, with the blank's place among the atoms.
    held: Vec<(usize, Held)>,
    /// Added after every character, in millimetres.
    tracking: f32,
}

impl Inline {
    /// Adds text; `missing` is told each character that no font has.
    pub(super) fn text(&mut self, text: &str, style: Style, mut missing: impl FnMut(char)) {
        let mut chars = text.chars().peekable();
        while let Some(ch) = chars.next() {
            let ch = match ch {
                '\r' if chars.peek() == Some(&'\n') => continue,
                '\r' | '\u{2028}' | '\u{2029}' => '\n',
                '\n' => '\n',
                other if other.is_control() => ' ',
                other => other,
            };
            let (width, drawn) = if ch == '\n' || font::is_invisible(ch) {
                (0.0, Drawn::Nothing)
            } else if let Some(glyph) = font::glyph(ch, style.weight) {
                (glyph.em * style.em(), Drawn::Glyph(glyph.face))
            } else {
                missing(ch);
                (style.em(), Drawn::Missing)
            };
            self.push(Atom {
                ch,
                width,
                drawn,
                style,
            });
        }
    }

    /// Adds a ruled blank of this width in millimetres.
    pub(super) fn blank(&mut self, width: f32, style: Style) {
        self.push(Atom {
            ch: OBJECT,
            width,
            drawn: Drawn::Blank,
            style,
        });
    }

    /// Lets a blank at the end take what is left of a line of this width.
    pub(super) fn widen_last_blank(&mut self, width: f32) {
        let left = width - self.width();
        if let Some(atom) = self.atoms.last_mut()
            && atom.drawn == Drawn::Blank
            && left > 0.0
        {
            atom.width += left;
        }
    }

    /// Adds empty room of this width in millimetres.
    pub(super) fn space(&mut self, width: f32, style: Style) {
        self.push(Atom {
            ch: OBJECT,
            width,
            drawn: Drawn::Nothing,
            style,
        });
    }

    /// Sets a value in the blank or the empty room added last.
    pub(super) fn hold(&mut self, held: Held) {
        self.held.push((self.atoms.len().saturating_sub(1), held));
    }

    /// How many characters and blanks it has.
    pub(super) fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Size of its text in points.
    pub(super) fn size_pt(&self) -> f32 {
        self.atoms.first().map_or(0.0, |atom| atom.style.size_pt)
    }

    /// The same text at a share of its size.
    pub(super) fn scaled(&self, share: f32) -> Self {
        let mut scaled = Self::default();
        for atom in &self.atoms {
            let mut atom = *atom;
            atom.width *= share;
            atom.style.size_pt *= share;
            scaled.push(atom);
        }
        scaled
    }

    /// Its first `count` characters and a mark after them.
    pub(super) fn cut(&self, count: usize, mark: &str) -> Self {
        let mut cut = Self::default();
        self.atoms
            .iter()
            .take(count)
            .for_each(|atom| cut.push(*atom));
        if let Some(first) = self.atoms.first() {
            cut.text(mark, first.style, |_| {});
        }
        cut
    }

    /// Adds a tick box, glued to what follows.
    pub(super) fn tick(&mut self, on: bool, style: Style) {
        self.push(Atom {
            ch: OBJECT,
            width: style.em() * 1.15,
            drawn: Drawn::Box(on),
            style,
        });
        self.push(Atom {
            ch: JOINER,
            width: 0.0,
            drawn: Drawn::Nothing,
            style,
        });
    }

    /// Spaces the letters out by this much, in millimetres.
    pub(super) fn space_out(&mut self, tracking: f32) {
        self.tracking = tracking;
    }

    /// Width on a single line, in millimetres.
    pub(super) fn width(&self) -> f32 {
        let tracking = self.tracking;
        self.atoms.iter().map(|atom| atom.width + tracking).sum()
    }

    fn push(&mut self, atom: Atom) {
        self.text.push(atom.ch);
        self.atoms.push(atom);
    }

    /// Breaks the paragraph into lines; an empty one becomes a single empty line of this size.
    pub(super) fn lines(mut self, setting: Setting, size_pt: f32) -> Vec<Line> {
        let (first, rest) = (setting.width - setting.first, setting.width - setting.hang);
        for atom in &mut self.atoms {
            // A blank has no text to wrap: it gives way to a narrow cell.
            if atom.drawn == Drawn::Blank {
                atom.width = atom.width.min(first.min(rest));
            }
        }
        let advances: Vec<f32> = self
            .atoms
            .iter()
            .map(|atom| atom.width + self.tracking)
            .collect();
        let ranges = break_lines(&self.text, &advances, first, rest);
        let last = ranges.len().saturating_sub(1);
        let lines = ranges.into_iter().enumerate().map(|(index, range)| {
            let indent = if index == 0 {
                setting.first
            } else {
                setting.hang
            };
            let from = range.start;
            let atoms = trim(&self.atoms[range]);
            let ends = index == last || atoms.last().is_some_and(|atom| atom.ch == '\n');
            let justify = setting.justify && !ends;
            let stretch = if justify {
                stretch(atoms, setting.width - indent)
            } else {
                self.tracking
            };
            let held = self
                .held
                .iter()
                .filter_map(|(at, held)| Some((at.checked_sub(from)?, held)));
            set_line(atoms, held, indent, stretch, size_pt)
        });
        lines.collect()
    }
}

/// Without the spaces that hang over the line's end.
fn trim(atoms: &[Atom]) -> &[Atom] {
    let kept = atoms
        .iter()
        .rposition(|atom| atom.ch != ' ')
        .map_or(0, |last| last + 1);
    &atoms[..kept]
}

/// What to add after each character to fill the line; 0 where the gap is too wide to spread unseen.
fn stretch(atoms: &[Atom], room: f32) -> f32 {
    let drawn = atoms
        .iter()
        .filter(|atom| atom.drawn != Drawn::Nothing)
        .count();
    let width: f32 = atoms.iter().map(|atom| atom.width).sum();
    let (Some(atom), true) = (atoms.first(), drawn > 1) else {
        return 0.0;
    };
    let each = (room - width) / (drawn - 1) as f32;
    if each > 0.0 && each <= atom.style.em() * MAX_STRETCH {
        each
    } else {
        0.0
    }
}

/// `held` are values for blanks, each with its place in the line.
fn set_line<'a>(
    atoms: &[Atom],
    held: impl Iterator<Item = (usize, &'a Held)>,
    indent: f32,
    stretch: f32,
    size_pt: f32,
) -> Line {
    let em = atoms
        .iter()
        .map(|atom| atom.style.em())
        .fold(Style::form(size_pt).em(), f32::max);
    let height = em * LEADING;
    let mut runs = Runs::default();
    let mut x = indent;
    let mut starts = Vec::with_capacity(atoms.len());
    for (index, atom) in atoms.iter().enumerate() {
        let spread = atom.drawn != Drawn::Nothing && index + 1 < atoms.len();
        let advance = atom.width + if spread { stretch } else { 0.0 };
        runs.place(atom, x, advance, stretch);
        starts.push(x);
        x += advance;
    }
    let mut line = Line {
        width: x,
        height,
        baseline: (height - em) / 2.0 + em * 0.88,
        items: runs.items,
        unfit: Vec::new(),
    };
    for (at, held) in held {
        if let (Some(atom), Some(x)) = (atoms.get(at), starts.get(at)) {
            let inset = match atom.drawn {
                Drawn::Blank => RULE_INSET,
                _ => 0.0,
            };
            held.set(x + inset, atom.width - 2.0 * inset, &mut line);
        }
    }
    line
}

/// The items of a line; neighbours that look alike become one run, neighbouring underlines one rule.
#[derive(Default)]
struct Runs {
    items: Vec<(Ink, Item)>,
    /// Index of the last run of text, and where it ends.
    text: Option<(usize, f32)>,
    /// Index of the last underline, and where it ends.
    rule: Option<(usize, f32)>,
}

impl Runs {
    fn place(&mut self, atom: &Atom, x: f32, advance: f32, stretch: f32) {
        let em = atom.style.em();
        if atom.style.underline && matches!(atom.drawn, Drawn::Glyph(_) | Drawn::Missing) {
            self.underline(x, advance);
        }
        match atom.drawn {
            Drawn::Nothing => {}
            Drawn::Blank => {
                self.items.push((
                    Ink::Form,
                    Item::Rule {
                        dx: x + RULE_INSET,
                        width: atom.width - 2.0 * RULE_INSET,
                    },
                ));
            }
            Drawn::Box(on) => {
                self.items.push((Ink::Form, Item::Box { dx: x, em }));
                if on {
                    self.items.push((Ink::Value, Item::Tick { dx: x, em }));
                }
            }
            Drawn::Missing => self
                .items
                .push((atom.style.ink, Item::Missing { dx: x, em })),
            Drawn::Glyph(face) => self.glyph(atom, face, x, advance, stretch),
        }
    }

    fn glyph(&mut self, atom: &Atom, face: Face, x: f32, advance: f32, stretch: f32) {
        let Style { size_pt, ink, .. } = atom.style;
        if let Some((index, end)) = &mut self.text
            && (*end - x).abs() < ADJACENT
            && let Some((
                run_ink,
                Item::Text {
                    size_pt: run_size,
                    face: run_face,
                    text,
                    ..
                },
            )) = self.items.get_mut(*index)
            && (*run_ink, *run_size, *run_face) == (ink, size_pt, face)
        {
            text.push(atom.ch);
            *end = x + advance;
            return;
        }
        self.text = Some((self.items.len(), x + advance));
        let text = atom.ch.to_string();
        self.items.push((
            ink,
            Item::Text {
                dx: x,
                size_pt,
                spacing: stretch,
                face,
                text,
            },
        ));
    }

    fn underline(&mut self, x: f32, advance: f32) {
        if let Some((index, end)) = &mut self.rule
            && (*end - x).abs() < ADJACENT
            && let Some((_, Item::Rule { width, .. })) = self.items.get_mut(*index)
        {
            *width += advance;
            *end = x + advance;
            return;
        }
        self.rule = Some((self.items.len(), x + advance));
        self.items.push((
            Ink::Form,
            Item::Rule {
                dx: x,
                width: advance,
            },
        ));
    }
}
