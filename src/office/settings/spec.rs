//! Every choice of the office: what it is called, what it is while nobody chose, what it takes.

use crate::model::identity::check_tax_number;
use crate::model::phone::{self, PhoneError};
use crate::model::text::{half_width, tidy};

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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

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
}
