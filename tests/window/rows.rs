//! Rows of cells through the window: hundreds of devices, and the rows that steps ask for.

use crate::accounts::{factory, keep, walk};
use crate::support::{Window, found};
use egui::{Key, Modifiers};
use yekuo::model::application::EquipmentDraft;

const TODAY: &str = "2026-11-23";

#[test]
fn two_hundred_devices_go_on_from_the_keyboard_and_only_those_in_sight_are_drawn() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let mut draft = factory(TODAY, "250", &["250"]);
    draft.equipment = vec![
        EquipmentDraft {
            name: "车床".to_owned(),
            count: "2".to_owned(),
            kw: "7.5".to_owned(),
            ..EquipmentDraft::default()
        };
        200
    ];
    keep(dir.path(), TODAY, &draft);
    let mut window = Window::open(dir.path(), TODAY);
    window.shrink();
    window.click("新装增容");
    window.click_part("◇ 红星机械厂");
    window.expect("共 200 行，合计 3000 kW");
    assert!(!window.shows("第200行"), "it is far below");
    window.reach("添加设备");
    window.click("添加设备");
    for text in ["铣床", "X52K", "", "5.5"] {
        window.write(text);
        window.key(Modifiers::NONE, Key::Enter);
    }
    assert_eq!(window.value("第201行单台kW"), "5.5");
    assert_eq!(window.value("第202行台数"), "1", "Enter added the next row");
    assert!(!window.shows("第1行"), "it is far above");
    window.expect("共 201 行，合计 3005.5 kW");
    window.fill("第201行单台kW", "x");
    window.expect("用电设备第201行单台kW：不是数字");
}

#[test]
fn new_3_comments_of_a_review_and_items_of_an_inspection_are_rows() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let draft = factory(TODAY, "250", &["250"]);
    walk(dir.path(), TODAY, &draft, Some("design_submitted"));
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("红星机械厂 ");
    window.expect("▲ 这一环节要收的资料 0/13");
    window.click("记录“设计资料送审”");
    window.expect("DOC-6");
    window.shrink();
    window.click("去登记资料");
    window.expect_focus("受电工程设计及说明书：缺");
    window.harness.set_size(egui::vec2(1366.0, 2400.0));
    window.settle();
    window.expect("受理资料 7/7");
    window.expect("设计资料送审 0/13");
    let manual = yekuo::rules::Manual::built_in().unwrap();
    let items = manual.checklists.items().iter();
    for item in items.filter(|item| item.rule() == "DOC-6") {
        window.click(&format!("{}：原件", item.name));
    }
    window.click("登记资料");
    window.click("办理");
    window.record("设计资料送审", &[]);

    window.click("结果：不通过");
    window.fill("审查人", "陈志强");
    window.click("记录“审查设计”");
    window.expect("审查意见：未填");
    window.fill("审查意见第1行意见", "安全距离不足");
    window.click("添加审查意见");
    window.write("接地电阻未注明");
    window.key(Modifiers::NONE, Key::Enter);
    assert_eq!(
        window.value("审查意见第3行意见"),
        "",
        "nobody has to take it out"
    );
    assert_eq!(window.value("审查意见第2行意见"), "接地电阻未注明");
    window.click("记录“审查设计”");
    window.expect("设计资料送审（第2次）");
    window.expect("设计资料送审第2次 待办，审查设计，");
    window.click("流水");
    window.expect("1. 安全距离不足　2. 接地电阻未注明");
    window.click("办理");
    assert_eq!(window.value("设计单位"), "示例电力设计有限公司");
    window.record("设计资料送审", &[]);
    window.expect("审查设计第2次 12-23前");
    assert!(!window.shows("审查意见第1行"), "said once");
    assert!(!window.shows("结果：无需办理"), "no rulebook lists it");
    window.record("审查设计", &[("审查人", "陈志强")]);
    window.record("准予施工", &[]);
    window.expect("记录“中间检查”");
}

#[test]
fn new_7_an_item_names_its_standard_and_a_cell_is_chosen() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let draft = factory(TODAY, "250", &["250"]);
    walk(dir.path(), TODAY, &draft, Some("inspected"));
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("红星机械厂 ");
    window.fill("检验人", "陈志强");
    window.fill("检验项目第1行项目", "接地装置");
    window.click("检验项目第1行结果");
    window.click("合格");
    window.click("记录“受电装置检验”");
    window.expect("NEW-7");
    window.fill("检验项目第1行依据标准", "GB 50169");
    window.click("记录“受电装置检验”");
    window.expect("已记录“受电装置检验”");
}

#[test]
fn a_table_copied_in_a_spreadsheet_is_pasted_into_the_rows() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("客户类别：高压");
    window.click("添加设备");
    let mut table = "名称\t型号\t台数\t单台kW\t等级\r\n".to_owned();
    for row in 1..=200 {
        table.push_str(&format!("车床{row}\tC6140\t2\t7.5\t二级\r\n"));
    }
    window.harness.event(egui::Event::Paste(table));
    window.settle();
    window.expect("共 200 行，合计 3000 kW");
    assert_eq!(window.value("第1行名称"), "车床1", "the heads are no row");
    window.click("第2行等级");
    window.click("一级");
    window.enter("第2行型号");
    window.key(Modifiers::COMMAND, Key::A);
    let event = egui::Event::Paste("X52K\r\n".to_owned());
    window.harness.event(event);
    window.settle();
    assert_eq!(
        window.value("第2行型号").trim(),
        "X52K",
        "one cell is one cell"
    );
    let event = egui::Event::Paste("M7130\t一\t4\n".to_owned());
    window.harness.event(event);
    window.settle();
    assert_eq!(window.value("第2行型号"), "M7130");
    assert_eq!(window.value("第2行单台kW"), "4");
    window.expect("第2行台数");
}

#[test]
fn a_folded_choice_is_made_with_the_keyboard_alone() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("客户类别：高压");
    window.fill("第1路电源容量（kVA）", "315");
    window.key(Modifiers::NONE, Key::Tab);
    for key in [Key::Enter, Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        window.key(Modifiers::NONE, key);
    }
    window.expect("没有主供电源，不能都是备用");
    window.key(Modifiers::NONE, Key::Tab);
    window.key(Modifiers::NONE, Key::Enter);
    assert!(!window.shows("第1路电源"), "Tab goes on from the box");
}

#[test]
fn new_2_a_step_that_a_rulebook_lets_out_asks_for_the_reason_only() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let own = "name = \"own\"\ntitle = \"本地规定\"\nin_force_from = \"2026-01-01\"\n[[exemption]]\n\
               class = \"high_voltage\"\nstep = \"design_reviewed\"\nup_to = \"250\"\narticle = \"本地文件\"\n";
    std::fs::create_dir(dir.path().join("rulebooks")).unwrap();
    std::fs::write(dir.path().join("rulebooks/own.toml"), own).unwrap();
    let draft = factory(TODAY, "250", &["250"]);
    walk(dir.path(), TODAY, &draft, Some("design_reviewed"));
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("红星");
    window.click("结果：无需办理");
    assert!(
        !window.shows("添加审查意见"),
        "only the reason is asked for"
    );
    window.fill("无需办理的原因", "小容量");
    window.click("记录“审查设计”");
    window.expect("记录“准予施工”");
}
