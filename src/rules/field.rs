//! The fields of a step (环节要素): what each takes, and the check of what was typed.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::account::check_account;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{Class, Kind, StepResult};

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Text,
    Date,
    /// A day and the time of day (COUNT-5).
    Time,
    /// Yuan, not negative, at most two decimals.
    Money,
    /// Not negative, at most four decimals.
    Decimal,
    Integer,
    /// One of the options.
    Choice,
    YesNo,
    /// An operator of the office.
    Operator,
    /// A meter's asset number.
    Meter,
    Account,
    /// Rows of the columns, as a JSON array of objects.
    Rows,
}

/// For which results a field must be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    Always,
    /// Only where the step is passed.
    Pass,
    /// Only where it fails.
    Fail,
    /// Only where it is not required: the reason for that.
    NotRequired,
    #[default]
    Never,
}

impl Required {
    pub fn on(self, result: StepResult) -> bool {
        match self {
            Required::Always => result != StepResult::NotRequired,
            Required::Pass => result == StepResult::Pass,
            Required::Fail => result == StepResult::Fail,
            Required::NotRequired => result == StepResult::NotRequired,
            Required::Never => false,
        }
    }
}

/// What an empty field stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandIn {
    /// Who is at the desk.
    Operator,
    /// The day of the step.
    StepDay,
}

/// From what the rows of a field can be picked, beside being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// The office's charges in force (收费表): `item`, `unit_price`, `basis`, and a `count` to be set.
    Charges,
}

/// An option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// What must be so for a field to be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// A meter hung at the account when the change was applied for.
    MeterHangs,
    /// Two power sources were applied for.
    DualSource,
    /// A ratio of several tariff classes was applied for.
    Ratio,
}

/// Where the options of a choice come from, where the procedure file cannot list them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionsFrom {
    /// The parts of the split account, by number.
    Parts,
}

/// In which business a field is asked for; left empty, in all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    kinds: Vec<Kind>,
    /// Kinds in which it is not asked for.
    except: Vec<Kind>,
    classes: Vec<Class>,
}

/// The unit of a field that stands for the unit in which the application gives its capacity.
pub const UNIT_OF_CAPACITY: &str = "capacity";

/// A field of a step, as the procedure file describes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    pub name: String,
    pub label: String,
    pub kind: FieldKind,
    #[serde(default)]
    pub required: Required,
    #[serde(default, rename = "for")]
    pub scope: Scope,
    /// What must be so of the case; without it, nothing.
    #[serde(default, rename = "if")]
    pub condition: Option<Condition>,
    /// Key of the field on paper, where it is printed.
    #[serde(default)]
    pub paper: Option<String>,
    /// Unit that follows the value on paper, or [`UNIT_OF_CAPACITY`].
    #[serde(default)]
    pub unit: String,
    /// What belongs there (DOC-9).
    #[serde(default)]
    pub help: String,
    /// A value that is taken as it stands; where it hangs on the case, the office works one out.
    #[serde(default)]
    pub example: String,
    #[serde(default)]
    pub stand_in: Option<StandIn>,
    /// A day that is not before the step's own.
    #[serde(default)]
    pub to_come: bool,
    /// Found or said in one round: a later round begins without it.
    #[serde(default)]
    pub once: bool,
    /// Rows of faults that the next round looks at again.
    #[serde(default)]
    pub recheck: bool,
    #[serde(default)]
    pub pick: Option<Pick>,
    #[serde(default)]
    pub options: Vec<Choice>,
    #[serde(default)]
    pub options_from: Option<OptionsFrom>,
    #[serde(default, rename = "column")]
    pub columns: Vec<FieldSpec>,
}

/// What the checks of fields need to know of the office.
#[derive(Debug, Clone, Copy)]
pub struct FieldContext<'a> {
    pub operators: &'a [String],
    /// Digits of an account number.
    pub account_length: usize,
}

/// Characters that a text of a step may have.
pub const LONGEST_TEXT: usize = 2000;
/// Rows that a field of rows may have.
pub const MOST_ROWS: usize = 500;

/// What is wrong with a field, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    #[error("不是日期（例：2026-09-24）")]
    Date,
    #[error("不是日期和钟点（例：2026-09-24T15:30）")]
    Time,
    #[error("不是数字")]
    Number,
    #[error("不能小于零")]
    Negative,
    #[error("最多{0}位小数")]
    Scale(u32),
    #[error("数字太大")]
    Large,
    #[error("应为整数")]
    Whole,
    #[error("最多{LONGEST_TEXT}个字，现在是{0}个")]
    Long(usize),
    #[error("“{word}”不在可选范围内（可选：{known}）")]
    Choice { word: String, known: String },
    #[error("“{0}”不是本所操作员")]
    Operator(String),
    #[error("资产编号只能是1至30位数字和字母")]
    Meter,
    #[error("{0}")]
    Account(#[from] crate::model::account::AccountError),
    #[error("不是由行组成的清单（JSON 数组）")]
    Rows,
    #[error("最多{MOST_ROWS}行")]
    TooManyRows,
    #[error("第{row}行“{label}”{problem}")]
    Cell {
        row: usize,
        label: String,
        problem: String,
    },
}

/// Reads a decimal as typed: full-width digits and thousands separators are taken.
///
/// # Errors
/// [`FieldError`] where it is no number, negative, above 10^12 or has more decimals than `scale`.
pub fn decimal(typed: &str, scale: u32) -> Result<Decimal, FieldError> {
    let plain = half_width(typed).replace([',', ' '], "");
    let shaped = plain
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let value: Decimal = shaped
        .then(|| plain.parse().ok())
        .flatten()
        .ok_or(FieldError::Number)?;
    if value < Decimal::ZERO {
        return Err(FieldError::Negative);
    }
    if value > Decimal::from(1_000_000_000_000_u64) {
        return Err(FieldError::Large);
    }
    // What has more digits than a decimal holds was rounded as it was read.
    let whole = Decimal::from_str_exact(&plain).is_ok();
    if !whole || value.normalize().scale() > scale {
        return Err(FieldError::Scale(scale));
    }
    Ok(value)
}

/// Reads a date as typed; `2026/9/4` and `20260904` are taken for `2026-09-04`.
///
/// # Errors
/// [`FieldError::Date`] where there is no such day.
pub fn date(typed: &str) -> Result<NaiveDate, FieldError> {
    let plain = half_width(typed)
        .replace(['/', '.', '年', '月'], "-")
        .replace('日', "");
    let digits_only = plain.len() == 8 && plain.chars().all(|c| c.is_ascii_digit());
    let read = if digits_only {
        NaiveDate::parse_from_str(&plain, "%Y%m%d")
    } else {
        NaiveDate::parse_from_str(&plain, "%Y-%m-%d")
    };
    let within = |day: &NaiveDate| (1900..=2199).contains(&chrono::Datelike::year(day));
    read.ok().filter(within).ok_or(FieldError::Date)
}

/// Reads a day with its time of day as typed: `2026-09-24T15:30`, `2026/9/24 15:30`.
///
/// # Errors
/// [`FieldError::Time`] where it is no such moment.
pub fn time(typed: &str) -> Result<NaiveDateTime, FieldError> {
    let plain = half_width(typed)
        .replace('：', ":")
        .replace(['T', 't'], " ");
    let (day, clock) = plain.trim().split_once(' ').ok_or(FieldError::Time)?;
    let day = date(day).map_err(|_| FieldError::Time)?;
    let clock = clock.trim();
    let read = ["%H:%M", "%H:%M:%S"].iter();
    let mut read = read.filter_map(|shape| NaiveTime::parse_from_str(clock, shape).ok());
    read.next()
        .map(|clock| day.and_time(clock))
        .ok_or(FieldError::Time)
}

/// A moment as it is kept: `2026-09-24T15:30`.
pub fn time_in_words(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M").to_string()
}

/// Reads a meter's asset number as typed: 1 to 30 digits and letters, kept in capitals.
///
/// # Errors
/// [`FieldError::Meter`] where it is anything else.
pub fn meter_number(typed: &str) -> Result<String, FieldError> {
    let number = half_width(typed).to_ascii_uppercase();
    let fits =
        (1..=30).contains(&number.len()) && number.chars().all(|c| c.is_ascii_alphanumeric());
    if fits {
        Ok(number)
    } else {
        Err(FieldError::Meter)
    }
}

impl FieldSpec {
    /// Whether the field is asked for in a kind of business for a class.
    pub fn stands_in(&self, kind: Kind, class: Class) -> bool {
        let Scope {
            kinds,
            except,
            classes,
        } = &self.scope;
        (kinds.is_empty() || kinds.contains(&kind))
            && !except.contains(&kind)
            && (classes.is_empty() || classes.contains(&class))
    }

    /// For a field of rows: one row of its columns' examples where it must be filled in, else none.
    pub fn example_rows(&self) -> String {
        if self.required == Required::Never {
            return "[]".to_owned();
        }
        let cells = self.columns.iter();
        let row: BTreeMap<&str, &str> = cells
            .map(|column| (column.name.as_str(), column.example.as_str()))
            .collect();
        serde_json::json!([row]).to_string()
    }

    /// Checks what was typed and returns it as it is kept.
    ///
    /// # Errors
    /// [`FieldError`] in words; an empty text is not an error here.
    pub fn check(&self, typed: &str, context: FieldContext<'_>) -> Result<String, FieldError> {
        let text = tidy(typed);
        if text.is_empty() {
            return Ok(text);
        }
        match self.kind {
            FieldKind::Text => {
                let length = text.chars().count();
                if length > LONGEST_TEXT {
                    Err(FieldError::Long(length))
                } else {
                    Ok(text)
                }
            }
            FieldKind::Date => date(&text).map(|day| day.to_string()),
            FieldKind::Time => time(&text).map(time_in_words),
            FieldKind::Money => {
                decimal(&text, 2).map(|value| crate::model::money::to_fen(value).to_string())
            }
            FieldKind::Decimal => decimal(&text, 4).map(|value| value.normalize().to_string()),
            FieldKind::Integer => match decimal(&text, 0) {
                Ok(value) => Ok(value.normalize().to_string()),
                Err(FieldError::Scale(_)) => Err(FieldError::Whole),
                Err(other) => Err(other),
            },
            FieldKind::Choice => self.choose(&text),
            FieldKind::YesNo => match text.as_str() {
                "yes" | "true" | "是" => Ok("yes".to_owned()),
                "no" | "false" | "否" => Ok("no".to_owned()),
                _ => Err(FieldError::Choice {
                    word: text,
                    known: "是、否".to_owned(),
                }),
            },
            FieldKind::Operator if context.operators.contains(&text) => Ok(text),
            FieldKind::Operator => Err(FieldError::Operator(text)),
            FieldKind::Meter => meter_number(&text),
            FieldKind::Account => {
                let number = half_width(&text);
                check_account(&number, context.account_length)?;
                Ok(number)
            }
            FieldKind::Rows => self.check_rows(&text, context),
        }
    }

    fn choose(&self, text: &str) -> Result<String, FieldError> {
        let chosen = self
            .options
            .iter()
            .find(|o| o.value == text || o.label == text);
        chosen
            .map(|option| option.value.clone())
            .ok_or_else(|| FieldError::Choice {
                word: text.to_owned(),
                known: self
                    .options
                    .iter()
                    .map(|o| o.label.as_str())
                    .collect::<Vec<_>>()
                    .join("、"),
            })
    }

    fn check_rows(&self, text: &str, context: FieldContext<'_>) -> Result<String, FieldError> {
        let rows: Vec<BTreeMap<String, String>> =
            serde_json::from_str(text).map_err(|_| FieldError::Rows)?;
        if rows.len() > MOST_ROWS {
            return Err(FieldError::TooManyRows);
        }
        let mut kept = Vec::new();
        for (index, typed) in rows.iter().enumerate() {
            let cell = |label: &str, problem: String| FieldError::Cell {
                row: index + 1,
                label: label.to_owned(),
                problem,
            };
            if let Some(unknown) = typed
                .keys()
                .find(|k| self.columns.iter().all(|c| c.name != **k))
            {
                return Err(cell(unknown, "不是这里的栏目".to_owned()));
            }
            let mut row = BTreeMap::new();
            for column in &self.columns {
                let value = typed.get(&column.name).map_or("", String::as_str);
                let value = column
                    .check(value, context)
                    .map_err(|problem| cell(&column.label, problem.to_string()))?;
                if value.is_empty() && column.required != Required::Never {
                    return Err(cell(&column.label, "未填".to_owned()));
                }
                row.insert(column.name.clone(), value);
            }
            kept.push(row);
        }
        if kept.is_empty() {
            return Ok(String::new());
        }
        serde_json::to_string(&kept).map_err(|_| FieldError::Rows)
    }
}

/// A row of a field, by the names of its columns.
pub type Row = BTreeMap<String, String>;

/// A cell of a row; empty where nothing was written.
pub fn cell<'a>(row: &'a Row, name: &str) -> &'a str {
    row.get(name).map_or("", String::as_str)
}

/// The rows of a field as they are kept; none where it is empty.
///
/// # Errors
/// [`FieldError::Rows`] where the text is not what [`FieldSpec::check`] wrote.
pub fn rows(kept: &str) -> Result<Vec<Row>, FieldError> {
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    serde_json::from_str(kept).map_err(|_| FieldError::Rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(kind: FieldKind) -> FieldSpec {
        FieldSpec {
            name: "f".to_owned(),
            label: "栏".to_owned(),
            kind,
            required: Required::Always,
            scope: Scope::default(),
            condition: None,
            paper: None,
            unit: String::new(),
            help: String::new(),
            example: String::new(),
            stand_in: None,
            to_come: false,
            once: false,
            recheck: false,
            pick: None,
            options: vec![Choice {
                value: "seal".to_owned(),
                label: "盖章".to_owned(),
            }],
            options_from: None,
            columns: Vec::new(),
        }
    }

    fn check(kind: FieldKind, typed: &str) -> Result<String, FieldError> {
        let operators = ["王芳".to_owned()];
        let context = FieldContext {
            operators: &operators,
            account_length: 10,
        };
        spec(kind).check(typed, context)
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for typed in [
            "2026-02-28",
            "2026/2/28",
            "20260228",
            "2026年2月28日",
            "2026.2.28",
        ] {
            assert_eq!(
                check(FieldKind::Date, typed).as_deref(),
                Ok("2026-02-28"),
                "{typed}"
            );
        }
        for wrong in [
            "2026-02-29",
            "2026-13-01",
            "26-02-28",
            "0001-01-01",
            "明天",
            "2026-02-28x",
        ] {
            assert_eq!(
                check(FieldKind::Date, wrong),
                Err(FieldError::Date),
                "{wrong}"
            );
        }
    }

    #[test]
    fn numbers_are_read_strictly() {
        assert_eq!(check(FieldKind::Money, "1,234.5").as_deref(), Ok("1234.50"));
        assert_eq!(check(FieldKind::Money, "\u{FF11}2").as_deref(), Ok("12.00"));
        assert_eq!(check(FieldKind::Money, "1.234"), Err(FieldError::Scale(2)));
        let long = format!("1.{}1", "0".repeat(40));
        assert_eq!(check(FieldKind::Money, &long), Err(FieldError::Scale(2)));
        assert_eq!(check(FieldKind::Money, "-1"), Err(FieldError::Negative));
        assert_eq!(check(FieldKind::Money, "1e3"), Err(FieldError::Number));
        assert_eq!(
            check(FieldKind::Money, "9999999999999"),
            Err(FieldError::Large)
        );
        assert_eq!(check(FieldKind::Integer, "2.5"), Err(FieldError::Whole));
        assert_eq!(check(FieldKind::Decimal, "十"), Err(FieldError::Number));
    }

    #[test]
    fn choices_take_value_or_label() {
        assert_eq!(check(FieldKind::Choice, "盖章").as_deref(), Ok("seal"));
        assert!(
            check(FieldKind::Choice, "stamp")
                .unwrap_err()
                .to_string()
                .contains("盖章")
        );
        assert_eq!(check(FieldKind::YesNo, "是").as_deref(), Ok("yes"));
        assert!(check(FieldKind::YesNo, "maybe").is_err());
        assert!(check(FieldKind::Operator, "张三").is_err());
    }

    #[test]
    fn a_text_of_ten_thousand_characters_is_refused() {
        assert_eq!(
            check(FieldKind::Text, &"长".repeat(10_000)),
            Err(FieldError::Long(10_000))
        );
        assert_eq!(
            check(FieldKind::Text, &"长".repeat(2000))
                .unwrap()
                .chars()
                .count(),
            2000
        );
    }

    #[test]
    fn rows_name_the_row_and_the_column() {
        let mut fees = spec(FieldKind::Rows);
        fees.columns = vec![FieldSpec {
            name: "price".to_owned(),
            label: "单价".to_owned(),
            ..spec(FieldKind::Money)
        }];
        let context = FieldContext {
            operators: &[],
            account_length: 10,
        };
        let error = fees
            .check(r#"[{"price":"1"},{"price":"x"}]"#, context)
            .unwrap_err();
        assert_eq!(error.to_string(), "第2行“单价”不是数字");
        assert!(
            fees.check(r#"[{"prise":"1"}]"#, context)
                .unwrap_err()
                .to_string()
                .contains("prise")
        );
        assert!(fees.check("{}", context).is_err());
        assert!(
            fees.check(r#"[{}]"#, context)
                .unwrap_err()
                .to_string()
                .contains("未填")
        );
        assert_eq!(
            rows(&fees.check(r#"[{"price":"2"}]"#, context).unwrap()).unwrap()[0]["price"],
            "2.00"
        );
    }
}
