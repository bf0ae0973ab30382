//! What a supervisor waives (特批), AUDIT-2.

use crate::model::application::{Waiver, WaiverDraft};
use crate::rules::intake::{Check, LONGEST_ADDRESS, LONGEST_NAME};
use crate::rules::refusal::Refusal;

impl Check<'_> {
    /// A waiver has reason, basis and an approver who is a supervisor and not the handler.
    pub(super) fn waiver(&mut self, typed: Option<&WaiverDraft>) -> Option<Waiver> {
        let typed = typed?;
        let reason = self.filled("waiver.reason", "特批理由", &typed.reason, LONGEST_ADDRESS);
        let basis = self.filled("waiver.basis", "特批依据", &typed.basis, LONGEST_ADDRESS);
        let approver = self.filled("waiver.approver", "批准人", &typed.approver, LONGEST_NAME);
        let supervisors = self.context.supervisors;
        let fit = supervisors
            .iter()
            .filter(|name| name.as_str() != self.context.handler);
        let fit: Vec<&str> = fit.map(String::as_str).collect();
        let instead = if fit.is_empty() {
            "请在设置里登记另一位主管".to_owned()
        } else {
            format!("由主管批准：{}", fit.join("、"))
        };
        if approver == self.context.handler && !approver.is_empty() {
            let message = format!("批准人不能是经手人{approver}本人");
            self.refusals
                .push(Refusal::new("AUDIT-2", message, instead).at("waiver.approver"));
        } else if !approver.is_empty() && !supervisors.contains(&approver) {
            let message = format!("“{approver}”不是主管，不能特批");
            self.refusals
                .push(Refusal::new("AUDIT-2", message, instead).at("waiver.approver"));
        }
        Some(Waiver {
            reason,
            basis,
            approver,
        })
    }
}
