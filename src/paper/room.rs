//! The rooms of pre-printed stock: a value stands in its room at the usual size, smaller where it must be, and cut
//! where it does not fit even so. What was cut is told, so that the supplement sheet can say all of it.

use super::form::Align;
use super::inline::{Inline, Setting};
use super::line::{Item, Line};

/// The sizes tried, as shares of the usual one.
const SIZES: [f32; 3] = [1.0, 0.8, LEAST];
/// A value is not set smaller than this.
const LEAST: f32 = 2.0 / 3.0;
/// At the end of what was cut; the shorter ones for rooms that have no place for more.
const MARKS: [&str; 3] = ["…（见附页）", "见附页", "…"];
/// Tolerance for sums of lengths, in millimetres.
const SLACK: f32 = 0.01;

/// A value that did not fit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unfit {
    Field(String),
    /// A cell in the record of a table with this index.
    Record {
        table: String,
        index: usize,
    },
}

/// A value to be set in a blank of the line.
#[derive(Debug)]
pub(super) struct Held {
    pub value: Inline,
    pub align: Align,
    /// What to tell where the value is cut.
    pub unfit: Unfit,
}

impl Held {
    /// The value's items in a room of this width and of a line's height that begins at `x`, added to the line.
    pub(super) fn set(&self, x: f32, width: f32, line: &mut Line) {
        let Some(fitted) = fit(&self.value, (width, line.height), &self.unfit)
            .into_iter()
            .next()
        else {
            return;
        };
        let shift = match self.align {
            Align::Left => 0.0,
            Align::Center => (width - fitted.width) / 2.0,
            Align::Right => width - fitted.width,
        };
        line.unfit.extend(fitted.unfit);
        let moved = |item: Item| item.shifted(x + shift);
        line.items.extend(
            fitted
                .items
                .into_iter()
                .map(|(ink, item)| (ink, moved(item))),
        );
    }
}

/// A value as lines within a width and a height in millimetres; the last line tells of one that was cut.
pub(super) fn fit(value: &Inline, room: (f32, f32), unfit: &Unfit) -> Vec<Line> {
    let (width, height) = room;
    let set = |inline: &Inline, share: f32| {
        let inline = inline.scaled(share);
        let size_pt = inline.size_pt();
        inline.lines(Setting::plain(width), size_pt)
    };
    let fits = |lines: &[Line]| {
        let used: f32 = lines.iter().map(|line| line.height).sum();
        used <= height + SLACK && lines.iter().all(|line| line.width <= width + SLACK)
    };
    let whole = SIZES.into_iter().map(|share| set(value, share));
    if let Some(lines) = whole.into_iter().find(|lines| fits(lines)) {
        return lines;
    }
    let cut = |count: usize, mark: &str| set(&value.cut(count, mark), LEAST);
    let mark = MARKS.into_iter().find(|mark| fits(&cut(0, mark)));
    let mut lines = mark.map_or_else(Vec::new, |mark| {
        let (mut fitting, mut most) = (0, value.len());
        while fitting < most {
            let half = (fitting + most).div_ceil(2);
            if fits(&cut(half, mark)) {
                fitting = half;
            } else {
                most = half - 1;
            }
        }
        cut(fitting, mark)
    });
    match lines.last_mut() {
        Some(line) => line.unfit.push(unfit.clone()),
        None => lines.push(Line {
            unfit: vec![unfit.clone()],
            ..Line::default()
        }),
    }
    lines
}
