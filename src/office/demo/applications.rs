//! Applications for premises, filled in as a clerk would.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::model::application::{
    AgentDraft, Draft, EquipmentDraft, PartyDraft, RepresentativeDraft, ShareDraft, TermsDraft,
    TransformerDraft, VatDraft,
};
use crate::model::capacity::Capacity;
use crate::model::customer::{Customer, Party};
use crate::model::vocabulary::{Class, IdKind, Kind, LoadGrade, Sources, Tariff, Voltage};
use crate::office::OfficeError;
use crate::rules::Manual;
use crate::rules::checklist::{Needs, Situation};
use crate::rules::suspension::equipment;
use crate::rules::tariff::propose_billing;

use super::chance::Chance;
use super::endings;
use super::organisations;
use super::people::{ADULTS, ELDERS, Person};
use super::premises::{self, Ground, Premises};
use super::supply;
use super::trades::Trade;

/// Who comes to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comes {
    Applicant,
    Agent,
    /// For an applicant who is under age.
    Guardian,
}

/// What is special about an application.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circumstances<'a> {
    pub(super) kind: Kind,
    pub(super) tenant: bool,
    /// Looked at for high voltage only.
    pub(super) sources: Sources,
    pub(super) comes: Comes,
    /// Code of a document that was not brought.
    pub(super) missing: Option<&'a str>,
    pub(super) applied_on: NaiveDate,
}

/// An application for premises.
pub(super) fn draft(
    manual: &Manual,
    chance: &mut Chance,
    premises: &Premises,
    circumstances: Circumstances<'_>,
) -> Draft {
    let Circumstances {
        kind,
        tenant,
        sources,
        comes,
        missing,
        applied_on,
    } = circumstances;
    let agent = match comes {
        Comes::Applicant => None,
        Comes::Agent => Some(Person::new(chance, applied_on, ADULTS)),
        Comes::Guardian => Some(Person::new(chance, applied_on, ELDERS)),
    };
    let situation = Situation {
        kind,
        class: premises.class,
        nature: premises.nature,
        tenant,
        agent: agent.is_some(),
        by_office: false,
    };
    let draft = Draft {
        kind: kind.to_string(),
        class: premises.class.to_string(),
        nature: premises.nature.map(|n| n.to_string()).unwrap_or_default(),
        applied_on: applied_on.to_string(),
        customer: party(&premises.party),
        agent: agent.map(|person| AgentDraft {
            name: person.name,
            id_number: person.id_number,
            phone: person.phone,
        }),
        tenant,
        landlord: tenant.then(|| landlord(chance, premises, applied_on)),
        title_certificate: title(chance, premises),
        capacity: premises.capacity.value.to_string(),
        unit: premises.capacity.unit.to_string(),
        voltage: premises.voltage.to_string(),
        wished_on: wished_on(kind, premises, applied_on),
        purpose: premises.purpose.to_owned(),
        tariff: premises.tariff.to_string(),
        billing: premises.billing.to_string(),
        equipment: match premises.trade {
            Some(trade) => machines(trade, premises.class),
            None => appliances(chance, premises.voltage),
        },
        terms: TermsDraft {
            reading_months: chance.pick(&["1", "1", "2"]).to_string(),
            pay_within_days: chance.pick(&["10", "15", "20"]).to_string(),
            peak_valley: chance.one_in(3),
        },
        documents: documents(manual, situation, missing),
        ..Draft::default()
    };
    supply::of_organisation(draft, chance, premises, sources)
}

/// When an organisation wishes to have new or more power.
fn wished_on(kind: Kind, premises: &Premises, applied_on: NaiveDate) -> String {
    let asked = matches!(kind, Kind::NewConnection | Kind::CapacityIncrease);
    let day = applied_on.checked_add_days(Days::new(60));
    let day = day.filter(|_| asked && premises.class != Class::Resident);
    day.map_or_else(String::new, |day| day.to_string())
}

/// More capacity on an account: what the account says is left out.
pub(super) fn increase(
    ground: Ground<'_>,
    chance: &mut Chance,
    customer: &Customer,
    premises: &Premises,
    circumstances: Circumstances<'_>,
) -> Result<Draft, OfficeError> {
    let standing = &premises.transformers;
    let (added, transformers) = supply::more(premises, standing.len());
    let total = Capacity {
        value: customer.capacity.value + added,
        unit: customer.capacity.unit,
    };
    let proposed = ground.tariff(customer.class, customer.nature, premises.purpose, total)?;
    // The account may have been reclassified since; only its size makes another class of it here.
    let tariff = match proposed {
        Tariff::LargeIndustrial => proposed,
        _ => customer.tariff,
    };
    let billing = match premises.class {
        Class::HighVoltage => premises::billing(tariff, total),
        _ => customer.billing,
    };
    let enlarged = Premises {
        capacity: total,
        ..premises.clone()
    };
    let mut typed = draft(ground.manual, chance, &enlarged, circumstances);
    let new_devices = typed.equipment.len().saturating_sub(1);
    Ok(Draft {
        equipment: typed.equipment.split_off(new_devices),
        account: customer.account.clone(),
        reason: match premises.trade {
            Some(_) => "扩大生产经营，新添设备",
            None => "家里新添大功率电器",
        }
        .to_owned(),
        customer: PartyDraft::default(),
        capacity: String::new(),
        added: added.to_string(),
        tariff: tariff.to_string(),
        billing: billing.to_string(),
        transformers,
        ..typed
    })
}

/// Another change of an account: what the account says is left out.
pub(super) fn change(
    manual: &Manual,
    chance: &mut Chance,
    account: &str,
    premises: &Premises,
    circumstances: Circumstances<'_>,
    wish: Wish,
) -> Draft {
    let class = premises.class;
    let typed = draft(manual, chance, premises, circumstances);
    let change = Draft {
        account: account.to_owned(),
        customer: PartyDraft::default(),
        capacity: String::new(),
        sources: Vec::new(),
        transformers: Vec::new(),
        equipment: Vec::new(),
        ..typed
    };
    let home = class == Class::Resident;
    let reason =
        |of_a_home: &str, of_a_trade: &str| if home { of_a_home } else { of_a_trade }.to_owned();
    match circumstances.kind {
        Kind::Relocation => Draft {
            reason: reason("翻修房屋，原表位要拆墙", "厂房改建，原表位要让开"),
            same_address: Some(true),
            same_class: Some(true),
            same_supply_point: Some(true),
            to: reason("新屋东墙外集中表箱", "配电间外墙计量箱"),
            ..change
        },
        Kind::Removal => Draft {
            reason: reason("全家外出务工，房屋空置", "停产检修，暂不用电"),
            from: wish.from.to_string(),
            to: wish.to.to_string(),
            ..change
        },
        Kind::Reclassification => reclassified(change, premises, wish.by_ratio),
        Kind::Transfer => Draft {
            reason: reason("房屋买卖，过给新房主", "企业转让，由新单位经营"),
            arrears: "0.00".to_owned(),
            arrears_checked_on: circumstances.applied_on.to_string(),
            ..handed_over(change, chance, premises, circumstances.applied_on)
        },
        Kind::Closure => Draft {
            reason: reason("房屋拆迁，不再用电", "企业停办，不再用电"),
            all_capacity_stopped: Some(true),
            arrears: "0.00".to_owned(),
            arrears_checked_on: circumstances.applied_on.to_string(),
            ..change
        },
        Kind::Split => Draft {
            reason: reason("兄弟分家，各自用电", "厂房分给两家经营"),
            same_address: Some(true),
            same_supply_point: Some(true),
            separable: Some(true),
            arrears: "0.00".to_owned(),
            arrears_checked_on: circumstances.applied_on.to_string(),
            parts: endings::parts(manual, chance, premises, circumstances.applied_on),
            ..change
        },
        Kind::Suspension => Draft {
            reason: reason("长期外出，暂不用电", "淡季停产"),
            transformers: suspended(premises),
            from: wish.from.to_string(),
            to: wish.to.to_string(),
            ..change
        },
        Kind::Resumption => Draft {
            reason: reason("返乡，恢复用电", "旺季复产"),
            transformers: suspended(premises),
            on: wish.from.to_string(),
            ..change
        },
        _ => Draft {
            reason: reason("外出返乡，恢复用电", "检修完毕，恢复生产"),
            ..change
        },
    }
}

/// Every transformer by its plate; a customer who has none suspends everything.
fn suspended(premises: &Premises) -> Vec<TransformerDraft> {
    let plates = premises.transformers.iter();
    let plates: Vec<_> = plates
        .map(|one| TransformerDraft::standing(&one.plate))
        .collect();
    if plates.is_empty() {
        vec![TransformerDraft::standing(equipment::ALL)]
    } else {
        plates
    }
}

/// Who takes an account over: another person, or another firm in the place of the old.
fn handed_over(change: Draft, chance: &mut Chance, premises: &Premises, day: NaiveDate) -> Draft {
    let person = Person::new(chance, day, ADULTS);
    let (name, id_kind, id_number) = match premises.trade {
        None => (
            person.name.clone(),
            IdKind::IdCard,
            person.id_number.clone(),
        ),
        Some(trade) => {
            let mut name = organisations::name(chance, trade, &premises.place);
            if name == premises.party.name {
                name = format!("{}{}", person.name, trade.noun);
            }
            let code = organisations::social_credit_code(chance, trade);
            (name, IdKind::Uscc, code)
        }
    };
    let firm = premises.trade.is_some();
    let vat = change.vat.clone().map(|vat| VatDraft {
        name: name.clone(),
        tax_number: id_number.clone(),
        phone: person.phone.clone(),
        ..vat
    });
    Draft {
        representative: firm.then(|| RepresentativeDraft {
            name: person.name.clone(),
            id_number: person.id_number.clone(),
        }),
        vat,
        customer: premises.another(person, (name, id_kind, id_number)),
        ..change
    }
}

/// A use that makes another class, or one beside the old that cannot be metered apart.
fn reclassified(change: Draft, premises: &Premises, by_ratio: bool) -> Draft {
    let home = premises.class == Class::Resident;
    let (reason, purpose, tariff) = match premises.tariff {
        Tariff::Commercial => ("门店改作加工间", "农副产品加工", Tariff::GeneralIndustrial),
        _ if home => ("住宅底层改为商店", "自家小卖部", Tariff::Commercial),
        _ => ("停止原来的经营，房屋改作门店", "超市", Tariff::Commercial),
    };
    let share = |tariff: Tariff, percent: &str| ShareDraft {
        tariff: tariff.to_string(),
        percent: percent.to_owned(),
    };
    Draft {
        reason: reason.to_owned(),
        purpose: purpose.to_owned(),
        tariff: if by_ratio {
            String::new()
        } else {
            tariff.to_string()
        },
        billing: match premises.class {
            Class::HighVoltage => propose_billing(tariff).billing.to_string(),
            _ => change.billing.clone(),
        },
        shares: if by_ratio {
            vec![share(premises.tariff, "60"), share(tariff, "40")]
        } else {
            Vec::new()
        },
        ..change
    }
}

/// What a customer wishes beside the kind of change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// The days of a removal.
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    /// Of a reclassification: a ratio of two classes.
    pub(super) by_ratio: bool,
}

impl Wish {
    /// Off in a few days, for some months.
    pub(super) fn after(applied_on: NaiveDate) -> Self {
        let later = |days| applied_on.checked_add_days(Days::new(days));
        Self {
            from: later(2).unwrap_or(applied_on),
            to: later(150).unwrap_or(applied_on),
            by_ratio: false,
        }
    }

    /// Sealed or unsealed after the notice (SUSPEND-1, SUSPEND-8), for a month.
    pub(super) fn with_notice(applied_on: NaiveDate) -> Self {
        let later = |days| applied_on.checked_add_days(Days::new(days));
        Self {
            from: later(7).unwrap_or(applied_on),
            to: later(37).unwrap_or(applied_on),
            by_ratio: false,
        }
    }
}

fn party(party: &Party) -> PartyDraft {
    let mut draft = PartyDraft::from(party);
    if draft.contact.is_empty() {
        draft.contact.clone_from(&draft.name);
    }
    draft
}

fn landlord(chance: &mut Chance, premises: &Premises, day: NaiveDate) -> PartyDraft {
    let person = Person::new(chance, day, ELDERS);
    let (name, number) = (person.name.clone(), person.id_number.clone());
    premises.another(person, (name, IdKind::IdCard, number))
}

fn title(chance: &mut Chance, premises: &Premises) -> String {
    let number = chance.between(1, 9999);
    let year = chance.between(1998, 2020);
    if premises.trade.is_some() {
        format!("不动产权证 示例（{year}）石桥不动产权第{number:07}号")
    } else if premises.place.address.contains('村') {
        format!("宅基地使用证 示例集用（{year}）第{number:04}号")
    } else {
        format!("房屋产权证 示例房权证石桥字第{year}{number:04}号")
    }
}

fn documents(
    manual: &Manual,
    situation: Situation,
    missing: Option<&str>,
) -> BTreeMap<String, String> {
    let asked = manual.checklists.asked_for(situation);
    asked
        .map(|item| {
            let state = match item.needs {
                _ if missing == Some(item.code.as_str()) => "missing",
                Needs::Copy => "copy",
                Needs::Both => "both",
                Needs::Any => "original",
            };
            (item.code.clone(), state.to_owned())
        })
        .collect()
}

/// What stands in a home, and its kW.
const APPLIANCES: [(&str, &str, &str); 9] = [
    ("空调", "KFR-35GW", "1.1"),
    ("电冰箱", "BCD-216", "0.15"),
    ("电磁炉", "C21", "2.1"),
    ("电热水器", "DSZF-60", "2"),
    ("洗衣机", "XQB80", "0.4"),
    ("电视机", "L55", "0.12"),
    ("电饭煲", "CFXB40", "0.8"),
    ("微波炉", "P70", "1.2"),
    ("自吸水泵", "1AWZB", "0.75"),
];

fn appliances(chance: &mut Chance, voltage: Voltage) -> Vec<EquipmentDraft> {
    let kinds = chance.between(3, 6) as usize;
    let first = chance.below(APPLIANCES.len() as u32) as usize;
    let home = APPLIANCES.iter().cycle().skip(first).take(kinds);
    let lamps = ("照明", "", "0.3");
    let pump = ("三相深井泵", "QJ3", "3");
    std::iter::once(&lamps)
        .chain(home)
        .chain((voltage == Voltage::V380).then_some(&pump))
        .map(|(name, model, kw)| EquipmentDraft {
            name: (*name).to_owned(),
            model: (*model).to_owned(),
            count: "1".to_owned(),
            kw: (*kw).to_owned(),
            grade: String::new(),
        })
        .collect()
}

/// At high voltage the first machine is the one that should not stop.
fn machines(trade: &Trade, class: Class) -> Vec<EquipmentDraft> {
    let machines = trade.equipment.iter().enumerate();
    machines
        .map(|(index, (name, model, count, tenths))| EquipmentDraft {
            name: (*name).to_owned(),
            model: (*model).to_owned(),
            count: count.to_string(),
            kw: rust_decimal::Decimal::new(*tenths, 1)
                .normalize()
                .to_string(),
            grade: match (class, index) {
                (Class::HighVoltage, 0) => LoadGrade::Second,
                _ => LoadGrade::Third,
            }
            .to_string(),
        })
        .collect()
}
