//! What speaks against a step of a claim beyond its order, dates and fields.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::claim::{Claim, ClaimKind, ClaimRecord, ClaimState};
use crate::model::money::figures;
use crate::model::typed::Typed;
use crate::model::vocabulary::LateReason;
use crate::rules::field::{self, FieldSpec};
use crate::rules::refusal::Refusal;
use crate::rules::step_entry::LATE_REASON;

use super::entry::Context;
use super::procedure::{Guard, Step};

/// A step about to be recorded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recording<'a> {
    pub claim: &'a Claim,
    pub step: &'a Step,
    pub fields: &'a BTreeMap<String, String>,
    pub context: Context<'a>,
}

impl Recording<'_> {
    fn rule(&self) -> String {
        let own = self.step.rule.clone();
        own.unwrap_or_else(|| self.claim.rule())
    }

    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The last record of a step that stands.
    fn done(&self, step: &str) -> Option<&ClaimRecord> {
        let records = self.context.records.iter();
        let mut standing = records.filter(|record| record.withdrawn.is_none());
        standing.rfind(|record| record.step.as_str() == step)
    }

    fn refusal(&self, message: impl Into<String>, instead: impl Into<String>) -> Refusal {
        Refusal::new(&self.rule(), message, instead)
    }
}

pub(super) fn objections(guard: Guard, recording: Recording<'_>) -> Vec<Refusal> {
    let found = match guard {
        Guard::OnTime => on_time(recording),
        Guard::Worked => worked(recording),
        Guard::Goods => goods(recording),
        Guard::Sum => return sum(recording),
        Guard::Remedied => remedied(recording),
        Guard::Restored => restored(recording),
        Guard::Confirmed => confirmed(recording),
        Guard::Supervisor => supervisor(recording),
        Guard::GoodsPaid => goods_paid(recording),
        Guard::MadeGood => return made_good(recording),
    };
    found.into_iter().collect()
}

/// The state that a step leads to: a payment that is not the whole leaves it as it is.
pub(super) fn leads_to(recording: Recording<'_>) -> ClaimState {
    let claim = recording.claim;
    let pays = recording.step.guards.contains(&Guard::Sum);
    let open = pays && claim.paid + amount(recording) < claim.sums().payable();
    match recording.step.to {
        Some(to) if !open => to,
        _ => claim.state,
    }
}

/// Two different persons on site.
pub fn two_persons(asked: &[&FieldSpec], fields: &BTreeMap<String, String>) -> Option<Refusal> {
    let of = |name: &str| fields.get(name).map_or("", String::as_str);
    let (first, second) = (of("inspector"), of("second_inspector"));
    let same = !first.is_empty() && first == second;
    let second = asked.iter().find(|spec| spec.name == "second_inspector");
    second.filter(|_| same).map(|spec| {
        let problem = "与前一名是同一人，检查须两人到场";
        Refusal::input(&spec.name, &spec.label, problem)
    })
}

fn on_time(recording: Recording<'_>) -> Option<Refusal> {
    let by = recording.context.on_site_by?;
    let at = field::time(recording.field("arrived_at")).ok()?;
    let late = at > by && recording.field(LATE_REASON).is_empty();
    late.then(|| {
        let [by, at] = [by, at].map(|at| at.format("%Y-%m-%d %H:%M"));
        let message = format!("应在{by}前到现场，{at}才到，须写明超期原因");
        let instead = format!("写明是哪一方的原因：{}", LateReason::names());
        Refusal::new("COUNT-6", message, instead).at(LATE_REASON)
    })
}

fn worked(recording: Recording<'_>) -> Option<Refusal> {
    let lacks = recording.claim.calculation.is_none();
    lacks.then(|| recording.refusal("金额还没有算出来", "先登记计算所依据的数字"))
}

fn goods(recording: Recording<'_>) -> Option<Refusal> {
    let calculation = recording.claim.calculation.as_ref();
    let goods = calculation.and_then(|one| one.fields.get("goods"));
    let lacks = !matches!(goods, Some(Typed::Rows(rows)) if !rows.is_empty());
    lacks.then(|| {
        recording.refusal(
            "还没有登记损坏的电器",
            "先办“登记电器”，逐件写明名称、型号、数量、购买日期和损坏现象",
        )
    })
}

/// What is paid now, in yuan.
fn amount(recording: Recording<'_>) -> Decimal {
    field::decimal(recording.field("amount"), 2).unwrap_or_default()
}

/// Not more than is owed; to the customer, all at once.
fn sum(recording: Recording<'_>) -> Vec<Refusal> {
    let claim = recording.claim;
    let (owed, now) = (claim.sums().payable(), amount(recording));
    let open = owed - claim.paid;
    let mut objections = Vec::new();
    let whole = claim.kind == ClaimKind::Damage;
    if now > open || (whole && now != open) {
        let message = format!("{}元与应付的{}元不符", figures(now), figures(open));
        let instead = "按核定的金额；金额有变的，先重新核定";
        objections.push(recording.refusal(message, instead).at("amount"));
    } else if now.is_zero() && !open.is_zero() {
        objections.push(Refusal::input("amount", "金额", "应大于零"));
    }
    objections.dedup();
    objections
}

/// BREACH-2: dismantled, or a capacity increase.
fn remedied(recording: Recording<'_>) -> Option<Refusal> {
    let lacks = recording.claim.rule() == "BREACH-2" && recording.done("remedied").is_none();
    lacks.then(|| {
        let message = "私增设备还没有拆除，也没有补办增容，不能结案";
        recording.refusal(message, "先办“拆除或补办增容”")
    })
}

/// THEFT-6: what was stopped on the spot runs again once all is paid.
fn restored(recording: Recording<'_>) -> Option<Refusal> {
    let claim = recording.claim;
    let stopped = claim
        .facts
        .get("supply_stopped")
        .is_some_and(|word| word == "yes");
    let paid = claim.state == ClaimState::Paid;
    let lacks = stopped && paid && recording.done("supply_restored").is_none();
    lacks.then(|| {
        let message = "中止的供电还没有登记恢复，不能结案";
        Refusal::new("THEFT-6", message, "先办“恢复供电”")
    })
}

/// One of these stands in the full name of an authority from county level up.
const COUNTY_AND_ABOVE: [&str; 8] = ["县", "市", "区", "旗", "州", "盟", "省", "国家"];

/// DAMAGE-8: an authority from county level up.
fn confirmed(recording: Recording<'_>) -> Option<Refusal> {
    let authority = recording.field("authority");
    if authority.is_empty() {
        return None;
    }
    let mut words = COUNTY_AND_ABOVE.iter();
    let fits = words.any(|word| authority.contains(word));
    (!fits).then(|| {
        let message = format!("看不出“{authority}”是县级以上电力管理部门");
        let instead = "由县级以上电力管理部门核实，写带县、市、省名的全称";
        recording.refusal(message, instead).at("authority")
    })
}

/// AUDIT-2: a supervisor, not the handler.
fn supervisor(recording: Recording<'_>) -> Option<Refusal> {
    let approver = recording.field("approver");
    let Context {
        supervisors,
        operator,
        ..
    } = recording.context;
    let handler = &recording.claim.handler;
    if approver.is_empty() {
        return None;
    }
    let fit: Vec<&str> = supervisors
        .iter()
        .map(String::as_str)
        .filter(|name| *name != operator && name != handler)
        .collect();
    let instead = if fit.is_empty() {
        "请在设置里登记另一位主管".to_owned()
    } else {
        format!("由主管批准：{}", fit.join("、"))
    };
    let message = if approver == operator || approver == handler {
        format!("批准人不能是经手人{approver}本人")
    } else if !supervisors.iter().any(|name| name == approver) {
        format!("“{approver}”不是主管，不能决定超期的索赔")
    } else {
        return None;
    };
    Some(Refusal::new("AUDIT-2", message, instead).at("approver"))
}

fn goods_paid(recording: Recording<'_>) -> Option<Refusal> {
    let lacks = recording.done("paid").is_none();
    lacks.then(|| recording.refusal("还没有付款，电器不归供电所", "先办“付款”"))
}

/// DAMAGE-5, DAMAGE-9: nothing that was decided stays undone.
fn made_good(recording: Recording<'_>) -> Vec<Refusal> {
    let lacking = not_made_good(recording.claim, recording.context.records);
    lacking
        .map(|(name, rule)| {
            let message = format!("“{name}”还没有办，不能结案");
            Refusal::new(rule, message, format!("先办“{name}”"))
        })
        .collect()
}

/// What was decided of damaged appliances and is not done yet, each with its rule; nothing of other files.
pub fn not_made_good(
    claim: &Claim,
    records: &[ClaimRecord],
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let decided = claim.kind == ClaimKind::Damage
        && !matches!(claim.state, ClaimState::NotLiable | ClaimState::Disputed);
    let sums = claim.sums();
    let wanted = [
        (!sums.repairs.is_zero(), "repaired", "修复", "DAMAGE-5"),
        (!sums.payable().is_zero(), "paid", "付款", "DAMAGE-6"),
        (
            !sums.payable().is_zero(),
            "goods_taken",
            "收回电器",
            "DAMAGE-9",
        ),
    ];
    let done = |step: &str| {
        let mut standing = records.iter().filter(|record| record.withdrawn.is_none());
        standing.any(|record| record.step.as_str() == step)
    };
    wanted
        .map(|(asked, step, name, rule)| (decided && asked && !done(step)).then_some((name, rule)))
        .into_iter()
        .flatten()
}
