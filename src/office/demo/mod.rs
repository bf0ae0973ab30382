//! The believable sample office (示例供电所): same arguments and same day, same content.
//!
//! | what | file |
//! |------|------|
//! | chance that falls the same way for the same seed | `chance` |
//! | who: names, people, organisations, the staff | `names`, `people`, `organisations`, `staff` |
//! | where: villages, streets | `places` |
//! | for what: trades and their machines | `trades` |
//! | the three together, how it is supplied and metered | `premises`, `supply`, `metering` |
//! | accounts, written straight into the store | `customers` |
//! | what befalls accounts whose meter moves, goes and comes back, or whose price changes | `moves`, `moved` |
//! | what befalls accounts whose equipment is suspended | `suspensions` |
//! | accounts that end | `endings` |
//! | breach, theft, late bills, damaged appliances | `claims` |
//! | what befalls cases, on which days, with which fields | `lives`, `scripts`, `diary`, `field_values` |
//! | applications, and the acts that carry the cases out | `applications`, `cases` |

mod applications;
mod cases;
mod chance;
mod claims;
mod contacts;
mod customers;
mod diary;
mod endings;
mod field_values;
mod lives;
mod metering;
mod moved;
mod moves;
mod names;
mod organisations;
mod people;
mod places;
mod premises;
mod sample;
mod scripts;
mod staff;
mod supply;
mod suspensions;
mod trades;

use serde_json::json;

use crate::rules::Refusal;
use crate::rules::refusal::INPUT;
use crate::store::{case, customer};

use super::import::{self, Sheet, What};
use super::{Act, Desk, OfficeError, Settings, Work, settings};

use diary::Diary;
pub(super) use sample::{Wanted, application};

/// How large the office is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    pub customers: u32,
    pub cases: u32,
    pub seed: u64,
}

impl Default for Request {
    /// Enough for every class, nature, tariff and way of billing, and for cases in every state.
    fn default() -> Self {
        Self {
            customers: 400,
            cases: endings::FIRST + endings::COUNT,
            seed: 1,
        }
    }
}

/// What the office was filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub office: String,
    pub operators: Vec<String>,
    /// Accounts that stood there before the cases opened theirs.
    pub customers: u32,
    pub cases: u32,
    pub refusals: u32,
}

/// Made-up prices and charges, each marked 示例 in its basis; also the template for an office's own file.
const TARIFFS: &[u8] = include_bytes!("../../../assets/tariffs/sample.csv");

/// What account numbers leave room for, beside those that cases open.
const MOST_CUSTOMERS: u32 = 5_000_000;

/// Fills an empty data folder with a sample office, laid out relative to the day at the desk: everything
/// happened on working days before it, in office hours, whatever the wall clock says. Run it as the founder.
///
/// # Errors
/// Refused (INPUT) where the folder has an office, customers or cases already.
pub fn fill(work: Work<'_>, request: &Request) -> Result<Summary, OfficeError> {
    admit(work, request)?;
    let diary = Diary::before(work.manual, work.desk.today);
    let founding = Desk {
        today: work.desk.today,
        now: diary.opening(),
        operator: staff::SUPERVISORS[0].to_owned(),
    };
    let work = work.at(&founding);
    settings::change(work, &particulars())?;
    let settings = Settings::load(work.conn)?;
    let work = Work {
        settings: &settings,
        ..work
    };
    work.log(
        Act::Demo,
        "",
        json!({ "customers": request.customers, "cases": request.cases, "seed": request.seed }),
    )?;
    let sheet = Sheet::of("sample.csv", TARIFFS, Some(What::Prices));
    import::prices(work, &sheet.map_err(|refusal| vec![refusal])?)?;
    customers::add(work, request.customers, request.seed)?;
    let refusals = cases::carry_out(work, &diary, request.cases, request.seed)?;
    endings::give_notice(work, &diary)?;
    contacts::add(work, &diary)?;
    if request.cases > 0 {
        claims::add(work, &diary)?;
    }
    Ok(Summary {
        office: settings.office_name().to_owned(),
        operators: settings.active_operators().to_vec(),
        customers: request.customers,
        cases: request.cases,
        refusals,
    })
}

/// Only an empty folder, and not more than its account numbers reach.
fn admit(work: Work<'_>, request: &Request) -> Result<(), OfficeError> {
    let cases: i64 = case::count_by_state(work.conn)?.values().sum();
    let customers = customer::count(work.conn)?;
    let mut refusals = Vec::new();
    if !work.settings.office_name().is_empty() || customers > 0 || cases > 0 {
        let message = format!(
            "数据文件夹里已有供电所设置、{customers}个客户和{cases}件工单，不能再建示例数据"
        );
        refusals.push(Refusal::new(
            INPUT,
            message,
            "示例数据请建在另一个空文件夹里",
        ));
    }
    if request.customers > MOST_CUSTOMERS {
        let problem = format!("最多{MOST_CUSTOMERS}个");
        refusals.push(Refusal::input("customers", "客户数", problem));
    }
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(OfficeError::Refused(refusals))
    }
}

/// What stands in the settings.
fn particulars() -> Vec<(String, String)> {
    let address = format!("{}集镇桥南路1号", places::TOWNSHIP);
    let operators = staff::operators();
    let particulars = [
        ("office.name", "石桥供电所（示例）"),
        ("office.code", "990731"),
        ("office.phone", "0990-0000731"),
        ("office.address", &address),
        ("office.representative", staff::SUPERVISORS[0]),
        ("contract.reading_day", "5"),
        ("contract.boundary", "电能表出线端"),
        ("contract.term_years", "10"),
        ("contract.fault_hours", "2"),
        ("contract.payment_method", "银行转账"),
        ("contract.signed_place", places::TOWNSHIP),
        ("account.length", "10"),
        ("account.prefix", "990"),
        (settings::OPERATORS, &operators),
        ("desk.operator", staff::CLERKS[0]),
    ];
    particulars
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .to_vec()
}
