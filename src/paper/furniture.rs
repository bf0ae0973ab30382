//! What stands on every page around the form: office, bar code, title above; the stamp line below.

use super::barcode;
use super::error::PaperError;
use super::form::Align;
use super::inline::{Inline, Setting};
use super::line::{Ink, Style};
use super::mark::{Mark, Side};
use super::paginate::Body;
use super::pen::Pen;
use super::room::{Held, Unfit};
use super::values::Values;

/// A4, in millimetres.
pub(super) const PAGE_WIDTH: f32 = 210.0;
pub(super) const PAGE_HEIGHT: f32 = 297.0;
/// The binding side: left on a front, right on a back.
pub(super) const BINDING: f32 = 25.0;
pub(super) const MARGIN: f32 = 15.0;
/// Width between the margins.
pub(super) const BODY_WIDTH: f32 = PAGE_WIDTH - BINDING - MARGIN;
/// Where the body of a page lies.
pub(super) const BODY: Body = Body {
    first_top: 35.5,
    next_top: 36.0,
    bottom: 276.5,
    width: BODY_WIDTH,
};

/// Room for the seam stamp (骑缝章) along a contract's open edge, taken from the width of its text.
pub(super) const SEAM: f32 = 9.0;
/// The box that shows where the seam stamp goes: open towards the edge, at half the height of the page.
const SEAM_BOX: (f32, f32) = (6.5, 46.0);
const SEAM_PT: f32 = 9.0;
const DASH: f32 = 1.2;

const TITLE_PT: f32 = 19.0;
const NEXT_TITLE_PT: f32 = 13.0;
/// Letter spacing of titles, as a fraction of the text size.
const TITLE_SPACING: f32 = 0.06;
/// Between a title and the case number beside it, in millimetres, at least.
const TITLE_CLEAR: f32 = 5.0;
/// Share of its size below which a long title is not made smaller.
const SMALLEST_TITLE: f32 = 0.7;
const HEAD_PT: f32 = 10.5;
const STAMP_PT: f32 = 8.0;
const BARCODE_HEIGHT: f32 = 8.5;
const BARCODE_WIDTH: f32 = 66.0;
/// On stock, whose number keeps clear of the title below it.
const STOCK_BARCODE_HEIGHT: f32 = 5.3;

/// Who issues a paper, when, and for which case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    /// The case number, printed as text and bar code; none on a blank form.
    pub case_number: Option<String>,
    pub office: String,
    /// Issue number from 1; 0 on a blank form.
    pub issue: u32,
    /// Time of this issue, `2026-11-23 10:20`; empty on a blank form.
    pub issued_at: String,
    pub operator: String,
    /// What else the office says of itself, by field: on a blank form too.
    pub own: Values,
}

/// What distinguishes one page from the others.
pub(super) struct Place<'a> {
    pub title: &'a str,
    /// What the number in the head is called, where room is left to write it.
    pub numbered: &'a str,
    /// Whether its title stands large: the first page of a form or of its back.
    pub first: bool,
    pub number: usize,
    pub count: usize,
}

/// Draws a page's furniture; `x` from the left end of the body.
///
/// # Errors
/// [`PaperError::Barcode`] for a case number that Code 128 cannot carry.
pub(super) fn draw(
    stamp: &Stamp,
    place: &Place<'_>,
    pen: &mut Pen<'_>,
    out: &mut Vec<(Ink, Mark)>,
) -> Result<(), PaperError> {
    set(
        pen,
        &stamp.office,
        Style::form(HEAD_PT),
        Align::Left,
        MARGIN + 1.0,
        out,
    );
    let on_stock = pen.fill.offset().is_some();
    match &stamp.case_number {
        Some(number) if !on_stock => {
            let bars = barcode::bars(number, BODY_WIDTH, MARGIN, BARCODE_WIDTH, BARCODE_HEIGHT)?;
            out.extend(bars.into_iter().map(|bar| (Ink::Value, bar)));
            set(
                pen,
                number,
                Style::value(HEAD_PT),
                Align::Right,
                MARGIN + BARCODE_HEIGHT + 0.4,
                out,
            );
        }
        number => {
            let mut inline = Inline::default();
            pen.text(&mut inline, place.numbered, Style::form(HEAD_PT), "");
            inline.blank(45.0, Style::form(HEAD_PT));
            // The stock has room for the number, and for the bars above it.
            if let Some(number) = number {
                let mut value = Inline::default();
                pen.text(&mut value, number, Style::value(HEAD_PT), "");
                let unfit = Unfit::Field("case.number".to_owned());
                let align = Align::Left;
                inline.hold(Held {
                    value,
                    align,
                    unfit,
                });
                let height = STOCK_BARCODE_HEIGHT;
                let bars = barcode::bars(number, BODY_WIDTH, MARGIN, BARCODE_WIDTH, height)?;
                out.extend(bars.into_iter().map(|bar| (Ink::Value, bar)));
            }
            let top = MARGIN + STOCK_BARCODE_HEIGHT;
            draw_line(inline, Align::Right, top, HEAD_PT, out);
        }
    }
    let (text, size, y) = if place.first {
        (place.title.to_owned(), TITLE_PT, 24.5)
    } else {
        (format!("{}（续）", place.title), NEXT_TITLE_PT, 28.0)
    };
    // A long title keeps clear of the number at its right.
    let mut number = Inline::default();
    let beside = stamp.case_number.as_deref().unwrap_or_default();
    pen.text(&mut number, beside, Style::value(HEAD_PT), "");
    let room = BODY_WIDTH - 2.0 * (number.width() + TITLE_CLEAR);
    let width = title_inline(pen, &text, Style::bold(size)).width();
    let size = size * (room / width).clamp(SMALLEST_TITLE, 1.0);
    title(pen, &text, Style::bold(size), y, out);
    stamp_line(stamp, place, pen, out);
    Ok(())
}

/// Draws the room for the seam stamp on the side away from the binding; `x` from the left end of the body.
pub(super) fn seam(side: Side, pen: &mut Pen<'_>, out: &mut Vec<(Ink, Mark)>) {
    let (depth, height) = SEAM_BOX;
    let (edge, inner) = match side {
        Side::Front => (BODY_WIDTH, BODY_WIDTH - depth),
        Side::Back => (0.0, depth),
    };
    let top = (PAGE_HEIGHT - height) / 2.0;
    dashes((inner, top), (inner, top + height), out);
    dashes((inner, top), (edge, top), out);
    dashes((inner, top + height), (edge, top + height), out);
    let style = Style::form(SEAM_PT);
    let step = style.em() * 1.6;
    let words = "骑缝章处";
    let mut y = (PAGE_HEIGHT - step * words.chars().count() as f32) / 2.0;
    for ch in words.chars() {
        let mut inline = Inline::default();
        pen.text(&mut inline, ch.encode_utf8(&mut [0; 4]), style, "");
        for line in inline.lines(Setting::plain(depth), SEAM_PT) {
            line.draw((edge + inner - line.width) / 2.0, y, out);
        }
        y += step;
    }
}

/// A dashed stroke along one axis.
fn dashes(from: (f32, f32), to: (f32, f32), out: &mut Vec<(Ink, Mark)>) {
    let length = (to.0 - from.0).abs().max((to.1 - from.1).abs());
    let count = (length / (2.0 * DASH)).round().max(1.0);
    let at = |part: f32| {
        let along = part / (2.0 * count - 1.0);
        (
            from.0 + (to.0 - from.0) * along,
            from.1 + (to.1 - from.1) * along,
        )
    };
    for index in 0..count as usize {
        let (x1, y1) = at(2.0 * index as f32);
        let (x2, y2) = at(2.0 * index as f32 + 1.0);
        let width = 0.2;
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
    }
}

fn stamp_line(stamp: &Stamp, place: &Place<'_>, pen: &mut Pen<'_>, out: &mut Vec<(Ink, Mark)>) {
    let y = PAGE_HEIGHT - MARGIN - 4.0;
    let mut left = vec![String::new()];
    if stamp.issue > 0 {
        left.push(format!("第 {} 次出具", stamp.issue));
    }
    if !stamp.issued_at.is_empty() {
        left.push(format!("本次出具 {}", stamp.issued_at));
    }
    if !stamp.operator.is_empty() {
        left.push(format!("经办 {}", stamp.operator));
    }
    let style = Style::value(STAMP_PT);
    let printed = Style {
        ink: pen.ink(),
        ..style
    };
    let mut inline = Inline::default();
    pen.text(&mut inline, &stamp.office, printed, "");
    pen.text(&mut inline, &left.join("  "), style, "");
    draw_line(inline, Align::Left, y, STAMP_PT, out);
    let pages = format!("第 {} 页 / 共 {} 页", place.number, place.count);
    set(pen, &pages, printed, Align::Right, y, out);
}

fn set(
    pen: &mut Pen<'_>,
    text: &str,
    style: Style,
    align: Align,
    y: f32,
    out: &mut Vec<(Ink, Mark)>,
) {
    let mut inline = Inline::default();
    pen.text(&mut inline, text, style, "");
    draw_line(inline, align, y, style.size_pt, out);
}

fn draw_line(inline: Inline, align: Align, y: f32, size_pt: f32, out: &mut Vec<(Ink, Mark)>) {
    let mut top = y;
    // An office name may be longer than half a line; it wraps beside the bar code.
    let room = if align == Align::Left {
        BODY_WIDTH - BARCODE_WIDTH - 8.0
    } else {
        BODY_WIDTH
    };
    for line in inline.lines(Setting::plain(room), size_pt) {
        let x = if align == Align::Right {
            BODY_WIDTH - line.width
        } else {
            0.0
        };
        line.draw(x, top, out);
        top += line.height;
    }
}

fn title_inline(pen: &mut Pen<'_>, text: &str, style: Style) -> Inline {
    let mut inline = Inline::default();
    pen.text(&mut inline, text, style, "");
    inline.space_out(style.em() * TITLE_SPACING);
    inline
}

fn title(pen: &mut Pen<'_>, text: &str, style: Style, y: f32, out: &mut Vec<(Ink, Mark)>) {
    let inline = title_inline(pen, text, style);
    let mut top = y;
    for line in inline.lines(Setting::plain(BODY_WIDTH), style.size_pt) {
        line.draw((BODY_WIDTH - line.width) / 2.0, top, out);
        top += line.height;
    }
}
