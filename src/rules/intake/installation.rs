//! A high-voltage customer's sources and transformers.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::application::{Application, Draft, Source, SourceDraft, TransformerDraft};
use crate::model::capacity::Capacity;
use crate::model::customer::Transformer;
use crate::model::text::tidy;
use crate::model::vocabulary::{Class, Kind, SourceRole, Voltage};

use super::super::field::decimal;
use super::change::AccountFacts;
use super::request::is_low;
use super::{Check, LONGEST_NAME, MOST_TRANSFORMERS};

/// What a supply at high voltage consists of.
#[derive(Debug, Default)]
pub(super) struct Installation {
    pub(super) sources: Vec<Source>,
    pub(super) transformers: Vec<Transformer>,
}

impl Installation {
    /// That of a change which leaves it as it stands.
    pub(super) fn standing(account: Option<&AccountFacts>) -> Self {
        Self {
            sources: account.map_or_else(Vec::new, |facts| facts.sources.clone()),
            transformers: Vec::new(),
        }
    }
}

/// What is odd about high-voltage motors of a new connection that the capacity applied for leaves out, in words.
pub fn uncounted_motors(application: &Application) -> Option<String> {
    let motors = application.motors.filter(|kw| !kw.is_zero())?;
    let sum: Decimal = application.transformers.iter().map(|t| t.kva).sum();
    let asked = application.capacity;
    let left_out = application.kind == Kind::NewConnection && asked.kva() < sum + motors;
    left_out.then(|| {
        let (sum, motors) = (sum.normalize(), motors.normalize());
        format!("变压器合计{sum} kVA，另有高压电动机{motors} kW，申请容量{asked}没有全部计入；请与客户核对，要计入的改申请容量")
    })
}

impl Check<'_> {
    pub(super) fn installation(
        &mut self,
        class: Option<Class>,
        draft: &Draft,
        capacity: Option<Capacity>,
        voltage: Option<Voltage>,
    ) -> Installation {
        let Some(class) = class else {
            return Installation::default();
        };
        if class != Class::HighVoltage {
            let owned = [
                ("sources", "电源", draft.sources.is_empty()),
                ("transformers", "变压器", draft.transformers.is_empty()),
                ("taken_out", "拆除的变压器", draft.taken_out.is_empty()),
            ];
            for (at, label, _) in owned.into_iter().filter(|(.., empty)| !empty) {
                self.input(at, label, "只有高压客户才填；自有变压器的按高压办理");
            }
            return Installation::default();
        }
        Installation {
            sources: self.sources(draft, voltage),
            transformers: self.transformers(draft, capacity),
        }
    }

    fn sources(&mut self, draft: &Draft, voltage: Option<Voltage>) -> Vec<Source> {
        if draft.sources.is_empty() && draft.kind == Kind::NewConnection.wire() {
            self.input("sources", "电源", "高压客户至少填一路电源");
        }
        self.each_source(
            ("sources", ""),
            &draft.sources,
            ("voltage", "供电电压", voltage),
        )
    }

    /// Those typed at a place, named after whose they are; the main one has the voltage asked for.
    pub(super) fn each_source(
        &mut self,
        (at, whose): (&str, &str),
        typed: &[SourceDraft],
        (voltage_at, voltage_label, voltage): (&str, &str, Option<Voltage>),
    ) -> Vec<Source> {
        let label = format!("{whose}电源");
        if typed.len() > 2 {
            self.input(at, &label, "最多两路（单电源或双电源）");
        }
        let drafts = typed.iter().take(2).enumerate();
        let sources: Vec<Option<Source>> = drafts
            .map(|(index, source)| self.source((at, whose), index, source))
            .collect();
        let complete = !sources.contains(&None);
        let sources: Vec<Source> = sources.into_iter().flatten().collect();
        if !complete || sources.is_empty() {
            return sources;
        }
        let mut mains = sources.iter().filter(|s| s.role == SourceRole::Main);
        let first_main = mains.next();
        if first_main.is_none() {
            self.input(at, &label, "没有主供电源，不能都是备用");
        }
        if let (Some(main), Some(voltage)) = (first_main, voltage)
            && main.voltage != voltage
            && mains.all(|other| other.voltage != voltage)
        {
            let (own, main) = (voltage.chinese(), main.voltage.chinese());
            let problem = format!("申请的是{own}，主供电源是{main}，应一致");
            self.input(voltage_at, voltage_label, problem);
        }
        sources
    }

    fn source(
        &mut self,
        (at, whose): (&str, &str),
        index: usize,
        draft: &SourceDraft,
    ) -> Option<Source> {
        let at = |name: &str| format!("{at}.{index}.{name}");
        let label = |name: &str| format!("{whose}第{}路电源{name}", index + 1);
        let voltage = self.word(&at("voltage"), &label("电压"), &draft.voltage);
        let capacity = self.amount(&at("capacity"), &label("容量（kVA）"), &draft.capacity);
        let line = self.word(&at("line"), &label("线路"), &draft.line);
        let role = self.word(&at("role"), &label("用途"), &draft.role);
        if voltage.is_some_and(is_low) {
            self.input(&at("voltage"), &label("电压"), "高压客户的电源在10 kV以上");
        }
        Some(Source {
            voltage: voltage?,
            capacity: capacity?,
            line: line?,
            role: role?,
        })
    }

    /// The account's transformers that stay; each plate taken out is one of them, named once.
    fn staying(&mut self, draft: &Draft) -> Vec<Transformer> {
        let facts = self.context.account;
        let facts = facts.filter(|_| draft.kind != Kind::NewConnection.wire());
        let mut staying = facts.map_or_else(Vec::new, |facts| facts.transformers.clone());
        for plate in &draft.taken_out {
            let plate = tidy(plate);
            match staying.iter().position(|known| known.plate == plate) {
                Some(index) => drop(staying.remove(index)),
                None => {
                    let known: Vec<&str> = staying.iter().map(|t| t.plate.as_str()).collect();
                    let problem = format!("“{plate}”不是现有的（可选：{}）", known.join("、"));
                    self.input("taken_out", "拆除的变压器", problem);
                }
            }
        }
        staying
    }

    /// A new connection names all transformers; an increase those that are added to the account's.
    fn transformers(&mut self, draft: &Draft, capacity: Option<Capacity>) -> Vec<Transformer> {
        let standing = self.staying(draft);
        let drafts = &draft.transformers;
        if drafts.is_empty() && standing.is_empty() {
            self.input("transformers", "变压器", "高压客户至少填一台变压器");
            return Vec::new();
        }
        if standing.len() + drafts.len() > MOST_TRANSFORMERS {
            self.input(
                "transformers",
                "变压器",
                format!("最多{MOST_TRANSFORMERS}台"),
            );
            return Vec::new();
        }
        let mut plates: BTreeSet<String> = standing.iter().map(|t| t.plate.clone()).collect();
        let drafts = drafts.iter().enumerate();
        let list: Vec<Option<Transformer>> = drafts
            .map(|(index, draft)| self.transformer(index, draft, &mut plates))
            .collect();
        if list.contains(&None) {
            return Vec::new();
        }
        let list: Vec<Transformer> = list.into_iter().flatten().collect();
        let sum: Decimal = standing.iter().chain(&list).map(|t| t.kva).sum();
        // Motors that no transformer feeds count too.
        let motors = decimal(&draft.motors, 4).unwrap_or_default();
        if let Some(capacity) = capacity.filter(|capacity| capacity.kva() > sum + motors) {
            let sum = sum.normalize();
            let problem = format!("变压器合计{sum} kVA，不够申请的{capacity}");
            self.input("transformers", "变压器", problem);
        }
        list
    }

    fn transformer(
        &mut self,
        index: usize,
        draft: &TransformerDraft,
        plates: &mut BTreeSet<String>,
    ) -> Option<Transformer> {
        let at = |name: &str| format!("transformers.{index}.{name}");
        let label = |name: &str| format!("第{}台变压器{name}", index + 1);
        let plate = self.filled(&at("plate"), &label("铭牌编号"), &draft.plate, LONGEST_NAME);
        let kva = self.amount(&at("kva"), &label("容量（kVA）"), &draft.kva);
        let group = self.text(&at("group"), &label("组名"), &draft.group, LONGEST_NAME);
        if !tidy(&plate).is_empty() && !plates.insert(plate.clone()) {
            let problem = format!("“{plate}”写了两次，同一户内不能重复");
            self.input(&at("plate"), &label("铭牌编号"), problem);
        }
        Some(Transformer {
            plate,
            kva: kva?,
            group: (!group.is_empty()).then_some(group),
        })
    }
}
