//! Whether a planned suspension is within the rules, SUSPEND-1 to SUSPEND-4; all at once.

use chrono::{Datelike, Days, NaiveDate};

use crate::model::customer::Transformer;
use crate::model::suspension::{Stretch, Suspension};
use crate::rules::refusal::Refusal;

use super::used::{allowed, times};
use super::{Limits, Used, called, equipment, possible};

/// A suspension applied for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub equipment: Vec<Transformer>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub agreed_days: Option<u32>,
}

/// What a plan is measured against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    pub applied_on: NaiveDate,
    /// A supervisor waived the notice (AUDIT-2).
    pub notice_waived: bool,
    /// The account's other suspensions, oldest first.
    pub others: &'a [Suspension],
    pub limits: &'a Limits,
}

impl Plan {
    pub fn stretch(&self) -> Stretch {
        Stretch::new(self.from, self.to)
    }

    fn as_suspension(&self) -> Suspension {
        Suspension {
            case: String::new(),
            equipment: self.anything(),
            from: self.from,
            to: self.to,
            agreed_days: self.agreed_days,
            sealing: None,
            releases: Default::default(),
            ended_on: None,
        }
    }

    /// While nothing fitting is chosen, days count all the same.
    fn anything(&self) -> Vec<Transformer> {
        if self.equipment.is_empty() {
            let nothing = Transformer {
                plate: String::new(),
                kva: Default::default(),
                group: None,
            };
            return vec![nothing];
        }
        self.equipment.clone()
    }

    /// Every rule that the plan breaks, each with its field.
    pub fn objections(&self, against: Against<'_>) -> Vec<Refusal> {
        let limits = against.limits;
        let mut objections = Vec::new();
        objections.extend(self.notice(against));
        if self.to <= self.from {
            let problem = format!("应在暂停日期{}之后", self.from);
            objections.push(Refusal::input("to", "恢复日期", problem));
            return objections;
        }
        objections.extend(self.times(against));
        let days = self.stretch().days();
        if days < limits.shortest {
            let message = format!(
                "{}至{}为{days}天，每次暂停不少于{}天",
                self.from, self.to, limits.shortest
            );
            let earliest = self
                .from
                .checked_add_days(Days::new(u64::from(limits.shortest)));
            let instead = format!("恢复日期不早于{}", earliest.unwrap_or(NaiveDate::MAX));
            objections.push(Refusal::new("SUSPEND-3", message, instead).at("to"));
        }
        objections.extend(self.too_long(against));
        objections.extend(self.twice_at_once(against));
        objections
    }

    /// SUSPEND-1
    fn notice(&self, against: Against<'_>) -> Option<Refusal> {
        let (applied_on, notice) = (against.applied_on, against.limits.notice);
        if against.notice_waived {
            return (self.from < applied_on).then(|| {
                let problem = format!("早于申请日期{applied_on}");
                Refusal::input("from", "暂停日期", problem)
            });
        }
        let earliest = applied_on.checked_add_days(Days::new(u64::from(notice)))?;
        (self.from < earliest).then(|| {
            let message = format!("{applied_on}申请，{}暂停，应提前{notice}天申请", self.from);
            let instead = format!("暂停日期不早于{earliest}；确需提前的由主管批准");
            Refusal::new("SUSPEND-1", message, instead).at("from")
        })
    }

    /// SUSPEND-2
    fn times(&self, against: Against<'_>) -> Option<Refusal> {
        let (year, most) = (self.from.year(), against.limits.times);
        let already = times(against.others, year);
        (already >= most).then(|| {
            let message = format!("{year}年已暂停（含已受理）{already}次，一个日历年最多{most}次");
            let instead = format!("暂停日期不早于{}-01-01", year + 1);
            Refusal::new("SUSPEND-2", message, instead).at("from")
        })
    }

    /// SUSPEND-4, for each year that it touches.
    fn too_long(&self, against: Against<'_>) -> Vec<Refusal> {
        let years = self.years(against);
        let beyond = years.iter().filter(|year| year.with_it > year.allowed);
        beyond
            .map(|year| {
                let limits = against.limits;
                let whole = if year.allowed == limits.days_a_year() {
                    limits.longest_in_words()
                } else {
                    format!("约定的{}天", year.allowed)
                };
                let message = format!(
                    "{}年已用（含已受理）{}天，加上这次共{}天，超过全年累计{whole}",
                    year.year, year.already, year.with_it
                );
                Refusal::new("SUSPEND-4", message, self.shorter(against)).at("to")
            })
            .collect()
    }

    fn shorter(&self, against: Against<'_>) -> String {
        let waived = Against {
            notice_waived: true,
            ..against
        };
        match possible::longest(self, waived) {
            Some(to) => format!("恢复日期不晚于{to}"),
            None => {
                let next = self.from.year() + 1;
                format!("改在{next}-01-01以后暂停；季节性用电可约定天数，由主管批准")
            }
        }
    }

    /// The used days of each year that it touches.
    fn years(&self, against: Against<'_>) -> Vec<Year> {
        let limits = against.limits;
        let mut all = against.others.to_vec();
        let before = Used::of(&all, limits);
        all.push(self.as_suspension());
        let after = Used::of(&all, limits);
        let last = self.to.pred_opt().unwrap_or(self.to).year();
        let years = self.from.year()..=last;
        years
            .map(|year| Year {
                year,
                already: before.in_year(year),
                with_it: after.in_year(year),
                allowed: allowed(&all, year, limits),
            })
            .collect()
    }

    /// Whether nothing speaks against it, without the words.
    pub(super) fn is_possible(&self, against: Against<'_>) -> bool {
        let long_enough = self.stretch().days() >= against.limits.shortest;
        let within = || {
            self.years(against)
                .iter()
                .all(|year| year.with_it <= year.allowed)
        };
        long_enough
            && self.notice(against).is_none()
            && self.times(against).is_none()
            && self.clashes(against).next().is_none()
            && within()
    }

    /// The same equipment in two suspensions on the same day.
    fn twice_at_once(&self, against: Against<'_>) -> Vec<Refusal> {
        let clashes = self.clashes(against).filter_map(|(other, shared)| {
            let ends = shared.iter().map(|one| other.stretch_of(&one.plate).until);
            let last = ends.max()?;
            let message = format!(
                "{}在{}里已暂停到{last}，同一设备不能同时暂停两次",
                equipment::names(shared),
                called(&other.case)
            );
            let instead = format!("暂停日期不早于{last}，或选别的变压器");
            Some(Refusal::new("SUSPEND-5", message, instead).at("transformers"))
        });
        clashes.collect()
    }

    fn clashes<'a>(
        &'a self,
        against: Against<'a>,
    ) -> impl Iterator<Item = (&'a Suspension, Vec<&'a Transformer>)> {
        against.others.iter().filter_map(|other| {
            let theirs = |one: &&Transformer| {
                let same = other
                    .equipment
                    .iter()
                    .any(|theirs| theirs.plate == one.plate);
                same && !other
                    .stretch_of(&one.plate)
                    .shared(self.stretch())
                    .is_empty()
            };
            let shared: Vec<&Transformer> = self.equipment.iter().filter(theirs).collect();
            (!shared.is_empty()).then_some((other, shared))
        })
    }
}

/// Used days of a year, without and with a plan.
#[derive(Debug, Clone, Copy)]
struct Year {
    year: i32,
    already: u32,
    with_it: u32,
    allowed: u32,
}
