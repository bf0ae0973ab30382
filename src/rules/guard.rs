//! Checks of a step beyond the order of steps: two persons, fees, signatures, papers, standards, interlock.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::application::{Application, Change};
use crate::model::money::figures;
use crate::model::vocabulary::Tariff;

use super::agreed_days;
use super::checklist::Situation;
use super::course::Course;
use super::field::{self, FieldError};
use super::manual::Manual;
use super::metering_points;
use super::multiplier;
use super::paper_day;
use super::plan_capacity;
use super::procedure::{Effect, Guard, PathStep};
use super::progress::Progress;
use super::ratio;
use super::refusal::{INPUT, Refusal};
use super::surveyed;

/// A line of the fees asked for (收费项目).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeLine {
    pub item: String,
    pub unit_price: Decimal,
    pub count: Decimal,
    /// Unit price × count, rounded to 0.01.
    pub amount: Decimal,
    pub basis: String,
}

/// The fees that the plan in force asks for, or where the business has no plan, those that were settled.
///
/// # Errors
/// [`FieldError`] where the rows kept cannot be read.
pub fn fees_asked(progress: &Progress<'_>) -> Result<Vec<FeeLine>, FieldError> {
    let kept = progress.field("plan_drafted", "fees");
    let kept = kept.or_else(|| progress.field("fees_settled", "fees"));
    fee_lines(kept.unwrap_or_default())
}

/// Rows of fees as kept.
///
/// # Errors
/// They cannot be read.
pub fn fee_lines(kept: &str) -> Result<Vec<FeeLine>, FieldError> {
    field::rows(kept)?
        .into_iter()
        .map(|mut row| {
            let mut cell = |name: &str| row.remove(name).unwrap_or_default();
            let unit_price = field::decimal(&cell("unit_price"), 2)?;
            let count = field::decimal(&cell("count"), 4)?;
            Ok(FeeLine {
                item: cell("item"),
                unit_price,
                count,
                amount: crate::model::money::to_fen(unit_price * count),
                basis: cell("basis"),
            })
        })
        .collect()
}

/// A step about to be recorded, its fields checked one by one.
#[derive(Debug, Clone, Copy)]
pub struct Recording<'a> {
    pub manual: &'a Manual,
    pub course: Course<'a>,
    pub place: &'a PathStep,
    pub progress: &'a Progress<'a>,
    pub fields: &'a BTreeMap<String, String>,
    /// The day on which each paper was brought.
    pub brought: &'a BTreeMap<String, chrono::NaiveDate>,
    pub passes: bool,
    pub on: chrono::NaiveDate,
}

impl Recording<'_> {
    /// The rule that sets the step's place.
    pub(super) fn rule(&self) -> &str {
        self.course.path.rule_of(self.place)
    }

    /// The last day of what the step needs.
    fn needed_on(&self) -> Option<chrono::NaiveDate> {
        let position = self.course.path.position(&self.place.id)?;
        let needs = self.course.path.needs(position).iter();
        needs
            .filter_map(|need| self.progress.passed(need))
            .map(|record| record.on)
            .max()
    }

    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// Everything that a guard has against a step.
pub fn objections(guard: Guard, recording: Recording<'_>) -> Vec<Refusal> {
    match guard {
        Guard::SecondPerson => second_person(recording),
        Guard::RaisedCapacity => plan_capacity::objection(recording).into_iter().collect(),
        Guard::AgreedDays => agreed_days::objections(recording),
        Guard::FeesPaid => fees_paid(recording),
        Guard::ArrearsCleared => arrears_cleared(recording),
        Guard::BothSigned => both_signed(recording),
        Guard::TwoPersons => two_persons(recording),
        Guard::Multiplier => {
            let of_points = metering_points::objections(recording);
            [multiplier::objections(recording), of_points].concat()
        }
        Guard::Documents => documents(recording),
        Guard::SelfCheckFirst => self_check_first(recording),
        Guard::Standards => standards(recording),
        Guard::Interlock => interlock(recording),
        Guard::FoundRatio => surveyed::ratio(recording),
        Guard::SplitInPlace => surveyed::split(recording),
        Guard::PriceChange => price_change(recording),
        Guard::LineDown => line_down(recording),
        Guard::NotBeforeAppointed => not_before_appointed(recording),
    }
}

/// NEW-5: nobody countersigns or approves his own plan.
fn second_person(recording: Recording<'_>) -> Vec<Refusal> {
    let author = recording
        .progress
        .field("plan_drafted", "drafted_by")
        .unwrap_or_default();
    [("approved_by", "审批人"), ("countersigned_by", "会签人")]
        .into_iter()
        .filter(|(name, _)| !author.is_empty() && recording.field(name) == author)
        .map(|(name, label)| {
            Refusal::new(
                "NEW-5",
                format!("{label}不能是方案的拟定人{author}"),
                format!(
                    "请由{author}以外的人{}",
                    if name == "approved_by" {
                        "审批"
                    } else {
                        "会签"
                    }
                ),
            )
            .at(name)
        })
        .collect()
}

/// The sum paid is the sum asked for; more than nothing needs a receipt.
fn fees_paid(recording: Recording<'_>) -> Vec<Refusal> {
    let mut objections = Vec::new();
    let lines = match recording.field("fees") {
        "" => fees_asked(recording.progress),
        own => fee_lines(own),
    };
    let asked: Decimal = match lines {
        Ok(lines) => lines.iter().map(|line| line.amount).sum(),
        Err(problem) => return vec![Refusal::input("fees", "收费项目", problem)],
    };
    let Ok(paid) = field::decimal(recording.field("paid"), 2) else {
        return objections;
    };
    if paid != asked {
        objections.push(
            Refusal::new(
                recording.rule(),
                format!(
                    "实收{}元，与应收合计{}元不符",
                    figures(paid),
                    figures(asked)
                ),
                "按收费项目的合计收费；项目有变的，先改收费项目",
            )
            .at("paid"),
        );
    }
    if paid > Decimal::ZERO && recording.field("receipt").is_empty() {
        objections.push(Refusal::input("receipt", "收据号", "实收大于零，必须填写"));
    }
    objections
}

/// CLOSE-2, SPLIT-2, TRANSFER-1: looked up by the day of the step, and nothing is owed any more.
fn arrears_cleared(recording: Recording<'_>) -> Vec<Refusal> {
    let mut objections = Vec::new();
    let owed = field::decimal(recording.field("arrears"), 2).ok();
    if let Some(owed) = owed.filter(|owed| !owed.is_zero()) {
        let message = format!("还欠费{}元，不能记为结清", figures(owed));
        let instead = "收清电费后再查一次欠费，为0.00元时记录";
        objections.push(Refusal::new(recording.rule(), message, instead).at("arrears"));
    }
    let checked_on = field::date(recording.field("arrears_checked_on")).ok();
    if let Some(later) = checked_on.filter(|day| *day > recording.on) {
        let problem = format!("{later}晚于办理日期{}", recording.on);
        objections.push(Refusal::input("arrears_checked_on", "查欠费日期", problem));
    }
    objections
}

/// NEW-1 to NEW-4: signed by the customer, signed and sealed by the office; in force on the later day.
fn both_signed(recording: Recording<'_>) -> Vec<Refusal> {
    let mut objections = Vec::new();
    if recording.field("office_sealed") == "no" {
        objections.push(
            Refusal::new(
                recording.rule(),
                "供电所未签字盖章，合同未生效",
                "签字并盖章后再记录",
            )
            .at("office_sealed"),
        );
    }
    let names = ["customer_signed_on", "office_signed_on"];
    let days = names.map(|name| field::date(recording.field(name)).ok());
    let needs = recording.needed_on();
    for (name, day) in names.into_iter().zip(days) {
        if let Some((day, needed)) = day.zip(needs).filter(|(day, needed)| day < needed) {
            let message = format!("签署日期{day}早于前道环节的{needed}");
            let instead = format!("合同在前道环节办完以后签，不早于{needed}");
            objections.push(Refusal::new(recording.rule(), message, instead).at(name));
        }
    }
    if let Some(later) = days.into_iter().flatten().max()
        && later > recording.on
    {
        objections.push(
            Refusal::new(
                recording.rule(),
                format!("双方签章较晚的一日是{later}，晚于办理日期{}", recording.on),
                format!("合同自较晚的一日起生效，办理日期请填{later}"),
            )
            .at("on"),
        );
    }
    objections
}

/// NEW-9 when power is switched on, else a practice that no article of the manual says: two different persons.
fn two_persons(recording: Recording<'_>) -> Vec<Refusal> {
    let (first, second) = (recording.field("worker"), recording.field("second_worker"));
    if first.is_empty() || first != second {
        return Vec::new();
    }
    let place = recording.place;
    let rule = match place.effect {
        Some(Effect::Connect) => "NEW-9",
        _ => INPUT,
    };
    let specs = &place.definition.fields;
    let label = |name: &str| {
        let spec = specs.iter().find(|spec| spec.name == name);
        spec.map_or("", |spec| spec.label.as_str())
    };
    let message = format!("{}和{}是同一人", label("worker"), label("second_worker"));
    let instead = format!("{}须两人到场，请填另一人", place.definition.name);
    vec![Refusal::new(rule, message, instead).at("second_worker")]
}

/// SUSPEND-8, SUSPEND-12: the customer asked for that day.
fn not_before_appointed(recording: Recording<'_>) -> Vec<Refusal> {
    let appointed = recording.course.appointed_on();
    let Some(day) = appointed.filter(|day| recording.on < *day) else {
        return Vec::new();
    };
    let name = &recording.place.definition.name;
    let message = format!("客户申请在{day}，{name}不能提前到{}", recording.on);
    let refusal = Refusal::new(recording.rule(), message, format!("在{day}当天{name}"));
    vec![refusal.at("on")]
}

/// DOC-6 to DOC-8: each paper that is missing at the step or came after it, by name.
fn documents(recording: Recording<'_>) -> Vec<Refusal> {
    let application = recording.course.application;
    let asked = || {
        let lists = &recording.manual.checklists;
        lists.asked_at(Situation::from(application), &recording.place.id)
    };
    let came = asked().filter(|item| item.is_enough(&application.documents));
    let late = paper_day::brought_after(came, recording.brought, recording.on);
    let missing = asked()
        .filter(|item| !item.is_enough(&application.documents))
        .map(|item| {
            Refusal::new(
                item.rule(),
                format!("缺“{}”（{}）", item.name, item.code),
                "打印一次性告知单交客户，补齐后登记资料，再办这一环节；期限从那时起算",
            )
            .at("documents")
        });
    missing.chain(late).collect()
}

/// NEW-3: the customer checks himself, then applies.
fn self_check_first(recording: Recording<'_>) -> Vec<Refusal> {
    let checked = field::date(recording.field("self_checked_on")).ok();
    let Some(later) = checked.filter(|day| *day > recording.on) else {
        return Vec::new();
    };
    let refusal = Refusal::new(
        recording.rule(),
        format!("自检合格日期{later}晚于申请日期{}", recording.on),
        "客户先自检合格，再申请竣工检验",
    );
    vec![refusal.at("self_checked_on")]
}

/// NEW-7: an item names its standard; a faulty item does not pass.
fn standards(recording: Recording<'_>) -> Vec<Refusal> {
    let Ok(items) = field::rows(recording.field("items")) else {
        return Vec::new();
    };
    let mut objections = Vec::new();
    for (number, item) in (1..).zip(&items) {
        let cell = |name: &str| field::cell(item, name);
        if cell("standard").is_empty() {
            let message = format!("检验项目第{number}行“{}”没有写依据标准", cell("item"));
            let refusal = Refusal::new("NEW-7", message, "写明所依据的国家标准或行业标准");
            objections.push(refusal.at("items"));
        }
        if recording.passes && cell("result") == "fail" {
            let message = format!("检验项目第{number}行“{}”不合格，不能判合格", cell("item"));
            let instead = "结果记为不通过，发整改通知单，改好再申请检验";
            objections.push(Refusal::new(recording.rule(), message, instead).at("items"));
        }
    }
    objections
}

/// CLOSE-3: line and meter come down before the relationship ends.
fn line_down(recording: Recording<'_>) -> Vec<Refusal> {
    if recording.field("line_removed") != "no" {
        return Vec::new();
    }
    let message = "进户线没有拆除，供用电关系不能终止";
    let instead = "拆除进户线（高压的断开搭头）后再记录";
    vec![Refusal::new(recording.rule(), message, instead).at("line_removed")]
}

/// NEW-9: no passing inspection of a second feed without its interlock checked, and none that calls it unnecessary.
fn interlock(recording: Recording<'_>) -> Vec<Refusal> {
    let found = recording.field("interlock");
    let (message, instead) = match recording.passes {
        true if found != "checked" => (
            "双电源或有自备电源，闭锁装置没有检查合格，不能判检验合格",
            "检查防止倒送电的闭锁装置，可靠的再记为通过",
        ),
        false if found == "none" => (
            "双电源或有自备电源，闭锁装置必须检查，不能记“不需要”",
            "检查了的记检查的结果；这次没有检查的不填",
        ),
        _ => return Vec::new(),
    };
    if !recording.course.needs_interlock() {
        return Vec::new();
    }
    vec![Refusal::new("NEW-9", message, instead).at("interlock")]
}

/// RECLASS-3: what the visit found is what was applied for, and the new price holds from a day within the case.
fn price_change(recording: Recording<'_>) -> Vec<Refusal> {
    let mut objections = Vec::new();
    let application = recording.course.application;
    let found = recording.progress.field("survey", "found_tariff");
    let found = found.and_then(|found| found.parse::<Tariff>().ok());
    if let Some(found) = found.filter(|found| !asks_for(application, *found)) {
        let message = format!(
            "查勘核定的是{}，申请的是{}，不能按申请更改电价",
            found.chinese(),
            application.tariff.chinese()
        );
        let instead = "核定有误的撤回查勘更正；申请与实际不符的，作废后按核定的类别重新申请";
        objections.push(Refusal::new(recording.rule(), message, instead));
    }
    let shares = recording.progress.field("survey", surveyed::SHARES);
    if let Some(message) = shares.and_then(|found| surveyed::other_ratio(application, found)) {
        let message = format!("{message}，不能按申请更改电价");
        let instead = "核定有误的撤回查勘更正；申请与实际不符的，作废后按核定的比例重新申请";
        objections.push(Refusal::new(ratio::RECLASS_5, message, instead));
    }
    let first = recording.course.accepted_on;
    let from = field::date(recording.field("price_from")).ok();
    if let Some(day) = from.filter(|day| *day < first || *day > recording.on) {
        let message = format!(
            "新电价执行日期{day}不在受理日{first}和办理日期{}之间",
            recording.on
        );
        let instead = if first == recording.on {
            format!("只能填{first}")
        } else {
            format!("填{first}至{}之间的日期，一般为办理日期", recording.on)
        };
        objections.push(Refusal::new(recording.rule(), message, instead).at("price_from"));
    }
    objections
}

/// Whether a class is the one applied for, or of the ratio applied for.
fn asks_for(application: &Application, tariff: Tariff) -> bool {
    let shares = application.change.as_ref().map_or(&[][..], Change::shares);
    if shares.is_empty() {
        application.tariff == tariff
    } else {
        shares.iter().any(|share| share.tariff == tariff)
    }
}
