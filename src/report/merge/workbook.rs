//! The county's workbook: the offices by month, the kinds of business by month, charts, the lists of all, and where it
//! all comes from.

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::model::summary::{Row, Summary};
use crate::report::ReportError;
use crate::report::charts::{self, Figures};
use crate::report::columns::{Cell, UNITS};
use crate::report::lists::{self, List};
use crate::report::workbook::{Formats, HEAD, PAPER, head, last_column, line, list, top, widths};
use crate::rules::summary::rows::together;

use super::{Merged, name};

const COUNTY: &str = "全县";
/// Millimetres of the first two columns: a month; an office, or a kind of business and class.
const LEAD: [f32; 2] = [15.0, 34.0];

/// Writes the workbook.
pub(super) fn write(merged: &Merged) -> Result<Vec<u8>, ReportError> {
    build(merged).map_err(|error| ReportError::Workbook(error.to_string()))
}

fn build(merged: &Merged) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    book.set_properties(&properties(merged)?);
    let months = merged.by_month();
    let offices = months.iter().flat_map(|(month, offices)| {
        let month = month.to_string();
        let own = offices.iter().filter_map(|summary| {
            let sums = summary.total()?.clone();
            Some((month.clone(), summary.office.clone(), sums))
        });
        let own: Vec<_> = own.collect();
        let county = together(own.iter().map(|(_, _, sums)| sums));
        own.into_iter().chain([(month, COUNTY.to_owned(), county)])
    });
    table(
        book.add_worksheet(),
        ("各所", "供电所"),
        merged,
        offices,
        &formats,
    )?;
    let kinds = months.iter().flat_map(|(month, offices)| {
        let mut kinds: BTreeMap<_, Vec<&Row>> = BTreeMap::new();
        for row in offices.iter().flat_map(|summary| &summary.rows) {
            // The row of sums comes last.
            kinds
                .entry((row.kind.is_none(), row.kind, row.class))
                .or_default()
                .push(row);
        }
        let kinds = kinds.into_values().map(|rows| together(rows.into_iter()));
        let shown = kinds.filter(|row| row.kind.is_none() || !row.is_empty());
        let line = |row: Row| (month.to_string(), row.chinese(), row);
        shown.map(line).collect::<Vec<_>>()
    });
    table(
        book.add_worksheet(),
        ("各业务", "业务和类别"),
        merged,
        kinds,
        &formats,
    )?;
    charts::add(book.add_worksheet(), &figures(merged), &formats)?;
    for one in joined(merged) {
        list(book.add_worksheet(), &one, &formats)?;
    }
    list(book.add_worksheet(), &sources(merged), &formats)?;
    book.save_to_buffer()
}

/// The day of the file is the last on which one of the months was frozen: the same set gives the same bytes.
fn properties(merged: &Merged) -> Result<DocProperties, XlsxError> {
    let day = |summary: &Summary| {
        let frozen = summary.frozen.as_ref();
        frozen.map_or(summary.as_of, |frozen| frozen.at.date())
    };
    let days = merged.folders.iter().map(|folder| day(&folder.summary));
    let made = DocProperties::new().set_title(title(merged));
    Ok(match days.max() {
        Some(day) => made.set_creation_datetime(&ExcelDateTime::parse_from_str(&day.to_string())?),
        None => made,
    })
}

/// `业扩报装月报汇总（2026-07至2026-09）`.
fn title(merged: &Merged) -> String {
    let months = merged.by_month().into_keys();
    let months: Vec<String> = months.map(|month| month.to_string()).collect();
    match months.as_slice() {
        [] => "业扩报装月报汇总".to_owned(),
        [only] => format!("业扩报装月报汇总（{only}）"),
        [first, .., last] => format!("业扩报装月报汇总（{first}至{last}）"),
    }
}

/// Rows under the county's head: month, name, figures. The sums stand out.
fn table(
    sheet: &mut Worksheet,
    (name, column): (&str, &str),
    merged: &Merged,
    rows: impl Iterator<Item = (String, String, Row)>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let offices = format!("供电所{}个", merged.offices().len());
    top(sheet, [&title(merged), &offices, UNITS], formats)?;
    head(sheet, ["月份", column], formats)?;
    let sums = Formats::sums();
    let mut row = HEAD;
    for (month, name, figures) in rows {
        let is_sum = name == COUNTY || (figures.kind.is_none() && column != "供电所");
        let formats = if is_sum { &sums } else { formats };
        line(
            sheet,
            row,
            [Cell::Text(month), Cell::Text(name)],
            &figures,
            formats,
        )?;
        row += 1;
    }
    widths(sheet, LEAD)?;
    sheet
        .set_landscape()
        .set_paper_size(PAPER)
        .set_print_fit_to_pages(1, 0)
        .set_print_area(0, 0, row.saturating_sub(1), last_column())?
        .set_print_center_horizontally(true)
        .set_repeat_rows(2, 3)?
        .set_footer("&L&A&R第 &P 页 / 共 &N 页")
        .set_freeze_panes(HEAD, 2)?;
    Ok(())
}

/// The county by month, and the offices in the last one.
fn figures(merged: &Merged) -> Vec<Figures> {
    let months = merged.by_month();
    let county = months.iter().map(|(month, offices)| {
        let sums = offices.iter().filter_map(|summary| summary.total());
        (month.to_string(), together(sums))
    });
    let county: Vec<(String, Row)> = county.collect();
    let moved = county.iter().map(|(month, row)| {
        let counts = [row.accepted.cases, row.completed.cases];
        (month.clone(), counts.map(Cell::Count).to_vec())
    });
    let rates = county.iter().map(|(month, row)| {
        let rate = Cell::Rate(row.on_time_rate);
        (month.clone(), vec![rate])
    });
    let last = months.values().next_back().into_iter().flatten();
    let standing = last.filter_map(|summary| {
        let row = summary.total()?;
        let counts = [row.end.cases, row.overdue];
        Some((summary.office.clone(), counts.map(Cell::Count).to_vec()))
    });
    vec![
        Figures {
            title: "全县各月受理与办结（户）",
            series: &["受理", "办结"],
            rows: moved.collect(),
        },
        Figures {
            title: "全县各月按期率",
            series: &["按期率"],
            rows: rates.collect(),
        },
        Figures {
            title: "最后一月各所期末在办与超期（户）",
            series: &["在办", "超期"],
            rows: standing.collect(),
        },
    ]
}

/// Each list of all folders, month and office in front.
fn joined(merged: &Merged) -> Vec<List> {
    let mut joined: Vec<List> = Vec::new();
    for folder in &merged.folders {
        let summary = &folder.summary;
        for (place, mut one) in lists::lists(summary).into_iter().enumerate() {
            for row in &mut one.rows {
                let keys = [summary.month.to_string(), summary.office.clone()];
                row.splice(0..0, keys.map(Cell::Text));
            }
            match joined.get_mut(place) {
                Some(list) => list.rows.append(&mut one.rows),
                None => {
                    one.columns.splice(0..0, [("月份", 9.0), ("供电所", 18.0)]);
                    joined.push(one);
                }
            }
        }
    }
    joined
}

/// Where the figures come from, for the auditor.
fn sources(merged: &Merged) -> List {
    let text = |words: &str| Cell::Text(words.to_owned());
    let rows = merged.folders.iter().map(|folder| {
        let summary = &folder.summary;
        let frozen = summary.frozen.as_ref();
        let at = frozen.map(|frozen| frozen.at.format("%Y-%m-%d %H:%M").to_string());
        vec![
            Cell::Text(summary.month.to_string()),
            text(&summary.office),
            text(&summary.office_code),
            Cell::Text(format!("{}至{}", summary.from, summary.to)),
            Cell::Text(at.unwrap_or_default()),
            text(frozen.map_or("", |frozen| &frozen.by)),
            Cell::Count(summary.log.length),
            text(&summary.log.hash),
            Cell::Text(name(&folder.path)),
        ]
    });
    let missing = merged.missing.iter().map(|(office, month)| {
        let words = [
            month.to_string(),
            office.clone(),
            String::new(),
            "缺".to_owned(),
        ];
        words.map(Cell::Text).to_vec()
    });
    List {
        title: "来源",
        columns: vec![
            ("月份", 9.0),
            ("供电所", 22.0),
            ("编号", 12.0),
            ("统计期间", 24.0),
            ("封存时间", 17.0),
            ("封存人", 9.0),
            ("流水条数", 9.0),
            ("末条校验值", 66.0),
            ("文件夹", 50.0),
        ],
        rows: rows.chain(missing).collect(),
    }
}
