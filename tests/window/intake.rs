//! The intake through the window: what is checked when, what is never lost, and where an application
//! leads.

use crate::support::{ID, Window, apply, bring_papers};
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::HarnessBuilder;
use egui_kittest::kittest::Queryable;

const TODAY: &str = "2026-11-23";

#[test]
fn a_wrong_field_is_named_as_it_is_left_and_not_before() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    assert!(!window.shows("×"), "nothing is wrong before it was left");
    window.fill("户名", "陈国强");
    window.fill("证件号码", "110105194912310021");
    window.expect("× 身份证号最后一位校验不符");
    assert!(
        !window.shows("未填"),
        "the fields further down were not left"
    );
    window.fill("证件号码", "110105199902300029");
    window.expect("× 身份证号第7至14位不是存在的日期");
    window.fill("证件号码", ID);
    assert!(!window.shows("×"));
    window.fill("联系电话", "1380013800");
    window.expect("× 手机号应为11位，现在是10位");
    assert_eq!(
        window.value("联系电话"),
        "1380013800",
        "what was typed stays"
    );
    window.fill("申请日期", "2026-02-30");
    window.expect("× 不是日期");
}

#[test]
fn handing_in_names_everything_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("受理");
    window.expect("还不能办理，共");
    for words in [
        "户名：未填",
        "证件号码：未填",
        "联系电话：未填",
        "申请容量（kW）：未填",
    ] {
        window.expect(words);
    }
    window.click("新装增容");
    assert!(!window.shows("SQ-2026-"), "nothing was kept");
}

#[test]
fn what_is_refused_is_called_as_its_field_is() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::tall_desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("客户类别：高压");
    for choice in ["申请身份：租户", "来办理的人：经办人代办", "增值税开票信息"]
    {
        window.click(choice);
    }
    for row in ["添加设备", "添加变压器"] {
        window.click(row);
    }
    for field in [
        "代表人身份证",
        "月用电量（kWh）",
        "保安负荷（kW）",
        "开票电话",
        "税号",
        "银行账号",
        "邮政编码",
        "第1行名称",
        "第1行台数",
        "第1行单台kW",
        "第1台变压器组名",
    ] {
        window.fill(field, "错");
    }
    window.click("受理");
    let words = window.words();
    let lines: Vec<&str> = words.lines().collect();
    let refused = lines.iter().filter_map(|line| line.strip_prefix("· "));
    let refused: Vec<&str> = refused
        .filter_map(|line| line.split_once('：'))
        .map(|(name, _)| name)
        .collect();
    assert!(refused.len() > 20, "{refused:?}");
    for name in refused {
        let name = name.strip_prefix("用电设备").unwrap_or(name);
        assert!(lines.contains(&name), "no field is called “{name}”");
    }
}

#[test]
fn handing_in_leads_to_the_first_wrong_field() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.shrink();
    window.key(Modifiers::CTRL, Key::N);
    window.fill("户名", "陈国强");
    window.click("受理");
    window.write("110");
    assert_eq!(window.value("证件号码"), "110");
    let button = window.harness.get_by_label("受理").rect();
    assert!(
        button.bottom() < 749.0,
        "many refusals leave the button in sight"
    );
}

#[test]
fn a_tenant_brings_his_landlord() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    apply(&mut window, "周小丽");
    assert!(!window.shows("出租人姓名"));
    window.click("申请身份：租户");
    window.fill("出租人姓名", "李福生");
    window.fill("出租人证件号码", ID);
    window.fill("出租人联系电话", "13700137000");
    bring_papers(&mut window);
    window.click("租房协议：原件");
    window.click("出租人电费担保书：原件");
    window.click("租用人身份证复印件：复印件");
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00001");
    window.click("先不打印");
    window.click("申请内容");
    window.expect("李福生");
    window.expect("租户");
}

#[test]
fn a_case_waits_for_its_papers_and_no_limit_runs() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    apply(&mut window, "陈国强");
    window.click("产权人身份证复印件：复印件");
    window.click("受理");
    window.expect("资料未齐，已登记待补");
    window.expect("打印业务办理一次性告知单");
    assert!(!window.shows("进度："), "no step runs");
    window.click("今日");
    window.expect("等客户补资料");
    window.click_part("陈国强 已等0天");
    window.click("用电地址产权证明复印件：复印件");
    window.click("登记资料");
    window.expect("资料齐了，2026-11-23受理");
    window.expect("打印受理回执");
    window.expect("2026-11-26前");
}

#[test]
fn count_6_papers_are_recorded_on_the_day_they_came() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), "2026-11-19");
    apply(&mut window, "陈国强");
    window.click("产权人身份证复印件：复印件");
    window.click("受理");
    drop(window);
    let mut window = Window::open(dir.path(), TODAY);
    window.click_part("陈国强 已等4天");
    window.click("用电地址产权证明复印件：复印件");
    assert_eq!(window.hint("收取日期"), TODAY);
    window.fill("收取日期", "2026-11-18");
    window.click("登记资料");
    window.expect("收取日期2026-11-18早于申请日期2026-11-19");
    window.fill("收取日期", "2026-11-20");
    window.click("登记资料");
    window.expect("资料齐了，2026-11-20受理");
    window.expect("2026-11-23前");
}

#[test]
fn a_customer_turned_away_gets_a_number() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.fill("户名", "吴老三");
    window.click("不予受理…");
    window.click("不予受理");
    window.expect("原因：未填");
    window.fill("原因", "房屋是违法建筑");
    window.click("不予受理");
    window.expect("不予受理，告知单 ");
    window.expect("房屋是违法建筑");
    window.expect("打印不予受理告知单");
    window.click("办下一件");
    window.click("状态");
    window.click("不予受理");
    window.click_part("吴老三 11-23");
    window.expect("原因：房屋是违法建筑");
}

#[test]
fn a_draft_survives_the_power_cut() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.fill("户名", "\u{4dae}国强");
    window.fill("联系电话", "1380013");
    // Four frames a second: five seconds and no more.
    window.harness.run_steps(20);
    drop(window);

    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.expect("没填完的申请 1 份");
    window.click_part("◇ \u{4dae}国强");
    assert_eq!(window.value("户名"), "\u{4dae}国强");
    assert_eq!(window.value("联系电话"), "1380013");
    window.click("放弃这份申请…");
    window.click("继续填写");
    window.click("放弃这份申请…");
    window.click("确定放弃");
    window.settle();
    assert!(!window.shows("没填完的申请"));
}

#[test]
fn another_tab_keeps_the_draft_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.fill("户名", "陈国强");
    window.key(Modifiers::ALT, Key::Num1);
    window.expect("今日待办");
    window.key(Modifiers::ALT, Key::Num2);
    assert_eq!(window.value("户名"), "陈国强");
    window.key(Modifiers::CTRL, Key::N);
    window.fill("户名", "周小丽");
    window.key(Modifiers::CTRL, Key::S);
    window.expect("没填完的申请 2 份");
}

#[test]
fn ten_thousand_characters_are_taken_and_refused_in_words() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    apply(&mut window, "陈国强");
    window.fill("用电地址", &"很长的地址".repeat(2000));
    window.expect("× 最多2000个字，现在是10000个");
    bring_papers(&mut window);
    window.click("受理");
    window.expect("还不能办理");
}

#[test]
fn a_character_that_no_font_has_is_named_as_it_is_typed() {
    let dir = tempfile::tempdir().unwrap();
    crate::support::found(dir.path(), TODAY);
    let mut window = Window::open_with(dir.path(), TODAY, HarnessBuilder::allow_missing_glyphs);
    window.key(Modifiers::CTRL, Key::N);
    window.fill("户名", "张\u{e000}");
    window.expect("字库里没有这个字，不能打印：U+E000");
}

#[test]
fn nothing_is_checked_while_an_input_method_composes() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.fill("证件号码", "1");
    window.expect("× 身份证号应为18位，现在是1位");
    window.fill("证件号码", ID);
    window.harness.event(Event::Ime(ImeEvent::Preedit {
        text: "zhong".to_owned(),
        active_range_chars: None,
    }));
    window.settle();
    window.key(Modifiers::CTRL, Key::K);
    assert!(!window.shows("查找内容"), "keys belong to the input method");
    window
        .harness
        .event(Event::Ime(ImeEvent::Commit("中".to_owned())));
    window.settle();
    window.key(Modifiers::CTRL, Key::K);
    window.expect("查找内容");
}

#[test]
fn the_paper_follows_the_keys() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    apply(&mut window, "欧阳铁柱");
    let words = window.words();
    let paper = words.lines().find(|line| line.starts_with("预览："));
    let paper = paper.unwrap();
    for typed in [
        "欧阳铁柱",
        ID,
        "13800138000",
        "石桥镇红星村三组18号",
        "8 kW",
    ] {
        assert!(paper.contains(typed), "{typed} is not on {paper}");
    }
    window.key(Modifiers::NONE, Key::F8);
    assert!(!window.shows("预览："), "it folds away");
}
