//! What the clerks type into the fields of a step.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde_json::json;

use crate::model::application::Draft;
use crate::model::money::to_fen;
use crate::model::vocabulary::{LateReason, StepResult, Voltage};
use crate::rules::field::FieldSpec;
use crate::rules::procedure::Step;
use crate::rules::step_entry::LATE_REASON;

use super::chance::Chance;
use super::metering;
use super::premises::Premises;
use super::staff::Staff;

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
    voltage: Voltage,
    meter: metering::MeterKind,
    area: String,
    pole: u32,
    fees: Vec<Fee>,
    staff: Staff,
}

impl Particulars {
    pub(super) fn new(
        chance: &mut Chance,
        serial: u32,
        premises: &Premises,
        draft: &Draft,
        staff: Staff,
    ) -> Self {
        Self {
            serial,
            applicant: draft.customer.name.clone(),
            capacity: draft.capacity.clone(),
            voltage: premises.voltage,
            meter: metering::kind(premises.voltage, premises.capacity.value),
            area: premises.place.transformer_area.clone(),
            pole: chance.between(1, 24),
            fees: fees(chance, serial),
            staff,
        }
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
            .filter_map(|spec| {
                let value = self.value(chance, &spec.name, fails, on);
                let value = value.unwrap_or_else(|| spec.example.clone());
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
        field: &str,
        fails: bool,
        on: NaiveDate,
    ) -> Option<String> {
        let when_failed = |text: &str| {
            if fails {
                text.to_owned()
            } else {
                String::new()
            }
        };
        Some(match field {
            // Left empty, these stand for what the program knows.
            "account" | "drafted_by" | "customer_signed_on" | "office_signed_on" => String::new(),
            "surveyed_by" | "inspected_by" | "worker" => self.staff.worker.to_owned(),
            "second_worker" => self.staff.second_worker.to_owned(),
            "countersigned_by" => self.staff.countersigner.to_owned(),
            "approved_by" => self.staff.supervisor.to_owned(),
            "found_capacity" | "capacity" => self.capacity.clone(),
            "voltage" => self.voltage.to_string(),
            "source" => format!("10kV石桥线{}", self.area),
            "connection_point" => format!("{}低压{}号杆", self.area, self.pole),
            "receiving_point" => "一楼门厅配电箱".to_owned(),
            "metering_point" => "院墙外侧集中表箱".to_owned(),
            "meter_spec" | "meter_model" => self.meter.model.to_owned(),
            "multiplier" => self.meter.multiplier.to_string(),
            "meter" => metering::asset_number(2, self.serial),
            "reading" => chance.below(3).to_string(),
            "seals" => format!("G{:06}、G{:06}", self.serial * 2 + 1, self.serial * 2 + 2),
            "fees" => self.fee_rows(),
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

/// What a failed step finds is what it asks for then, and until when it is to be mended.
fn on_failure(spec: &FieldSpec) -> bool {
    spec.required.on(StepResult::Fail) || spec.name == "rectify_by"
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
