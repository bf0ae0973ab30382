//! The screens, one file or folder a tab.

pub mod business;
pub mod claims;
pub mod customers;
pub mod month;
pub mod settings;
pub mod today;

use business::Family;

/// The tabs, in the order of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Today,
    Business(Family),
    Customers,
    Claims,
    Month,
    Settings,
}

impl Tab {
    pub const ALL: &'static [Tab] = &[
        Tab::Today,
        Tab::Business(Family::Connection),
        Tab::Business(Family::Meter),
        Tab::Business(Family::Suspension),
        Tab::Business(Family::Closure),
        Tab::Business(Family::Price),
        Tab::Customers,
        Tab::Claims,
        Tab::Month,
        Tab::Settings,
    ];

    /// Its place in the bar, from 0.
    pub fn position(self) -> usize {
        let mut all = Self::ALL.iter();
        all.position(|tab| *tab == self).unwrap_or_default()
    }

    pub fn name(self) -> &'static str {
        match self {
            Tab::Today => "今日",
            Tab::Business(family) => family.name(),
            Tab::Customers => "客户",
            Tab::Claims => "违约理赔",
            Tab::Month => "月报",
            Tab::Settings => "设置",
        }
    }
}
