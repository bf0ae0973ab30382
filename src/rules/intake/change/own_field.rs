//! Which fields of an application belong to which kinds of business; the others leave them empty.

use crate::model::application::Draft;
use crate::model::text::tidy;
use crate::model::vocabulary::Kind;

use Kind::{
    CapacityIncrease, Closure, NewConnection, Reclassification, Reconnection, Relocation, Removal,
    Resumption, Split, Suspension, Transfer,
};

/// A field that not every kind asks for.
#[derive(Debug, Clone, Copy)]
pub struct OwnField {
    pub at: &'static str,
    pub label: &'static str,
    /// The kinds that ask for it.
    pub kinds: &'static [Kind],
    pub is_typed: fn(&Draft) -> bool,
    clear: fn(&mut Draft),
}

/// Every field that not every kind asks for.
pub const OWN_FIELDS: &[OwnField] = &[
    OwnField {
        at: "wished_on",
        label: "希望用电日期",
        kinds: &[NewConnection, CapacityIncrease],
        is_typed: |draft| is_text(&draft.wished_on),
        clear: |draft| draft.wished_on.clear(),
    },
    OwnField {
        at: "taken_out",
        label: "拆除的变压器",
        kinds: &[CapacityIncrease],
        is_typed: |draft| !draft.taken_out.is_empty(),
        clear: |draft| draft.taken_out.clear(),
    },
    OwnField {
        at: "added",
        label: "新增容量",
        kinds: &[CapacityIncrease],
        is_typed: |draft| is_text(&draft.added),
        clear: |draft| draft.added.clear(),
    },
    OwnField {
        at: "same_address",
        label: "用电地址",
        kinds: &[Relocation, Split],
        is_typed: |draft| draft.same_address.is_some(),
        clear: |draft| draft.same_address = None,
    },
    OwnField {
        at: "same_class",
        label: "用电类别",
        kinds: &[Relocation],
        is_typed: |draft| draft.same_class.is_some(),
        clear: |draft| draft.same_class = None,
    },
    OwnField {
        at: "same_supply_point",
        label: "供电点",
        kinds: &[Relocation, Split],
        is_typed: |draft| draft.same_supply_point.is_some(),
        clear: |draft| draft.same_supply_point = None,
    },
    OwnField {
        at: "all_capacity_stopped",
        label: "全部容量停用",
        kinds: &[Closure],
        is_typed: |draft| draft.all_capacity_stopped.is_some(),
        clear: |draft| draft.all_capacity_stopped = None,
    },
    OwnField {
        at: "begun_by",
        label: "办理起因",
        kinds: &[Closure],
        is_typed: |draft| is_text(&draft.begun_by),
        clear: |draft| draft.begun_by.clear(),
    },
    OwnField {
        at: "separable",
        label: "分装条件",
        kinds: &[Split],
        is_typed: |draft| draft.separable.is_some(),
        clear: |draft| draft.separable = None,
    },
    OwnField {
        at: "parts",
        label: "分户各份",
        kinds: &[Split],
        is_typed: |draft| !draft.parts.is_empty(),
        clear: |draft| draft.parts.clear(),
    },
    OwnField {
        at: "arrears",
        label: "欠费金额（元）",
        kinds: &[Closure, Split, Transfer],
        is_typed: |draft| is_text(&draft.arrears),
        clear: |draft| draft.arrears.clear(),
    },
    OwnField {
        at: "arrears_checked_on",
        label: "查欠费日期",
        kinds: &[Closure, Split, Transfer],
        is_typed: |draft| is_text(&draft.arrears_checked_on),
        clear: |draft| draft.arrears_checked_on.clear(),
    },
    OwnField {
        at: "from",
        label: "希望日期",
        kinds: &[Removal, Reconnection, Suspension],
        is_typed: |draft| is_text(&draft.from),
        clear: |draft| draft.from.clear(),
    },
    OwnField {
        at: "to",
        label: "移到、复装或恢复日期",
        kinds: &[Relocation, Removal, Suspension],
        is_typed: |draft| is_text(&draft.to),
        clear: |draft| draft.to.clear(),
    },
    OwnField {
        at: "shares",
        label: "分类比例",
        kinds: &[Reclassification],
        is_typed: |draft| !draft.shares.is_empty(),
        clear: |draft| draft.shares.clear(),
    },
    OwnField {
        at: "transformers",
        label: "变压器",
        kinds: &[NewConnection, CapacityIncrease, Suspension, Resumption],
        is_typed: |draft| !draft.transformers.is_empty(),
        clear: |draft| draft.transformers.clear(),
    },
    OwnField {
        at: "equipment",
        label: "用电设备",
        kinds: &[NewConnection, CapacityIncrease],
        is_typed: |draft| !draft.equipment.is_empty(),
        clear: |draft| draft.equipment.clear(),
    },
    OwnField {
        at: "agreed_days",
        label: "约定天数",
        kinds: &[Suspension],
        is_typed: |draft| is_text(&draft.agreed_days),
        clear: |draft| draft.agreed_days.clear(),
    },
    OwnField {
        at: "basis",
        label: "约定依据",
        kinds: &[Suspension],
        is_typed: |draft| is_text(&draft.basis),
        clear: |draft| draft.basis.clear(),
    },
    OwnField {
        at: "waiver",
        label: "特批",
        kinds: &[Suspension, Resumption],
        is_typed: |draft| draft.waiver.is_some(),
        clear: |draft| draft.waiver = None,
    },
    OwnField {
        at: "suspension",
        label: "暂停工单",
        kinds: &[Resumption],
        is_typed: |draft| is_text(&draft.suspension),
        clear: |draft| draft.suspension.clear(),
    },
    OwnField {
        at: "on",
        label: "恢复日期",
        kinds: &[Resumption],
        is_typed: |draft| is_text(&draft.on),
        clear: |draft| draft.on.clear(),
    },
];

fn is_text(typed: &str) -> bool {
    !tidy(typed).is_empty()
}

/// The fields typed that a kind does not ask for.
pub fn foreign(kind: Kind, draft: &Draft) -> impl Iterator<Item = &'static OwnField> {
    let others = OWN_FIELDS.iter();
    others.filter(move |field| !field.kinds.contains(&kind) && (field.is_typed)(draft))
}

/// Leaves out what a kind does not ask for.
pub fn leave_out(kind: Kind, draft: &mut Draft) {
    let others = OWN_FIELDS.iter();
    for field in others.filter(|field| !field.kinds.contains(&kind)) {
        (field.clear)(draft);
    }
}
