//! Every command of the window: menus, keys, the palette and the help all read this one list.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use super::tabs::Tab;
use super::tabs::business::Family;

/// Something that the window does at a key, a menu line or a line of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    NewCase,
    HandIn,
    Find,
    Save,
    Print,
    Help,
    Lock,
    ToggleList,
    TogglePreview,
    Back,
    RestoreBackup,
    Go(Tab),
}

/// Every command, in the order of the menu.
pub const ALL: &[Command] = &[
    Command::NewCase,
    Command::HandIn,
    Command::Find,
    Command::Save,
    Command::Print,
    Command::Help,
    Command::Lock,
    Command::ToggleList,
    Command::TogglePreview,
    Command::Back,
    Command::RestoreBackup,
    Command::Go(Tab::Today),
    Command::Go(Tab::Business(Family::Connection)),
    Command::Go(Tab::Business(Family::Meter)),
    Command::Go(Tab::Business(Family::Suspension)),
    Command::Go(Tab::Business(Family::Closure)),
    Command::Go(Tab::Business(Family::Price)),
    Command::Go(Tab::Customers),
    Command::Go(Tab::Claims),
    Command::Go(Tab::Month),
    Command::Go(Tab::Settings),
];

impl Command {
    pub fn text(self) -> &'static str {
        match self {
            Command::NewCase => "新的申请",
            Command::HandIn => "办理正在填的表",
            Command::Find => "查找",
            Command::Save => "保存",
            Command::Print => "打印",
            Command::Help => "帮助",
            Command::Lock => "锁屏",
            Command::ToggleList => "收起或展开列表",
            Command::TogglePreview => "收起或展开预览",
            Command::Back => "返回、关闭",
            Command::RestoreBackup => "恢复备份",
            Command::Go(tab) => tab.name(),
        }
    }

    pub fn tooltip(self) -> &'static str {
        match self {
            Command::NewCase => "为到窗口来的客户填一份申请",
            Command::HandIn => "按下正在填的这张表的主按钮：受理、记录、立案、记下",
            Command::Find => {
                "按姓名、电话、地址、证件、户号、表号、工单编号的任一部分查找，或找一个命令"
            }
            Command::Save => "立即存下正在填写的草稿；在“设置”里保存设置",
            Command::Print => "打印正在预览的文书",
            Command::Help => "说明光标所在的栏目，列出全部快捷键",
            Command::Lock => "离开窗口时遮住客户资料，回来点自己的姓名",
            Command::ToggleList => "左边的工单列表让出地方，或再显示出来",
            Command::TogglePreview => "右边的文书预览让出地方，或再显示出来",
            Command::Back => "关闭对话框；正在填写的内容留作草稿",
            Command::RestoreBackup => "看各份备份里有什么、恢复会丢什么，换回其中一份",
            Command::Go(_) => "切换到这一页",
        }
    }

    /// A character that the screen's font has.
    pub fn icon(self) -> &'static str {
        match self {
            Command::NewCase => "＋",
            Command::HandIn => "✓",
            Command::Find => "◎",
            Command::Save => "✓",
            Command::Print => "↓",
            Command::Help => "？",
            Command::Lock => "■",
            Command::ToggleList => "←",
            Command::TogglePreview => "→",
            Command::Back => "×",
            Command::RestoreBackup | Command::Go(_) => "◇",
        }
    }

    /// The keys; the first is the one shown.
    pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const fn plain(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::NONE, key)
        }
        const fn ctrl(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::CTRL, key)
        }
        const fn alt(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::ALT, key)
        }
        match self {
            Command::NewCase => const { &[ctrl(Key::N)] },
            Command::HandIn => const { &[ctrl(Key::Enter)] },
            Command::Find => const { &[ctrl(Key::K)] },
            Command::Save => const { &[ctrl(Key::S)] },
            Command::Print => const { &[plain(Key::F2), ctrl(Key::P)] },
            Command::Help => const { &[plain(Key::F1)] },
            Command::Lock => const { &[ctrl(Key::L)] },
            Command::ToggleList => const { &[plain(Key::F7)] },
            Command::TogglePreview => const { &[plain(Key::F8)] },
            Command::Back => const { &[plain(Key::Escape)] },
            // Seldom, and never by a slip of the hand: found by its name alone.
            Command::RestoreBackup => &[],
            Command::Go(tab) => {
                static NUMBERS: [[KeyboardShortcut; 1]; 10] = [
                    [alt(Key::Num1)],
                    [alt(Key::Num2)],
                    [alt(Key::Num3)],
                    [alt(Key::Num4)],
                    [alt(Key::Num5)],
                    [alt(Key::Num6)],
                    [alt(Key::Num7)],
                    [alt(Key::Num8)],
                    [alt(Key::Num9)],
                    [alt(Key::Num0)],
                ];
                NUMBERS.get(tab.position()).map_or(&[], |keys| keys)
            }
        }
    }

    /// The keys as they stand on a Chinese keyboard.
    pub fn keys_in_words(self) -> String {
        self.shortcuts()
            .iter()
            .map(|shortcut| {
                let mut words = String::new();
                if shortcut.modifiers.ctrl {
                    words.push_str("Ctrl+");
                }
                if shortcut.modifiers.alt {
                    words.push_str("Alt+");
                }
                let key = match shortcut.logical_key {
                    Key::Escape => "Esc",
                    key => key.name(),
                };
                words + key
            })
            .collect::<Vec<_>>()
            .join("、")
    }

    /// What a tooltip says: what the command does and its keys.
    pub fn hint(self) -> String {
        format!("{}（{}）", self.tooltip(), self.keys_in_words())
    }

    /// The commands whose keys were pressed in this frame, their keys eaten.
    pub fn pressed(ctx: &Context) -> Vec<Self> {
        let pressed = |command: &Self| {
            command
                .shortcuts()
                .iter()
                .any(|shortcut| ctx.input_mut(|input| input.consume_shortcut(shortcut)))
        };
        ALL.iter().copied().filter(pressed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut seen = BTreeSet::new();
        for command in ALL {
            assert!(!command.text().is_empty());
            for shortcut in command.shortcuts() {
                assert!(seen.insert(format!("{shortcut:?}")), "{command:?}");
            }
        }
    }

    #[test]
    fn the_screens_font_has_every_icon() {
        use crate::paper::{font::Weight, mark::Face};
        for command in ALL {
            for ch in command.icon().chars() {
                let face = ttf_parser::Face::parse(Face::Sans.bytes(), 0).unwrap();
                assert!(face.glyph_index(ch).is_some(), "{command:?}");
                assert!(crate::paper::font::glyph(ch, Weight::Regular).is_some());
            }
        }
    }
}
