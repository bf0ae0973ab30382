//! What the work order of a meter knows before and beside the work: the meter that hung at the account before more
//! capacity (原有的电能表) and its seals, the transformers that the plan names.

use crate::model::case::StepRecord;
use crate::model::customer::Meter;
use crate::model::vocabulary::Kind;
use crate::paper::Values;
use crate::rules::multiplier::{Planned, PlannedRatio};
use crate::rules::progress::Progress;
use crate::rules::seals;
use crate::store::account_change;

use super::super::case_file::CaseFile;
use super::super::{OfficeError, Work, customer};
use super::steps;

pub(super) fn fill(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
) -> Result<(), OfficeError> {
    const KEY: &str = "meter.old_asset_number";
    let case = &file.case;
    transformers(values, work, file);
    if case.application.kind == Kind::NewConnection {
        values.set(KEY, "无");
    }
    let increase = case.application.kind == Kind::CapacityIncrease;
    let Some(account) = case.account.as_ref().filter(|_| increase) else {
        return Ok(());
    };
    let meters = customer::customer_file(work, account)?.meters;
    let energised = steps::live(file).find(|record| record.step.as_str() == "energised");
    let Some(energised) = energised else {
        let hanging = meters.iter().rfind(|meter| meter.removed_on.is_none());
        if let Some(meter) = hanging {
            values.set(KEY, &meter.asset_number);
            seals_off(values, &meter.seals);
        }
        return Ok(());
    };
    let own = energised.fields.get("meter").map_or("", String::as_str);
    let off = meters
        .iter()
        .rfind(|meter| meter.removed_on == Some(energised.on) && meter.asset_number != own);
    match off {
        Some(off) => seals_off(values, &off.seals),
        None => resealed(values, work, energised, own)?,
    }
    let old = off.map_or_else(
        || "同上，未更换".to_owned(),
        |meter| meter.asset_number.clone(),
    );
    values.set(KEY, old);
    Ok(())
}

/// The meter stayed: of the seals that were on it, those that are not on it any more came off.
fn resealed(
    values: &mut Values,
    work: Work<'_>,
    energised: &StepRecord,
    own: &str,
) -> Result<(), OfficeError> {
    let stays = |meter: &&Meter| meter.removed_on.is_none() && meter.asset_number == own;
    for change in account_change::of_step(work.conn, energised.id)? {
        let before = change.before.as_ref().map_or(&[][..], |old| &old.meters);
        let Some(meter) = before.iter().find(stays) else {
            continue;
        };
        let new = energised.fields.get("seals").map_or("", String::as_str);
        let gone = |old: &&str| seals::numbers(new).all(|new| new != *old);
        let off: Vec<&str> = seals::numbers(&meter.seals).filter(gone).collect();
        seals_off(values, &off.join("、"));
    }
    Ok(())
}

/// Beside each seal put on, one that came off.
fn seals_off(values: &mut Values, typed: &str) {
    let old: Vec<&str> = seals::numbers(typed).collect();
    let rows = values.rows("seals").to_vec();
    values.clear_rows("seals");
    for number in 0..rows.len().max(old.len()) {
        let new = rows.get(number).and_then(|row| row.get("new"));
        let old = old.get(number).copied().unwrap_or_default();
        let new = new.map_or("", String::as_str);
        values.push_row("seals", [("old", old), ("new", new)]);
    }
}

/// The transformers of the plan and what they multiply by, until the sheet says what was fitted.
fn transformers(values: &mut Values, work: Work<'_>, file: &CaseFile) {
    const TABLE: &str = "meter_marks";
    let application = &file.case.application;
    let fitted_here = matches!(
        application.kind,
        Kind::NewConnection | Kind::CapacityIncrease
    );
    if !fitted_here {
        return;
    }
    let procedures = &work.manual.procedures;
    let Some(path) = procedures.path(application.kind, application.class) else {
        return;
    };
    let progress = Progress::of(path, &file.steps, application.parts().len());
    let Some(planned) = Planned::of(application.class, &progress) else {
        return;
    };
    if values.get("meter.multiplier").is_empty() {
        values.set("meter.multiplier", planned.multiplier().to_string());
    }
    if !values.rows(TABLE).is_empty() {
        return;
    }
    // Of an increase they may hang there already.
    let action = match application.kind {
        Kind::NewConnection => "装",
        _ => "",
    };
    let mut push = |kind: &str, ratio: &PlannedRatio, phases: &[&str]| {
        for number in 0..ratio.count.unwrap_or(1) {
            let phase = phases.get(number).copied().unwrap_or_default();
            let row = [
                ("action", action),
                ("kind", kind),
                ("phase", phase),
                ("ratio", &ratio.typed),
                ("accuracy", &ratio.accuracy),
            ];
            values.push_row(TABLE, row);
        }
    };
    let phases = match planned.current.count {
        Some(2) => &["A", "C"][..],
        Some(3) => &["A", "B", "C"],
        _ => &[],
    };
    push("电流互感器", &planned.current, phases);
    if let Some(voltage) = &planned.voltage {
        push("电压互感器", voltage, &[]);
    }
}
