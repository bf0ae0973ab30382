//! The columns of the county's table, the same in the workbook and on paper.

use rust_decimal::Decimal;

use crate::model::summary::{Figure, Row, Summary};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Count(i64),
    /// kVA.
    Figure(Decimal),
    /// Two decimals; empty where there is none.
    Mean(Option<Decimal>),
    /// A part of one, shown in per cent.
    Rate(Option<Decimal>),
}

/// A column under a heading that it may share with its neighbours.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub group: &'static str,
    pub head: &'static str,
    /// On paper, in millimetres.
    pub width: f32,
    pub cell: fn(&Row) -> Cell,
    /// What it counts, where there are cases behind it.
    pub figure: Option<Figure>,
}

const fn column(
    group: &'static str,
    head: &'static str,
    width: f32,
    cell: fn(&Row) -> Cell,
) -> Column {
    Column {
        group,
        head,
        width,
        cell,
        figure: None,
    }
}

/// A column that counts cases.
const fn counting(
    group: &'static str,
    head: &'static str,
    width: f32,
    figure: Figure,
    cell: fn(&Row) -> Cell,
) -> Column {
    Column {
        figure: Some(figure),
        ..column(group, head, width, cell)
    }
}

const CASES: &str = "户数";
const KVA: &str = "容量";

/// The columns in order. Those of one group stand together.
pub const COLUMNS: &[Column] = &[
    column("业务", "", 17.0, |row| {
        Cell::Text(row.kind.map_or("合计", |kind| kind.chinese()).to_owned())
    }),
    column("类别", "", 20.0, |row| {
        Cell::Text(row.class.map_or("", |class| class.chinese()).to_owned())
    }),
    counting("期初在办", CASES, 9.0, Figure::Start, |row| {
        Cell::Count(Figure::Start.of(row))
    }),
    column("期初在办", KVA, 14.5, |row| Cell::Figure(row.start.kva)),
    counting("本期受理", CASES, 9.0, Figure::Accepted, |row| {
        Cell::Count(Figure::Accepted.of(row))
    }),
    column("本期受理", KVA, 14.5, |row| {
        Cell::Figure(row.accepted.kva)
    }),
    counting("调整", CASES, 9.0, Figure::Adjusted, |row| {
        Cell::Count(Figure::Adjusted.of(row))
    }),
    column("调整", KVA, 12.5, |row| Cell::Figure(row.adjusted.kva)),
    counting("本期办结", CASES, 9.0, Figure::Completed, |row| {
        Cell::Count(Figure::Completed.of(row))
    }),
    column("本期办结", KVA, 14.5, |row| {
        Cell::Figure(row.completed.kva)
    }),
    counting(
        "本期办结",
        "跨年",
        9.0,
        Figure::FromEarlierYears,
        |row| Cell::Count(Figure::FromEarlierYears.of(row)),
    ),
    counting("作废", CASES, 9.0, Figure::Voided, |row| {
        Cell::Count(Figure::Voided.of(row))
    }),
    column("作废", KVA, 12.5, |row| Cell::Figure(row.voided.kva)),
    counting("期末在办", CASES, 9.0, Figure::End, |row| {
        Cell::Count(Figure::End.of(row))
    }),
    column("期末在办", KVA, 14.5, |row| Cell::Figure(row.end.kva)),
    column("期末在办", "超期", 9.0, |row| {
        Cell::Count(row.overdue)
    }),
    column("平均工作日", "", 11.0, |row| {
        Cell::Mean(row.mean_working_days)
    }),
    counting("按期率", "", 12.5, Figure::NotOnTime, |row| {
        Cell::Rate(row.on_time_rate)
    }),
    column("本年受理", CASES, 10.0, |row| {
        Cell::Count(row.year.accepted.cases)
    }),
    column("本年受理", KVA, 15.5, |row| {
        Cell::Figure(row.year.accepted.kva)
    }),
    column("本年办结", CASES, 10.0, |row| {
        Cell::Count(row.year.completed.cases)
    }),
    column("本年办结", KVA, 15.5, |row| {
        Cell::Figure(row.year.completed.kva)
    }),
];

/// How many columns share a heading, from each column that begins one.
pub fn groups() -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (index, column) in COLUMNS.iter().enumerate() {
        match groups.last_mut() {
            Some((first, count)) if COLUMNS[*first].group == column.group => *count += 1,
            _ => groups.push((index, 1)),
        }
    }
    groups
}

impl Cell {
    /// As people read it.
    pub fn chinese(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Figure(figure) => figure.normalize().to_string(),
            Self::Mean(mean) => mean.map_or_else(|| "—".to_owned(), |mean| mean.to_string()),
            Self::Rate(rate) => rate.map_or_else(
                || "—".to_owned(),
                |rate| format!("{}%", (rate * Decimal::ONE_HUNDRED).normalize()),
            ),
        }
    }
}

/// The title: `石桥供电所业扩报装月报（2026年11月）`.
pub fn title(summary: &Summary) -> String {
    let month = summary.month.to_string();
    let (year, month) = month.split_once('-').unwrap_or((&month, ""));
    let month = month.trim_start_matches('0');
    format!("{}业扩报装月报（{year}年{month}月）", summary.office)
}

/// What the figures are and what they must hold.
pub const UNITS: &str = "单位：户、千伏安（千瓦按千伏安计）";
pub const IDENTITY: &str = "期初在办 + 本期受理 + 调整 = 本期办结 + 作废 + 期末在办";

/// From when to when, and since when it is frozen.
pub fn period(summary: &Summary) -> String {
    format!("统计期间：{}至{}", summary.from, summary.to)
}

/// Who made it and when; a month that is not frozen says so.
pub fn made(summary: &Summary) -> String {
    match &summary.frozen {
        Some(frozen) => format!("封存：{} {}", frozen.at.format("%Y-%m-%d %H:%M"), frozen.by),
        None => format!("未封存，截至{}", summary.as_of),
    }
}

/// What stands outside the table, in a line.
pub fn counts(summary: &Summary) -> String {
    let [registered, answered, closed, open] = summary.complaint_counts();
    format!(
        "待补资料{}件（本期受理的等候{}天），不予受理{}件，特批{}件，补录{}个环节；投诉登记{registered}件，答复{answered}件，办结{closed}件，期末未办结{open}件",
        summary.waiting,
        summary.waited_days,
        summary.refused,
        summary.waivers.len() + summary.claim_waivers.len(),
        summary.late_entries.len()
    )
}
