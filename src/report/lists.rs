//! The lists of a month: what stands behind the table, and what the auditor asks for.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::summary::Summary;

use super::claim_lists;
use super::columns::Cell;

/// A list with its columns and rows.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    pub title: &'static str,
    /// Each with its width, in characters of half an em.
    pub columns: Vec<(&'static str, f32)>,
    pub rows: Vec<Vec<Cell>>,
}

pub(super) fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

pub(super) fn day(day: Option<NaiveDate>) -> Cell {
    text(day.map(|day| day.to_string()).unwrap_or_default())
}

pub(super) fn figure(kva: Decimal) -> Cell {
    Cell::Figure(kva)
}

fn yes(holds: bool) -> Cell {
    text(if holds { "是" } else { "" })
}

/// Every list, in the order of the workbook's sheets; an empty one has its head only.
pub fn lists(summary: &Summary) -> Vec<List> {
    vec![
        cases(summary),
        steps(summary),
        late(summary),
        adjustments(summary),
        suspensions(summary),
        removals(summary),
        contracts(summary),
        claim_lists::totals(summary),
        claim_lists::files(summary),
        waivers(summary),
        late_entries(summary),
        refusals(summary),
        waited(summary),
        complaints(summary),
    ]
}

/// The cases behind the table.
pub fn cases(summary: &Summary) -> List {
    let rows = summary.cases.iter().map(|case| {
        let moved = |there| yes(there);
        let in_month = |day: Option<NaiveDate>| {
            moved(day.is_some_and(|day| summary.from <= day && day <= summary.to))
        };
        vec![
            text(&case.case),
            text(case.kind.chinese()),
            text(case.class.chinese()),
            text(case.account.clone().unwrap_or_default()),
            text(&case.customer),
            text(&case.address),
            figure(case.kva),
            text(&case.handler),
            day(Some(case.applied_on)),
            day(Some(case.accepted_on)),
            day(case.completed_on),
            day(case.voided_on),
            moved(case.at_start),
            in_month(Some(case.accepted_on)),
            moved(case.at_end),
            moved(case.overdue),
            case.on_time.map_or_else(
                || text(""),
                |on_time| text(if on_time { "是" } else { "否" }),
            ),
            case.working_days.map_or_else(|| text(""), Cell::Count),
        ]
    });
    List {
        title: "工单",
        columns: vec![
            ("工单编号", 20.0),
            ("业务", 9.0),
            ("类别", 11.0),
            ("户号", 15.0),
            ("户名", 22.0),
            ("用电地址", 34.0),
            ("计入容量", 10.0),
            ("受理人", 9.0),
            ("申请日期", 12.0),
            ("受理日期", 12.0),
            ("办结日期", 12.0),
            ("作废日期", 12.0),
            ("期初在办", 9.0),
            ("本期受理", 9.0),
            ("期末在办", 9.0),
            ("超期", 6.0),
            ("按期", 6.0),
            ("工作日", 8.0),
        ],
        rows: rows.collect(),
    }
}

fn steps(summary: &Summary) -> List {
    let rows = summary.steps.iter().map(|step| {
        vec![
            text(&step.name),
            Cell::Count(step.in_hand),
            Cell::Count(step.overdue),
        ]
    });
    List {
        title: "环节在办",
        columns: vec![("环节", 22.0), ("在办", 9.0), ("其中超期", 9.0)],
        rows: rows.collect(),
    }
}

/// Steps too late, and those that still are. One that was late in a month before stands here because its case was
/// completed in this one. Whoever reads it knows the manual and not our rules: its article stands for them.
pub fn late(summary: &Summary) -> List {
    let rows = summary.late.iter().map(|step| {
        vec![
            text(&step.case),
            text(&step.customer),
            text(step.kind.chinese()),
            text(step.class.chinese()),
            text(&step.step_name),
            text(match step.article.as_str() {
                "" => &step.rule,
                article => article,
            }),
            day(Some(step.due)),
            step.done.map_or_else(|| text("未办"), |on| day(Some(on))),
            Cell::Count(step.days),
            text(step.reason.map_or("", |reason| reason.chinese())),
            text(match step.done {
                Some(on) if on < summary.from => "以前超期，本期办结",
                _ => "",
            }),
        ]
    });
    List {
        title: "逾期",
        columns: vec![
            ("工单编号", 20.0),
            ("户名", 22.0),
            ("业务", 9.0),
            ("类别", 11.0),
            ("环节", 14.0),
            ("依据", 16.0),
            ("到期日", 12.0),
            ("办理日", 12.0),
            ("超期天数", 9.0),
            ("原因", 12.0),
            ("说明", 19.0),
        ],
        rows: rows.collect(),
    }
}

fn adjustments(summary: &Summary) -> List {
    let rows = summary.adjustments.iter().map(|one| {
        vec![
            text(&one.case),
            text(one.kind.chinese()),
            text(one.class.chinese()),
            Cell::Count(one.cases),
            figure(one.kva),
            text(&one.why),
        ]
    });
    List {
        title: "调整",
        columns: vec![
            ("工单编号", 20.0),
            ("业务", 9.0),
            ("类别", 11.0),
            ("户数", 7.0),
            ("容量", 10.0),
            ("缘由", 40.0),
        ],
        rows: rows.collect(),
    }
}

fn suspensions(summary: &Summary) -> List {
    let rows = summary.suspensions.iter().map(|one| {
        vec![
            text(&one.case),
            text(&one.account),
            text(&one.name),
            figure(one.kva),
            day(Some(one.sealed_on)),
            day(Some(one.to)),
            yes(one.ends_next_month),
        ]
    });
    List {
        title: "暂停",
        columns: vec![
            ("工单编号", 20.0),
            ("户号", 15.0),
            ("户名", 22.0),
            ("在停容量", 10.0),
            ("加封日期", 12.0),
            ("恢复计费日", 12.0),
            ("下月到期", 9.0),
        ],
        rows: rows.collect(),
    }
}

fn removals(summary: &Summary) -> List {
    let rows = summary.removals.iter().map(|one| {
        vec![
            text(&one.account),
            text(&one.name),
            day(Some(one.removed_on)),
            day(Some(one.last_day)),
        ]
    });
    List {
        title: "暂拆将满",
        columns: vec![
            ("户号", 15.0),
            ("户名", 22.0),
            ("拆表日期", 12.0),
            ("最迟申请复装", 14.0),
        ],
        rows: rows.collect(),
    }
}

fn contracts(summary: &Summary) -> List {
    let rows = summary.contracts.iter().map(|one| {
        vec![
            text(one.kind.chinese()),
            text(one.class.chinese()),
            Cell::Count(one.signed),
        ]
    });
    List {
        title: "签订合同",
        columns: vec![("业务", 12.0), ("类别", 12.0), ("份数", 8.0)],
        rows: rows.collect(),
    }
}

fn waivers(summary: &Summary) -> List {
    let rows = summary.waivers.iter().map(|one| {
        vec![
            text(&one.case),
            text(&one.customer),
            text(one.kind.chinese()),
            text(&one.handler),
            text(&one.reason),
            text(&one.basis),
            text(&one.approver),
        ]
    });
    List {
        title: "特批",
        columns: vec![
            ("工单编号", 20.0),
            ("户名", 22.0),
            ("业务", 9.0),
            ("受理人", 9.0),
            ("理由", 34.0),
            ("依据", 28.0),
            ("批准人", 9.0),
        ],
        rows: rows.chain(claim_lists::waivers(summary)).collect(),
    }
}

fn late_entries(summary: &Summary) -> List {
    let rows = summary.late_entries.iter().map(|one| {
        vec![
            text(&one.case),
            text(&one.step_name),
            day(Some(one.on)),
            text(one.recorded_at.format("%Y-%m-%d %H:%M").to_string()),
            Cell::Count(one.days),
            text(&one.operator),
        ]
    });
    List {
        title: "补录",
        columns: vec![
            ("工单编号", 20.0),
            ("环节", 14.0),
            ("办理日期", 12.0),
            ("录入时间", 17.0),
            ("相隔天数", 9.0),
            ("录入人", 9.0),
        ],
        rows: rows.collect(),
    }
}

fn refusals(summary: &Summary) -> List {
    let rows = summary.refusals.iter().map(|one| {
        vec![
            text(&one.number),
            day(Some(one.on)),
            text(&one.customer),
            text(&one.operator),
            text(&one.reason),
            text(match one.grounds.as_slice() {
                [] => one.rules.join("、"),
                grounds => grounds.join("；"),
            }),
        ]
    });
    List {
        title: "不予受理",
        columns: vec![
            ("告知单编号", 20.0),
            ("日期", 12.0),
            ("户名", 22.0),
            ("经办人", 9.0),
            ("原因", 40.0),
            ("依据", 26.0),
        ],
        rows: rows.collect(),
    }
}

fn waited(summary: &Summary) -> List {
    let rows = summary.waited.iter().map(|one| {
        vec![
            text(&one.case),
            text(&one.customer),
            day(Some(one.applied_on)),
            one.accepted_on
                .map_or_else(|| text("仍待补"), |on| day(Some(on))),
            Cell::Count(one.days),
        ]
    });
    List {
        title: "待补资料",
        columns: vec![
            ("工单编号", 20.0),
            ("户名", 22.0),
            ("申请日期", 12.0),
            ("受理日期", 12.0),
            ("等候天数", 9.0),
        ],
        rows: rows.collect(),
    }
}

fn complaints(summary: &Summary) -> List {
    let rows = summary.complaints.iter().map(|one| {
        vec![
            text(&one.number),
            text(&one.account),
            text(&one.customer),
            text(&one.matter),
            day(Some(one.registered_on)),
            day(Some(one.answer_by)),
            text(one.state.chinese()),
            day(one.answered_on),
            day(one.closed_on),
        ]
    });
    List {
        title: "投诉",
        columns: vec![
            ("投诉编号", 20.0),
            ("户号", 15.0),
            ("户名", 22.0),
            ("投诉内容", 40.0),
            ("登记日期", 12.0),
            ("答应答复日", 12.0),
            ("现状", 9.0),
            ("答复日期", 12.0),
            ("办结日期", 12.0),
        ],
        rows: rows.collect(),
    }
}
