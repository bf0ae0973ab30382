//! The check of an application as typed (受理审核): every field, all at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::application::{
    AgentDraft, Application, Draft, Equipment, EquipmentDraft, PartyDraft, Terms, TermsDraft,
};
use crate::model::capacity::Capacity;
use crate::model::customer::{Agent, Party};
use crate::model::document::DocumentState;
use crate::model::identity::{self, ResidentId};
use crate::model::phone;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{
    Billing, CapacityUnit, Class, IdKind, Kind, Nature, Tariff, Voltage,
};

use super::checklist::Situation;
use super::field;
use super::manual::Manual;
use super::refusal::{INPUT, Refusal};

/// What the check needs to know beside the manual.
#[derive(Debug, Clone, Copy)]
pub struct IntakeContext {
    pub today: NaiveDate,
    /// The office's standing terms, for those that the customer leaves open.
    pub terms: Terms,
}

/// Characters that a name may have.
pub const LONGEST_NAME: usize = 200;
/// Characters that an address may have.
pub const LONGEST_ADDRESS: usize = 2000;
/// Lines that an equipment list may have.
pub const MOST_EQUIPMENT: usize = 1000;

/// Turns an application as typed into one that can be taken.
///
/// # Errors
/// Every refusal at once; each with the path of its field.
pub fn check(
    manual: &Manual,
    draft: &Draft,
    context: IntakeContext,
) -> Result<Application, Vec<Refusal>> {
    let mut check = Check {
        manual,
        context,
        refusals: Vec::new(),
    };
    let application = check.application(draft);
    match application {
        Some(application) if check.refusals.is_empty() => Ok(application),
        _ => Err(check.refusals),
    }
}

struct Check<'a> {
    manual: &'a Manual,
    context: IntakeContext,
    refusals: Vec<Refusal>,
}

impl Check<'_> {
    fn application(&mut self, draft: &Draft) -> Option<Application> {
        let kind = self.word::<Kind>("kind", "业务类型", &draft.kind);
        let class = self.word::<Class>("class", "客户类别", &draft.class);
        if let (Some(kind), Some(class)) = (kind, class)
            && self.manual.procedures.path(kind, class).is_none()
        {
            let problem = format!(
                "本版尚未开办{}客户的{}业务",
                class.chinese(),
                kind.chinese()
            );
            self.input("class", "业务类型", problem);
        }
        let nature = self.nature(class, &draft.nature);
        let applied_on = self.applied_on(&draft.applied_on);
        let customer = self.party("customer", "客户", &draft.customer);
        let agent = draft.agent.as_ref().map(|agent| self.agent(agent));
        self.guardian(draft, applied_on);
        let landlord = self.landlord(draft);
        let title_certificate = tidy(&draft.title_certificate);
        self.length(
            "title_certificate",
            "产权证号",
            &title_certificate,
            LONGEST_NAME,
        );
        let value = self.capacity(&draft.capacity);
        let unit = self.word::<CapacityUnit>("unit", "容量单位", &draft.unit);
        let voltage = self.voltage(class, &draft.voltage);
        let purpose = tidy(&draft.purpose);
        self.length("use", "用途", &purpose, LONGEST_NAME);
        let tariff = self.word::<Tariff>("tariff", "电价类别", &draft.tariff);
        let billing = self.billing(class, &draft.billing);
        let equipment = self.equipment(&draft.equipment);
        let terms = self.terms(&draft.terms);
        let documents = self.documents(draft, kind, class);
        Some(Application {
            kind: kind?,
            class: class?,
            nature,
            applied_on: applied_on?,
            account: None,
            reason: String::new(),
            change: None,
            customer: customer?,
            agent: agent.flatten(),
            representative: None,
            tenant: draft.tenant,
            landlord,
            title_certificate,
            capacity: Capacity {
                value: value?,
                unit: unit?,
            },
            voltage: voltage?,
            purpose,
            industry: String::new(),
            load_nature: String::new(),
            security_load: None,
            monthly_kwh: None,
            tariff: tariff?,
            billing: billing?,
            sources: Vec::new(),
            transformers: Vec::new(),
            own_generation: String::new(),
            important_grade: Default::default(),
            nonlinear: String::new(),
            equipment,
            vat: None,
            terms: terms?,
            documents,
        })
    }

    fn input(&mut self, field: &str, label: &str, problem: impl std::fmt::Display) {
        self.refusals.push(Refusal::input(field, label, problem));
    }

    /// A word of a table; empty counts as not filled in.
    fn word<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        field: &str,
        label: &str,
        typed: &str,
    ) -> Option<T> {
        let typed = half_width(typed);
        if typed.is_empty() {
            self.input(field, label, "未填");
            return None;
        }
        typed
            .parse()
            .map_err(|unknown| self.input(field, label, unknown))
            .ok()
    }

    fn length(&mut self, field: &str, label: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.input(field, label, format!("最多{most}个字，现在是{length}个"));
        }
    }

    fn filled(&mut self, field: &str, label: &str, typed: &str, most: usize) -> String {
        let text = tidy(typed);
        if text.is_empty() {
            self.input(field, label, "未填");
        }
        self.length(field, label, &text, most);
        text
    }

    fn nature(&mut self, class: Option<Class>, typed: &str) -> Option<Nature> {
        match class {
            Some(Class::Resident) | None => {
                if class.is_some() && !typed.is_empty() {
                    self.input("nature", "用电性质", "居民客户不填");
                }
                None
            }
            Some(_) => self.word("nature", "用电性质", typed),
        }
    }

    fn applied_on(&mut self, typed: &str) -> Option<NaiveDate> {
        let day = if tidy(typed).is_empty() {
            self.context.today
        } else {
            match field::date(typed) {
                Ok(day) => day,
                Err(problem) => {
                    self.input("applied_on", "申请日期", problem);
                    return None;
                }
            }
        };
        if day > self.context.today {
            let message = format!("申请日期{day}在今天（{}）之后", self.context.today);
            let refusal = Refusal::new("COUNT-6", message, "申请日期填客户来办理的那一天");
            self.refusals.push(refusal.at("applied_on"));
        }
        Some(day)
    }

    fn party(&mut self, at: &str, who: &str, draft: &PartyDraft) -> Option<Party> {
        let path = |name: &str| format!("{at}.{name}");
        let label = |name: &str| format!("{who}{name}");
        let name = self.filled(&path("name"), &label("姓名"), &draft.name, LONGEST_NAME);
        let id_kind = self.word::<IdKind>(&path("id_kind"), &label("证件名称"), &draft.id_kind);
        let id_number = self.id_number(
            &path("id_number"),
            &label("证件号码"),
            id_kind,
            &draft.id_number,
        );
        let phone = self.phone(&path("phone"), &label("电话"), &draft.phone);
        let address = self.filled(
            &path("address"),
            &label("用电地址"),
            &draft.address,
            LONGEST_ADDRESS,
        );
        let postal_address = tidy(&draft.postal_address);
        self.length(
            &path("postal_address"),
            &label("通信地址"),
            &postal_address,
            LONGEST_ADDRESS,
        );
        let postcode = half_width(&draft.postcode);
        let six_digits = postcode.len() == 6 && postcode.chars().all(|c| c.is_ascii_digit());
        if !postcode.is_empty() && !six_digits {
            self.input(&path("postcode"), &label("邮编"), "应为6位数字");
        }
        let contact = tidy(&draft.contact);
        self.length(&path("contact"), &label("联系人"), &contact, LONGEST_NAME);
        Some(Party {
            name,
            id_kind: id_kind?,
            id_number,
            phone,
            address,
            postal_address,
            postcode,
            contact,
        })
    }

    fn id_number(&mut self, at: &str, label: &str, kind: Option<IdKind>, typed: &str) -> String {
        let number = half_width(typed).replace(' ', "").to_ascii_uppercase();
        if number.is_empty() {
            self.input(at, label, "未填");
            return number;
        }
        let problem =
            kind.and_then(|kind| identity::check(kind, &number, self.context.today).err());
        if let Some(problem) = problem {
            self.input(at, label, problem);
        }
        self.length(at, label, &number, 40);
        number
    }

    fn phone(&mut self, at: &str, label: &str, typed: &str) -> String {
        let number = half_width(typed).replace(' ', "");
        if number.is_empty() {
            self.input(at, label, "未填");
        } else if let Err(problem) = phone::classify(&number) {
            self.input(at, label, problem);
        }
        number
    }

    fn agent(&mut self, draft: &AgentDraft) -> Option<Agent> {
        let name = self.filled("agent.name", "经办人姓名", &draft.name, LONGEST_NAME);
        let id_number = self.id_number(
            "agent.id_number",
            "经办人身份证号",
            Some(IdKind::IdCard),
            &draft.id_number,
        );
        let phone = self.phone("agent.phone", "经办人电话", &draft.phone);
        Some(Agent {
            name,
            id_number,
            phone,
        })
    }

    /// Someone under age needs a guardian, who comes as the agent.
    fn guardian(&mut self, draft: &Draft, applied_on: Option<NaiveDate>) {
        let day = applied_on.unwrap_or(self.context.today);
        let number = half_width(&draft.customer.id_number);
        let id_card = draft.customer.id_kind == IdKind::IdCard.wire();
        let Some(id) = id_card
            .then(|| ResidentId::parse(&number, self.context.today).ok())
            .flatten()
        else {
            return;
        };
        let age = self.manual.rulebooks.parameter("guardian_under", day);
        let Some(under) = age.ok().and_then(|found| found.parameter.value.to_i32()) else {
            return;
        };
        if id.age_on(day) < under && draft.agent.is_none() {
            let message = format!("客户未满{under}周岁，须由监护人办理");
            let refusal = Refusal::new(INPUT, message, "请监护人到场，填在经办人栏");
            self.refusals.push(refusal.at("agent"));
        }
    }

    /// DOC-2: a tenant's landlord stands surety for the fees.
    fn landlord(&mut self, draft: &Draft) -> Option<Party> {
        match (&draft.landlord, draft.tenant) {
            (Some(landlord), true) => {
                let mut landlord = landlord.clone();
                if tidy(&landlord.address).is_empty() {
                    landlord.address.clone_from(&draft.customer.address);
                }
                self.party("landlord", "出租人", &landlord)
            }
            (None, true) => {
                let refusal = Refusal::new(
                    "DOC-2",
                    "租户用电，出租人未填",
                    "填写出租人的姓名、证件和电话（电费担保书上的人）",
                );
                self.refusals.push(refusal.at("landlord"));
                None
            }
            (Some(_), false) => {
                self.input("landlord", "出租人", "产权人自用不填，租户用电请选“租户”");
                None
            }
            (None, false) => None,
        }
    }

    fn capacity(&mut self, typed: &str) -> Option<Decimal> {
        if tidy(typed).is_empty() {
            self.input("capacity", "申请容量", "未填");
            return None;
        }
        match field::decimal(typed, 2) {
            Ok(value) if value.is_zero() => {
                self.input("capacity", "申请容量", "应大于零");
                None
            }
            Ok(value) if value > Decimal::from(1_000_000) => {
                self.input("capacity", "申请容量", "超过1000000，请核对单位");
                None
            }
            Ok(value) => Some(value.normalize()),
            Err(problem) => {
                self.input("capacity", "申请容量", problem);
                None
            }
        }
    }

    fn voltage(&mut self, class: Option<Class>, typed: &str) -> Option<Voltage> {
        let voltage = self.word::<Voltage>("voltage", "供电电压", typed)?;
        let low = matches!(voltage, Voltage::V220 | Voltage::V380);
        if class.is_some_and(|class| (class == Class::HighVoltage) == low) {
            self.input(
                "voltage",
                "供电电压",
                format!("与客户类别不符：{}", voltage.chinese()),
            );
        }
        Some(voltage)
    }

    fn billing(&mut self, class: Option<Class>, typed: &str) -> Option<Billing> {
        let billing = self.word::<Billing>("billing", "计费方式", typed)?;
        if class == Some(Class::Resident) && billing != Billing::Single {
            self.input("billing", "计费方式", "居民客户只能是单一制");
        }
        Some(billing)
    }

    fn equipment(&mut self, drafts: &[EquipmentDraft]) -> Vec<Equipment> {
        if drafts.len() > MOST_EQUIPMENT {
            self.input("equipment", "用电设备", format!("最多{MOST_EQUIPMENT}行"));
            return Vec::new();
        }
        let mut list = Vec::new();
        for (index, draft) in drafts.iter().enumerate() {
            let at = |name: &str| format!("equipment.{index}.{name}");
            let label = |name: &str| format!("用电设备第{}行{name}", index + 1);
            let name = self.filled(&at("name"), &label("名称"), &draft.name, LONGEST_NAME);
            let count = field::decimal(&draft.count, 0)
                .ok()
                .and_then(|n| n.to_u32());
            let count = count.filter(|n| (1..=100_000).contains(n));
            if count.is_none() {
                self.input(&at("count"), &label("数量"), "应为1至100000的整数");
            }
            let kw = field::decimal(&draft.kw, 3).map_err(|problem| {
                self.input(&at("kw"), &label("功率（kW）"), problem);
            });
            if let (Some(count), Ok(kw)) = (count, kw) {
                list.push(Equipment {
                    name,
                    model: tidy(&draft.model),
                    count,
                    kw,
                    grade: None,
                });
            }
        }
        list
    }

    fn terms(&mut self, draft: &TermsDraft) -> Option<Terms> {
        let standing = self.context.terms;
        let mut number = |at: &str, label: &str, typed: &str, standing: u32, allowed: &[u32]| {
            if tidy(typed).is_empty() {
                return Some(standing);
            }
            let value = field::decimal(typed, 0).ok().and_then(|n| n.to_u32());
            let value = value.filter(|n| allowed.contains(n));
            if value.is_none() {
                let known: Vec<String> = allowed.iter().map(u32::to_string).collect();
                self.input(at, label, format!("可选：{}", known.join("、")));
            }
            value
        };
        let months = number(
            "terms.reading_months",
            "抄表周期（月）",
            &draft.reading_months,
            standing.reading_months,
            &[1, 2],
        );
        let days: Vec<u32> = (1..=60).collect();
        let pay = number(
            "terms.pay_within_days",
            "交费期限（天）",
            &draft.pay_within_days,
            standing.pay_within_days,
            &days,
        );
        Some(Terms {
            reading_months: months?,
            pay_within_days: pay?,
            peak_valley: draft.peak_valley,
        })
    }

    fn documents(
        &mut self,
        draft: &Draft,
        kind: Option<Kind>,
        class: Option<Class>,
    ) -> BTreeMap<String, DocumentState> {
        let mut documents = BTreeMap::new();
        let (Some(kind), Some(class)) = (kind, class) else {
            return documents;
        };
        let situation = Situation {
            kind,
            class,
            nature: draft.nature.parse().ok(),
            tenant: draft.tenant,
            agent: draft.agent.is_some(),
        };
        let manual = self.manual;
        let asked: Vec<&str> = manual
            .checklists
            .asked_for(situation)
            .map(|item| item.code.as_str())
            .collect();
        for (code, typed) in &draft.documents {
            let at = format!("documents.{code}");
            if !asked.contains(&code.as_str()) {
                let problem = format!("本业务不收这一项（收：{}）", asked.join("、"));
                self.input(&at, code, problem);
                continue;
            }
            match typed.parse::<DocumentState>() {
                Ok(state) => {
                    documents.insert(code.clone(), state);
                }
                Err(problem) => self.input(&at, code, problem),
            }
        }
        documents
    }
}
