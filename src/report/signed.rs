//! The PDF to sign and stamp: the county's table, what stands outside it, and who answers for it.

use crate::model::summary::{Row, Summary};
use crate::paper::PaperError;
use crate::paper::landscape::{
    BODY_WIDTH, Column, HeadCell, Landscape, Part, Stand, Table, landscape,
};
use crate::paper::mark::Document;

use super::columns::{COLUMNS, Cell, IDENTITY, UNITS, counts, groups, made, period, title};
use super::lists::{self, List};

/// The lists behind the signed page; the cases and what only the auditor asks for stand in the workbook.
const ATTACHED: [&str; 9] = [
    "环节在办",
    "逾期",
    "调整",
    "暂停",
    "暂拆将满",
    "签订合同",
    "待补资料",
    "投诉",
    "违约理赔",
];

/// Composes the PDF.
///
/// # Errors
/// A character is in no font.
pub fn document(summary: &Summary) -> Result<Document, PaperError> {
    let mut parts = vec![
        Part::Table(table(summary)),
        Part::Text(format!(
            "{IDENTITY}。没有业务的行不列。{}。",
            counts(summary)
        )),
    ];
    parts.push(Part::Text(format!(
        "流水共{}条，末条校验值{}。规则：{}。",
        summary.log.length,
        summary.log.hash,
        summary.rulebooks.join("、")
    )));
    let people = ["制表（签名）", "审核（签名）", "负责人（签名、盖章）"];
    parts.push(Part::Signatures(people.map(str::to_owned).to_vec()));
    let lists = lists::lists(summary).into_iter();
    let listed = lists.filter(|list| ATTACHED.contains(&list.title) && !list.rows.is_empty());
    parts.extend(listed.map(|list| Part::Table(plain(&list))));
    let issued_at = summary
        .frozen
        .as_ref()
        .map(|frozen| frozen.at.format("%Y-%m-%d %H:%M"));
    landscape(&Landscape {
        title: title(summary),
        under_title: [period(summary), String::new(), UNITS.to_owned()],
        parts,
        foot: format!("{}　{}", summary.office, made(summary)),
        issued_at: issued_at.map(|at| at.to_string()).unwrap_or_default(),
    })
}

fn table(summary: &Summary) -> Table {
    let shown: Vec<&Row> = summary
        .rows
        .iter()
        .filter(|row| row.kind.is_none() || !row.is_empty())
        .collect();
    let natural: f32 = COLUMNS.iter().map(|column| column.width).sum();
    let columns = COLUMNS.iter().enumerate().map(|(index, column)| Column {
        width: column.width * BODY_WIDTH / natural,
        stand: if index < 2 { Stand::Left } else { Stand::Right },
    });
    let mut head = Vec::new();
    for (first, count) in groups() {
        let rows = if count == 1 { 2 } else { 1 };
        head.push(HeadCell {
            text: COLUMNS[first].group.to_owned(),
            column: first,
            columns: count,
            row: 0,
            rows,
        });
        if count > 1 {
            head.extend((first..first + count).map(|column| HeadCell {
                text: COLUMNS[column].head.to_owned(),
                column,
                columns: 1,
                row: 1,
                rows: 1,
            }));
        }
    }
    let cells = |row: &Row| {
        COLUMNS
            .iter()
            .map(|column| (column.cell)(row).chinese())
            .collect()
    };
    Table {
        caption: String::new(),
        columns: columns.collect(),
        head,
        rows: shown.into_iter().map(cells).collect(),
        sums: true,
    }
}

/// A list with its caption, as wide as it needs.
fn plain(list: &List) -> Table {
    let natural: f32 = list.columns.iter().map(|(_, width)| width * 2.0).sum();
    let shrink = (BODY_WIDTH / natural).min(1.0);
    let numeric = |index: usize| {
        let first = list.rows.first().and_then(|row| row.get(index));
        !matches!(first, Some(Cell::Text(_)) | None)
    };
    let columns = list.columns.iter().enumerate();
    let head = list.columns.iter().enumerate();
    Table {
        caption: list.title.to_owned(),
        columns: columns
            .map(|(index, (_, width))| Column {
                width: width * 2.0 * shrink,
                stand: if numeric(index) {
                    Stand::Right
                } else {
                    Stand::Left
                },
            })
            .collect(),
        head: head
            .map(|(column, (name, _))| HeadCell {
                text: (*name).to_owned(),
                column,
                columns: 1,
                row: 0,
                rows: 1,
            })
            .collect(),
        rows: list
            .rows
            .iter()
            .map(|row| row.iter().map(Cell::chinese).collect())
            .collect(),
        sums: false,
    }
}
