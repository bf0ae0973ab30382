//! Rulebooks: the manual's sentences in our words and its numbers, dated, each with its article.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::exemption::Exemption;
use super::span::Span;

/// Unit of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Day,
    WorkingDay,
    Month,
    Hour,
    #[serde(rename = "kVA")]
    KilovoltAmpere,
    Year,
    /// Years of a person's age.
    Age,
    /// Hundredths.
    Percent,
    /// So many times an amount.
    Times,
    /// A bare factor of a formula.
    Factor,
    Yuan,
    #[serde(rename = "yuan_per_kW")]
    YuanPerKilowatt,
    /// How often.
    Occurrence,
}

impl Unit {
    pub fn chinese(self) -> &'static str {
        match self {
            Unit::Day => "天",
            Unit::WorkingDay => "个工作日",
            Unit::Month => "个月",
            Unit::Hour => "小时",
            Unit::KilovoltAmpere => "kVA",
            Unit::Year => "年",
            Unit::Age => "周岁",
            Unit::Percent => "%",
            Unit::Times => "倍",
            Unit::Factor => "",
            Unit::Yuan => "元",
            Unit::YuanPerKilowatt => "元/kW",
            Unit::Occurrence => "次",
        }
    }

    /// Whether it is counted in whole numbers only.
    fn is_counted(self) -> bool {
        self.is_span() || matches!(self, Unit::Year | Unit::Age | Unit::Occurrence)
    }

    fn is_span(self) -> bool {
        matches!(
            self,
            Unit::Day | Unit::WorkingDay | Unit::Month | Unit::Hour
        )
    }

    /// Whether a later rulebook may give in this unit what stood in the other one: a limit may turn from days
    /// into working days, a rate stays a rate.
    fn stands_for(self, other: Unit) -> bool {
        self == other || (self.is_span() && other.is_span())
    }
}

/// A number of the manual.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// `plan_answer.resident`
    pub key: String,
    pub value: Decimal,
    pub unit: Unit,
    /// Where it stands.
    pub article: String,
}

/// A rule as the catalogue numbers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    /// The rule in our words, as the window explains it.
    pub text: String,
    /// Where a rule stands that has no number; that of its first number otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
    /// Not in the manual but in every office; a refusal that rests on it does not cite the manual.
    #[serde(default)]
    pub practice: bool,
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<Parameter>,
}

impl Rule {
    /// Where the rule stands, as its readers find it; empty where no file says so.
    pub fn stands_in(&self) -> &str {
        let of_number = self.parameters.first().map(|one| one.article.as_str());
        match self.article.as_str() {
            "" => of_number.unwrap_or_default(),
            own => own,
        }
    }
}

/// A rulebook file: rules and numbers that hold from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    pub name: String,
    pub title: String,
    pub in_force_from: NaiveDate,
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
    #[serde(default, rename = "exemption")]
    pub exemptions: Vec<Exemption>,
}

/// Why a rulebook is not taken.
#[derive(Debug, thiserror::Error)]
pub enum RulebookError {
    #[error("规则文件格式不对：{0}")]
    Format(#[from] toml::de::Error),
    #[error("规则文件“{book}”里{id}写了两次")]
    Twice { book: String, id: String },
    #[error("规则文件“{book}”参数{key}：{problem}")]
    Parameter {
        book: String,
        key: String,
        problem: &'static str,
    },
    #[error("没有参数{0}")]
    Missing(String),
    #[error("参数{0}不是期限")]
    NotASpan(String),
    #[error("参数{key}的单位应为“{unit}”")]
    WrongUnit { key: String, unit: &'static str },
}

impl Rulebook {
    /// Reads and validates a rulebook.
    ///
    /// # Errors
    /// [`RulebookError`]: not of the format, an ID or key written twice, a number that cannot be.
    pub fn parse(file: &str) -> Result<Self, RulebookError> {
        let book: Rulebook = toml::from_str(file)?;
        let mut ids = std::collections::BTreeSet::new();
        for rule in &book.rules {
            if !ids.insert(rule.id.as_str()) {
                return Err(RulebookError::Twice {
                    book: book.name.clone(),
                    id: rule.id.clone(),
                });
            }
            for parameter in &rule.parameters {
                let wrong = |problem| RulebookError::Parameter {
                    book: book.name.clone(),
                    key: parameter.key.clone(),
                    problem,
                };
                if !ids.insert(parameter.key.as_str()) {
                    return Err(wrong("写了两次"));
                }
                if parameter.value <= Decimal::ZERO {
                    return Err(wrong("应大于零"));
                }
                if parameter.article.trim().is_empty() {
                    return Err(wrong("没有写明出处条款"));
                }
                if parameter.unit.is_counted() && !parameter.value.fract().is_zero() {
                    return Err(wrong("应为整数"));
                }
            }
        }
        Ok(book)
    }
}

/// A parameter with the rulebook that gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InForce<'a> {
    pub parameter: &'a Parameter,
    pub book: &'a Rulebook,
}

/// All rulebooks, the latest in force last.
#[derive(Debug, Clone, Default)]
pub struct Rulebooks {
    books: Vec<Rulebook>,
}

impl Rulebooks {
    /// Adds a rulebook; of two that give the same parameter the one in force later wins from its day on.
    pub fn add(&mut self, book: Rulebook) {
        self.books.push(book);
        self.books.sort_by_key(|book| book.in_force_from);
    }

    /// The parameter in force on a day. Before the first rulebook's day the first one holds: an older
    /// case would otherwise have no limit at all.
    ///
    /// # Errors
    /// [`RulebookError::Missing`] where no rulebook has the key.
    pub fn parameter(&self, key: &str, on: NaiveDate) -> Result<InForce<'_>, RulebookError> {
        let mut giving = self.books.iter().filter_map(|book| {
            let mut parameters = book.rules.iter().flat_map(|rule| &rule.parameters);
            parameters
                .find(|parameter| parameter.key == key)
                .map(|parameter| InForce { parameter, book })
        });
        let first = giving
            .next()
            .ok_or_else(|| RulebookError::Missing(key.to_owned()))?;
        Ok(giving
            .rfind(|found| found.book.in_force_from <= on)
            .unwrap_or(first))
    }

    /// A parameter that is a span of time, in force on the day on which the span opens.
    ///
    /// # Errors
    /// [`RulebookError`] where there is none or its unit is no time.
    pub fn span(&self, key: &str, opens: NaiveDate) -> Result<Span, RulebookError> {
        let parameter = self.parameter(key, opens)?.parameter;
        let not_a_span = || RulebookError::NotASpan(key.to_owned());
        let count = parameter.value.to_u32().ok_or_else(not_a_span)?;
        match parameter.unit {
            Unit::Day => Ok(Span::Days(count)),
            Unit::WorkingDay => Ok(Span::WorkingDays(count)),
            Unit::Month => Ok(Span::Months(count)),
            Unit::Hour => Ok(Span::Hours(count)),
            _ => Err(not_a_span()),
        }
    }

    /// A rate, an amount or a count in force on a day, in its unit.
    ///
    /// # Errors
    /// [`RulebookError`] where there is none or it stands in another unit.
    pub fn figure(&self, key: &str, unit: Unit, on: NaiveDate) -> Result<Decimal, RulebookError> {
        let parameter = self.parameter(key, on)?.parameter;
        if parameter.unit == unit {
            Ok(parameter.value)
        } else {
            Err(RulebookError::WrongUnit {
                key: key.to_owned(),
                unit: unit.chinese(),
            })
        }
    }

    /// Whether a rulebook that comes to these counts in the units that they count in.
    ///
    /// # Errors
    /// [`RulebookError::WrongUnit`] names the first parameter that does not.
    pub fn check_units(&self, coming: &Rulebook) -> Result<(), RulebookError> {
        let known = self.keys();
        let mut parameters = coming.rules.iter().flat_map(|rule| &rule.parameters);
        let wrong = parameters.find_map(|parameter| {
            let before = known.get(parameter.key.as_str())?;
            (!parameter.unit.stands_for(before.unit)).then_some(before)
        });
        wrong.map_or(Ok(()), |before| {
            Err(RulebookError::WrongUnit {
                key: before.key.clone(),
                unit: before.unit.chinese(),
            })
        })
    }

    /// The exemptions in force on a day.
    pub fn exemptions(&self, on: NaiveDate) -> impl Iterator<Item = &Exemption> {
        let books = self
            .books
            .iter()
            .filter(move |book| book.in_force_from <= on);
        books.flat_map(|book| &book.exemptions)
    }

    /// Every rule, in the order of the files, with its rulebook.
    pub fn rules(&self) -> impl Iterator<Item = (&Rulebook, &Rule)> {
        self.books
            .iter()
            .flat_map(|book| book.rules.iter().map(move |rule| (book, rule)))
    }

    /// The rule of an ID; the latest rulebook's words.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules()
            .map(|(_, rule)| rule)
            .filter(|rule| rule.id == id)
            .last()
    }

    /// The latest rulebook that has a rule.
    pub fn of_rule(&self, id: &str) -> Option<&Rulebook> {
        let found = self.rules().filter(|(_, rule)| rule.id == id).last();
        found.map(|(book, _)| book)
    }

    /// The rulebooks in force on a day, each by its title and the day from which it holds.
    pub fn in_force(&self, on: NaiveDate) -> Vec<String> {
        let books = self.books.iter().enumerate();
        // As with parameters, the first holds before its day too.
        let books = books.filter(|(index, book)| *index == 0 || book.in_force_from <= on);
        books
            .map(|(_, book)| format!("{}（{}起）", book.title, book.in_force_from))
            .collect()
    }

    /// Parameters by key, each with what is in force on a day; for validation of other data.
    pub fn keys(&self) -> BTreeMap<&str, &Parameter> {
        let parameters = self.rules().flat_map(|(_, rule)| &rule.parameters);
        parameters
            .map(|parameter| (parameter.key.as_str(), parameter))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn book(from: &str, value: &str) -> Rulebook {
        Rulebook::parse(&format!(
            "name = \"t\"\ntitle = \"t\"\nin_force_from = \"{from}\"\n[[rule]]\nid = \"NEW-1\"\ntext = \"t\"\n\
             [[rule.parameter]]\nkey = \"a\"\nvalue = \"{value}\"\nunit = \"day\"\narticle = \"一\"\n"
        ))
        .unwrap()
    }

    #[test]
    fn a_span_uses_the_rulebook_in_force_on_the_day_it_opens() {
        let mut books = Rulebooks::default();
        books.add(book("2024-06-01", "2"));
        books.add(book("2006-01-01", "3"));
        assert_eq!(books.span("a", day("2024-05-31")).unwrap(), Span::Days(3));
        assert_eq!(books.span("a", day("2024-06-01")).unwrap(), Span::Days(2));
        assert_eq!(books.span("a", day("1999-01-01")).unwrap(), Span::Days(3));
        assert!(matches!(
            books.span("b", day("2024-06-01")),
            Err(RulebookError::Missing(_))
        ));
    }

    #[test]
    fn a_wrong_rulebook_is_named() {
        let file = |parameter: &str| {
            format!(
                "name = \"t\"\ntitle = \"t\"\nin_force_from = \"2006-01-01\"\n\
                 [[rule]]\nid = \"X\"\ntext = \"t\"\n[[rule.parameter]]\n{parameter}\n"
            )
        };
        for (parameter, word) in [
            (
                "key = \"a\"\nvalue = \"0\"\nunit = \"day\"\narticle = \"一\"",
                "大于零",
            ),
            (
                "key = \"a\"\nvalue = \"1.5\"\nunit = \"day\"\narticle = \"一\"",
                "整数",
            ),
            (
                "key = \"a\"\nvalue = \"1\"\nunit = \"day\"\narticle = \" \"",
                "出处",
            ),
            (
                "key = \"a\"\nvalue = \"1\"\nunit = \"week\"\narticle = \"一\"",
                "week",
            ),
            (
                "key = \"X\"\nvalue = \"1\"\nunit = \"day\"\narticle = \"一\"",
                "两次",
            ),
        ] {
            let error = Rulebook::parse(&file(parameter)).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
