//! Who applies: customer, agent, landlord, and who stands for an organisation.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::application::{
    AgentDraft, Draft, PartOrganisation, PartyDraft, Representative, RepresentativeDraft, Vat,
    VatDraft,
};
use crate::model::customer::{Agent, Party};
use crate::model::identity::{self, ResidentId};
use crate::model::phone;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{Class, IdKind, ImportantGrade, Kind};
use crate::rules::refusal::{INPUT, Refusal};

use super::{Check, LONGEST_ADDRESS, LONGEST_NAME};

/// Characters that a number of a document or a bank account may have.
const LONGEST_NUMBER: usize = 40;

const MOTORS: &str = "高压电动机（kW）";

/// What is asked of an organisation and not of a resident; all of it may be left open.
#[derive(Debug, Default)]
pub(super) struct Organisation {
    pub(super) representative: Option<Representative>,
    pub(super) industry: String,
    pub(super) load_nature: String,
    pub(super) security_load: Option<Decimal>,
    pub(super) monthly_kwh: Option<Decimal>,
    pub(super) own_generation: Option<String>,
    pub(super) important_grade: Option<ImportantGrade>,
    pub(super) motors: Option<Decimal>,
    pub(super) nonlinear: Option<String>,
    pub(super) vat: Option<Vat>,
}

impl Check<'_> {
    /// The customer of a new connection.
    pub(super) fn customer(&mut self, class: Option<Class>, draft: &PartyDraft) -> Option<Party> {
        let party = self.party("customer", "", "户名", draft);
        self.id_kind_fits("customer.id_kind", "证件名称", class, draft);
        party
    }

    /// A home is not held under an organisation's code, nor a high-voltage supply under an identity card.
    pub(super) fn id_kind_fits(
        &mut self,
        at: &str,
        label: &str,
        class: Option<Class>,
        draft: &PartyDraft,
    ) {
        let kind = half_width(&draft.id_kind).parse::<IdKind>().ok();
        let problem = match (class, kind) {
            (Some(Class::Resident), Some(IdKind::Uscc)) => "居民客户用居民身份证或其他证件",
            (Some(Class::HighVoltage), Some(IdKind::IdCard)) => {
                "高压客户用统一社会信用代码或其他证件"
            }
            _ => return,
        };
        self.input(at, label, problem);
    }

    /// A party; `who` stands before the fields' names, `named` is what its name is called.
    pub(super) fn party(
        &mut self,
        at: &str,
        who: &str,
        named: &str,
        draft: &PartyDraft,
    ) -> Option<Party> {
        let path = |name: &str| format!("{at}.{name}");
        let label = |name: &str| format!("{who}{name}");
        let name = self.filled(&path("name"), &label(named), &draft.name, LONGEST_NAME);
        let id_kind = self.word::<IdKind>(&path("id_kind"), &label("证件名称"), &draft.id_kind);
        let id_number = self.id_number(
            &path("id_number"),
            &label("证件号码"),
            id_kind,
            &draft.id_number,
        );
        let phone = self.phone(&path("phone"), &label("联系电话"), &draft.phone);
        let address = self.filled(
            &path("address"),
            &label("用电地址"),
            &draft.address,
            LONGEST_ADDRESS,
        );
        let postal_address = self.text(
            &path("postal_address"),
            &label("通信地址"),
            &draft.postal_address,
            LONGEST_ADDRESS,
        );
        let postcode = half_width(&draft.postcode);
        let six_digits = postcode.len() == 6 && postcode.chars().all(|c| c.is_ascii_digit());
        if !postcode.is_empty() && !six_digits {
            self.input(&path("postcode"), &label("邮政编码"), "应为6位数字");
        }
        let contact = self.text(
            &path("contact"),
            &label("联系人"),
            &draft.contact,
            LONGEST_NAME,
        );
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
        let today = self.context.today;
        let old = self.takes_old_numbers && identity::is_old(&number);
        let problem = match kind {
            Some(IdKind::IdCard) if old => identity::check_old(&number).err(),
            Some(kind) => identity::check(kind, &number, today).err(),
            None => None,
        };
        if let Some(problem) = problem {
            self.input(at, label, problem);
        }
        self.length(at, label, &number, LONGEST_NUMBER);
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

    pub(super) fn agent(&mut self, draft: &AgentDraft) -> Option<Agent> {
        let name = self.filled("agent.name", "经办人姓名", &draft.name, LONGEST_NAME);
        let id_number = self.id_number(
            "agent.id_number",
            "经办人身份证",
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
    pub(super) fn guardian(&mut self, draft: &Draft, applied_on: Option<NaiveDate>) {
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

    /// DOC-2 and DOC-4: a tenant's landlord stands surety, or the lease says who pays.
    pub(super) fn landlord(&mut self, class: Option<Class>, draft: &Draft) -> Option<Party> {
        match (&draft.landlord, draft.tenant) {
            (Some(landlord), true) => {
                let mut landlord = landlord.clone();
                let lives_there = tidy(&landlord.address).is_empty();
                if lives_there {
                    landlord.address.clone_from(&draft.customer.address);
                }
                let party = self.party("landlord", "出租人", "姓名", &landlord);
                if lives_there {
                    // What is wrong with the address is said at the customer's.
                    self.refusals.retain(|r| r.field != "landlord.address");
                }
                party
            }
            (None, true) => {
                let (rule, paper) = match class {
                    Some(Class::Resident) | None => ("DOC-2", "电费担保书上的人"),
                    Some(_) => ("DOC-4", "租房协议上的出租方"),
                };
                let instead = format!("填写出租人的姓名、证件和电话（{paper}）");
                let refusal = Refusal::new(rule, "租户用电，出租人未填", instead);
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

    pub(super) fn organisation(&mut self, class: Option<Class>, draft: &Draft) -> Organisation {
        if class == Some(Class::Resident) {
            self.no_organisation(draft);
            return Organisation::default();
        }
        let representative = draft.representative.as_ref();
        // Who leaves it open has none; of an account that stands, nobody said.
        let is_new = draft.kind == Kind::NewConnection.wire();
        let asked = is_new && class == Some(Class::HighVoltage);
        Organisation {
            representative: representative.map(|person| self.representative(person)),
            industry: self.text("industry", "行业", &draft.industry, LONGEST_NAME),
            load_nature: self.text("load_nature", "负荷性质", &draft.load_nature, LONGEST_NAME),
            security_load: self.figure("security_load", "保安负荷（kW）", &draft.security_load),
            monthly_kwh: self.figure("monthly_kwh", "月用电量（kWh）", &draft.monthly_kwh),
            own_generation: self
                .text_or_none("own_generation", "自备电源", &draft.own_generation)
                .or(asked.then(String::new)),
            important_grade: self
                .important_grade(&draft.important_grade)
                .or(asked.then_some(ImportantGrade::None)),
            motors: self
                .motors(class, &draft.motors)
                .or(asked.then_some(Decimal::ZERO)),
            nonlinear: self
                .text_or_none("nonlinear", "非线性负荷", &draft.nonlinear)
                .or(asked.then(String::new)),
            vat: draft.vat.as_ref().map(|vat| self.vat(vat)),
        }
    }

    /// None of an organisation's fields is a resident's.
    fn no_organisation(&mut self, draft: &Draft) {
        let words = [
            ("industry", "行业", &draft.industry),
            ("load_nature", "负荷性质", &draft.load_nature),
            ("security_load", "保安负荷（kW）", &draft.security_load),
            ("monthly_kwh", "月用电量（kWh）", &draft.monthly_kwh),
            ("own_generation", "自备电源", &draft.own_generation),
            ("important_grade", "重要客户等级", &draft.important_grade),
            ("motors", MOTORS, &draft.motors),
            ("nonlinear", "非线性负荷", &draft.nonlinear),
        ];
        let words = words.map(|(at, label, typed)| (at, label, !is_none(typed)));
        let blocks = [
            (
                "representative",
                "法定代表人",
                draft.representative.is_some(),
            ),
            ("vat", "增值税开票信息", draft.vat.is_some()),
        ];
        for (at, label, typed) in blocks.into_iter().chain(words) {
            if typed {
                self.input(at, label, "居民客户不填");
            }
        }
    }

    fn representative(&mut self, draft: &RepresentativeDraft) -> Representative {
        let at = "representative.id_number";
        let id_number = if tidy(&draft.id_number).is_empty() {
            String::new()
        } else {
            self.id_number(at, "代表人身份证", Some(IdKind::IdCard), &draft.id_number)
        };
        Representative {
            name: self.filled(
                "representative.name",
                "法定代表人",
                &draft.name,
                LONGEST_NAME,
            ),
            id_number,
        }
    }

    /// Empty where there is none, `None` where nothing is said.
    fn text_or_none(&mut self, field: &str, label: &str, typed: &str) -> Option<String> {
        if tidy(typed).is_empty() {
            return None;
        }
        if is_none(typed) {
            return Some(String::new());
        }
        Some(self.text(field, label, typed, LONGEST_ADDRESS))
    }

    /// High voltage alone has them.
    fn motors(&mut self, class: Option<Class>, typed: &str) -> Option<Decimal> {
        let kw = self.figure("motors", MOTORS, typed);
        if class == Some(Class::LowVoltage) && kw.is_some() {
            self.input("motors", MOTORS, "只有高压客户才填");
        }
        kw
    }

    fn important_grade(&mut self, typed: &str) -> Option<ImportantGrade> {
        if tidy(typed).is_empty() {
            return None;
        }
        if is_none(typed) {
            return Some(ImportantGrade::None);
        }
        self.word("important_grade", "重要客户等级", typed)
    }

    fn vat(&mut self, draft: &VatDraft) -> Vat {
        let name = self.filled("vat.name", "开票名称", &draft.name, LONGEST_NAME);
        if tidy(&draft.tax_number).is_empty() {
            self.input("vat.tax_number", "税号", "未填");
        }
        let tax_number = self.tax_number("vat.tax_number", "税号", &draft.tax_number);
        let phone = if tidy(&draft.phone).is_empty() {
            String::new()
        } else {
            self.phone("vat.phone", "开票电话", &draft.phone)
        };
        let bank_account = self.bank_account("vat.bank_account", "银行账号", &draft.bank_account);
        Vat {
            name,
            tax_number,
            address: self.text("vat.address", "开票地址", &draft.address, LONGEST_ADDRESS),
            phone,
            bank: self.text("vat.bank", "开户银行", &draft.bank, LONGEST_NAME),
            bank_account,
        }
    }
}

impl Check<'_> {
    /// What stands in the contract of a part of a split account (SPLIT-3); a home has none of it.
    pub(super) fn part_organisation(
        &mut self,
        at: &str,
        who: &str,
        class: Option<Class>,
        typed: &PartOrganisation,
    ) -> PartOrganisation {
        if class == Some(Class::Resident) {
            if !typed.is_empty() {
                self.input(at, &format!("{who}签约信息"), "居民客户不填");
            }
            return PartOrganisation::default();
        }
        let at = |name: &str| format!("{at}.{name}");
        let label = |name: &str| format!("{who}{name}");
        let mut text = |name: &str, called: &str, typed: &str| {
            self.text(&at(name), &label(called), typed, LONGEST_NAME)
        };
        PartOrganisation {
            industry: text("industry", "行业", &typed.industry),
            representative: text("representative", "法定代表人", &typed.representative),
            agent: text("agent", "委托代理人", &typed.agent),
            bank: text("bank", "开户银行", &typed.bank),
            tax_number: self.tax_number(&at("tax_number"), &label("税号"), &typed.tax_number),
            bank_account: self.bank_account(
                &at("bank_account"),
                &label("银行账号"),
                &typed.bank_account,
            ),
        }
    }

    /// Empty where it is left open or wrong.
    fn tax_number(&mut self, at: &str, label: &str, typed: &str) -> String {
        let number = half_width(typed).replace(' ', "");
        if number.is_empty() {
            return number;
        }
        identity::check_tax_number(&number)
            .map_err(|problem| self.input(at, label, problem.to_string()))
            .unwrap_or_default()
    }

    fn bank_account(&mut self, at: &str, label: &str, typed: &str) -> String {
        let number = half_width(typed).replace([' ', '-'], "");
        let fits = number.len() <= LONGEST_NUMBER && number.chars().all(|c| c.is_ascii_digit());
        if !fits {
            self.input(at, label, format!("应为数字，最多{LONGEST_NUMBER}位"));
        }
        number
    }
}

/// Left open, or said to be none.
fn is_none(typed: &str) -> bool {
    let typed = half_width(typed);
    let none = ImportantGrade::None;
    typed.is_empty() || typed == none.wire() || typed == none.chinese()
}
