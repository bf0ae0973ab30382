//! A form with its values becomes a document of marks.

use std::collections::BTreeSet;

use super::blocks::{self, Rows};
use super::clauses::{self, Part};
use super::contract::Contract;
use super::error::{MissingGlyph, PaperError};
use super::fields::fields;
use super::form::Form;
use super::furniture::{
    self, BINDING, BODY, BODY_WIDTH, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Place, SEAM, Stamp,
};
use super::inline::{Inline, Setting};
use super::line::{Ink, Style};
use super::mark::{Document, Mark, Page, Side};
use super::paginate::{Body, paginate};
use super::pen::{Fill, Offset, Pen};
use super::room::Unfit;
use super::row::{self, Row};
use super::supplement;

/// The shares of the usual size that are tried where a filled form would take more pages than the blank one.
const SMALLER: [f32; 3] = [0.9, 0.8, 0.7];

/// What the screen shows while a form is being filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    pub document: Document,
    /// Characters that no embedded font has, drawn as crossed boxes: they will stop the print.
    pub missing: Vec<MissingGlyph>,
}

/// Composes a form for printing.
///
/// # Errors
/// [`PaperError::MissingGlyph`] for the first character that cannot be drawn;
/// [`PaperError::NoOverprint`] for a form without pre-printed stock; [`PaperError::Barcode`].
pub fn compose(form: &Form, fill: Fill<'_>, stamp: &Stamp) -> Result<Document, PaperError> {
    let preview = preview(form, fill, stamp)?;
    match preview.missing.into_iter().next() {
        Some(missing) => Err(PaperError::MissingGlyph(missing)),
        None => Ok(preview.document),
    }
}

/// Composes a form for the screen: a character without a glyph becomes a crossed box.
///
/// # Errors
/// As [`compose`], less missing glyphs.
pub fn preview(form: &Form, fill: Fill<'_>, stamp: &Stamp) -> Result<Preview, PaperError> {
    if fill.offset().is_some() && !form.overprint {
        return Err(PaperError::NoOverprint(form.title.clone()));
    }
    let mut pen = Pen {
        fill,
        dictionary: fields()?,
        form_title: &form.title,
        office: &stamp.office,
        own: &stamp.own,
        met: BTreeSet::new(),
        missing: Vec::new(),
        share: 1.0,
    };
    let seam = if form.has_seam() { SEAM } else { 0.0 };
    let body = Body {
        width: BODY_WIDTH - seam,
        ..BODY
    };
    let (mut unfit, front) = front(form, &mut pen, body);
    let mut sheets = sheets(&form.title, front);
    if let Some(back) = &form.back {
        unfit.extend(put_on_back(&mut sheets, back, &mut pen));
    }
    let count = sheets.len();
    let mut pages = Vec::with_capacity(count);
    for (index, mut sheet) in sheets.into_iter().enumerate() {
        let place = Place {
            title: sheet.title,
            numbered: form.numbered(),
            first: sheet.first,
            number: index + 1,
            count,
        };
        let side = Side::of_page(index);
        if form.has_seam() {
            if side == Side::Back {
                let marks = sheet.marks.iter_mut();
                marks.for_each(|(_, mark)| mark.shift(seam, 0.0));
            }
            furniture::seam(side, &mut pen, &mut sheet.marks);
        }
        furniture::draw(stamp, &place, &mut pen, &mut sheet.marks)?;
        pages.push(page(sheet.marks, side, fill.offset()));
    }
    let mut supplement = 0;
    if let Fill::Overprint(values, _) = fill
        && let Some((sheet, values)) = supplement::supplement(form, values, &unfit, &pen)
    {
        let sheet = preview(&sheet, Fill::Filled(&values), stamp)?;
        supplement = sheet.document.pages.len();
        pages.extend(sheet.document.pages);
        for missing in sheet.missing {
            let known = |one: &MissingGlyph| one.ch == missing.ch && one.field == missing.field;
            if !pen.missing.iter().any(known) {
                pen.missing.push(missing);
            }
        }
    }
    let document = Document {
        title: form.title.clone(),
        issued_at: stamp.issued_at.clone(),
        pages,
        supplement,
    };
    Ok(Preview {
        document,
        missing: pen.missing,
    })
}

/// What was cut, and the pages.
type Set = (Vec<Unfit>, Vec<Vec<(Ink, Mark)>>);

/// The form's own pages. A filled one keeps to the pages of the blank where smaller type does it; a contract of several
/// pages, each of which is signed over the seam, does not need to.
fn front(form: &Form, pen: &mut Pen<'_>, body: Body) -> Set {
    let set = |pen: &mut Pen<'_>| {
        let Rows { rows, heads } = blocks::rows(form, pen, body.width);
        let unfit = row::unfit(&rows).cloned().collect();
        (unfit, paginate(rows, &heads, body))
    };
    let usual = set(pen);
    if !matches!(pen.fill, Fill::Filled(_)) || form.has_seam() || usual.1.len() < 2 {
        return usual;
    }
    let mut blank = Pen {
        fill: Fill::Blank,
        met: BTreeSet::new(),
        missing: Vec::new(),
        ..*pen
    };
    let most = set(&mut blank).1.len();
    keep_to(most, usual, pen, set)
}

/// The first smaller setting of no more than so many pages; where there is none, the usual one.
fn keep_to(most: usize, usual: Set, pen: &mut Pen<'_>, set: impl Fn(&mut Pen<'_>) -> Set) -> Set {
    if usual.1.len() <= most {
        return usual;
    }
    let smaller = SMALLER.into_iter().map(|share| {
        pen.share = share;
        set(pen)
    });
    let found = smaller.into_iter().find(|(_, pages)| pages.len() <= most);
    pen.share = 1.0;
    found.unwrap_or(usual)
}

/// A page's marks before they have a side.
struct Sheet<'a> {
    title: &'a str,
    first: bool,
    marks: Vec<(Ink, Mark)>,
}

fn sheets(title: &str, pages: Vec<Vec<(Ink, Mark)>>) -> Vec<Sheet<'_>> {
    pages
        .into_iter()
        .enumerate()
        .map(|(index, marks)| Sheet {
            title,
            first: index == 0,
            marks,
        })
        .collect()
}

/// Puts the contract on the back of the form's last page: if that page would itself be a back, an
/// empty page before it makes it a front. Returns what was cut there.
fn put_on_back<'a>(
    sheets: &mut Vec<Sheet<'a>>,
    back: &'a Contract,
    pen: &mut Pen<'_>,
) -> Vec<Unfit> {
    if let (true, Some(last)) = (sheets.len().is_multiple_of(2), sheets.last()) {
        let filler = Sheet {
            title: last.title,
            first: false,
            marks: no_text(pen),
        };
        sheets.insert(sheets.len() - 1, filler);
    }
    let set = |pen: &mut Pen<'_>| {
        let dress = clauses::BACK.scaled(pen.share);
        let parts = clauses::parts(back, &dress, pen, BODY_WIDTH);
        let rows = parts.into_iter().filter_map(|part| match part {
            Part::Row(row) => Some(row),
            Part::Table(_) => None,
        });
        let rows: Vec<Row> = rows.collect();
        let unfit = row::unfit(&rows).cloned().collect();
        (unfit, paginate(rows, &[], BODY))
    };
    let usual = set(pen);
    let (unfit, pages) = keep_to(1, usual, pen, set);
    sheets.extend(self::sheets(&back.title, pages));
    unfit
}

/// The note on an empty page, so that nobody writes on it or looks for its text.
fn no_text(pen: &mut Pen<'_>) -> Vec<(Ink, Mark)> {
    let mut inline = Inline::default();
    pen.text(
        &mut inline,
        "（此页无正文）",
        Style::form(blocks::BODY_PT),
        "",
    );
    let mut marks = Vec::new();
    for line in inline.lines(Setting::plain(BODY_WIDTH), blocks::BODY_PT) {
        line.draw(
            (BODY_WIDTH - line.width) / 2.0,
            PAGE_HEIGHT / 2.0,
            &mut marks,
        );
    }
    marks
}

fn page(marks: Vec<(Ink, Mark)>, side: Side, overprint: Option<Offset>) -> Page {
    let left = match side {
        Side::Front => BINDING,
        Side::Back => MARGIN,
    };
    let Offset { dx, dy } = overprint.unwrap_or_default();
    let marks = marks.into_iter().filter_map(|(ink, mut mark)| {
        if overprint.is_some() && ink == Ink::Form {
            return None;
        }
        mark.shift(left + dx, dy);
        Some(mark)
    });
    Page {
        width: PAGE_WIDTH,
        height: PAGE_HEIGHT,
        side,
        marks: marks.collect(),
    }
}
