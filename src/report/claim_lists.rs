//! The lists of a month's claims (违约理赔).

use rust_decimal::Decimal;

use crate::model::money::to_fen;
use crate::model::summary::{ClaimLine, Summary};

use super::columns::Cell;
use super::lists::{List, day, figure, text};

/// Yuan, with two decimals.
fn money(yuan: Decimal) -> Cell {
    Cell::Mean(Some(to_fen(yuan)))
}

/// Each kind of claim with its sums; none where nothing happened.
pub(super) fn totals(summary: &Summary) -> List {
    let moved = summary.claims.iter().filter(|one| !one.is_empty());
    let rows = moved.map(|one| {
        vec![
            text(one.kind.chinese()),
            Cell::Count(one.at_start()),
            Cell::Count(one.found),
            Cell::Count(one.closed),
            Cell::Count(one.open),
            figure(one.kwh),
            money(one.back_pay),
            money(one.penalty),
            money(one.amount),
            money(one.paid),
        ]
    });
    List {
        title: "违约理赔",
        columns: vec![
            ("种类", 12.0),
            ("期初未结", 9.0),
            ("本期立案", 9.0),
            ("本期结案", 9.0),
            ("期末未结", 9.0),
            ("窃电量", 12.0),
            ("补交电费", 13.0),
            ("违约金额", 13.0),
            ("合计金额", 13.0),
            ("本期收付", 13.0),
        ],
        rows: rows.collect(),
    }
}

/// The files behind them.
pub(super) fn files(summary: &Summary) -> List {
    let row = |one: &ClaimLine| {
        vec![
            text(&one.claim),
            text(one.kind.chinese()),
            text(&one.account),
            text(&one.customer),
            day(Some(one.found_on)),
            day(one.closed_on),
            text(&one.handler),
            figure(one.kwh),
            money(one.back_pay),
            money(one.penalty),
            money(one.amount),
            money(one.paid),
        ]
    };
    List {
        title: "违约理赔档案",
        columns: vec![
            ("档案编号", 20.0),
            ("种类", 11.0),
            ("户号", 15.0),
            ("户名", 22.0),
            ("立案日期", 12.0),
            ("结案日期", 12.0),
            ("经办人", 9.0),
            ("窃电量", 11.0),
            ("补交电费", 12.0),
            ("违约金额", 12.0),
            ("合计金额", 12.0),
            ("本期收付", 12.0),
        ],
        rows: summary.claim_files.iter().map(row).collect(),
    }
}

/// What supervisors decided about claims, below the waivers of cases (AUDIT-2).
pub(super) fn waivers(summary: &Summary) -> impl Iterator<Item = Vec<Cell>> {
    summary.claim_waivers.iter().map(|one| {
        vec![
            text(&one.claim),
            text(&one.customer),
            text(one.kind.chinese()),
            text(&one.handler),
            text(&one.reason),
            text(&one.basis),
            text(&one.approver),
        ]
    })
}
