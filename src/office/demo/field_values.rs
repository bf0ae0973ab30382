//! What the clerks type into the fields of a step.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde_json::json;

use crate::model::application::Draft;
use crate::model::customer::Meter;
use crate::model::money::to_fen;
use crate::model::vocabulary::{Class, Kind, LateReason, StepResult, Voltage};
use crate::rules::field::{Condition, FieldKind, FieldSpec};
use crate::rules::procedure::Step;
use crate::rules::step_entry::LATE_REASON;

use super::chance::Chance;
use super::metering;
use super::premises::Premises;
use super::staff::Staff;

/// How a class is supplied and metered.
#[derive(Debug, Clone, Copy)]
struct Supply {
    class: Class,
    receiving_point: &'static str,
    metering_point: &'static str,
    metering_mode: &'static str,
    meter_accuracy: &'static str,
    meter_current: &'static str,
    supply_mode: &'static str,
}

impl Supply {
    fn of(class: Class) -> Self {
        match class {
            Class::Resident => Self {
                class,
                receiving_point: "一楼门厅配电箱",
                metering_point: "院墙外侧集中表箱",
                metering_mode: "低供低计，直接接入",
                meter_accuracy: "2.0级",
                meter_current: "5(60) A",
                supply_mode: "公用变压器低压单电源",
            },
            Class::LowVoltage => Self {
                class,
                receiving_point: "厂区低压配电柜",
                metering_point: "围墙外计量箱",
                metering_mode: "低供低计",
                meter_accuracy: "1.0级",
                meter_current: "1.5(6) A",
                supply_mode: "公用变压器低压三相四线",
            },
            Class::HighVoltage => Self {
                class,
                receiving_point: "客户配电房",
                metering_point: "配电房10kV进线计量柜",
                metering_mode: "高供高计",
                meter_accuracy: "0.5S级",
                meter_current: "1.5(6) A",
                supply_mode: "高压架空线接入客户变压器",
            },
        }
    }

    fn high(self) -> bool {
        self.class == Class::HighVoltage
    }
}

/// What an inspection that fails finds.
const FAULTY_ITEMS: &str =
    r#"[{"item":"接地装置","standard":"GB 50169","result":"fail","remark":"接地电阻偏大"}]"#;

/// A fee that the plan asks for.
#[derive(Debug, Clone)]
struct Fee {
    item: &'static str,
    unit_price: Decimal,
    count: Decimal,
}

/// What is known of a case wherever a step asks for it.
#[derive(Debug)]
pub(super) struct Particulars {
    /// Running number among the sample cases: makes meters, seals, receipts.
    serial: u32,
    applicant: String,
    capacity: String,
    purpose: String,
    industry: String,
    dual: bool,
    voltage: Voltage,
    supply: Supply,
    meter: metering::MeterKind,
    area: String,
    pole: u32,
    fees: Vec<Fee>,
    staff: Staff,
    /// Of an account whose meter is moved, taken off or hung again.
    hanging: Option<Hanging>,
    moves_to: String,
}

/// The meter that hangs at an account.
#[derive(Debug, Clone)]
pub(super) struct Hanging {
    pub(super) meter: Meter,
    /// What it shows when it is looked at.
    pub(super) reading: Decimal,
}

impl Particulars {
    pub(super) fn new(
        chance: &mut Chance,
        serial: u32,
        premises: &Premises,
        draft: &Draft,
        staff: Staff,
    ) -> Self {
        let added = draft.added.parse().unwrap_or(Decimal::ZERO);
        let capacity = premises.capacity.value + added;
        Self {
            serial,
            applicant: premises.party.name.clone(),
            capacity: capacity.normalize().to_string(),
            purpose: draft.purpose.clone(),
            industry: match premises.class {
                Class::Resident => "城乡居民生活用电".to_owned(),
                _ => draft.industry.clone(),
            },
            dual: draft.sources.len() > 1,
            supply: Supply::of(premises.class),
            voltage: premises.voltage,
            meter: metering::kind(premises.voltage, capacity),
            area: premises.place.transformer_area.clone(),
            pole: chance.between(1, 24),
            fees: match draft.kind.parse() {
                Ok(Kind::Closure) => vec![final_bill()],
                _ => fees(chance, serial),
            },
            staff,
            hanging: None,
            moves_to: draft.to.clone(),
        }
    }

    /// With the meter that hangs at the account.
    pub(super) fn at(self, hanging: Hanging) -> Self {
        Self {
            hanging: Some(hanging),
            ..self
        }
    }

    /// The seals that a case puts on.
    pub(super) fn seals(serial: u32) -> String {
        format!("G{:06}、G{:06}", serial * 2 + 1, serial * 2 + 2)
    }

    /// Values for the fields of a step that passes or fails on a day.
    pub(super) fn of(
        &self,
        chance: &mut Chance,
        step: &Step,
        fails: bool,
        on: NaiveDate,
    ) -> BTreeMap<String, String> {
        let mut values: BTreeMap<String, String> = step
            .fields
            .iter()
            .filter(|spec| !fails || on_failure(spec))
            .filter(|spec| self.dual || spec.condition != Some(Condition::DualSource))
            .filter(|spec| spec.condition != Some(Condition::Ratio))
            .filter_map(|spec| {
                let value = self.value(chance, spec, fails, on);
                let value = value.unwrap_or_else(|| match spec.kind {
                    FieldKind::Rows => spec.example_rows(),
                    FieldKind::Date => on.to_string(),
                    _ => spec.example.clone(),
                });
                (!value.is_empty()).then(|| (spec.name.clone(), value))
            })
            .collect();
        // Looked at only where the step is late.
        let reason = *chance.pick_early(LateReason::ALL);
        values.insert(LATE_REASON.to_owned(), reason.to_string());
        values
    }

    /// `None`: a field that this house does not know; its example will do.
    fn value(
        &self,
        chance: &mut Chance,
        spec: &FieldSpec,
        fails: bool,
        on: NaiveDate,
    ) -> Option<String> {
        if let Some(value) = self.transformers(&spec.name) {
            return Some(value);
        }
        if spec.kind == FieldKind::Rows && spec.name != "fees" {
            return (spec.name == "items" && fails).then(|| FAULTY_ITEMS.to_owned());
        }
        let when_failed = |text: &str| {
            if fails {
                text.to_owned()
            } else {
                String::new()
            }
        };
        if let Some(value) = self.hanging.as_ref().and_then(|h| of_meter(h, &spec.name)) {
            return Some(value);
        }
        Some(match spec.name.as_str() {
            "new_place" => self.moves_to.clone(),
            "signed_by" => self.applicant.clone(),
            // Left empty, these stand for what the program knows.
            "account" | "drafted_by" | "found_tariff" | "price_from" | "customer_signed_on"
            | "office_signed_on" | "new_to" => String::new(),
            "surveyed_by" | "inspected_by" | "checked_by" | "worker" | "read_by" => {
                self.staff.worker.to_owned()
            }
            // Agreed where it is billed by demand, and on the spot.
            "demand" | "office_agent" | "term_from" => String::new(),
            "supply_on" => {
                let agreed = on.checked_add_days(Days::new(15));
                agreed.map_or_else(String::new, |day| day.to_string())
            }
            "second_worker" => self.staff.second_worker.to_owned(),
            "countersigned_by" => self.staff.countersigner.to_owned(),
            "found_capacity" | "capacity" => self.capacity.clone(),
            "voltage" => self.voltage.to_string(),
            "source" => format!("10kV石桥线{}", self.area),
            "connection_point" if self.supply.high() => format!("10kV石桥线{}号杆", self.pole),
            "connection_point" => format!("{}低压{}号杆", self.area, self.pole),
            "receiving_point" => self.supply.receiving_point.to_owned(),
            "metering_point" => self.supply.metering_point.to_owned(),
            "metering_mode" => self.supply.metering_mode.to_owned(),
            "meter_accuracy" => self.supply.meter_accuracy.to_owned(),
            "meter_current" => self.supply.meter_current.to_owned(),
            "supply_mode" => self.supply.supply_mode.to_owned(),
            "industry" => self.industry.clone(),
            "found_use" => self.purpose.clone(),
            "meter_voltage" => match self.voltage {
                Voltage::V220 => "220 V",
                Voltage::V380 => "3×220/380 V",
                _ => "3×100 V",
            }
            .to_owned(),
            "meter_spec" | "meter_model" => self.meter.model.to_owned(),
            "multiplier" => self.meter.multiplier.to_string(),
            "meter" => metering::asset_number(2, self.serial),
            "reading" => chance.below(3).to_string(),
            "seals" => Self::seals(self.serial),
            "fees" => self.fee_rows(),
            "arrears" => "0.00".to_owned(),
            "paid" => self.total().to_string(),
            "receipt" if self.total().is_zero() => String::new(),
            "receipt" => format!("SJ{}{:05}", on.format("%y"), self.serial + 1),
            "reason" => when_failed("约定时间客户不在家，改日再约"),
            "opinion" if !fails => "同意".to_owned(),
            "opinion" => "计量点离接入点过远，请改在院墙外侧".to_owned(),
            "faults" => when_failed("1. 未装剩余电流动作保护器；2. 进户线未穿管"),
            "rectify_by" => {
                let by = on.checked_add_days(Days::new(7)).filter(|_| fails);
                by.map(|day| day.to_string()).unwrap_or_default()
            }
            "approved_by" => self.staff.supervisor.to_owned(),
            _ if spec.kind == FieldKind::Operator => self.staff.clerk.to_owned(),
            "received_by" => self.applicant.clone(),
            "delivery" => (*chance.pick_early(&["window", "door", "post"])).to_owned(),
            "customer_signature" => {
                (*chance.pick_early(&["signature", "fingerprint", "seal"])).to_owned()
            }
            "office_sealed" => "yes".to_owned(),
            "location" => format!(
                "{}号柜{}盒",
                self.serial / 200 + 1,
                self.serial / 10 % 20 + 1
            ),
            _ => return None,
        })
    }

    /// What the plan says of the transformers that feed the meter: they make its multiplier.
    fn transformers(&self, field: &str) -> Option<String> {
        let ratios = self.meter.ratios(self.voltage);
        let (current, voltage) = ratios.unwrap_or_default();
        Some(match field {
            "ct_ratio" if current.is_empty() => "无".to_owned(),
            "ct_ratio" => current,
            "meters" => {
                let mut meters = format!("{} 1只", self.meter.model);
                let count = if self.supply.high() { 2 } else { 3 };
                if !current.is_empty() {
                    meters += &format!("，电流互感器{current} {count}只");
                }
                if let Some(voltage) = voltage {
                    meters += &format!("，电压互感器{voltage} {count}只");
                }
                meters
            }
            "metering_points" => {
                let row = json!([{
                    "receiving_point": self.supply.receiving_point,
                    "place": self.supply.metering_point,
                    "mode": self.supply.metering_mode,
                    "ct": format!("{current} 0.2S级"),
                    "pt": voltage.map(|voltage| format!("{voltage} 0.2级")).unwrap_or_default(),
                    "active": "三相三线0.5S级",
                    "reactive": "2级",
                }]);
                row.to_string()
            }
            _ => return None,
        })
    }

    fn total(&self) -> Decimal {
        let amounts = self.fees.iter();
        amounts.map(|fee| to_fen(fee.unit_price * fee.count)).sum()
    }

    fn fee_rows(&self) -> String {
        let rows: Vec<_> = self
            .fees
            .iter()
            .map(|fee| {
                json!({
                    "item": fee.item,
                    "unit_price": fee.unit_price.to_string(),
                    "count": fee.count.to_string(),
                    "basis": "示例收费表（编造）",
                })
            })
            .collect();
        if rows.is_empty() {
            String::new()
        } else {
            serde_json::Value::Array(rows).to_string()
        }
    }
}

/// What a field says of the meter that hangs at the account.
fn of_meter(hanging: &Hanging, field: &str) -> Option<String> {
    let Hanging { meter, reading } = hanging;
    Some(match field {
        "meter" => meter.asset_number.clone(),
        "meter_model" => meter.model.clone(),
        "multiplier" => meter.multiplier.normalize().to_string(),
        "old_reading" | "reading" => reading.normalize().to_string(),
        "seals_off" => meter.seals.clone(),
        _ => return None,
    })
}

/// What a failed step finds is what it asks for then, and until when it is to be mended.
fn on_failure(spec: &FieldSpec) -> bool {
    spec.required.on(StepResult::Fail) || spec.name == "rectify_by"
}

/// What was used since the last reading, at the sample price.
fn final_bill() -> Fee {
    Fee {
        item: "末次电费",
        unit_price: Decimal::new(60, 2),
        count: Decimal::new(1250, 2),
    }
}

/// One case in three pays for material.
fn fees(chance: &mut Chance, serial: u32) -> Vec<Fee> {
    if !serial.is_multiple_of(3) {
        return Vec::new();
    }
    let mut fees = vec![Fee {
        item: "进户线材料",
        unit_price: Decimal::new(1250, 2),
        count: Decimal::from(chance.between(8, 40)),
    }];
    if chance.one_in(2) {
        fees.push(Fee {
            item: "表箱",
            unit_price: Decimal::new(8600, 2),
            count: Decimal::ONE,
        });
    }
    fees
}
