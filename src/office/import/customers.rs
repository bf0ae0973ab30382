//! Customers of an old ledger (期初客户): every line an account with its transformers, meter, last reading and
//! contract.

use std::collections::HashMap;

use serde_json::json;

use crate::model::long_work::{Continue, Progress};
use crate::model::text::half_width;
use crate::office::{Act, OfficeError, Work, find};
use crate::rules::Refusal;
use crate::rules::field;
use crate::rules::intake::IntakeContext;
use crate::rules::intake::ledger::{self, LedgerAccount, LedgerEntry};
use crate::store::StoreError;
use crate::store::customer::{self, Contract};

use super::customer_columns::{COLUMNS, entry};
use super::outcome::notice;
use super::sheet::Sheet;
use super::table::Table;
use super::{Going, Notice, Outcome, What};

/// Lines between two reports.
const REPORT_EVERY: usize = 100;

pub(super) fn check(
    work: Work<'_>,
    sheet: &Sheet,
    going: Going<'_>,
) -> Result<Outcome, OfficeError> {
    let rows = sheet.lines.len();
    let read = read(work, sheet, &mut |done| report(going, done, rows))?;
    Ok(outcome(&read))
}

pub(super) fn import(
    work: Work<'_>,
    sheet: &Sheet,
    going: Going<'_>,
) -> Result<Outcome, OfficeError> {
    let rows = sheet.lines.len() * 2;
    let read = read(work, sheet, &mut |done| report(going, done, rows))?;
    for (index, account) in read.accounts.iter().enumerate() {
        report(going, sheet.lines.len() + index, rows)?;
        keep(work, account)?;
    }
    let outcome = outcome(&read);
    let counts = outcome.counts.iter();
    let counts: serde_json::Map<_, _> = counts
        .map(|(word, _, _, count)| ((*word).to_owned(), json!(count)))
        .collect();
    let detail = json!({
        "as": What::Customers,
        "file": sheet.name,
        "sha256": sheet.sha256,
        "counts": counts,
        "notices": outcome.notices.len(),
    });
    work.log(Act::Import, "", detail)?;
    Ok(outcome)
}

pub(super) fn report(going: Going<'_>, done: usize, of: usize) -> Result<(), OfficeError> {
    if done.is_multiple_of(REPORT_EVERY) && going(Progress::new(done, of)) == Continue::No {
        return Err(OfficeError::Store(StoreError::Cancelled));
    }
    Ok(())
}

/// Every line as an account.
struct Read {
    accounts: Vec<LedgerAccount>,
    notices: Vec<Notice>,
}

fn outcome(read: &Read) -> Outcome {
    let count = |of: fn(&LedgerAccount) -> usize| read.accounts.iter().map(of).sum::<usize>();
    Outcome {
        what: What::Customers,
        counts: vec![
            ("customers", "客户", "户", read.accounts.len()),
            (
                "transformers",
                "变压器",
                "台",
                count(|one| one.transformers.len()),
            ),
            (
                "meters",
                "电能表",
                "只",
                count(|one| usize::from(one.meter.is_some())),
            ),
            (
                "readings",
                "示数",
                "条",
                count(|one| usize::from(one.reading.is_some())),
            ),
            (
                "contracts",
                "合同",
                "份",
                count(|one| usize::from(one.contract.is_some())),
            ),
        ],
        notices: read.notices.clone(),
    }
}

fn read(
    work: Work<'_>,
    sheet: &Sheet,
    report: &mut dyn FnMut(usize) -> Result<(), OfficeError>,
) -> Result<Read, OfficeError> {
    let table = Table::of(sheet, &COLUMNS, "客户")?;
    let mut read = Read {
        accounts: Vec::with_capacity(table.rows.len()),
        notices: Vec::new(),
    };
    let passed_over = table.passed_over().into_iter();
    read.notices
        .extend(passed_over.map(|head| notice(0, head, "这一栏没有导入")));
    let mut refusals = Vec::new();
    let mut seen = Seen::default();
    for (index, line) in table.rows.iter().enumerate() {
        report(index)?;
        let mut wrong = table.cut_short(line);
        let entry = entry(&table, line);
        let twice = seen.taken(work, line.number, &entry)?;
        match account(work, &entry) {
            Ok(account) => {
                let twins = seen.twins(line.number, &account);
                let notices = account.notices.iter().cloned().chain(twins);
                read.notices.extend(
                    notices.map(|(field, words)| notice(line.number, table.head_of(field), words)),
                );
                read.accounts.push(account);
            }
            Err(refused) => {
                let of_cut: Vec<&str> = wrong
                    .iter()
                    .map(|refusal| table.head_of(&refusal.field))
                    .collect();
                let others = refused.into_iter();
                let others: Vec<Refusal> = others
                    .filter(|refusal| !of_cut.contains(&table.head_of(&refusal.field)))
                    .collect();
                wrong.extend(others);
            }
        }
        wrong.extend(twice);
        let placed = wrong.into_iter();
        refusals.extend(placed.map(|refusal| table.at_line(line.number, refusal)));
    }
    if refusals.is_empty() {
        Ok(read)
    } else {
        Err(OfficeError::Refused(refusals))
    }
}

fn account(work: Work<'_>, entry: &LedgerEntry) -> Result<LedgerAccount, Vec<Refusal>> {
    let context = IntakeContext {
        today: work.desk.today,
        terms: work.settings.terms(),
        account: None,
        handler: &work.desk.operator,
        supervisors: work.settings.supervisors(),
    };
    ledger::check(work.manual, entry, context, work.settings.account_length())
}

/// In which line something came first.
#[derive(Default)]
struct Seen {
    accounts: HashMap<String, u64>,
    meters: HashMap<String, u64>,
    id_numbers: HashMap<String, u64>,
    addresses: HashMap<String, u64>,
}

impl Seen {
    /// What is in the file or the records already, whatever else is wrong with the line.
    fn taken(
        &mut self,
        work: Work<'_>,
        line: u64,
        entry: &LedgerEntry,
    ) -> Result<Vec<Refusal>, OfficeError> {
        let mut refusals = Vec::new();
        let number = &half_width(&entry.account);
        if number.is_empty() {
            // That it is missing is said already.
        } else if let Some(first) = self.accounts.get(number) {
            let problem = format!("与第{first}行重复");
            refusals.push(Refusal::input("account", "户号", problem));
        } else if let Some(holder) = customer::by_account(work.conn, number)? {
            let problem = format!("{number}已是“{}”的户号", holder.customer.party.name);
            refusals.push(Refusal::input("account", "户号", problem));
        }
        self.accounts.entry(number.clone()).or_insert(line);
        let Ok(number) = &field::meter_number(&entry.meter) else {
            return Ok(refusals);
        };
        if let Some(first) = self.meters.get(number) {
            let problem = format!("与第{first}行重复");
            refusals.push(Refusal::input("meter", "表号", problem));
        } else if let Some(other) = customer::account_of_meter(work.conn, number)? {
            let problem = format!("{number}已装在户号{other}");
            refusals.push(Refusal::input("meter", "表号", problem));
        }
        self.meters.entry(number.clone()).or_insert(line);
        Ok(refusals)
    }

    /// Whoever has several accounts, or the same account under two numbers.
    fn twins(&mut self, line: u64, account: &LedgerAccount) -> Vec<(&'static str, String)> {
        let party = &account.customer.party;
        let mut twins = Vec::new();
        for (seen, what, field) in [
            (&mut self.id_numbers, &party.id_number, "id_number"),
            (&mut self.addresses, &party.address, "address"),
        ] {
            let first = *seen.entry(what.clone()).or_insert(line);
            if first != line {
                twins.push((field, format!("与第{first}行相同，请核对是不是同一户")));
            }
        }
        twins
    }
}

fn keep(work: Work<'_>, account: &LedgerAccount) -> Result<(), OfficeError> {
    let holder = &account.customer;
    let id = customer::insert(work.conn, holder)?;
    for transformer in &account.transformers {
        customer::add_transformer(work.conn, id, transformer)?;
    }
    if let Some(meter) = &account.meter {
        customer::add_meter(work.conn, id, meter)?;
    }
    if let Some(reading) = &account.reading {
        customer::add_reading(work.conn, id, reading)?;
    }
    if let Some((number, in_force_on)) = &account.contract {
        let contract = Contract {
            number: number.clone(),
            case: None,
            template: holder.class.wire().to_owned(),
            in_force_on: *in_force_on,
            ended_on: None,
        };
        customer::add_contract(work.conn, id, &contract)?;
    }
    find::index_customer(work, id, holder, account.meter.as_slice())
}
