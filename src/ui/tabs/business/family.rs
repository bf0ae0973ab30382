//! The businesses that stand in one tab.

use crate::model::vocabulary::Kind;

/// Kinds of business that share a tab: one list, one form at whose head the kind is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Family {
    /// 新装增容
    #[default]
    Connection,
    /// 移表暂拆
    Meter,
    /// 暂停
    Suspension,
    /// 销户
    Closure,
    /// 改类分户
    Price,
}

impl Family {
    pub const ALL: &'static [Family] = &[
        Family::Connection,
        Family::Meter,
        Family::Suspension,
        Family::Closure,
        Family::Price,
    ];

    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Relocation | Kind::Removal | Kind::Reconnection => Family::Meter,
            Kind::Suspension | Kind::Resumption => Family::Suspension,
            Kind::Closure => Family::Closure,
            Kind::Reclassification | Kind::Split | Kind::Transfer => Family::Price,
            _ => Family::Connection,
        }
    }

    /// The family of a kind as its word; the first where it is none.
    pub fn of_word(kind: &str) -> Self {
        kind.parse().map(Self::of).unwrap_or_default()
    }

    /// Name of the tab.
    pub fn name(self) -> &'static str {
        match self {
            Family::Connection => "新装增容",
            Family::Meter => "移表暂拆",
            Family::Suspension => "暂停",
            Family::Closure => "销户",
            Family::Price => "改类分户",
        }
    }

    /// The kinds taken, the usual one first.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Family::Connection => &[Kind::NewConnection, Kind::CapacityIncrease],
            Family::Meter => &[Kind::Relocation, Kind::Removal, Kind::Reconnection],
            Family::Suspension => &[Kind::Suspension, Kind::Resumption],
            Family::Closure => &[Kind::Closure],
            Family::Price => &[Kind::Reclassification, Kind::Split, Kind::Transfer],
        }
    }

    /// What belongs in the choice of the kind.
    pub fn help(self) -> &'static str {
        match self {
            Family::Connection => "没有户号的办新装；已有户号、容量不够的办增容。",
            Family::Meter => {
                "表换个位置办移表；一段时间不用电、表先拆下办暂拆；暂拆后恢复用电办复装。"
            }
            Family::Suspension => {
                "变压器停用一段时间、表不拆，办暂停；要提前或到期恢复用电，办暂停恢复。"
            }
            Family::Closure => "全部容量停用、以后不再用电的办销户；再用电按新装办理。",
            Family::Price => {
                "用途变了、电价类别跟着变的办改类；一户分成几户的办分户；换了户主或者户主改名的办更名过户，户名写错的用“更正”。"
            }
        }
    }

    /// What the names of the drafts begin with.
    pub fn drafts(self) -> &'static str {
        match self {
            Family::Connection => "new_connection/",
            Family::Meter => "meter/",
            Family::Suspension => "suspension/",
            Family::Closure => "closure/",
            Family::Price => "price/",
        }
    }

    /// The family of a draft by its name.
    pub fn of_draft(name: &str) -> Self {
        let mut all = Self::ALL.iter().copied();
        all.find(|family| name.starts_with(family.drafts()))
            .unwrap_or_default()
    }
}
