//! Rows onto pages: what does not fit continues on the next page, nothing is ever cut off.

use std::collections::VecDeque;

use super::line::Ink;
use super::mark::Mark;
use super::row::{Row, Turn};

/// The frame around rows and the rules between them, in millimetres.
const FRAME: f32 = 0.4;
const RULE: f32 = 0.2;
/// A row taller than this is split across pages; a lower one moves to the next page whole.
const SPLIT_ABOVE: f32 = 70.0;
/// A split row leaves at least this much on the page that it begins on.
const SPLIT_ROOM: f32 = 25.0;

/// Where the body lies on a page, in millimetres from the page's top.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    /// On the first page, below the large title.
    pub first_top: f32,
    pub next_top: f32,
    pub bottom: f32,
    pub width: f32,
}

/// Lays the rows out; returns each page's marks, `x` from the left end of the body.
///
/// `heads[i]` are the rows to repeat when a row with `head == Some(i)` begins a page.
pub(super) fn paginate(rows: Vec<Row>, heads: &[Vec<Row>], body: Body) -> Vec<Vec<(Ink, Mark)>> {
    let mut pager = Pager {
        pages: Vec::new(),
        placed: Vec::new(),
        y: body.first_top,
        body,
        fresh: true,
    };
    let mut waiting: VecDeque<Row> = rows.into();
    while let Some(row) = waiting.pop_front() {
        if let Some(turn) = row.turn {
            let rest: f32 = waiting.iter().map(Row::height).sum();
            let fits = turn == Turn::IfNeeded && rest <= body.bottom - pager.y + 0.01;
            if pager.pages.is_empty() && !pager.fresh && !fits {
                pager.turn();
                pager.fresh = true;
            }
            continue;
        }
        let need = row.height() + kept_below(&row, &waiting);
        let room = body.bottom - pager.y;
        if need <= room + 0.01 {
            pager.place(row);
            continue;
        }
        let page = body.bottom - body.next_top - heads_height(&row, heads);
        let splits = row.height() > SPLIT_ABOVE.min(page) && room >= SPLIT_ROOM;
        if splits || (pager.fresh && row.height() > room) {
            match row.clone().split(room) {
                Some((part, rest)) => {
                    pager.place(part);
                    waiting.push_front(rest);
                }
                // Not even a line fits: only on a page that is already fresh is this taken as it is.
                None if pager.fresh => {
                    pager.place(row);
                    continue;
                }
                None => waiting.push_front(row),
            }
        } else if pager.fresh {
            pager.place(row);
            continue;
        } else {
            waiting.push_front(row);
        }
        pager.turn();
        if let Some(head) = waiting.front().and_then(|next| next.head) {
            heads[head].iter().cloned().for_each(|row| pager.place(row));
        }
        pager.fresh = true;
    }
    pager.turn();
    pager.pages
}

/// Height of the rows that must follow on the same page.
fn kept_below(row: &Row, waiting: &VecDeque<Row>) -> f32 {
    let mut keep = row.keep_with_next;
    let mut height = 0.0;
    for next in waiting {
        if !keep {
            break;
        }
        keep = next.keep_with_next;
        // Of a row that will be split, a beginning is enough.
        let tall = next.height() > SPLIT_ABOVE;
        height += if tall { SPLIT_ROOM } else { next.height() };
    }
    height
}

fn heads_height(row: &Row, heads: &[Vec<Row>]) -> f32 {
    row.head
        .map_or(0.0, |head| heads[head].iter().map(Row::height).sum())
}

struct Pager {
    pages: Vec<Vec<(Ink, Mark)>>,
    /// The rows of the page under way, with their tops and heights.
    placed: Vec<(Row, f32, f32)>,
    y: f32,
    body: Body,
    /// Nothing but repeated heads stands on the page yet.
    fresh: bool,
}

impl Pager {
    fn place(&mut self, row: Row) {
        let height = row.height();
        self.placed.push((row, self.y, height));
        self.y += height;
        self.fresh = false;
    }

    fn turn(&mut self) {
        let mut marks = Vec::new();
        let placed = std::mem::take(&mut self.placed);
        for (row, y, height) in &placed {
            row.draw(0.0, *y, *height, &mut marks);
        }
        for group in placed.chunk_by(|a, b| a.0.framed && b.0.framed) {
            frame(group, self.body.width, &mut marks);
        }
        self.pages.push(marks);
        self.y = self.body.next_top;
    }
}

/// Rules between the rows and cells of a group of framed rows, and the frame around it.
fn frame(group: &[(Row, f32, f32)], width: f32, out: &mut Vec<(Ink, Mark)>) {
    let (Some((first, top, _)), Some((_, last_top, last_height))) = (group.first(), group.last())
    else {
        return;
    };
    if !first.framed {
        return;
    }
    let (top, bottom) = (*top, last_top + last_height);
    let mut line = |x1: f32, y1: f32, x2: f32, y2: f32, width: f32| {
        out.push((
            Ink::Form,
            Mark::Line {
                x1,
                y1,
                x2,
                y2,
                width,
            },
        ));
    };
    for (_, y, _) in &group[1..] {
        line(0.0, *y, width, *y, RULE);
    }
    for (x, y1, y2) in verticals(group) {
        line(x, y1, x, y2, RULE);
    }
    line(0.0, top, width, top, FRAME);
    line(0.0, bottom, width, bottom, FRAME);
    line(0.0, top, 0.0, bottom, FRAME);
    line(width, top, width, bottom, FRAME);
}

/// The rules between cells; those that meet from row to row become one.
fn verticals(group: &[(Row, f32, f32)]) -> Vec<(f32, f32, f32)> {
    let mut rules: Vec<(f32, f32, f32)> = Vec::new();
    for (row, y, height) in group {
        for cell in row.cells.iter().skip(1) {
            let meets = |rule: &&mut (f32, f32, f32)| {
                (rule.0 - cell.x).abs() < 0.01 && (rule.2 - y).abs() < 0.01
            };
            match rules.iter_mut().rev().find(meets) {
                Some(rule) => rule.2 = y + height,
                None => rules.push((cell.x, *y, y + height)),
            }
        }
    }
    rules
}
