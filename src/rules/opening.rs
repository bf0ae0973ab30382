//! The check of what ran already when the records began (期初业务), as an old ledger has it. It happened: what the
//! rules would have refused is noticed and kept, what cannot have been is refused.

use chrono::{Datelike, NaiveDate};

use crate::model::application::ShareDraft;
use crate::model::customer::{Customer, Meter, Reading, TariffShare, Transformer};
use crate::model::opening::{Opening, OpeningKind};
use crate::model::suspension::Suspension;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::AccountState;

use super::intake::LONGEST_NAME;
use super::ledger_day;
use super::ratio;
use super::refusal::Refusal;
use super::suspension::equipment::{ALL, Holding, names};
use super::suspension::used::{allowed, times};
use super::suspension::{Limits, Used, called};

/// A line of a ledger as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpeningEntry {
    pub account: String,
    pub kind: String,
    /// Plates, or 全部.
    pub transformers: String,
    pub sealed_on: String,
    pub to: String,
    pub resumed_on: String,
    pub seals: String,
    pub removed_on: String,
    /// `居民生活60%、商业40%`.
    pub shares: String,
    pub verified_on: String,
}

/// What is known of the account.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
    pub customer: &'a Customer,
    pub transformers: &'a [Transformer],
    pub meters: &'a [Meter],
    pub readings: &'a [Reading],
    /// Those kept, and those of the lines before.
    pub suspensions: &'a [Suspension],
    /// Its ratio, kept or of a line before.
    pub shares: &'a [TariffShare],
    /// Number of a change of the account under way.
    pub under_way: Option<&'a str>,
    pub limits: &'a Limits,
    pub today: NaiveDate,
}

/// Something taken that should be looked at: field and words.
pub type Notice = (&'static str, String);

/// Turns a line of a ledger into what ran.
///
/// # Errors
/// Every refusal at once, each with its field as [`OpeningEntry`] names it; SUSPEND-5 and SUSPEND-10 for equipment
/// that could not be suspended so.
pub fn check(
    entry: &OpeningEntry,
    holder: Holder<'_>,
) -> Result<(Opening, Vec<Notice>), Vec<Refusal>> {
    let mut check = Check {
        holder,
        refusals: Vec::new(),
        notices: Vec::new(),
    };
    let opening = check.opening(entry);
    match opening {
        Some(opening) if check.refusals.is_empty() => Ok((opening, check.notices)),
        _ => Err(check.refusals),
    }
}

/// What ran, in a line.
pub fn in_words(opening: &Opening) -> String {
    match opening {
        Opening::Suspension {
            equipment,
            sealed_on,
            to,
            resumed_on,
            ..
        } => {
            let resumed = resumed_on.map(|day| format!("，{day}已恢复"));
            let equipment = names(equipment);
            format!(
                "暂停 {equipment} {sealed_on}至{to}{}",
                resumed.unwrap_or_default()
            )
        }
        Opening::Removal { on } => format!("暂拆 {on}拆表"),
        Opening::Ratio {
            shares,
            verified_on,
            ..
        } => {
            let shares = TariffShare::in_words("", shares);
            format!("定比 {shares} {verified_on}核实")
        }
    }
}

struct Check<'a> {
    holder: Holder<'a>,
    refusals: Vec<Refusal>,
    notices: Vec<Notice>,
}

impl Check<'_> {
    fn opening(&mut self, entry: &OpeningEntry) -> Option<Opening> {
        let typed = half_width(&entry.kind);
        match OpeningKind::typed(&typed) {
            Ok(OpeningKind::Suspension) => self.suspension(entry),
            Ok(OpeningKind::Removal) => self.removal(entry),
            Ok(OpeningKind::Ratio) => self.ratio(entry),
            Err(unknown) => {
                let problem = if typed.is_empty() {
                    "未填".to_owned()
                } else {
                    let shown: String = typed.chars().take(20).collect();
                    format!("“{shown}”不在可选范围内（可选：{}）", unknown.known)
                };
                self.input("kind", "事项", problem);
                None
            }
        }
    }

    fn input(&mut self, field: &str, label: &str, problem: impl std::fmt::Display) {
        self.refusals.push(Refusal::input(field, label, problem));
    }

    /// The columns of the other kinds stay empty.
    fn not_asked(&mut self, kind: OpeningKind, entry: &OpeningEntry) {
        use OpeningKind::{Ratio, Removal, Suspension};
        for (of, field, label, typed) in [
            (Suspension, "transformers", "设备", &entry.transformers),
            (Suspension, "sealed_on", "加封日期", &entry.sealed_on),
            (Suspension, "to", "计划恢复日期", &entry.to),
            (Suspension, "resumed_on", "已恢复日期", &entry.resumed_on),
            (Suspension, "seals", "封印编号", &entry.seals),
            (Removal, "removed_on", "拆表日期", &entry.removed_on),
            (Ratio, "shares", "比例", &entry.shares),
            (Ratio, "verified_on", "核实日期", &entry.verified_on),
        ] {
            if of != kind && !tidy(typed).is_empty() {
                self.input(field, label, format!("{}不填这一栏", kind.chinese()));
            }
        }
    }

    fn suspension(&mut self, entry: &OpeningEntry) -> Option<Opening> {
        self.not_asked(OpeningKind::Suspension, entry);
        let state = self.holder.customer.state;
        if !matches!(state, AccountState::Active | AccountState::Suspended) {
            self.input(
                "account",
                "户号",
                format!("该户{}，没有在停的设备", state.chinese()),
            );
        }
        let equipment = self.equipment(&entry.transformers);
        let sealed_on = self.day("sealed_on", "加封日期", &entry.sealed_on);
        let to = self.any_day("to", "计划恢复日期", &entry.to);
        let resumed_on = match tidy(&entry.resumed_on).is_empty() {
            true => None,
            false => self.day("resumed_on", "已恢复日期", &entry.resumed_on),
        };
        let seals = tidy(&entry.seals);
        if seals.chars().count() > LONGEST_NAME {
            self.input("seals", "封印编号", format!("最多{LONGEST_NAME}个字"));
        }
        let (sealed_on, to) = (sealed_on?, to?);
        if to <= sealed_on {
            self.input("to", "计划恢复日期", format!("应在加封日期{sealed_on}之后"));
        }
        if let Some(early) = resumed_on.filter(|day| *day < sealed_on) {
            let problem = format!("{early}早于加封日期{sealed_on}");
            self.input("resumed_on", "已恢复日期", problem);
        }
        let opening = Opening::Suspension {
            equipment: equipment?,
            sealed_on,
            to,
            seals,
            resumed_on,
        };
        self.twice_at_once(&opening.suspension("")?);
        self.beyond_the_rules(&opening.suspension("")?);
        Some(opening)
    }

    /// Whole transformers and whole groups of the account, by plate (SUSPEND-5, SUSPEND-10).
    fn equipment(&mut self, typed: &str) -> Option<Vec<Transformer>> {
        let customer = self.holder.customer;
        let holding = Holding::of_account(
            self.holder.transformers,
            customer.capacity,
            customer.billing,
        );
        let plates: Vec<String> = typed
            .split(['、', '，', ',', '；', ';'])
            .map(|plate| match tidy(plate).as_str() {
                "全部" | "全部容量" => ALL.to_owned(),
                plate => plate.to_owned(),
            })
            .collect();
        let chosen = holding.choose(&plates, "暂停");
        chosen
            .map_err(|refusals| self.refusals.extend(refusals))
            .ok()
    }

    /// A piece of equipment is under one seal at a time; the same line a second time is so refused too.
    fn twice_at_once(&mut self, new: &Suspension) {
        let until = |one: &Suspension, plate: &str| match one.sealing {
            Some(_) => one.gone_on(plate).unwrap_or(NaiveDate::MAX),
            None => one.to,
        };
        for other in self.holder.suspensions {
            let shared: Vec<&Transformer> = new
                .equipment
                .iter()
                .filter(|piece| other.equipment.iter().any(|one| one.plate == piece.plate))
                .filter(|piece| {
                    new.start() < until(other, &piece.plate)
                        && other.start() < until(new, &piece.plate)
                        || new.start() == other.start()
                })
                .collect();
            if shared.is_empty() {
                continue;
            }
            let message = format!(
                "{}在{}里从{}起已经停用，同一设备不能同时暂停两次",
                names(shared),
                called(&other.case),
                other.start()
            );
            let instead = "核对两次的加封、恢复日期；已经导入过的不再导入";
            let refusal = Refusal::new("SUSPEND-5", message, instead);
            self.refusals.push(refusal.at("transformers"));
        }
    }

    /// What the rules would have refused: it was done, and counts.
    fn beyond_the_rules(&mut self, new: &Suspension) {
        let limits = self.holder.limits;
        let mut all = self.holder.suspensions.to_vec();
        all.push(new.clone());
        let year = new.start().year();
        let (already, days) = (times(&all, year), Used::of(&all, limits).in_year(year));
        let most = allowed(&all, year, limits);
        if already > limits.times {
            let words = format!("{year}年已是第{already}次暂停，多于{}次", limits.times);
            self.notices.push(("sealed_on", words));
        }
        if days > most {
            let words = format!("{year}年累计已到{days}天，多于{most}天");
            self.notices.push(("to", words));
        }
    }

    fn removal(&mut self, entry: &OpeningEntry) -> Option<Opening> {
        self.not_asked(OpeningKind::Removal, entry);
        let state = self.holder.customer.state;
        if state != AccountState::Active {
            self.input(
                "account",
                "户号",
                format!("该户{}，不能再登记暂拆", state.chinese()),
            );
        } else if self.holder.suspensions.iter().any(|one| !one.is_over()) {
            self.input("account", "户号", "该户有没恢复的暂停，不能同时暂拆");
        }
        if let Some(case) = self.holder.under_way {
            self.input("account", "户号", format!("工单{case}在办，办完再登记"));
        }
        let on = self.day("removed_on", "拆表日期", &entry.removed_on)?;
        let hanging = self.holder.meters.iter();
        let hanging: Vec<&Meter> = hanging.filter(|meter| meter.removed_on.is_none()).collect();
        if let Some(meter) = hanging.iter().find(|meter| on < meter.installed_on) {
            let problem = format!("早于装表日{}", meter.installed_on);
            self.input("removed_on", "拆表日期", problem);
        }
        let of_hanging = |reading: &&Reading| {
            hanging
                .iter()
                .any(|meter| meter.asset_number == reading.meter)
        };
        let last = self.holder.readings.iter().rfind(of_hanging);
        if let Some(last) = last.filter(|last| on < last.read_on) {
            let problem = format!("早于最后一次抄表日{}", last.read_on);
            self.input("removed_on", "拆表日期", problem);
        }
        Some(Opening::Removal { on })
    }

    /// A ratio in force, verified last on a day (RECLASS-5).
    fn ratio(&mut self, entry: &OpeningEntry) -> Option<Opening> {
        self.not_asked(OpeningKind::Ratio, entry);
        let customer = self.holder.customer;
        if matches!(customer.state, AccountState::Closed | AccountState::Split) {
            let problem = format!("该户{}，没有在执行的比例", customer.state.chinese());
            self.input("account", "户号", problem);
        } else if !self.holder.shares.is_empty() {
            let known = TariffShare::in_words("", self.holder.shares);
            self.input("account", "户号", format!("该户已按比例执行：{known}"));
        }
        let verified_on = self.day("verified_on", "核实日期", &entry.verified_on);
        let shares = ratio::check(&shares_of(&entry.shares));
        let shares = shares
            .map_err(|refusals| {
                let of_column = refusals.into_iter().map(|refusal| refusal.at("shares"));
                self.refusals.extend(of_column);
            })
            .ok()?;
        if let Some(main) = ratio::main_class(&shares).filter(|main| *main != customer.tariff) {
            let words = format!(
                "该户登记为{}，现在按比例最大的{}列",
                customer.tariff.chinese(),
                main.chinese()
            );
            self.notices.push(("shares", words));
        }
        Some(Opening::Ratio {
            shares,
            verified_on: verified_on?,
            before: customer.tariff,
        })
    }

    /// A day that was, since the account was opened.
    fn day(&mut self, field: &'static str, label: &str, typed: &str) -> Option<NaiveDate> {
        let day = self.any_day(field, label, typed)?;
        let (today, opened_on) = (self.holder.today, self.holder.customer.opened_on);
        if day > today {
            self.input(field, label, format!("{day}在今天（{today}）之后"));
        } else if day < opened_on {
            self.input(field, label, format!("{day}早于立户日期{opened_on}"));
        }
        Some(day)
    }

    fn any_day(&mut self, field: &'static str, label: &str, typed: &str) -> Option<NaiveDate> {
        let (day, notice) = ledger_day::read(typed)
            .map_err(|problem| self.input(field, label, problem))
            .ok()?;
        self.notices.extend(notice.map(|words| (field, words)));
        Some(day)
    }
}

/// `居民生活60%、商业40%` as rows: each class and what stands behind it.
fn shares_of(typed: &str) -> Vec<ShareDraft> {
    let rows = typed.split(['、', '，', ',', '；', ';']).map(half_width);
    let rows = rows.filter(|row| !row.is_empty()).map(|row| {
        let figure = row.find(|c: char| c.is_ascii_digit() || c == '.');
        let (name, percent) = row.split_at(figure.unwrap_or(row.len()));
        ShareDraft {
            tariff: name.trim_end_matches([':', ' ']).to_owned(),
            percent: percent.trim_end_matches(['%', ' ']).to_owned(),
        }
    });
    rows.collect()
}
