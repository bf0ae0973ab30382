//! Claims of the sample office: some of each kind, in several states.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate, NaiveTime};

use crate::model::claim::{Claim, ClaimKind};
use crate::model::customer::Customer;
use crate::model::typed::{Fields, Typed};
use crate::model::vocabulary::{AccountState, Billing, Class};
use crate::office::claim::open::{ClaimEntry, IncidentEntry, open};
use crate::office::claim::step::step;
use crate::office::claim::suggested;
use crate::office::{Desk, OfficeError, Work, suspension};
use crate::rules::claim::asked;
use crate::rules::field::time_in_words;
use crate::rules::step_entry::StepEntry;
use crate::rules::suspension::standing::Stage;
use crate::store::customer;

use super::diary::Diary;
use super::staff::{CLERKS, FIELD_WORKERS, SUPERVISORS};

/// How many of the latest accounts are looked at.
const LOOKED_AT: u32 = 400;
/// Working days back to which the claims reach.
const OLDEST: usize = 60;
/// Months for which a damaged appliance had been in use, at least.
const AGE: u32 = 28;

/// The desk on the evening of the latest day, with what was found on the days before it.
struct Evening<'a> {
    work: Work<'a>,
    diary: &'a Diary<'a>,
}

/// Opens the claims and carries each as far as it has come.
pub(super) fn add(work: Work<'_>, diary: &Diary<'_>) -> Result<(), OfficeError> {
    let desk = Desk {
        today: diary.past(0),
        now: diary.closing(),
        operator: CLERKS[0].to_owned(),
    };
    let evening = Evening {
        work: work.at(&desk),
        diary,
    };
    let latest = customer::latest(work.conn, LOOKED_AT)?.into_iter();
    let active: Vec<Customer> = latest
        .map(|stored| stored.customer)
        .filter(|customer| customer.state == AccountState::Active)
        .filter(|customer| customer.opened_on < diary.past(OLDEST))
        .collect();
    let of_class = |class| {
        active
            .iter()
            .filter(move |customer| customer.class == class)
    };
    let homes: Vec<&Customer> = of_class(Class::Resident).take(3).collect();
    let works = of_class(Class::LowVoltage).filter(|one| one.billing == Billing::Single);
    let works: Vec<&Customer> = works.take(3).collect();
    if let [mill, shop, workshop] = works.as_slice() {
        evening.added_capacity(mill)?;
        evening.theft(shop)?;
        evening.late_bill(workshop)?;
    }
    if let [moved, first, second] = homes.as_slice() {
        evening.moved_meter(moved)?;
        evening.damage(first, second)?;
    }
    evening.used_while_sealed()
}

fn words<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs
        .map(|(name, word)| (name.to_owned(), word.to_owned()))
        .into()
}

impl Evening<'_> {
    fn past(&self, back: usize) -> NaiveDate {
        self.diary.past(back)
    }

    fn at(&self, back: usize, hour: u32, minute: u32) -> String {
        let clock = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        time_in_words(self.past(back).and_time(clock))
    }

    /// What two people found.
    fn facts(&self, what: &str, more: BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut facts = words([
            ("what", what),
            ("evidence", "照片3张，编号1至3"),
            ("inspector", FIELD_WORKERS[0]),
            ("second_inspector", FIELD_WORKERS[1]),
            ("signed", "signed"),
            ("signed_by", "客户本人"),
        ]);
        facts.extend(more);
        facts
    }

    fn open(
        &self,
        kind: ClaimKind,
        account: &str,
        found_on: NaiveDate,
        facts: BTreeMap<String, String>,
        inputs: BTreeMap<String, String>,
    ) -> Result<Claim, OfficeError> {
        let procedure = self.work.manual.claims.of(kind);
        let calculation = asked::inputs(procedure, kind, &facts, &inputs);
        let entry = ClaimEntry {
            kind: kind.to_string(),
            account: account.to_owned(),
            found_on: found_on.to_string(),
            facts,
            calculation: Some(calculation),
            incident: IncidentEntry::default(),
        };
        open(self.work, &entry)
    }

    fn step<const N: usize>(
        &self,
        claim: &Claim,
        name: &str,
        on: Option<NaiveDate>,
        fields: [(&str, &str); N],
    ) -> Result<(), OfficeError> {
        let entry = StepEntry {
            step: name.to_owned(),
            on: on.map(|day| day.to_string()).unwrap_or_default(),
            result: String::new(),
            fields: words(fields),
        };
        step(self.work, &claim.number, &entry).map(drop)
    }

    fn notice(&self, claim: &Claim, on: NaiveDate, pay_by: NaiveDate) -> Result<(), OfficeError> {
        let pay_by = pay_by.to_string();
        let fields = [
            ("served", "signed"),
            ("received_by", "客户本人"),
            ("pay_by", pay_by.as_str()),
        ];
        self.step(claim, "noticed", Some(on), fields)
    }

    /// BREACH-2: noticed, the day for dismantling past, the payment to come.
    fn added_capacity(&self, customer: &Customer) -> Result<(), OfficeError> {
        let dismantle_by = self.past(2).to_string();
        let facts = self.facts(
            "私自增加烘干机一台，没有办理增容手续，正在运行",
            words([("dismantle_by", &dismantle_by)]),
        );
        let inputs = words([("rule", "BREACH-2"), ("two_part", "no"), ("kw", "10")]);
        let kind = ClaimKind::Breach;
        let claim = self.open(kind, &customer.account, self.past(8), facts, inputs)?;
        let pay_by = self.past(0).checked_add_days(Days::new(4));
        self.notice(&claim, self.past(7), pay_by.unwrap_or(self.past(0)))
    }

    /// THEFT: found, stopped on the spot, paid, on again, closed.
    fn theft(&self, customer: &Customer) -> Result<(), OfficeError> {
        let stopped_at = self.at(15, 16, 30);
        let facts = self.facts(
            "绕过电能表在进户线上接线，供冷藏柜使用",
            words([
                ("act", "bypassed"),
                ("supply_stopped", "yes"),
                ("stopped_at", &stopped_at),
                ("stopped_by", FIELD_WORKERS[0]),
            ]),
        );
        let inputs = words([
            ("rule", "THEFT-3"),
            ("kw", "2.2"),
            ("use", "power"),
            ("days", "60"),
        ]);
        let kind = ClaimKind::Theft;
        let claim = self.open(kind, &customer.account, self.past(15), facts, inputs)?;
        self.notice(&claim, self.past(14), self.past(9))?;
        let amount = claim.sums().amount.to_string();
        let paid = [("amount", amount.as_str()), ("receipt", "S0000031")];
        self.step(&claim, "paid", Some(self.past(11)), paid)?;
        let on = Some(self.past(11));
        self.step(
            &claim,
            "supply_restored",
            on,
            [("restored_by", FIELD_WORKERS[0])],
        )?;
        let on = Some(self.past(10));
        self.step(&claim, "closed", on, [("outcome", "款项已交清")])
    }

    /// LATE: a bill paid in two parts, the charge still to be paid.
    fn late_bill(&self, customer: &Customer) -> Result<(), OfficeError> {
        let due = self.past(30).to_string();
        let paid = self.past(12).to_string();
        let inputs = words([
            ("class", "other"),
            ("arrears", "1286.40"),
            ("due", &due),
            ("by", "once"),
            ("paid", &paid),
        ]);
        let bill = self.past(45).format("%Y年%-m月").to_string();
        let facts = words([("bill", &bill)]);
        let on = self.past(12);
        self.open(ClaimKind::Late, &customer.account, on, facts, inputs)
            .map(drop)
    }

    /// BREACH-4: found yesterday, not yet noticed.
    fn moved_meter(&self, customer: &Customer) -> Result<(), OfficeError> {
        let facts = self.facts("自行把电能表从东墙移到西墙", BTreeMap::new());
        let inputs = words([("rule", "BREACH-4"), ("class", "resident"), ("times", "1")]);
        let kind = ClaimKind::Breach;
        self.open(kind, &customer.account, self.past(1), facts, inputs)
            .map(drop)
    }

    /// BREACH-3: opened from a suspension that runs.
    fn used_while_sealed(&self) -> Result<(), OfficeError> {
        let tracked = suspension::tracked(self.work)?;
        let runs = |stage| matches!(stage, Stage::Running | Stage::RunOut);
        let billed = tracked.iter().find(|one| {
            let two_part = one.customer.billing != Billing::Single;
            let sealed = one.line.suspension.start() <= self.past(1);
            runs(one.line.standing.stage) && two_part && sealed
        });
        let Some(one) = billed else { return Ok(()) };
        let (account, case) = (&one.customer.account, &one.line.suspension.case);
        let known = suggested::of_suspension(self.work, account, case)?;
        let mut facts = self.facts("暂停的变压器自行合闸使用，封印断开", known.facts);
        facts.insert("seal".to_owned(), "F0909".to_owned());
        let mut inputs = known.inputs;
        inputs.insert("months".to_owned(), "1".to_owned());
        let kind = ClaimKind::Breach;
        self.open(kind, account, self.past(1), facts, inputs)
            .map(drop)
    }

    /// DAMAGE: an incident with two households, one decided, one that waits for the visit.
    fn damage(&self, first: &Customer, second: &Customer) -> Result<(), OfficeError> {
        let incident = IncidentEntry {
            occurred_at: self.at(1, 10, 40),
            line: "青塘村2号台区低压线路".to_owned(),
            fault: "neutral_broken".to_owned(),
            cause: "大风刮断零线".to_owned(),
            ..IncidentEntry::default()
        };
        let row = |pairs: [(&str, &str); 9]| -> Fields {
            pairs
                .map(|(name, word)| (name.to_owned(), Typed::Text(word.to_owned())))
                .into()
        };
        let bought = self.past(60).checked_sub_months(Months::new(AGE));
        let bought = bought.unwrap_or(self.past(60)).to_string();
        let fridge = row([
            ("name", "电冰箱"),
            ("model", "BCD-180"),
            ("category", "motor"),
            ("quantity", "1"),
            ("bought", &bought),
            ("price", "2199.00"),
            ("proof", "发票00031207"),
            ("fault", "压缩机烧毁"),
            ("repairable", "no"),
        ]);
        let complaint = |at: String, goods: &str| {
            words([
                ("complained_at", at.as_str()),
                ("complained_by", "客户本人"),
                ("goods_in_words", goods),
            ])
        };
        let entry = |customer: &Customer, back, facts, incident, calculation| ClaimEntry {
            kind: ClaimKind::Damage.to_string(),
            account: customer.account.clone(),
            found_on: self.past(back).to_string(),
            facts,
            calculation,
            incident,
        };
        let goods = Fields::from([("goods".to_owned(), Typed::Rows(vec![fridge]))]);
        let facts = complaint(self.at(1, 11, 5), "电冰箱不能开机");
        let claim = open(self.work, &entry(first, 1, facts, incident, Some(goods)))?;
        let arrived_at = self.at(1, 15, 20);
        let visit = [
            ("arrived_at", arrived_at.as_str()),
            ("inspector", FIELD_WORKERS[0]),
            ("second_inspector", FIELD_WORKERS[1]),
            ("kept", "yes"),
            ("evidence", "照片4张，编号1至4"),
            ("findings", "零线断线，相电压升高，电器同时损坏"),
        ];
        self.step(&claim, "on_site", None, visit)?;
        let registered = [
            ("committee", "青塘村村民委员会"),
            ("witness", "吴大贵"),
            ("photos", "1电冰箱铭牌，2压缩机"),
            ("signed_by", "客户本人"),
        ];
        self.step(&claim, "registered", Some(self.past(0)), registered)?;
        let decided = [("decided_by", SUPERVISORS[0])];
        self.step(&claim, "decided", Some(self.past(0)), decided)?;
        let known = IncidentEntry {
            number: claim.incident.map(|one| one.number).unwrap_or_default(),
            ..IncidentEntry::default()
        };
        let facts = complaint(self.at(0, 16, 10), "电视机、机顶盒没有反应");
        open(self.work, &entry(second, 0, facts, known, None)).map(drop)
    }
}
