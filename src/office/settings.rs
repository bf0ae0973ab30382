//! The office's own choices (设置): name, code, account numbers, standing terms, printer offset, operators.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::json;

use crate::model::account::ACCOUNT_LENGTHS;
use crate::model::application::Terms;
use crate::model::identity::check_tax_number;
use crate::model::phone::{self, PhoneError};
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::Role;
use crate::rules::Refusal;
use crate::rules::checklist::Item;
use crate::store::operator::{self, Operator};
use crate::store::setting;

use super::{Act, OfficeError, Work};

/// A choice of the office.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    pub key: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    pub default: &'static str,
    takes: Takes,
}

#[derive(Debug, Clone, Copy)]
enum Takes {
    /// Up to so many characters.
    Text(usize),
    /// Telephone numbers, up to so many characters.
    Phones(usize),
    TaxNumber,
    /// Letters and digits, up to so many.
    Code(usize),
    Whole(i64, i64),
    OneOf(&'static [&'static str]),
}

/// Every choice, in the order of the settings screen.
pub const SPECS: &[Spec] = &[
    spec(
        "office.name",
        "供电所名称",
        "印在每张表上的全称，例：石桥供电所",
        "",
        Takes::Text(60),
    ),
    spec(
        "office.code",
        "供电所编号",
        "工单编号的开头，字母和数字",
        "",
        Takes::Code(12),
    ),
    spec(
        "office.phone",
        "服务电话",
        "印在受理回执上，客户有事打这个电话",
        "",
        Takes::Phones(40),
    ),
    spec(
        "office.address",
        "供电所地址",
        "印在合同和告知单上",
        "",
        Takes::Text(200),
    ),
    spec(
        "office.representative",
        "供电方代表",
        "合同上的供电方负责人",
        "",
        Takes::Text(60),
    ),
    spec(
        "office.registration_number",
        "登记号码",
        "本所的统一社会信用代码，印在低压、高压合同上",
        "",
        Takes::Text(30),
    ),
    spec(
        "office.bank",
        "开户银行",
        "印在低压、高压合同上",
        "",
        Takes::Text(60),
    ),
    spec(
        "office.bank_account",
        "银行账号",
        "印在低压、高压合同上",
        "",
        Takes::Text(40),
    ),
    spec(
        "office.tax_number",
        "税号",
        "印在低压、高压合同上",
        "",
        Takes::TaxNumber,
    ),
    spec(
        "account.length",
        "户号位数",
        "10或13位",
        "10",
        Takes::OneOf(&["10", "13"]),
    ),
    spec(
        "account.prefix",
        "户号前缀",
        "自动编户号时的开头几位数字",
        "",
        Takes::Code(9),
    ),
    spec(
        "month.first_day",
        "月报起始日",
        "1为自然月；26为上月26日至本月25日",
        "1",
        Takes::Whole(1, 28),
    ),
    spec(
        "contact.remind_days",
        "联系提醒提前（天）",
        "回访、走访重点客户、答复投诉，提前几天列入今日待办",
        "3",
        Takes::Whole(0, 60),
    ),
    spec(
        "closure.answer_days",
        "待销户答复期限（天）",
        "本所自定：待销户通知书请客户在通知后几天内答复；0为留空手写",
        "0",
        Takes::Whole(0, 365),
    ),
    spec(
        "documents.title_equivalents",
        "另外认可的产权证明",
        "手册所列以外，本所也认可的产权证明，用顿号分开，例：公租房分配单",
        "",
        Takes::Text(200),
    ),
    spec(
        "plan.valid_days",
        "供电方案有效期（天）",
        "印在供电方案答复单上",
        "90",
        Takes::Whole(1, 3650),
    ),
    spec(
        "contract.reading_months",
        "抄表周期（月）",
        "申请没有另说的，合同上印这个数",
        "1",
        Takes::Whole(1, 2),
    ),
    spec(
        "contract.pay_within_days",
        "交费期限（天）",
        "申请没有另说的，合同上印这个数",
        "10",
        Takes::Whole(1, 60),
    ),
    spec(
        "contract.reading_day",
        "抄表日",
        "例：每月5；不填则合同上留空手写",
        "",
        Takes::Text(20),
    ),
    spec(
        "contract.boundary",
        "产权分界点",
        "居民合同上的分界点，例：电能表出线端",
        "",
        Takes::Text(60),
    ),
    spec(
        "contract.outage_notice_days",
        "停电提前通知天数",
        "计划停电提前几天告知",
        "7",
        Takes::Whole(1, 30),
    ),
    spec(
        "contract.term_years",
        "合同有效期（年）",
        "不填则合同上留空手写",
        "",
        Takes::Code(2),
    ),
    spec(
        "contract.copies",
        "合同份数",
        "一式几份",
        "2",
        Takes::Whole(1, 9),
    ),
    spec(
        "contract.fault_hours",
        "故障抢修到达（小时）",
        "印在高压合同上，接到报修后几小时内到现场；不填则合同上留空手写",
        "",
        Takes::Code(2),
    ),
    spec(
        "contract.payment_method",
        "交费方式",
        "印在低压、高压合同上，例：银行转账；不填则合同上留空手写",
        "",
        Takes::Text(30),
    ),
    spec(
        "contract.signed_place",
        "合同签订地点",
        "印在低压、高压合同上，例：石桥镇；不填则合同上留空手写",
        "",
        Takes::Text(30),
    ),
    spec(
        "office.repair_phone",
        "报修电话",
        "印在合同和回执上",
        "95598",
        Takes::Phones(40),
    ),
    spec(
        "office.hours",
        "营业时间",
        "印在告知单上，例：周一至周五8:30—17:30",
        "",
        Takes::Text(60),
    ),
    spec(
        "printer.offset_x",
        "套打右移（毫米）",
        "负数为左移",
        "0",
        Takes::Whole(-50, 50),
    ),
    spec(
        "printer.offset_y",
        "套打下移（毫米）",
        "负数为上移",
        "0",
        Takes::Whole(-50, 50),
    ),
    spec(
        "desk.operator",
        "当前操作员",
        "命令行未指明操作员时用",
        "",
        Takes::Text(60),
    ),
    spec(
        "window.text_size",
        "字号",
        "窗口文字大小",
        "16",
        Takes::Whole(14, 28),
    ),
    spec(
        "window.theme",
        "配色",
        "light 浅色，dark 深色",
        "light",
        Takes::OneOf(&["light", "dark"]),
    ),
];

const fn spec(
    key: &'static str,
    label: &'static str,
    help: &'static str,
    default: &'static str,
    takes: Takes,
) -> Spec {
    Spec {
        key,
        label,
        help,
        default,
        takes,
    }
}

/// The key under which operators are set: `王芳:clerk,李强:supervisor`.
pub const OPERATORS: &str = "operators";

impl Spec {
    /// Checks a value as typed and returns it as it is kept.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(&self, typed: &str) -> Result<String, String> {
        match self.takes {
            Takes::Text(most) => text(typed, most),
            Takes::Phones(most) => {
                let text = text(typed, most)?;
                phones(&text).map_err(|problem| problem.to_string())?;
                Ok(text)
            }
            Takes::TaxNumber => {
                let number = half_width(typed).replace(' ', "");
                if number.is_empty() {
                    return Ok(number);
                }
                check_tax_number(&number).map_err(|problem| problem.to_string())
            }
            Takes::Code(most) => {
                let code = half_width(typed);
                let fits = code.len() <= most && code.chars().all(|c| c.is_ascii_alphanumeric());
                if fits {
                    Ok(code)
                } else {
                    Err(format!("应为不超过{most}位的字母和数字"))
                }
            }
            Takes::Whole(least, most) => {
                let number = half_width(typed).parse::<i64>().ok();
                let number = number.filter(|number| (least..=most).contains(number));
                number
                    .map(|n| n.to_string())
                    .ok_or_else(|| format!("应为{least}至{most}的整数"))
            }
            Takes::OneOf(known) => {
                let word = half_width(typed);
                let fits = known.contains(&word.as_str());
                if fits {
                    Ok(word)
                } else {
                    Err(format!("可选：{}", known.join("、")))
                }
            }
        }
    }
}

fn text(typed: &str, most: usize) -> Result<String, String> {
    let text = tidy(typed);
    match text.chars().count() {
        length if length > most => Err(format!("最多{most}个字，现在是{length}个")),
        _ => Ok(text),
    }
}

/// Digits of a number like 95598, which has no area code.
const SERVICE_NUMBER: usize = 5;

/// Telephone numbers between commas, each with what may be said behind it: `0739-5012345转2、95598（报修）`.
fn phones(text: &str) -> Result<(), PhoneError> {
    for part in text.split(['、', '，', ',', '；', ';', '/']) {
        let mut part = half_width(part).replace(' ', "");
        if part.starts_with(['(', '（']) {
            // The area code.
            part.retain(|c| !['(', ')', '（', '）'].contains(&c));
        }
        let number = part.split(['(', '（', '转']).next().unwrap_or_default();
        let is_service =
            number.len() == SERVICE_NUMBER && number.chars().all(|c| c.is_ascii_digit());
        if !part.is_empty() && !is_service {
            phone::classify(number)?;
        }
    }
    Ok(())
}

/// The office's choices as they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    values: BTreeMap<String, String>,
    operators: Vec<Operator>,
    names: Vec<String>,
    supervisors: Vec<String>,
}

impl Settings {
    /// Reads what was set.
    ///
    /// # Errors
    /// The tables cannot be read.
    pub fn load(conn: &Connection) -> Result<Self, OfficeError> {
        let operators = operator::list(conn)?;
        let active = || operators.iter().filter(|operator| operator.active);
        let names = active().map(|operator| operator.name.clone()).collect();
        let supervisors = active().filter(|operator| operator.role == Role::Supervisor);
        let supervisors = supervisors.map(|operator| operator.name.clone()).collect();
        Ok(Self {
            supervisors,
            values: setting::all(conn)?,
            operators,
            names,
        })
    }

    /// A choice, or its default.
    pub fn get(&self, key: &str) -> &str {
        let default = || {
            SPECS
                .iter()
                .find(|spec| spec.key == key)
                .map_or("", |spec| spec.default)
        };
        self.values.get(key).map_or_else(default, String::as_str)
    }

    /// A choice that is a number; every such default is one.
    pub fn number(&self, key: &str) -> i64 {
        self.get(key).parse().unwrap_or(0)
    }

    pub fn office_name(&self) -> &str {
        self.get("office.name")
    }

    pub fn office_code(&self) -> &str {
        self.get("office.code")
    }

    /// Digits of an account number.
    pub fn account_length(&self) -> usize {
        let chosen = self.get("account.length").parse().ok();
        chosen
            .filter(|length| ACCOUNT_LENGTHS.contains(length))
            .unwrap_or(ACCOUNT_LENGTHS[0])
    }

    /// What belongs to an item of a checklist, with the papers that this office takes instead (DOC-1, DOC-9).
    pub fn help(&self, item: &Item) -> String {
        let own = item.own_equivalents.as_deref();
        item.help(own.map_or("", |key| self.get(key)))
    }

    /// The office's standing terms of a resident's contract.
    pub fn terms(&self) -> Terms {
        let number = |key| u32::try_from(self.number(key)).unwrap_or(1);
        Terms {
            reading_months: number("contract.reading_months"),
            pay_within_days: number("contract.pay_within_days"),
            peak_valley: false,
        }
    }

    /// Everyone who is or was an operator.
    pub fn operators(&self) -> &[Operator] {
        &self.operators
    }

    /// Names of those who may waive and approve (AUDIT-2).
    pub fn supervisors(&self) -> &[String] {
        &self.supervisors
    }

    /// Names of those who may sit at the desk.
    pub fn active_operators(&self) -> &[String] {
        &self.names
    }

    /// Who is at the desk where nobody was named: the one who sat there last, else the first.
    pub fn usual_operator(&self) -> Option<&str> {
        let last = self
            .names
            .iter()
            .find(|name| *name == self.get("desk.operator"));
        last.or(self.names.first()).map(String::as_str)
    }

    /// Whether the first questions have been answered.
    pub fn is_set_up(&self) -> bool {
        !self.office_name().is_empty() && !self.office_code().is_empty() && !self.names.is_empty()
    }

    /// Lets an operator of the office act.
    ///
    /// # Errors
    /// Refused where the office is not set up or the name is none of its operators'.
    pub fn admit(&self, operator: &str) -> Result<(), OfficeError> {
        let mut refusals = Vec::new();
        if !self.is_set_up() {
            let message = "供电所还没有设置名称、编号和操作员";
            let instead = "先在“设置”里填写，或用 settings 命令，或用 demo 建立示例数据";
            refusals.push(Refusal::new(crate::rules::refusal::INPUT, message, instead));
        } else if !self.names.iter().any(|name| name == operator) {
            let known = self.names.join("、");
            let problem = format!("“{operator}”不是本所操作员（现有：{known}）");
            refusals.push(Refusal::input("operator", "操作员", problem));
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(OfficeError::Refused(refusals))
        }
    }
}

/// Changes some choices, all or none.
///
/// # Errors
/// Refused with every key that is not known and every value that is not taken.
pub fn change(work: Work<'_>, changes: &[(String, String)]) -> Result<(), OfficeError> {
    let mut refusals = Vec::new();
    let mut keys = Vec::new();
    for (key, typed) in changes {
        let outcome = if key == OPERATORS {
            set_operators(work.conn, typed)?
        } else if let Some(spec) = SPECS.iter().find(|spec| spec.key == key) {
            match spec.check(typed) {
                Ok(value) => {
                    setting::set(work.conn, key, &value)?;
                    Ok(())
                }
                Err(problem) => Err(Refusal::input(key, spec.label, problem)),
            }
        } else {
            let known: Vec<&str> = SPECS.iter().map(|spec| spec.key).collect();
            let problem = format!("没有这一项设置（可选：{}、{OPERATORS}）", known.join("、"));
            Err(Refusal::input(key, key, problem))
        };
        match outcome {
            Ok(()) => keys.push(key.as_str()),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if !refusals.is_empty() {
        return Err(OfficeError::Refused(refusals));
    }
    work.log(Act::Settings, "", json!({ "keys": keys }))
}

/// Makes exactly these people the operators; who is left out stays in the records.
fn set_operators(conn: &Connection, typed: &str) -> Result<Result<(), Refusal>, OfficeError> {
    let mut wanted = Vec::new();
    for entry in typed
        .split([',', '，', '、'])
        .map(tidy)
        .filter(|entry| !entry.is_empty())
    {
        let (name, role) = entry
            .split_once([':', '：'])
            .unwrap_or((&entry, Role::Clerk.wire()));
        let role = match role.parse::<Role>() {
            Ok(role) => role,
            Err(unknown) => return Ok(Err(Refusal::input(OPERATORS, "操作员", unknown))),
        };
        wanted.push(Operator {
            name: tidy(name),
            role,
            active: true,
        });
    }
    let named = wanted
        .iter()
        .all(|operator| (1..=60).contains(&operator.name.chars().count()));
    if wanted.is_empty() || !named {
        let problem = "至少一人，写成“姓名：clerk，姓名：supervisor”";
        return Ok(Err(Refusal::input(OPERATORS, "操作员", problem)));
    }
    for mut gone in operator::list(conn)? {
        if wanted.iter().all(|operator| operator.name != gone.name) {
            gone.active = false;
            operator::upsert(conn, &gone)?;
        }
    }
    for operator in &wanted {
        operator::upsert(conn, operator)?;
    }
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::rules::Manual;

    #[test]
    fn phones_and_the_tax_number_are_looked_at_by_their_shape() {
        let check = |key: &str, typed: &str| {
            let spec = SPECS.iter().find(|spec| spec.key == key).unwrap();
            spec.check(typed)
        };
        for good in [
            "",
            "95598",
            "0739-5012345",
            "13800138000、0739-5012345转2",
            "（0739）5012345",
            "5012345（白天）",
        ] {
            let outcome = check("office.phone", good);
            assert!(outcome.is_ok(), "{good}: {outcome:?}");
        }
        assert_eq!(
            check("office.phone", "12").unwrap_err(),
            "手机号应为11位，现在是2位"
        );
        for wrong in ["abc", "0739", "95598、12"] {
            assert!(check("office.repair_phone", wrong).is_err(), "{wrong}");
        }
        assert!(check("office.tax_number", "abc").is_err());
        assert_eq!(check("office.tax_number", "").unwrap(), "");
        assert_eq!(
            check("office.tax_number", "91350100m000100y43").unwrap(),
            "91350100M000100Y43"
        );
    }

    #[test]
    fn checklists_name_settings_that_are_there() {
        let checklists = Manual::built_in().unwrap().checklists;
        let named = checklists
            .items()
            .iter()
            .filter_map(|item| item.own_equivalents.as_ref());
        assert!(named.clone().count() > 0);
        for key in named {
            assert!(SPECS.iter().any(|spec| spec.key == key), "{key}");
        }
    }
}
