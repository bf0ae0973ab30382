//! What only papers of damaged appliances (家用电器损坏) say: the visit, the appliances, what was decided about the claim.

use std::collections::BTreeMap;

use crate::model::claim::{Claim, ClaimKind, ClaimRecord, ClaimState};
use crate::model::typed::Typed;
use crate::office::claim::file::ClaimFile;
use crate::paper::Values;
use crate::rules::field;
use crate::rules::span::completed_months;

use super::super::Work;
use super::claim::{as_read, standing, word, yuan};

/// The step by which someone is on site.
const ON_SITE: &str = "on_site";

/// Whether someone was on site, or is still to go there and takes the sheet along.
pub(super) fn can_be_visited(file: &ClaimFile) -> bool {
    file.claim.kind != ClaimKind::Damage
        || file.claim.state == ClaimState::Reported
        || standing(file).any(|record| record.step.as_str() == ON_SITE)
}

pub(super) fn fill(values: &mut Values, work: Work<'_>, file: &ClaimFile) {
    visit(values);
    goods(values, &file.claim);
    decisions(values, work, file);
}

/// The record of the visit; nobody signs it in our files, what is signed is the sheet that registers the appliances.
fn visit(values: &mut Values) {
    let [address, arrived, findings, said, kept] = [
        "customer.address",
        "claim.arrived_at",
        "claim.what",
        "claim.found",
        "claim.kept",
    ]
    .map(|key| values.get(key).to_owned());
    // Appliances are looked at where they stand.
    values
        .set("claim.place", address)
        .set("claim.inspected_at", arrived)
        .set("claim.seen", findings);
    for (label, text) in [("客户所述", said), ("电器保持原状", kept)] {
        let row = [("label", label.to_owned()), ("text", text)];
        values.push_row("claim_facts", row);
    }
}

/// Whether the claim was taken up though it came late (DAMAGE-3), and whether the office is liable (DAMAGE-8).
fn decisions(values: &mut Values, work: Work<'_>, file: &ClaimFile) {
    let mut decided = |on: String, what: &str, why: String, who: String| {
        let cells = [
            ("on", on),
            ("what", what.to_owned()),
            ("why", why),
            ("who", who),
        ];
        values.push_row("claim_decisions", cells);
    };
    let claim = &file.claim;
    let late = file.limits.iter().find(|limit| {
        let deadline = &limit.deadline;
        deadline.rule == "DAMAGE-3" && deadline.due < claim.found_on
    });
    if let Some(late) = late {
        let why = format!(
            "提出索赔的最后一日是{}，由主管决定是否受理",
            late.deadline.due
        );
        decided(claim.found_on.to_string(), "超期索赔", why, String::new());
    }
    for record in standing(file) {
        let step = record.step.as_str();
        if !["admitted", "declined", "not_liable"].contains(&step) {
            continue;
        }
        let name = work.manual.claims.name(claim.kind, &record.step);
        let said = said(work, claim, record);
        let of = |key: &str| said.get(key).cloned().unwrap_or_default();
        let (why, who) = if step == "not_liable" {
            (
                format!("{}；证明：{}", of("ground"), of("proof")),
                format!("{}，{}核实", of("authority"), of("confirmed_on")),
            )
        } else {
            let basis = of("basis");
            let basis = match basis.as_str() {
                "" => basis,
                _ => format!("；依据：{basis}"),
            };
            (format!("{}{basis}", of("reason")), of("approver"))
        };
        decided(record.on.to_string(), name, why, who);
    }
}

/// What a step recorded, as people read it.
fn said(work: Work<'_>, claim: &Claim, record: &ClaimRecord) -> BTreeMap<String, String> {
    let step = work.manual.claims.of(claim.kind).step(record.step.as_str());
    let groups = step.into_iter().flat_map(|step| &step.asked);
    let specs = groups.flat_map(|group| &group.fields);
    let texts = specs.filter_map(|spec| {
        let kept = record.fields.get(&spec.name)?;
        Some((spec.name.clone(), as_read(spec, kept)))
    });
    texts.collect()
}

fn goods(values: &mut Values, claim: &Claim) {
    let goods = claim
        .calculation
        .as_ref()
        .and_then(|one| one.fields.get("goods"));
    let Some(Typed::Rows(rows)) = goods else {
        return;
    };
    let damaged = claim.incident.as_ref().map(|one| one.occurred_at.date());
    for row in rows {
        let bought = field::date(&word(row, "bought")).ok();
        let age = bought.zip(damaged).map(|(bought, damaged)| {
            let months = completed_months(bought, damaged.max(bought));
            match (months / 12, months % 12) {
                (0, months) => format!("{months}个月"),
                (years, 0) => format!("{years}年"),
                (years, months) => format!("{years}年{months}个月"),
            }
        });
        let repairable = matches!(row.get("repairable"), Some(Typed::Flag(true)))
            || word(row, "repairable") == "yes";
        let cells = [
            ("name", word(row, "name")),
            ("model", word(row, "model")),
            ("quantity", word(row, "quantity")),
            (
                "bought",
                bought.map(|day| day.to_string()).unwrap_or_default(),
            ),
            ("age", age.unwrap_or_default()),
            ("price", yuan(&word(row, "price"))),
            ("proof", word(row, "proof")),
            ("fault", word(row, "fault")),
            (
                "remedy",
                if repairable { "能修" } else { "不能修" }.to_owned(),
            ),
        ];
        values.push_row("claim_goods", cells);
    }
}
