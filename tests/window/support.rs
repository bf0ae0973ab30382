//! A desk hosted without a display, found and driven by what it shows.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{NaiveDate, NaiveDateTime};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};
use egui_kittest::{Harness, HarnessBuilder, Node};
use tempfile::TempDir;
use yekuo::office::settings::{self, OPERATORS};
use yekuo::office::{Desk, Office};
use yekuo::ui::{Clock, Desktop};

/// An identity number whose check character is right.
pub(crate) const ID: &str = "11010519491231002X";

pub(crate) struct Window {
    pub(crate) harness: Harness<'static, Desktop>,
}

pub(crate) fn noon(day: &str) -> NaiveDateTime {
    let day: NaiveDate = day.parse().unwrap();
    day.and_hms_opt(9, 30, 0).unwrap()
}

/// Sets an office up in a folder: 王芳 at the window, 李强 the supervisor.
pub(crate) fn found(dir: &Path, today: &str) {
    let (mut office, _) = Office::open(dir, noon(today)).unwrap();
    let desk = Desk {
        today: today.parse().unwrap(),
        now: noon(today),
        operator: "王芳".to_owned(),
    };
    let changes = [
        ("office.name", "石桥供电所"),
        ("office.code", "SQ"),
        (OPERATORS, "王芳:clerk,李强:supervisor"),
        ("desk.operator", "王芳"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()));
    office
        .act_as_founder(&desk, |work| settings::change(work, &changes))
        .unwrap();
}

impl Window {
    /// The window on a folder as on this day.
    pub(crate) fn open(dir: &Path, today: &str) -> Self {
        Self::open_with(dir, today, |builder| builder)
    }

    /// As [`Window::open`], with the harness set up otherwise.
    pub(crate) fn open_with(
        dir: &Path,
        today: &str,
        set_up: impl FnOnce(HarnessBuilder<Desktop>) -> HarnessBuilder<Desktop>,
    ) -> Self {
        let desktop = Desktop::start(dir, Clock::Still(noon(today)));
        let builder = Harness::builder()
            .with_size(egui::vec2(1366.0, 2400.0))
            .with_context_setup(yekuo::ui::prepare);
        let mut harness =
            set_up(builder).build_ui_state(|ui, desktop: &mut Desktop| desktop.ui(ui), desktop);
        harness.run_steps(3);
        Self { harness }
    }

    /// The desk of an office set up in this folder.
    pub(crate) fn desk(dir: &Path, today: &str) -> Self {
        found(dir, today);
        Self::open(dir, today)
    }

    /// The window on a screen of 1366 × 768.
    pub(crate) fn shrink(&mut self) {
        self.harness.set_size(egui::vec2(1366.0, 749.0));
        self.settle();
    }

    pub(crate) fn tall_desk(dir: &Path, today: &str) -> Self {
        found(dir, today);
        Self::tall(dir, today)
    }

    /// The window on a screen so high that the longest form fits.
    pub(crate) fn tall(dir: &Path, today: &str) -> Self {
        Self::open_with(dir, today, |builder| {
            builder.with_size(egui::vec2(1366.0, 3600.0))
        })
    }

    pub(crate) fn settle(&mut self) {
        self.harness.run_steps(4);
    }

    fn field(&self, name: &str) -> Node<'_> {
        self.find(name, is_input, |label, name| label == name)
    }

    /// The one node whose name fits; fails with everything on the screen.
    fn find(
        &self,
        name: &str,
        kind: fn(&AccessKitNode<'_>) -> bool,
        fits: fn(&str, &str) -> bool,
    ) -> Node<'_> {
        let wanted = name.to_owned();
        let mut found: Vec<Node<'_>> = self
            .harness
            .query_all_by(move |node| {
                kind(node) && node.label().is_some_and(|label| fits(&label, &wanted))
            })
            .collect();
        assert_eq!(
            found.len(),
            1,
            "{} of “{name}” in\n{}",
            found.len(),
            self.words()
        );
        found.remove(0)
    }

    /// Replaces what stands in the field of this name, and leaves it.
    pub(crate) fn fill(&mut self, name: &str, text: &str) {
        self.field(name).click();
        self.settle();
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.settle();
        self.field(name).type_text(text);
        self.settle();
        self.harness.key_press(Key::Tab);
        self.settle();
    }

    /// Puts the caret into the field of this name.
    pub(crate) fn enter(&mut self, name: &str) {
        self.field(name).click();
        self.settle();
    }

    /// Clicks what has exactly this name.
    pub(crate) fn click(&mut self, name: &str) {
        self.find(name, is_clickable, |label, name| label == name)
            .click();
        self.settle();
    }

    /// Rests the pointer on what has exactly this name until it says more.
    pub(crate) fn hover(&mut self, name: &str) {
        self.find(name, is_clickable, |label, name| label == name)
            .hover();
        self.harness.run_steps(60);
    }

    /// Scrolls what has exactly this name into sight.
    pub(crate) fn reach(&mut self, name: &str) {
        self.find(name, is_clickable, |label, name| label == name)
            .scroll_to_me();
        self.settle();
    }

    /// Clicks what has these words in its name.
    pub(crate) fn click_part(&mut self, part: &str) {
        self.find(part, is_clickable, |label, part| label.contains(part))
            .click();
        self.settle();
    }

    pub(crate) fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Everything on the screen, name by name.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        for node in self.harness.root().children_recursive() {
            for text in [node.accesskit_node().label(), node.accesskit_node().value()]
                .into_iter()
                .flatten()
            {
                words.push_str(&text);
                words.push('\n');
            }
        }
        words
    }

    pub(crate) fn shows(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// Fails with everything on the screen where the words are not there.
    pub(crate) fn expect(&self, words: &str) {
        assert!(self.shows(words), "“{words}” is not in\n{}", self.words());
    }

    /// Waits for words that work beside the window brings.
    pub(crate) fn expect_soon(&mut self, words: &str) {
        let until = Instant::now() + Duration::from_secs(120);
        while !self.shows(words) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(20));
            self.settle();
        }
        self.expect(words);
    }

    /// Waits until no work is under way beside the window.
    pub(crate) fn rest(&mut self) {
        let until = Instant::now() + Duration::from_secs(120);
        while self.shows("正在") && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(20));
            self.settle();
        }
    }

    /// Fails where not exactly this has the keys, in sight on the screen.
    pub(crate) fn expect_focus(&self, name: &str) {
        let node = self.find(name, is_clickable, |label, name| label == name);
        assert!(node.is_focused(), "“{name}” has not the focus");
        let (seen, place) = (self.harness.ctx.content_rect(), node.rect());
        assert!(seen.contains_rect(place), "{place:?} out of {seen:?}");
    }

    /// Gives the keys to what has exactly this name.
    pub(crate) fn focus(&mut self, name: &str) {
        self.find(name, is_clickable, |label, name| label == name)
            .focus();
        self.settle();
    }

    pub(crate) fn has_focus(&self, name: &str) -> bool {
        self.find(name, is_clickable, |label, name| label == name)
            .is_focused()
    }

    /// Fills every empty field that shows an example with it.
    pub(crate) fn fill_examples(&mut self) {
        let empty: Vec<(String, String)> = self
            .harness
            .query_all_by(|node| is_input(node) && node.value().unwrap_or_default().is_empty())
            .filter_map(|node| {
                let node = node.accesskit_node();
                let example = node.placeholder()?.strip_prefix("例：")?.to_owned();
                Some((node.label()?, example))
            })
            .collect();
        for (field, example) in empty {
            self.fill(&field, &example);
        }
    }

    /// Records the step at hand with these fields; the others as their examples say.
    pub(crate) fn record(&mut self, step: &str, fields: &[(&str, &str)]) {
        for (field, text) in fields {
            self.fill(field, text);
        }
        self.fill_examples();
        self.click(&format!("记录“{step}”"));
        if self.shows("还有文书从来没有打印过") {
            self.click("照样归档");
        }
    }

    /// How far below the window's upper edge a field stands.
    pub(crate) fn top(&self, field: &str) -> f32 {
        self.field(field).rect().top()
    }

    /// Where the words stand.
    pub(crate) fn place(&self, words: &str) -> egui::Rect {
        let says = |node: &AccessKitNode<'_>| {
            let said = [node.label(), node.value()];
            said.iter().flatten().any(|said| said.contains(words))
        };
        let mut found = self.harness.query_all_by(says);
        let found = found.next().map(|node| node.rect());
        found.unwrap_or_else(|| panic!("“{words}” is not in\n{}", self.words()))
    }

    pub(crate) fn write(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// What the empty field of this name shows.
    pub(crate) fn hint(&self, field: &str) -> String {
        let node = self.field(field);
        let hint = node.accesskit_node().placeholder().map(str::to_owned);
        hint.unwrap_or_default()
    }

    pub(crate) fn value(&self, field: &str) -> String {
        self.field(field).value().unwrap_or_default()
    }
}

fn is_input(node: &AccessKitNode<'_>) -> bool {
    matches!(
        node.role(),
        Role::TextInput | Role::MultilineTextInput | Role::PasswordInput
    )
}

fn is_clickable(node: &AccessKitNode<'_>) -> bool {
    !matches!(node.role(), Role::Label | Role::Image) && !is_input(node)
}

/// Fills the application of a resident with everything but the papers.
pub(crate) fn apply(window: &mut Window, name: &str) {
    window.key(Modifiers::CTRL, Key::N);
    for (field, text) in [
        ("户名", name),
        ("证件号码", ID),
        ("联系电话", "13800138000"),
        ("用电地址", "石桥镇红星村三组18号"),
        ("申请容量（kW）", "8"),
        ("用途", "住宅"),
    ] {
        window.fill(field, text);
    }
}

/// Ticks the papers of an owner.
pub(crate) fn bring_papers(window: &mut Window) {
    window.click("用电地址产权证明复印件：复印件");
    window.click("产权人身份证复印件：复印件");
}

pub(crate) const METER: &str = "1234567890123456789012";

/// A customer whose meter was set on a day, on his page.
pub(crate) fn customer_on(today: &str) -> (TempDir, Window) {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), today);
    apply(&mut window, "欧阳铁柱");
    bring_papers(&mut window);
    window.click("受理");
    window.click("先不打印");
    carry_through(&mut window, METER);
    window.expect("已归档");
    window.click("客户");
    window.click_part("欧阳铁柱 ");
    (dir, window)
}

/// Tries a change of an account in a tab; what is said at the account stands on the screen.
pub(crate) fn try_change(window: &mut Window, tab: &str, account: &str) {
    window.click(tab);
    window.key(Modifiers::CTRL, Key::N);
    window.fill("户号", account);
    window.click("受理");
}

/// Carries an accepted case through to the filed dossier.
pub(crate) fn carry_through(window: &mut Window, meter: &str) {
    window.record("现场查勘", &[]);
    window.record("拟定供电方案", &[]);
    window.click("审批人：李强");
    window.record("审批供电方案", &[]);
    window.click("送达方式：窗口领取");
    window.record("答复供电方案", &[]);
    window.record("受电装置检验", &[]);
    window.record("结清费用", &[]);
    window.click("客户签署方式：签名");
    window.click("供电所已签字并盖章：是");
    window.record("签订供用电合同", &[]);
    window.record("装表送电", &[("电能表资产编号", meter)]);
    window.record("资料归档", &[]);
}
