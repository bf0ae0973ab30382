//! Steps that small works may leave out (无需办理): only where a rulebook lists class, capacity and step.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::application::Application;
use crate::model::case::StepId;
use crate::model::vocabulary::Class;

use super::rulebook::Rulebooks;

/// A step that need not be carried out for works up to a capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    pub class: Class,
    pub step: StepId,
    /// kVA, included; a kW counts as a kVA.
    pub up_to: Decimal,
    /// Where it stands.
    pub article: String,
}

/// The exemption in force on a day that covers a step of an application; the manual itself has none.
pub fn of<'a>(
    books: &'a Rulebooks,
    application: &Application,
    step: &StepId,
    on: NaiveDate,
) -> Option<&'a Exemption> {
    books.exemptions(on).find(|exemption| {
        exemption.class == application.class
            && exemption.step == *step
            && application.capacity.value <= exemption.up_to
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    #[test]
    fn new_2_up_to_the_capacity_and_from_the_day_that_a_rulebook_names() {
        let mut manual = Manual::built_in().unwrap();
        let book = "name = \"own\"\ntitle = \"本地规定\"\nin_force_from = \"2026-07-01\"\n[[exemption]]\n\
                    class = \"low_voltage\"\nstep = \"design_submitted\"\nup_to = \"30\"\narticle = \"本地文件三\"\n";
        manual.add_rulebook(book).unwrap();
        let exempt = |class: &str, kw: &str, step: &str, on: &str| {
            let application: Application = serde_json::from_value(serde_json::json!({
                "kind": "new_connection", "class": class, "nature": "industrial", "applied_on": "2026-06-01",
                "customer": { "name": "米厂", "id_kind": "other", "id_number": "1", "phone": "1", "address": "村" },
                "agent": null, "tenant": false, "landlord": null, "capacity": kw, "unit": "kW", "voltage": "380V",
                "use": "碾米", "tariff": "general_industrial", "billing": "single", "equipment": [],
                "documents": {}, "terms": { "reading_months": 1, "pay_within_days": 10, "peak_valley": false },
            }))
            .unwrap();
            of(
                &manual.rulebooks,
                &application,
                &step.into(),
                on.parse().unwrap(),
            )
            .is_some()
        };
        assert!(exempt(
            "low_voltage",
            "30",
            "design_submitted",
            "2026-07-01"
        ));
        assert!(!exempt(
            "low_voltage",
            "30.01",
            "design_submitted",
            "2026-07-01"
        ));
        assert!(!exempt(
            "low_voltage",
            "30",
            "design_submitted",
            "2026-06-30"
        ));
        assert!(!exempt(
            "low_voltage",
            "30",
            "design_reviewed",
            "2026-07-01"
        ));
        assert!(!exempt(
            "high_voltage",
            "30",
            "design_submitted",
            "2026-07-01"
        ));
    }
}
