//! Splitting an account (分户): what must stay, and the parts that share the old capacity.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::application::{Change, Draft, Part, PartDraft, Source};
use crate::model::capacity::Capacity;
use crate::model::customer::Transformer;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{Billing, CapacityUnit, Class, Kind, Nature, Tariff, Voltage};
use crate::rules::intake::request::is_low;
use crate::rules::intake::{Check, LONGEST_NAME};
use crate::rules::refusal::Refusal;

use super::AccountFacts;

/// Parts that an account may be split into.
pub const MOST_PARTS: usize = 50;

/// What a single-phase meter of 5(60) A carries at 220 V: more takes three phases.
const SINGLE_PHASE_KW: Decimal = Decimal::from_parts(132, 0, 0, false, 1);

/// The voltage that suits a part of its class and kW (SPLIT-3): a home has one phase as long as that carries it.
pub fn proposed_voltage(class: Class, kw: Option<Decimal>, old: Voltage) -> Voltage {
    match class {
        Class::Resident if kw.is_none_or(|kw| kw <= SINGLE_PHASE_KW) => Voltage::V220,
        Class::Resident => Voltage::V380,
        Class::LowVoltage if is_low(old) => old,
        Class::LowVoltage => Voltage::V380,
        Class::HighVoltage => old,
    }
}

impl Check<'_> {
    /// SPLIT-1: address and supply point stay, the parts can be metered apart. SPLIT-2: nothing is owed.
    /// SPLIT-4: the parts share the old capacity exactly.
    pub(super) fn split(&mut self, typed: &Draft, facts: Option<&AccountFacts>) -> Option<Change> {
        self.splits_in_place(typed);
        let arrears = self.arrears(Kind::Split, typed);
        let at = "parts";
        if typed.parts.len() < 2 {
            let message = format!("分户至少分成两份，现在是{}份", typed.parts.len());
            let instead = "写明每一份的户主和容量；只换户主的办更名过户";
            self.refusals
                .push(Refusal::new("SPLIT-3", message, instead).at(at));
        } else if typed.parts.len() > MOST_PARTS {
            self.input(at, "分户各份", format!("最多{MOST_PARTS}份"));
        }
        let facts = facts?;
        let mut given = BTreeSet::new();
        let parts: Vec<Option<Part>> = typed
            .parts
            .iter()
            .take(MOST_PARTS)
            .enumerate()
            .map(|(index, part)| self.part(index, part, facts, &mut given))
            .collect();
        self.sums_up(typed, facts);
        if !given.is_empty() && given.len() == facts.transformers.len() {
            for (index, part) in parts.iter().enumerate() {
                self.carries(index, part.as_ref());
            }
        }
        Some(Change::Split {
            arrears: arrears?,
            parts: parts.into_iter().collect::<Option<_>>()?,
        })
    }

    fn splits_in_place(&mut self, typed: &Draft) {
        let questions = [
            (
                ("same_address", "用电地址"),
                typed.same_address,
                "用电地址有变化，不能分户",
                "搬到别处的一方在新址办新装，原户不再用的办销户",
            ),
            (
                ("same_supply_point", "供电点"),
                typed.same_supply_point,
                "供电点有变化，不能分户",
                "换供电点的一方办新装，原户不再用的办销户",
            ),
            (
                ("separable", "分装条件"),
                typed.separable,
                "受电装置不能分别装表，不能分户",
                "受电装置改造到能分开装表后再办；只是几种用途分不开计量的办改类，按比例分摊",
            ),
        ];
        for ((at, label), answer, message, instead) in questions {
            match answer {
                Some(true) => {}
                Some(false) => self
                    .refusals
                    .push(Refusal::new("SPLIT-1", message, instead).at(at)),
                None => self.input(at, label, "未填"),
            }
        }
    }

    /// SPLIT-4, once every part's capacity can be read.
    fn sums_up(&mut self, typed: &Draft, facts: &AccountFacts) {
        let sum: Option<Decimal> = typed
            .parts
            .iter()
            .map(|part| crate::rules::field::decimal(&part.capacity, 2).ok())
            .sum();
        let whole = facts.customer.capacity;
        let Some(sum) = sum.filter(|sum| typed.parts.len() > 1 && *sum != whole.value) else {
            return;
        };
        let shared = Capacity {
            value: sum,
            ..whole
        };
        let message = format!("各份容量合计{shared}，原户容量{whole}，应当相等");
        let instead = if sum > whole.value {
            "先按原有容量分，需要增容的分户后另办增容"
        } else {
            "没有分完的容量由各方商定归哪一份，写进容量分配协议"
        };
        self.refusals
            .push(Refusal::new("SPLIT-4", message, instead).at("parts"));
    }

    /// SPLIT-3: a part has its own holder, class, nature, voltage and tariff.
    fn part(
        &mut self,
        index: usize,
        typed: &PartDraft,
        facts: &AccountFacts,
        given: &mut BTreeSet<String>,
    ) -> Option<Part> {
        let at = |name: &str| format!("parts.{index}.{name}");
        let label = |name: &str| format!("第{}份{name}", index + 1);
        let old = &facts.customer;
        let mut holder = typed.customer.clone();
        if tidy(&holder.address).is_empty() {
            holder.address.clone_from(&old.party.address);
        }
        let customer = self.party(&at("customer"), &label(""), "户名", &holder);
        let class = self.word::<Class>(&at("class"), &label("客户类别"), &typed.class);
        self.id_kind_fits(&at("customer.id_kind"), &label("证件名称"), class, &holder);
        let same = class == Some(old.class);
        let nature = self.nature_of_part((&at("nature"), &label("用电性质")), class, typed, facts);
        let capacity = self.amount(
            &at("capacity"),
            &label(&format!("容量（{}）", old.capacity.unit)),
            &typed.capacity,
        );
        let unit = half_width(&typed.unit);
        let own = old.capacity.unit;
        if !unit.is_empty() && unit != own.wire() {
            let problem = format!("与原户的单位一致（{}）", own.chinese());
            self.input(&at("unit"), &label("容量单位"), problem);
        }
        if class == Some(Class::HighVoltage) && own == CapacityUnit::Kilowatt {
            let problem = "原户是低压，分出的不能是高压";
            self.input(&at("class"), &label("客户类别"), problem);
        }
        let voltage = match (tidy(&typed.voltage).is_empty(), class) {
            (true, Some(class)) => Some(proposed_voltage(class, capacity, old.voltage)),
            _ => self.word(&at("voltage"), &label("供电电压"), &typed.voltage),
        };
        if let (Some(class), Some(voltage)) = (class, voltage)
            && (class == Class::HighVoltage) == is_low(voltage)
        {
            let problem = format!("与客户类别不符：{}", voltage.chinese());
            self.input(&at("voltage"), &label("供电电压"), problem);
        }
        let tariff = self.word::<Tariff>(&at("tariff"), &label("电价类别"), &typed.tariff);
        let billing = match tidy(&typed.billing).is_empty() {
            true if same => Some(old.billing),
            true => Some(Billing::Single),
            false => self.word(&at("billing"), &label("计费方式"), &typed.billing),
        };
        let two_part = billing.is_some_and(|billing| billing != Billing::Single);
        if let Some(class) = class.filter(|class| two_part && *class != Class::HighVoltage) {
            let problem = format!("{}客户只能是单一制", class.chinese());
            self.input(&at("billing"), &label("计费方式"), problem);
        }
        let purpose = self.text(&at("use"), &label("用途"), &typed.purpose, LONGEST_NAME);
        let sources = self.part_sources(index, typed, (class, capacity, voltage), facts);
        let (named_at, named) = (at("transformers"), label("变压器"));
        let transformers = self.given_transformers((&named_at, &named), class, typed, facts, given);
        let organisation =
            self.part_organisation(&at("organisation"), &label(""), class, &typed.organisation);
        Some(Part {
            customer: customer?,
            class: class?,
            nature,
            capacity: Capacity {
                value: capacity?,
                unit: own,
            },
            voltage: voltage?,
            tariff: tariff?,
            billing: billing?,
            purpose,
            sources,
            transformers,
            organisation,
        })
    }

    fn nature_of_part(
        &mut self,
        (at, label): (&str, &str),
        class: Option<Class>,
        typed: &PartDraft,
        facts: &AccountFacts,
    ) -> Option<Nature> {
        let open = tidy(&typed.nature).is_empty();
        match (class, open) {
            (None, _) | (Some(Class::Resident), true) => None,
            (Some(Class::Resident), false) => {
                self.input(at, label, "居民客户不填");
                None
            }
            (Some(_), true) if facts.customer.nature.is_some() => facts.customer.nature,
            (Some(_), _) => self.word(at, label, &typed.nature),
        }
    }

    /// The supply point stays (SPLIT-1): a part has no other sources than the old account's, and none of more. Left
    /// open they are those, as far as the part's capacity goes.
    fn part_sources(
        &mut self,
        index: usize,
        typed: &PartDraft,
        (class, capacity, voltage): (Option<Class>, Option<Decimal>, Option<Voltage>),
        facts: &AccountFacts,
    ) -> Vec<Source> {
        let (at, whose) = (
            format!("parts.{index}.sources"),
            format!("第{}份", index + 1),
        );
        let label = format!("{whose}电源");
        if class != Some(Class::HighVoltage) {
            if class.is_some() && !typed.sources.is_empty() {
                self.input(&at, &label, "只有高压客户才填");
            }
            return Vec::new();
        }
        if typed.sources.is_empty() {
            let same = facts
                .sources
                .iter()
                .filter(|_| voltage == Some(facts.customer.voltage));
            return same
                .map(|source| Source {
                    capacity: capacity.map_or(source.capacity, |own| own.min(source.capacity)),
                    ..source.clone()
                })
                .collect();
        }
        let asked = (
            &*format!("parts.{index}.voltage"),
            &*format!("{whose}供电电压"),
            voltage,
        );
        let own = self.each_source((&at, &whose), &typed.sources, asked);
        if facts.sources.is_empty() {
            return own;
        }
        let known = facts.sources.len();
        if own.len() > known {
            let message = format!("{label}填了{}路，原户只有{known}路", own.len());
            let instead = "分户不改变供电点；要增加一路电源的，分户以后另行申请";
            self.refusals
                .push(Refusal::new("SPLIT-1", message, instead).at(&at));
        }
        for (number, source) in own.iter().enumerate() {
            let alike = facts.sources.iter().filter(|old| old.role == source.role);
            let most = alike.map(|old| old.capacity).max();
            let Some(most) = most.filter(|most| source.capacity > *most) else {
                continue;
            };
            let (role, most) = (source.role.chinese(), most.normalize());
            let problem = format!("原户的{role}电源只有{most} kVA");
            let label = format!("{whose}第{}路电源容量（kVA）", number + 1);
            self.input(&format!("{at}.{number}.capacity"), &label, problem);
        }
        own
    }

    /// Where every transformer of the old account has gone to a part, none is left to feed another: a part at high
    /// voltage needs enough of its own.
    fn carries(&mut self, index: usize, part: Option<&Part>) {
        let Some(part) = part.filter(|part| part.class == Class::HighVoltage) else {
            return;
        };
        let own: Decimal = part.transformers.iter().map(|one| one.kva).sum();
        if part.capacity.unit != CapacityUnit::KilovoltAmpere || own >= part.capacity.value {
            return;
        }
        let (at, label) = (
            format!("parts.{index}.transformers"),
            format!("第{}份变压器", index + 1),
        );
        // One that two parts name has been refused.
        if self.refusals.iter().any(|refusal| refusal.field == at) {
            return;
        }
        let (own, whole) = (own.normalize(), part.capacity);
        let problem = format!(
            "合计{own} kVA，不够这一份的{whole}；原户的变压器都已分给各份，几份合用的那台不要分给任何一份"
        );
        self.input(&at, &label, problem);
    }

    /// A transformer of the old account goes with one part, one at high voltage.
    fn given_transformers(
        &mut self,
        (at, label): (&str, &str),
        class: Option<Class>,
        typed: &PartDraft,
        facts: &AccountFacts,
        given: &mut BTreeSet<String>,
    ) -> Vec<Transformer> {
        let mut own = Vec::new();
        if class.is_some_and(|class| class != Class::HighVoltage) && !typed.transformers.is_empty()
        {
            self.input(at, label, "只有高压客户才填；自有变压器的按高压办理");
            return own;
        }
        for plate in typed.transformers.iter().map(|plate| tidy(plate)) {
            let mut standing = facts.transformers.iter();
            match standing.find(|one| one.plate == plate) {
                None => self.input(at, label, format!("原户没有变压器“{plate}”")),
                Some(_) if !given.insert(plate.clone()) => {
                    self.input(at, label, format!("变压器“{plate}”已分给另一份"));
                }
                Some(one) => own.push(one.clone()),
            }
        }
        own
    }
}
