//! Lines of set text: what the line breaker's ranges become before they have a place on the page.

use super::font::{MM_PER_PT, Weight};
use super::mark::{Face, Mark};
use super::room::Unfit;

/// Who a mark belongs to: an overprint shows the values only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// The form's own wording, rules and boxes.
    Form,
    Value,
}

/// How a run of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub size_pt: f32,
    pub weight: Weight,
    pub ink: Ink,
    pub underline: bool,
}

impl Style {
    pub(super) const fn form(size_pt: f32) -> Self {
        Self {
            size_pt,
            weight: Weight::Regular,
            ink: Ink::Form,
            underline: false,
        }
    }

    pub(super) const fn bold(size_pt: f32) -> Self {
        Self {
            weight: Weight::Bold,
            ..Self::form(size_pt)
        }
    }

    pub(super) const fn value(size_pt: f32) -> Self {
        Self {
            ink: Ink::Value,
            ..Self::form(size_pt)
        }
    }

    /// Side of the em square in millimetres.
    pub(super) fn em(self) -> f32 {
        self.size_pt * MM_PER_PT
    }
}

/// A line of text with its rules and boxes; lengths in millimetres, `dx` from the line's left end.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub width: f32,
    pub height: f32,
    /// From the line's top to its baseline.
    pub baseline: f32,
    pub items: Vec<(Ink, Item)>,
    /// Values that were cut in it.
    pub unfit: Vec<Unfit>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    Text {
        dx: f32,
        size_pt: f32,
        spacing: f32,
        face: Face,
        text: String,
    },
    /// A rule under a value or instead of one.
    Rule { dx: f32, width: f32 },
    /// A tick box of one em.
    Box { dx: f32, em: f32 },
    /// The tick in a box.
    Tick { dx: f32, em: f32 },
    /// Stands for a character that no font has.
    Missing { dx: f32, em: f32 },
}

impl Item {
    /// The item further to the right.
    pub(super) fn shifted(mut self, by: f32) -> Self {
        match &mut self {
            Item::Text { dx, .. }
            | Item::Rule { dx, .. }
            | Item::Box { dx, .. }
            | Item::Tick { dx, .. }
            | Item::Missing { dx, .. } => *dx += by,
        }
        self
    }
}

/// Width of the rule under a blank, in millimetres.
const BLANK_RULE: f32 = 0.2;
const BOX_RULE: f32 = 0.22;
const TICK_RULE: f32 = 0.4;

impl Line {
    /// Draws the line with its left end at `x` and its top at `y`.
    pub(super) fn draw(&self, x: f32, y: f32, out: &mut Vec<(Ink, Mark)>) {
        let baseline = y + self.baseline;
        for (ink, item) in &self.items {
            let mut stroke = |x1: f32, y1: f32, x2: f32, y2: f32, width: f32| {
                out.push((
                    *ink,
                    Mark::Line {
                        x1,
                        y1,
                        x2,
                        y2,
                        width,
                    },
                ));
            };
            match item {
                Item::Text {
                    dx,
                    size_pt,
                    spacing,
                    face,
                    text,
                } => out.push((
                    *ink,
                    Mark::Text {
                        x: x + dx,
                        baseline,
                        size_pt: *size_pt,
                        spacing: *spacing,
                        face: *face,
                        text: text.clone(),
                    },
                )),
                Item::Rule { dx, width } => {
                    let under = baseline + 0.85;
                    stroke(x + dx, under, x + dx + width, under, BLANK_RULE);
                }
                Item::Box { dx, em } => square(x + dx, baseline, *em, &mut stroke),
                Item::Tick { dx, em } => {
                    let (left, side) = inner_square(x + dx, *em);
                    let bottom = baseline + em * 0.02;
                    let knee = (left + side * 0.4, bottom - side * 0.2);
                    stroke(
                        left + side * 0.17,
                        bottom - side * 0.52,
                        knee.0,
                        knee.1,
                        TICK_RULE,
                    );
                    stroke(
                        knee.0,
                        knee.1,
                        left + side * 0.87,
                        bottom - side * 0.85,
                        TICK_RULE,
                    );
                }
                Item::Missing { dx, em } => {
                    square(x + dx, baseline, *em, &mut stroke);
                    let (left, side) = inner_square(x + dx, *em);
                    let bottom = baseline + em * 0.02;
                    stroke(left, bottom, left + side, bottom - side, BOX_RULE);
                    stroke(left, bottom - side, left + side, bottom, BOX_RULE);
                }
            }
        }
    }
}

fn inner_square(x: f32, em: f32) -> (f32, f32) {
    (x + em * 0.09, em * 0.82)
}

fn square(x: f32, baseline: f32, em: f32, stroke: &mut impl FnMut(f32, f32, f32, f32, f32)) {
    let (left, side) = inner_square(x, em);
    let (right, bottom) = (left + side, baseline + em * 0.02);
    let top = bottom - side;
    stroke(left, top, right, top, BOX_RULE);
    stroke(left, bottom, right, bottom, BOX_RULE);
    stroke(left, top, left, bottom, BOX_RULE);
    stroke(right, top, right, bottom, BOX_RULE);
}
