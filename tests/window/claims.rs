//! Claims through the window: the amount follows every key, the file walks its states, papers stand beside it.

use egui::Key;
use egui::Modifiers;
use tempfile::TempDir;
use yekuo::model::vocabulary::{Billing, Class};
use yekuo::office::{Desk, Office, demo};
use yekuo::store::customer;

use crate::support::{Window, found, noon};

pub(crate) const TODAY: &str = "2026-11-23";

/// A sample office, and the account of a low-voltage customer.
pub(crate) fn office(class: Class) -> (TempDir, String) {
    office_of(class, |billing| billing == Billing::Single)
}

pub(crate) fn office_of(class: Class, billed: impl Fn(Billing) -> bool) -> (TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _) = Office::open(dir.path(), noon(TODAY)).unwrap();
    let desk = Desk {
        today: TODAY.parse().unwrap(),
        now: noon(TODAY),
        operator: "王芳".to_owned(),
    };
    let request = demo::Request {
        customers: 60,
        cases: 0,
        seed: 1,
    };
    office
        .act_as_founder(&desk, |work| demo::fill(work, &request))
        .unwrap();
    let all = customer::latest(office.store().conn(), u32::MAX).unwrap();
    let fits = all
        .into_iter()
        .find(|stored| stored.customer.class == class && billed(stored.customer.billing));
    let account = fits.unwrap().customer.account;
    drop(office);
    found(dir.path(), TODAY);
    (dir, account)
}

/// What two people found.
pub(crate) fn facts(window: &mut Window) {
    for (field, text) in [
        ("查获情况", "私自增加烘干机一台"),
        ("证据", "照片3张"),
        ("检查人", "陈志强"),
        ("另一名检查人", "刘卫东"),
        ("签字人或见证人", "客户本人"),
    ] {
        window.fill(field, text);
    }
    window.click("检查记录签字：已签字");
}

pub(crate) fn choose(window: &mut Window, field: &str, option: &str) {
    window.click(field);
    window.click(option);
}

#[test]
fn breach_2_the_amount_moves_with_the_figure_and_the_file_walks_to_its_end() {
    let (dir, account) = office(Class::LowVoltage);
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("违约理赔");
    window.click("新的档案");
    window.fill("户号", &account);
    choose(&mut window, "违约用电行为", "私自增容");
    window.click("两部制电价：否");
    window.fill("容量", "10");
    window.expect("10kW × 50元/kW");
    window.expect("伍佰元整");
    window.fill("容量", "8");
    window.expect("8kW × 50元/kW");
    window.expect("肆佰元整");
    window.click("立案");
    window.expect("未填");
    facts(&mut window);
    window.fill("限期拆除", "2026-12-04");
    window.click("立案");
    window.expect("已立案，档案 SQ-2026-W0001");
    // The paper stands beside the step.
    window.expect("违约用电、窃电处理通知书");
    window.click("送达通知书");
    window.click("送达情况：签收");
    window.fill("签收人或见证人", "客户本人");
    window.fill("交款期限", "2026-12-01");
    window.click("记录“送达通知书”");
    window.expect("档案已通知");
    window.expect("交款期限：2026-12-01");

    window.click("记录");
    window.expect("立案");
    window.expect("交款期限：2026-12-01");
    window.expect("签收人或见证人：客户本人");
    window.click("办理");
    window.click("收款");
    window.fill("实收金额（元）", "400.01");
    window.fill("收据号", "S0001");
    window.click("记录“收款”");
    window.expect("与应付的400.00元不符");
    window.fill("实收金额（元）", "400");
    window.click("记录“收款”");
    window.expect("已付 400.00 元");
    window.click("记录");
    window.expect("实收金额（元）：400.00；收据号：S0001");
    window.click("办理");
    window.click("拆除或补办增容");
    window.click("结果：已拆除");
    window.fill("核实人", "陈志强");
    window.click("记录“拆除或补办增容”");
    window.fill("结果说明", "款项已交清");
    window.click("记录“结案”");
    window.expect("档案已结案");

    // The life of the account leads to the file.
    window.key(Modifiers::CTRL, Key::K);
    window.write(&account);
    window.key(Modifiers::NONE, Key::Enter);
    window.click(&format!("{TODAY} 违约用电 SQ-2026-W0001"));
    window.expect("这份档案办完了。");
}

#[test]
fn breach_2_more_capacity_begins_at_the_file() {
    let (dir, account) = office(Class::LowVoltage);
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("违约理赔");
    window.click("新的档案");
    window.fill("户号", &account);
    choose(&mut window, "违约用电行为", "私自增容");
    window.click("两部制电价：否");
    window.fill("容量", "10");
    facts(&mut window);
    window.fill("限期拆除", "2026-12-04");
    window.click("立案");
    window.click("开办增容");
    assert_eq!(window.value("户号"), account);
    assert!(window.value("变更原因").contains("W0001"));
    assert_eq!(window.value("新增容量（kW）"), "10");
}

#[test]
fn breach_4_begins_at_the_customer() {
    let (dir, account) = office(Class::Resident);
    let mut window = Window::tall(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::K);
    window.write(&account);
    window.key(Modifiers::NONE, Key::Enter);
    window.click("登记违约用电");
    assert_eq!(window.value("户号"), account);
    choose(
        &mut window,
        "违约用电行为",
        "擅自移动或操作计量、负控、供电设施",
    );
    window.expect("居民，每次500.00元 × 1次");
    window.expect("伍佰元整");
}

/// A refrigerator that was damaged yesterday, as far as it does not matter what becomes of it.
fn damaged(window: &mut Window, account: &str) {
    window.click("违约理赔");
    window.click("新的档案");
    window.click("种类：家电损坏");
    window.fill("户号", account);
    window.fill("事故时间", "2026-11-22 18:40");
    window.fill("线路", "红星村2号台区");
    choose(window, "事故种类", "零线断线");
    for (cell, text) in [
        ("名称", "电冰箱"),
        ("数量", "1"),
        ("购买日期", "2023-05-06"),
        ("单价（元）", "2400"),
        ("损坏现象", "压缩机烧毁"),
    ] {
        window.fill(&format!("损坏的电器第1行{cell}"), text);
    }
    choose(window, "损坏的电器第1行类别", "电机类");
    window.fill("投诉时间", "2026-11-22 19:00");
    window.fill("投诉人", "客户本人");
    window.fill("损坏情况", "电冰箱不能开机");
}

#[test]
fn damage_5_what_is_repaired_stands_at_the_head() {
    let (dir, account) = office(Class::Resident);
    let mut window = Window::tall(dir.path(), TODAY);
    damaged(&mut window, &account);
    choose(&mut window, "损坏的电器第1行能否修复", "能修");
    window.fill("损坏的电器第1行修理费（元）", "380");
    window.click("立案");
    window.expect("合计 380.00 元（其中修理 380.00 元，还没有修复）");
    window.expect("还要付 0.00 元");
}

#[test]
fn damage_6_rows_of_appliances_are_worked_out_one_by_one() {
    let (dir, account) = office(Class::Resident);
    let mut window = Window::tall(dir.path(), TODAY);
    damaged(&mut window, &account);
    choose(&mut window, "损坏的电器第1行能否修复", "不能修");
    window.expect("电冰箱：赔偿金额");
    window.expect("壹仟柒佰元整");
    window.click("立案");
    window.expect("已立案，档案");
    window.expect("到现场调查：2026-11-23");
    window.click("今日");
    window.expect("家电损坏：到现场调查");
}

#[test]
fn tariff_3_the_basic_fee_is_looked_up_again_and_an_account_found_by_name() {
    let (dir, account) = office_of(Class::HighVoltage, |billing| billing != Billing::Single);
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("违约理赔");
    window.click("新的档案");
    // Any part of it leads to it; one that is not known says so once.
    window.fill("户号", "9900099999");
    window.expect("没有找到这样的客户");
    window.fill("户号", &account[..account.len() - 1]);
    window.click_part(&account);
    assert_eq!(window.value("户号"), account);
    choose(&mut window, "违约用电行为", "私自增容");
    window.click("两部制电价：是");
    window.fill("涉及的容量（kVA）", "200");
    window.fill("使用月数", "2");
    window.expect("200kVA当作200kW × ");
    facts(&mut window);
    window.fill("限期拆除", "2026-12-04");
    window.click("立案");
    window.click("重新核定");
    window.fill("使用月数", "3");
    window.click("记录“重新核定”");
    window.click("事实和金额");
    window.expect("200kVA当作200kW × ");
    window.expect("× 3个月");
    // The list tells files of a customer apart.
    window.expect("W0001 11-23 ");
}

#[test]
fn audit_5_wrong_facts_are_corrected_on_the_file() {
    let (dir, account) = office(Class::LowVoltage);
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("违约理赔");
    window.click("新的档案");
    window.fill("户号", &account);
    choose(&mut window, "违约用电行为", "私自增容");
    window.click("两部制电价：否");
    window.fill("容量", "10");
    facts(&mut window);
    window.fill("限期拆除", "2026-12-04");
    window.click("立案");
    window.click("事实和金额");
    window.expect("照片3张");
    window.click("更正事实…");
    window.fill("证据", "照片5张");
    window.click("更正");
    window.expect("未填");
    window.fill("更正原因", "件数数错");
    window.click("更正");
    window.expect("已更正");
    window.expect("照片5张");
    assert!(!window.shows("照片3张"));
}

#[test]
fn late_4_the_way_of_paying_is_marked_where_it_was_not_chosen() {
    let (dir, account) = office(Class::LowVoltage);
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("违约理赔");
    window.click("新的档案");
    window.click("种类：电费违约金");
    window.fill("户号", &account);
    window.fill("欠费金额（元）", "1000");
    window.fill("应缴日", "2026-09-30");
    window.click("立案");
    window.expect("缴费方式：未选");
    assert!(!window.shows("没有写这一栏"));
}

#[test]
fn damage_3_what_waits_for_the_supervisor_stands_on_todays_page() {
    let (dir, account) = office(Class::Resident);
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("违约理赔");
    window.click("新的档案");
    window.click("种类：家电损坏");
    window.fill("户号", &account);
    window.fill("事故时间", "2026-11-02 18:40");
    window.fill("线路", "红星村2号台区");
    choose(&mut window, "事故种类", "零线断线");
    window.fill("投诉时间", "2026-11-23 09:00");
    window.fill("投诉人", "客户本人");
    window.fill("损坏情况", "电冰箱不能开机");
    window.click("立案");
    window.expect("超期索赔");
    window.click("今日");
    window.expect("等主管决定　1");
    window.expect("2026-11-23提出");
    // The same incident can be chosen by its number.
    window.click("违约理赔");
    window.click("新的档案");
    window.click("种类：家电损坏");
    window.click("事故");
    window.expect("SQ-2026-S0001");
}
