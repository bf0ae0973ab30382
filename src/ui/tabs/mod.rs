//! The screens, one file or folder a tab.

pub mod connection;
pub mod customers;
pub mod settings;
pub mod today;

/// The tabs, in the order of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Today,
    Connection,
    Meter,
    Customers,
    Settings,
}

impl Tab {
    pub const ALL: &'static [Tab] = &[
        Tab::Today,
        Tab::Connection,
        Tab::Meter,
        Tab::Customers,
        Tab::Settings,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Tab::Today => "今日",
            Tab::Connection => "新装增容",
            Tab::Meter => "移表暂拆",
            Tab::Customers => "客户",
            Tab::Settings => "设置",
        }
    }
}
