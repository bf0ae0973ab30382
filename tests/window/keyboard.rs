//! The window from the keyboard alone: from field to field, through choices, and handing in.

use egui::{Key, Modifiers};

use crate::support::{Window, apply, bring_papers, customer_on, found};

const TODAY: &str = "2026-11-23";

#[test]
fn a_choice_is_one_stop_and_the_arrows_choose() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.write("陈国强");
    window.key(Modifiers::NONE, Key::Enter);
    window.expect_focus("证件名称：居民身份证");
    window.key(Modifiers::NONE, Key::ArrowRight);
    assert!(!window.has_focus("证件名称：居民身份证"));
    window.key(Modifiers::NONE, Key::ArrowLeft);
    window.expect_focus("证件名称：居民身份证");
    window.key(Modifiers::NONE, Key::Tab);
    window.write("11010");
    assert_eq!(window.value("证件号码"), "11010", "one stop");
}

#[test]
fn the_keys_hand_in_and_a_refusal_leads_to_the_first_wrong_field() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    apply(&mut window, "欧阳铁柱");
    bring_papers(&mut window);
    window.fill("联系电话", "138");
    window.key(Modifiers::CTRL, Key::Enter);
    window.expect("还不能办理，共1处");
    window.key(Modifiers::COMMAND, Key::A);
    window.write("13800138000");
    assert_eq!(
        window.value("联系电话"),
        "13800138000",
        "the caret is there"
    );
    window.key(Modifiers::CTRL, Key::Enter);
    window.expect("已受理，工单");
}

#[test]
fn the_button_pressed_by_a_key_leads_to_the_first_wrong_field_too() {
    for key in [Key::Enter, Key::Space] {
        let dir = tempfile::tempdir().unwrap();
        let mut window = Window::desk(dir.path(), TODAY);
        window.key(Modifiers::CTRL, Key::N);
        window.focus("受理");
        window.key(Modifiers::NONE, key);
        window.expect("还不能办理");
        window.write("陈国强");
        assert_eq!(window.value("户名"), "陈国强", "{key:?}");
    }
}

#[test]
fn tab_leads_from_the_last_field_to_the_buttons() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    apply(&mut window, "欧阳铁柱");
    window.focus("峰谷电价：不执行");
    window.key(Modifiers::NONE, Key::Tab);
    window.expect_focus("受理");
}

#[test]
fn the_keys_do_not_reach_below_a_dialog() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    apply(&mut window, "欧阳铁柱");
    bring_papers(&mut window);
    window.click("不予受理…");
    window.key(Modifiers::CTRL, Key::Enter);
    window.expect("原因：未填");
    assert!(!window.shows("已受理"), "{}", window.words());
}

#[test]
fn a_small_form_that_was_begun_is_given_up_only_when_asked() {
    let (_dir, mut window) = customer_on(TODAY);
    window.click("登记投诉");
    window.fill("投诉内容", "停电没有通知");
    window.key(Modifiers::NONE, Key::Escape);
    window.expect("“登记投诉”里写的还没有记下");
    window.click("继续填写");
    assert_eq!(window.value("投诉内容"), "停电没有通知");
    window.click("登记联系");
    window.expect("“登记投诉”里写的还没有记下");
    window.key(Modifiers::NONE, Key::Escape);
    assert_eq!(window.value("投诉内容"), "停电没有通知");
    window.click("登记联系");
    window.click("不要了，走开");
    window.expect("记下联系");
    window.key(Modifiers::NONE, Key::Escape);
    assert!(!window.shows("记下联系"), "nothing was written in it");
}

#[test]
fn a_value_that_was_mended_is_not_said_to_be_wrong() {
    let (_dir, mut window) = customer_on(TODAY);
    window.click("换表");
    window.fill("拆表示数（kWh）", "31");
    window.fill("新表资产编号", "SQ0000099999");
    window.fill("新表起始示数（kWh）", "x");
    window.key(Modifiers::CTRL, Key::Enter);
    window.expect("不是数字");
    window.fill("新表起始示数（kWh）", "0");
    assert!(!window.shows("不是数字"), "{}", window.words());
}

#[test]
fn a_reading_left_out_is_said_to_be_missing_and_nothing_else() {
    let (_dir, mut window) = customer_on(TODAY);
    window.click("换表");
    window.click("记下换表");
    window.expect("拆表示数（kWh）：未填");
    window.expect("新表资产编号：未填");
    window.expect("新表起始示数（kWh）：未填");
    assert!(!window.shows("前后不符"), "{}", window.words());
}

#[test]
fn an_unfinished_application_waits_on_todays_page() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let mut window = Window::open(dir.path(), TODAY);
    window.expect("还没有录入服务电话、地址、代表人、电价");
    apply(&mut window, "欧阳铁柱");
    window.key(Modifiers::CTRL, Key::S);
    drop(window);
    let mut window = Window::open(dir.path(), TODAY);
    window.expect("未完成的申请　1");
    window.click_part("◇ 欧阳铁柱");
    assert_eq!(window.value("户名"), "欧阳铁柱");
}
