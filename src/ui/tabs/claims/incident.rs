//! The incident that damaged appliances come from: one that is known, or a new one.

use egui::Ui;

use crate::model::claim::{Fault, Incident};
use crate::office::claim;
use crate::office::claim::open::IncidentEntry;
use crate::ui::shell::{Cached, Shell};
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;

/// What is chosen where the incident is new.
const NEW: &str = "";

/// The incidents on record.
#[derive(Debug, Default)]
pub(super) struct Known {
    incidents: Cached<Vec<Incident>>,
}

impl Known {
    /// Draws the choice, and the fields of a new one.
    pub(super) fn incident_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        checks: &mut Checks,
        typed: &mut IncidentEntry,
    ) {
        let known = self.incidents.get(shell, claim::incidents);
        let named: Vec<(String, String)> = known
            .into_iter()
            .flatten()
            .map(|one| {
                let at = one.occurred_at.format("%m-%d %H:%M");
                let (number, fault) = (&one.number, one.fault.chinese());
                (
                    number.clone(),
                    format!("{at} {}（{fault}）{number}", one.line),
                )
            })
            .collect();
        let mut options = vec![(NEW, "新的事故")];
        options.extend(
            named
                .iter()
                .map(|(number, words)| (number.as_str(), words.as_str())),
        );
        let field = Field::new("事故")
            .required(true)
            .help("同一次事故的各户选同一个；还没有登记的选新的事故。");
        checks.many_ui(ui, "incident.number", field, &options, &mut typed.number);
        if !typed.number.is_empty() {
            return;
        }
        let now = format!("例：{}", shell.desk().now.format("%Y-%m-%d %H:%M"));
        let at = Field::new("事故时间")
            .required(true)
            .hint(&now)
            .help("事故发生的日期和钟点，从这一天起算索赔的期限。");
        checks.text_ui(ui, "incident.occurred_at", at, &mut typed.occurred_at);
        let line = Field::new("线路")
            .required(true)
            .hint("例：红星村2号台区低压线路")
            .help("出事故的线路或台区。");
        checks.text_ui(ui, "incident.line", line, &mut typed.line);
        let fault = Field::new("事故种类")
            .required(true)
            .help("供电企业责任的四种事故之一（DAMAGE-1）；不是这四种的，不适用。");
        let faults = options_of!(Fault);
        checks.many_ui(ui, "incident.fault", fault, &faults, &mut typed.fault);
        let cause = Field::new("事故原因").help("查明的原因，还不清楚的不填。");
        checks.text_ui(ui, "incident.cause", cause, &mut typed.cause);
    }
}
