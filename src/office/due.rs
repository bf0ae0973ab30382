//! What is due (今日待办): open time limits of cases, and reminders on accounts; soonest first, overdue ones
//! first of all.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::case::StepId;
use crate::model::claim::{ClaimKind, ClaimState};
use crate::model::idle_notice::IdleNotice;
use crate::model::vocabulary::{Billing, Class, Kind};
use crate::rules::claim::limit;
use crate::rules::closure::Unused;
use crate::rules::deadline::{Deadline, DeadlineState};
use crate::rules::suspension::standing::{self, Stage};
use crate::rules::suspension::{Limits, equipment};
use crate::rules::{ratio, removal};
use crate::store::{case, claim as claims_kept, customer, ratio as ratio_accounts};

use super::idle::{self, Candidate};
use super::{OfficeError, Work, case_file, claim, follow_up, suspension};

/// The step by which a supervisor admits a claim that is out of time.
const ADMITTED: &str = "admitted";
const AWAITS_SUPERVISOR: &str = "超期索赔，等主管决定是否受理";

/// What a time limit runs on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunsOn {
    Case(String),
    /// An account, outside any case; with the days on which the office is reminded, the earliest first.
    Account {
        account: String,
        remind_on: Vec<NaiveDate>,
    },
    /// A claim, with the account that it is about.
    Claim {
        number: String,
        account: String,
    },
}

/// What is due: of a kind of business, or of a kind of claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum DueKind {
    Business(Kind),
    Claim(ClaimKind),
    /// None: a promise to a customer.
    Contact,
}

impl PartialEq<Kind> for DueKind {
    fn eq(&self, kind: &Kind) -> bool {
        *self == Self::Business(*kind)
    }
}

impl RunsOn {
    /// Number of the case, the claim or the account.
    pub fn number(&self) -> &str {
        match self {
            Self::Case(number) | Self::Claim { number, .. } => number,
            Self::Account { account, .. } => account,
        }
    }

    /// Number of the case, where it is one.
    pub fn case(&self) -> Option<&str> {
        match self {
            Self::Case(number) => Some(number),
            Self::Account { .. } | Self::Claim { .. } => None,
        }
    }

    /// Whether the office is to look at it by a day: a case and a claim always, an account from its first reminder on.
    pub fn is_pressing(&self, today: NaiveDate) -> bool {
        match self {
            Self::Case(_) | Self::Claim { .. } => true,
            Self::Account { remind_on, .. } => remind_on.first().is_none_or(|day| *day <= today),
        }
    }
}

/// An open time limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueItem {
    pub on: RunsOn,
    pub name: String,
    pub kind: DueKind,
    pub class: Class,
    /// The step that meets it, or what the account is reminded of.
    pub step_name: String,
    pub deadline: Deadline,
}

impl DueItem {
    /// Days from `today` to the due day; negative: overdue by so many.
    pub fn days_left(&self, today: NaiveDate) -> i64 {
        (self.deadline.due - today).num_days()
    }

    /// Whether its day is no last day but the first of what comes of itself: billing in full (SUSPEND-7).
    pub fn is_first_day(&self) -> bool {
        self.deadline.rule == standing::BILLED_IN_FULL
    }

    /// Whether a supervisor is waited for, and no limit runs (DAMAGE-3).
    pub fn awaits_supervisor(&self) -> bool {
        matches!(self.on, RunsOn::Claim { .. }) && self.deadline.step.as_str() == ADMITTED
    }

    /// How long what came of itself has been so, in words; `None` where a last day runs or the day has not come.
    pub fn begun_in_words(&self, today: NaiveDate) -> Option<String> {
        match self.days_left(today) {
            0 if self.is_first_day() => Some("今日起".to_owned()),
            days if days < 0 && self.is_first_day() => Some(format!("已{}天", -days)),
            _ => None,
        }
    }

    /// Its day in words: by when, or from when on.
    pub fn day_in_words(&self) -> String {
        let day = self.deadline.due;
        if self.is_first_day() {
            format!("自{day}起")
        } else if self.awaits_supervisor() {
            format!("{}提出", self.deadline.from)
        } else {
            self.deadline.until(day)
        }
    }
}

/// Open limits and reminders that fall due within `within` days from today (`None`: all), overdue ones first, then by
/// day.
///
/// # Errors
/// The records cannot be read.
pub fn due(work: Work<'_>, within: Option<i64>) -> Result<Vec<DueItem>, OfficeError> {
    let mut items = removals(work)?;
    items.extend(ratios(work)?);
    items.extend(suspensions(work)?);
    items.extend(closures(work)?);
    items.extend(follow_up::due(work)?);
    items.extend(claims(work)?);
    for stored in case::under_way(work.conn)? {
        let path = case_file::path(work, &stored.case)?;
        let steps = case::steps(work.conn, stored.id)?;
        for deadline in case_file::deadlines(work, path, &stored.case, &steps)? {
            let open = matches!(deadline.state, DeadlineState::Open | DeadlineState::Overdue);
            if open {
                items.push(DueItem {
                    on: RunsOn::Case(stored.case.number.clone()),
                    name: stored.case.application.customer.name.clone(),
                    kind: DueKind::Business(stored.case.application.kind),
                    class: stored.case.application.class,
                    step_name: work.manual.procedures.name(&deadline.step).to_owned(),
                    deadline,
                });
            }
        }
    }
    items.retain(|item| within.is_none_or(|days| item.days_left(work.desk.today) <= days));
    items.sort_by(|a, b| (a.deadline.due, &a.on).cmp(&(b.deadline.due, &b.on)));
    Ok(items)
}

/// The last days for the yearly verification of ratios (RECLASS-5); a customer's refusal leaves it open
/// (RECLASS-6).
fn ratios(work: Work<'_>) -> Result<Vec<DueItem>, OfficeError> {
    let (books, calendar) = (&work.manual.rulebooks, &work.manual.calendar);
    let found = ratio_accounts::to_verify(work.conn, None)?.into_iter();
    found
        .map(|found| {
            let last = ratio::verify_by(found.since, books, calendar)?;
            let mut deadline = ratio::limit(&last, found.since, work.desk.today);
            if let Some(day) = found.refused_on {
                let refused = format!("客户{day}拒绝核实，原比例继续执行（RECLASS-6）");
                let notes = deadline.note.into_iter().chain([refused]);
                deadline.note = Some(notes.collect::<Vec<_>>().join("；"));
            }
            Ok(DueItem {
                name: found.name,
                kind: DueKind::Business(Kind::Reclassification),
                class: found.class,
                step_name: "用电比例每年核实".to_owned(),
                deadline,
                on: RunsOn::Account {
                    account: found.account,
                    remind_on: last.remind_on,
                },
            })
        })
        .collect()
}

/// The last days for reconnection of the accounts whose meter is off (REMOVE-2).
fn removals(work: Work<'_>) -> Result<Vec<DueItem>, OfficeError> {
    let (books, calendar) = (&work.manual.rulebooks, &work.manual.calendar);
    let mut items = Vec::new();
    for removed in customer::removed(work.conn)? {
        let last = removal::last_day(removed.removed_on, books, calendar)?;
        items.push(DueItem {
            name: removed.name,
            kind: DueKind::Business(Kind::Removal),
            class: removed.class,
            step_name: "暂拆到期，最迟申请复装".to_owned(),
            deadline: last.deadline(removed.removed_on, work.desk.today),
            on: RunsOn::Account {
                account: removed.account,
                remind_on: last.remind_on,
            },
        });
    }
    Ok(items)
}

/// The days from which suspended capacity is billed in full (SUSPEND-7).
fn suspensions(work: Work<'_>) -> Result<Vec<DueItem>, OfficeError> {
    let limits = Limits::on(&work.manual.rulebooks, work.desk.today)?;
    let mut items = Vec::new();
    for tracked in suspension::tracked(work)? {
        let (one, standing) = (&tracked.line.suspension, &tracked.line.standing);
        if standing.stage == Stage::Planned {
            continue;
        }
        let remind_on = |day: NaiveDate| {
            let ahead = chrono::Days::new(u64::from(limits.reminder));
            vec![day.checked_sub_days(ahead).unwrap_or(day)]
        };
        let ends = [
            (Some(one.to), "暂停期满"),
            (standing.beyond, "全年暂停天数用完"),
        ];
        let full = match tracked.customer.billing {
            Billing::Single => "",
            Billing::Capacity | Billing::Demand => "，按全部容量计费",
        };
        for (day, what) in ends {
            let Some(day) = day else { continue };
            items.push(DueItem {
                name: tracked.customer.party.name.clone(),
                kind: DueKind::Business(Kind::Suspension),
                class: tracked.customer.class,
                step_name: format!("{what}{full}（{}）", equipment::names(one.sealed())),
                deadline: standing::deadline(
                    day,
                    one.start(),
                    work.desk.today,
                    &work.manual.rulebooks,
                ),
                on: RunsOn::Account {
                    account: tracked.customer.account.clone(),
                    remind_on: remind_on(day),
                },
            });
        }
    }
    Ok(items)
}

/// The accounts that may be closed for want of use (CLOSE-4): no limit runs, they wait for someone to look.
fn closures(work: Work<'_>) -> Result<Vec<DueItem>, OfficeError> {
    let today = work.desk.today;
    let candidates = idle::candidates(work)?.into_iter();
    Ok(candidates
        .map(|candidate| {
            let Candidate { account, unused } = candidate;
            let Unused { idle, notice } = unused;
            let standing = match notice {
                None => "，可考虑销户，先书面通知".to_owned(),
                Some(IdleNotice {
                    delivery: None,
                    number,
                    ..
                }) => format!("，通知{number}待送达"),
                Some(IdleNotice {
                    delivery: Some(delivery),
                    ..
                }) => {
                    let answer = match delivery.answer_by {
                        None => String::new(),
                        Some(day) if today <= day => format!("，等客户在{day}以前答复"),
                        Some(day) => format!("，{day}答复到期，没有答复的派人核实再办"),
                    };
                    format!("，通知已于{}送达{answer}", delivery.on)
                }
            };
            DueItem {
                name: account.name,
                kind: DueKind::Business(Kind::Closure),
                class: account.class,
                step_name: format!("自{}起不用电{standing}", idle.since),
                deadline: Deadline {
                    step: StepId::from("closed"),
                    rule: "CLOSE-4".to_owned(),
                    span: Some(idle.span),
                    at_latest: false,
                    rulebook: idle.rulebook,
                    article: idle.article,
                    from: idle.since,
                    nominal: idle.full_on,
                    due: idle.full_on.max(today),
                    state: DeadlineState::Open,
                    done: None,
                    note: None,
                },
                on: RunsOn::Account {
                    account: account.account,
                    remind_on: vec![idle.full_on],
                },
            }
        })
        .collect())
}

/// No limit runs on it: a claim that is out of time waits for the supervisor (DAMAGE-3).
fn awaits(work: Work<'_>, claimed_on: NaiveDate) -> Deadline {
    let book = work.manual.rulebooks.of_rule("DAMAGE-3");
    Deadline {
        step: StepId::from(ADMITTED),
        rule: "DAMAGE-3".to_owned(),
        span: None,
        at_latest: true,
        rulebook: book.map(|book| book.title.clone()).unwrap_or_default(),
        article: String::new(),
        from: claimed_on,
        nominal: claimed_on,
        due: work.desk.today,
        state: DeadlineState::Open,
        done: None,
        note: None,
    }
}

/// The limits of claims (DAMAGE-2, BREACH-2, the day to pay), and of each incident the last day on which others can
/// claim (DAMAGE-3).
fn claims(work: Work<'_>) -> Result<Vec<DueItem>, OfficeError> {
    let mut items = Vec::new();
    let mut incidents = std::collections::BTreeSet::new();
    // The oldest of an incident speaks for it.
    for one in claims_kept::open(work.conn)?.into_iter().rev() {
        let Some(holder) = customer::by_account(work.conn, &one.account)? else {
            continue;
        };
        let item = |name: String, step_name: String, deadline: Deadline| DueItem {
            on: RunsOn::Claim {
                number: one.number.clone(),
                account: one.account.clone(),
            },
            name,
            kind: DueKind::Claim(one.kind),
            class: holder.customer.class,
            step_name,
            deadline,
        };
        if one.state == ClaimState::OutOfTime {
            let what = format!("{}：{AWAITS_SUPERVISOR}", one.kind.chinese());
            let name = holder.customer.party.name.clone();
            items.push(item(name, what, awaits(work, one.found_on)));
        }
        let steps = claims_kept::steps(work.conn, &one.number)?;
        for found in claim::file::limits(work, &one, &steps)? {
            let open = matches!(
                found.deadline.state,
                DeadlineState::Open | DeadlineState::Overdue
            );
            if open {
                let what = format!("{}：{}", one.kind.chinese(), found.name);
                items.push(item(
                    holder.customer.party.name.clone(),
                    what,
                    found.deadline,
                ));
            }
        }
        let Some(incident) = &one.incident else {
            continue;
        };
        if incidents.insert(incident.number.clone()) {
            let damaged = incident.occurred_at.date();
            let last = limit::claim_by(damaged, None, claim::open::measure(work))?;
            if last.state == DeadlineState::Open {
                let what = "家电损坏：其他客户索赔截止".to_owned();
                items.push(item(incident.line.clone(), what, last));
            }
        }
    }
    Ok(items)
}
