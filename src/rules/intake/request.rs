//! What is applied for: nature, day, capacity, voltage, billing, terms.

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

use crate::model::application::{Draft, Terms, TermsDraft};
use crate::model::capacity::Capacity;
use crate::model::text::tidy;
use crate::model::vocabulary::{Billing, CapacityUnit, Class, Nature, Voltage};
use crate::rules::field;
use crate::rules::refusal::Refusal;

use super::Check;

/// Whether a voltage is a low one.
pub(super) fn is_low(voltage: Voltage) -> bool {
    matches!(voltage, Voltage::V220 | Voltage::V380)
}

impl Check<'_> {
    pub(super) fn nature(&mut self, class: Option<Class>, typed: &str) -> Option<Nature> {
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

    pub(super) fn applied_on(&mut self, typed: &str) -> Option<NaiveDate> {
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

    /// The day wished for, where the customer named one; not before he asked.
    pub(super) fn wished_on(
        &mut self,
        typed: &str,
        applied_on: Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let label = "希望用电日期";
        if tidy(typed).is_empty() {
            return None;
        }
        let day = field::date(typed)
            .map_err(|problem| self.input("wished_on", label, problem))
            .ok()?;
        if let Some(applied_on) = applied_on.filter(|applied_on| day < *applied_on) {
            self.input("wished_on", label, format!("早于申请日期{applied_on}"));
        }
        Some(day)
    }

    /// The capacity applied for; high voltage counts in kVA.
    pub(super) fn capacity(&mut self, class: Option<Class>, draft: &Draft) -> Option<Capacity> {
        let unit = draft.unit.parse::<CapacityUnit>();
        let label = unit.map_or("申请容量".to_owned(), |unit| {
            format!("申请容量（{unit}）")
        });
        let value = self.amount("capacity", &label, &draft.capacity);
        let unit = self.word::<CapacityUnit>("unit", "容量单位", &draft.unit);
        if class == Some(Class::HighVoltage) && unit == Some(CapacityUnit::Kilowatt) {
            self.input("unit", "容量单位", "高压客户的容量按kVA填");
        }
        Some(Capacity {
            value: value?,
            unit: unit?,
        })
    }

    pub(super) fn voltage(&mut self, class: Option<Class>, typed: &str) -> Option<Voltage> {
        let voltage = self.word::<Voltage>("voltage", "供电电压", typed)?;
        let low = is_low(voltage);
        if class.is_some_and(|class| (class == Class::HighVoltage) == low) {
            self.input(
                "voltage",
                "供电电压",
                format!("与客户类别不符：{}", voltage.chinese()),
            );
        }
        Some(voltage)
    }

    pub(super) fn billing(&mut self, class: Option<Class>, typed: &str) -> Option<Billing> {
        let billing = self.word::<Billing>("billing", "计费方式", typed)?;
        if let Some(class) = class.filter(|class| *class != Class::HighVoltage)
            && billing != Billing::Single
        {
            let problem = format!("{}客户只能是单一制", class.chinese());
            self.input("billing", "计费方式", problem);
        }
        Some(billing)
    }

    pub(super) fn terms(&mut self, draft: &TermsDraft) -> Option<Terms> {
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
            "抄表周期",
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
}
