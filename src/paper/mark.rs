//! What stands on a page: marks in millimetres, origin at the top left, y downwards.
//!
//! The PDF writer and the preview on screen draw the same marks, so what is seen is what is printed.

/// A composed paper: its pages in printing order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    pub title: String,
    /// Time of first issue, `2026-11-23 10:20`; empty on a blank form.
    pub issued_at: String,
    pub pages: Vec<Page>,
    /// How many of the last pages are supplement sheets of an overprint, for plain paper.
    pub supplement: usize,
}

/// Which side of the sheet a page is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Front,
    Back,
}

impl Side {
    /// The side of the page with this index when the paper is printed on both sides.
    pub fn of_page(index: usize) -> Self {
        if index.is_multiple_of(2) {
            Side::Front
        } else {
            Side::Back
        }
    }
}

/// One page; sizes in millimetres.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    pub side: Side,
    pub marks: Vec<Mark>,
}

/// The embedded font that draws a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Noto Serif SC (宋体), the body of every paper.
    Serif,
    /// Noto Serif SC Bold, titles and headings; the characters of ordinary words only.
    Bold,
    /// HanaMinB: the rare characters of CJK extensions B to F.
    Rare,
    /// Noto Sans SC (黑体): what neither of the others has, and the screen.
    Sans,
}

/// One thing drawn; all lengths in millimetres, text sizes in points.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A run of text in a single face, its left end at `x`, standing on `baseline`.
    Text {
        x: f32,
        baseline: f32,
        size_pt: f32,
        /// Added after every character.
        spacing: f32,
        face: Face,
        text: String,
    },
    /// A stroke; its ends are square and reach half the width further.
    Line {
        x1: f32,
        y1: f32,
        x2: f32,
        y2: f32,
        width: f32,
    },
    /// A filled black rectangle: the bars of a bar code.
    Bar {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
}

impl Mark {
    /// Moves the mark; `dx` to the right, `dy` downwards, in millimetres.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Mark::Text { x, baseline, .. } => {
                *x += dx;
                *baseline += dy;
            }
            Mark::Line { x1, y1, x2, y2, .. } => {
                *x1 += dx;
                *x2 += dx;
                *y1 += dy;
                *y2 += dy;
            }
            Mark::Bar { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
    }
}

impl Document {
    /// The text of a page run after run, for tests and for searching in what was printed.
    pub fn page_text(&self, index: usize) -> String {
        let Some(page) = self.pages.get(index) else {
            return String::new();
        };
        page.marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }
}
