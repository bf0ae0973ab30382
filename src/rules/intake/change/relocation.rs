//! Moving a meter (移表): only within what the account is (MOVE-1).

use crate::model::application::{Change, Draft};
use crate::rules::intake::{Check, LONGEST_ADDRESS};
use crate::rules::refusal::Refusal;

impl Check<'_> {
    /// MOVE-1: address, class and supply point stay; what does not stay names the service that fits.
    pub(super) fn relocation(&mut self, typed: &Draft) -> Option<Change> {
        let elsewhere = "新址办新装，原址办销户";
        let same = [
            (("same_address", "用电地址"), typed.same_address, elsewhere),
            (
                ("same_class", "用电类别"),
                typed.same_class,
                "用途改变的办改类",
            ),
            (
                ("same_supply_point", "供电点"),
                typed.same_supply_point,
                elsewhere,
            ),
        ];
        let mut stays = true;
        for ((at, label), same, instead) in same {
            stays &= same == Some(true);
            match same {
                Some(true) => {}
                Some(false) => {
                    let message = format!("{label}有变化，不能按移表办理");
                    self.refusals
                        .push(Refusal::new("MOVE-1", message, instead).at(at));
                }
                None => self.input(at, label, "未填"),
            }
        }
        let to = self.filled("to", "移到何处", &typed.to, LONGEST_ADDRESS);
        (stays && !to.is_empty()).then_some(Change::Relocation { to })
    }
}
