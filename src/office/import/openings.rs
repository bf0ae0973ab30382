//! What ran already when the records began (期初业务): this year's suspensions, removals that still last, and ratios with
//! their last verification, on accounts that exist.

use serde_json::json;

use crate::model::customer::Customer;
use crate::model::opening::{Opening, OpeningKind};
use crate::model::suspension::Suspension;
use crate::model::text::half_width;
use crate::model::vocabulary::AccountState;
use crate::office::{Act, OfficeError, Work, find, numbers, suspension};
use crate::rules::Refusal;
use crate::rules::opening::{self, Holder, OpeningEntry};
use crate::rules::ratio::main_class;
use crate::rules::suspension::Limits;
use crate::store::customer::{self, StoredCustomer};
use crate::store::{case, opening as store, ratio};

use super::customers::report;
use super::outcome::notice;
use super::sheet::{Line, Sheet};
use super::table::{Column, Table, column};
use super::{Going, Notice, Outcome, What};

pub(super) const COLUMNS: [Column; 12] = [
    column("户号", &["客户编号", "用户编号"], &["account"], true),
    column("事项", &["业务类型"], &["kind"], true),
    column("设备", &["变压器", "暂停设备"], &["transformers"], false),
    column("加封日期", &["暂停日期"], &["sealed_on"], false),
    column("计划恢复日期", &["计划恢复"], &["to"], false),
    column(
        "已恢复日期",
        &["实际恢复日期", "已恢复"],
        &["resumed_on"],
        false,
    ),
    column("封印编号", &["封印"], &["seals"], false),
    column("拆表日期", &["暂拆日期"], &["removed_on"], false),
    column("比例", &["定比", "分类比例"], &["shares"], false),
    column("核实日期", &["上次核实日期"], &["verified_on"], false),
    column("序号", &[], &[], false),
    column("备注", &["户名", "客户名称"], &[], false),
];

pub(super) fn check(
    work: Work<'_>,
    sheet: &Sheet,
    going: Going<'_>,
) -> Result<Outcome, OfficeError> {
    Ok(outcome(&read(work, sheet, going)?))
}

pub(super) fn import(
    work: Work<'_>,
    sheet: &Sheet,
    going: Going<'_>,
) -> Result<Outcome, OfficeError> {
    let read = read(work, sheet, going)?;
    let mut numbers = Vec::new();
    for (stored, opening) in &read.openings {
        numbers.push(keep(work, stored, opening)?);
    }
    let outcome = outcome(&read);
    let detail = json!({
        "as": What::Openings,
        "file": sheet.name,
        "sha256": sheet.sha256,
        "openings": numbers,
        "notices": outcome.notices.len(),
    });
    work.log(Act::Import, "", detail)?;
    Ok(outcome)
}

/// Every line with its account.
#[derive(Default)]
struct Read {
    openings: Vec<(StoredCustomer, Opening)>,
    notices: Vec<Notice>,
}

fn outcome(read: &Read) -> Outcome {
    let count = |kind: OpeningKind| {
        let openings = read.openings.iter();
        openings
            .filter(|(_, opening)| opening.kind() == kind)
            .count()
    };
    Outcome {
        what: What::Openings,
        counts: vec![
            ("suspensions", "暂停", "次", count(OpeningKind::Suspension)),
            ("removals", "暂拆", "户", count(OpeningKind::Removal)),
            ("ratios", "定比", "户", count(OpeningKind::Ratio)),
        ],
        notices: read.notices.clone(),
    }
}

fn read(work: Work<'_>, sheet: &Sheet, going: Going<'_>) -> Result<Read, OfficeError> {
    let table = Table::of(sheet, &COLUMNS, "期初业务")?;
    let limits = Limits::on(&work.manual.rulebooks, work.desk.today)?;
    let mut read = Read::default();
    let passed_over = table.passed_over().into_iter();
    read.notices
        .extend(passed_over.map(|head| notice(0, head, "这一栏没有导入")));
    let mut refusals = Vec::new();
    for (index, line) in table.rows.iter().enumerate() {
        report(going, index, sheet.lines.len())?;
        let wrong = match one(work, &table, line, &limits, &read.openings)? {
            Ok((stored, opening, notices)) => {
                let placed = notices.into_iter();
                read.notices.extend(
                    placed.map(|(field, words)| notice(line.number, table.head_of(field), words)),
                );
                read.openings.push((stored, opening));
                continue;
            }
            Err(wrong) => wrong.into_iter(),
        };
        refusals.extend(wrong.map(|refusal| table.at_line(line.number, refusal)));
    }
    if refusals.is_empty() {
        Ok(read)
    } else {
        Err(OfficeError::Refused(refusals))
    }
}

type Checked = Result<(StoredCustomer, Opening, Vec<opening::Notice>), Vec<Refusal>>;

/// A line, after those before it.
fn one(
    work: Work<'_>,
    table: &Table<'_>,
    line: &Line,
    limits: &Limits,
    before: &[(StoredCustomer, Opening)],
) -> Result<Checked, OfficeError> {
    let cut_short = table.cut_short(line);
    if !cut_short.is_empty() {
        return Ok(Err(cut_short));
    }
    let entry = entry(table, line);
    let account = half_width(&entry.account);
    let Some(mut stored) = customer::by_account(work.conn, &account)? else {
        let problem = if account.is_empty() {
            "未填".to_owned()
        } else {
            format!("没有户号“{}”", account.chars().take(20).collect::<String>())
        };
        let refusal = Refusal::input("account", "户号", problem);
        return Ok(Err(vec![refusal]));
    };
    let mut suspensions = suspension::of_account(work, stored.id)?;
    let mut shares = ratio::shares(work.conn, stored.id)?;
    let earlier = before.iter().filter(|(other, _)| other.id == stored.id);
    for (_, opening) in earlier {
        suspensions.extend(opening.suspension(""));
        if let Opening::Ratio { shares: typed, .. } = opening {
            shares.clone_from(typed);
        }
        stored.customer.state = state(&stored.customer, opening, &suspensions);
    }
    let under_way = case::open_change(work.conn, &account)?;
    let holder = Holder {
        customer: &stored.customer,
        transformers: &customer::transformers(work.conn, stored.id)?,
        meters: &customer::meters(work.conn, stored.id)?,
        readings: &customer::readings(work.conn, stored.id)?,
        suspensions: &suspensions,
        shares: &shares,
        under_way: under_way.as_deref(),
        limits,
        today: work.desk.today,
    };
    let checked = opening::check(&entry, holder);
    Ok(checked.map(|(opening, notices)| (stored, opening, notices)))
}

fn entry(table: &Table<'_>, line: &Line) -> OpeningEntry {
    let mut entry = OpeningEntry::default();
    for (field, cell) in table.fields(line) {
        let place = match field {
            "account" => &mut entry.account,
            "kind" => &mut entry.kind,
            "transformers" => &mut entry.transformers,
            "sealed_on" => &mut entry.sealed_on,
            "to" => &mut entry.to,
            "resumed_on" => &mut entry.resumed_on,
            "seals" => &mut entry.seals,
            "removed_on" => &mut entry.removed_on,
            "shares" => &mut entry.shares,
            "verified_on" => &mut entry.verified_on,
            _ => continue,
        };
        cell.clone_into(place);
    }
    entry
}

/// The account's state with what ran.
fn state(customer: &Customer, opening: &Opening, suspensions: &[Suspension]) -> AccountState {
    match opening {
        Opening::Removal { .. } => AccountState::Removed,
        Opening::Ratio { .. } => customer.state,
        Opening::Suspension { .. } => {
            let sealed = suspensions.iter().any(|one| one.sealed().next().is_some());
            if sealed {
                AccountState::Suspended
            } else {
                customer.state
            }
        }
    }
}

/// Keeps it under a number of its own, which it returns; the account's state and meters follow.
fn keep(work: Work<'_>, stored: &StoredCustomer, opening: &Opening) -> Result<String, OfficeError> {
    let number = numbers::next_opening(work)?;
    store::insert(work.conn, stored.id, &number, opening)?;
    let mut meters = customer::meters(work.conn, stored.id)?;
    if let Opening::Removal { on } = opening {
        let hanging = meters.iter().filter(|meter| meter.removed_on.is_none());
        for meter in hanging {
            customer::remove_meter(work.conn, &meter.asset_number, *on)?;
        }
        meters = customer::meters(work.conn, stored.id)?;
    }
    let suspensions = suspension::of_account(work, stored.id)?;
    // A line before may have changed the account.
    let now = customer::by_id(work.conn, stored.id)?;
    let now = now.map_or_else(|| stored.customer.clone(), |now| now.customer);
    let mut changed = Customer {
        state: state(&now, opening, &suspensions),
        ..now
    };
    if let Opening::Ratio { shares, .. } = opening {
        ratio::set_shares(work.conn, stored.id, shares)?;
        changed.tariff = main_class(shares).unwrap_or(changed.tariff);
    }
    customer::update_supply(work.conn, stored.id, &changed)?;
    find::index_customer(work, stored.id, &changed, &meters)?;
    Ok(number)
}
