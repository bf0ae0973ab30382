//! More capacity (增容) through the window: from the customer's page, or found by a part of the name.

use crate::accounts::{factory, more, walk};
use crate::support::{Window, apply, bring_papers, carry_through, found};
use egui::{Key, Modifiers};
use yekuo::model::application::{RepresentativeDraft, VatDraft};

const TODAY: &str = "2026-11-23";

#[test]
fn new_4_a_resident_asks_for_more_on_his_own_page() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    apply(&mut window, "陈国强");
    bring_papers(&mut window);
    window.click("受理");
    window.click("先不打印");
    carry_through(&mut window, "1234567890123456789012");
    window.click("客户");
    window.click_part("陈国强 ");
    window.click("办理增容");
    assert_eq!(window.value("户号"), "0000000001");
    window.expect("原有 8 kW");
    window.write("3");
    assert_eq!(window.value("新增容量（kW）"), "3", "it is at hand");
    window.click("受理");
    window.expect("变更原因：未填");
    window.fill("新增容量（kW）", "4");
    window.expect("原有 8 + 新增 4 = 12 kW");
    window.fill("变更原因", "添置空调");
    window.fill("希望用电日期", "2026-12-10");
    assert!(!window.shows("建议："), "the tariff stays");
    bring_papers(&mut window);
    window.click("户主身份证明（单位：营业执照和授权委托书）：原件");
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00002");
    window.expect("低压居民 · 增容 · 8 + 4 = 12 kW");
    window.click("先不打印");
    window.click("申请内容");
    window.expect("2026-12-10");
    window.click("客户");
    window.click("办理增容");
    window.fill("新增容量（kW）", "1");
    window.fill("变更原因", "再加一点");
    window.click("受理");
    window.expect("另有变更工单SQ-2026-00002没有办结");
}

#[test]
fn tariff_2_a_total_that_crosses_the_limit_proposes_the_class_in_the_same_case() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let (_, account) = walk(dir.path(), TODAY, &factory(TODAY, "250", &["250"]), None);
    let account = account.unwrap();
    let mut window = Window::open(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("业务类型：增容");
    window.fill("户号", "红星");
    window.click(&format!("选红星机械厂 {account}"));
    window.expect("1# 250 kVA");
    window.expect("添加电源");
    window.fill("新增容量（kVA）", "64");
    assert!(!window.shows("建议："), "314 kVA is below the limit");
    window.fill("新增容量（kVA）", "65");
    window.expect("原有 250 + 新增 65 = 315 kVA");
    window.expect("建议：大工业");
    window.expect("建议：两部制（按容量）");
    window.fill("新增容量（kVA）", "64");
    assert!(!window.shows("建议："), "as the account has it again");
    window.fill("新增容量（kVA）", "65");
    window.click("添加变压器");
    window.fill("第1台变压器铭牌编号", "2#");
    window.fill("第1台变压器容量（kVA）", "80");
    window.expect("2台合计 330 kVA，申请 315 kVA");
    window.fill("变更原因", "新上生产线");
    window.harness.run_steps(20);
    drop(window);
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part(&format!("◇ 增容 {account}"));
    assert_eq!(window.value("第1台变压器铭牌编号"), "2#");
    window.click("受理");
    window.expect("资料未齐，已登记待补，工单 SQ-2026-00002");
    window.expect("高压 · 工业 · 增容 · 250 + 65 = 315 kVA · 单电源 10 kV · 大工业");
    window.click("申请内容");
    window.expect("两部制（按容量）");
}

#[test]
fn new_4_an_exchanged_transformer_is_taken_out_when_power_is_on() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let mut draft = factory(TODAY, "250", &["250"]);
    draft.motors = "80".to_owned();
    draft.nonlinear = "中频炉100 kW".to_owned();
    let (_, account) = walk(dir.path(), TODAY, &draft, None);
    let account = account.unwrap();
    let mut window = Window::tall(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("业务类型：增容");
    window.fill("户号", &account);
    window.fill("新增容量（kVA）", "50");
    assert_eq!(window.hint("高压电动机（kW）"), "登记为“80”，不变的不填");
    window.expect("中频炉100 kW");
    window.fill("自备电源", "柴油发电机75 kW");
    window.expect("柴油发电机75 kW");
    window.click("拆除的变压器：1# 250 kVA");
    window.click("添加变压器");
    window.fill("第1台变压器铭牌编号", "2#");
    window.fill("第1台变压器容量（kVA）", "200");
    window.expect("变压器合计200 kVA，不够申请的300 kVA");
    window.fill("第1台变压器容量（kVA）", "300");
    window.expect("✓ 1台合计 300 kVA，申请 300 kVA");
    window.expect("拆除1台，250 kVA");
    window.fill("变更原因", "换大变压器");
    window.click("受理");
    window.click("先不打印");
    window.click("申请内容");
    window.expect("拆除变压器\n1# 250 kVA");
}

#[test]
fn new_4_the_meter_that_hangs_there_stands_in_the_step_that_switches_on() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let (_, account) = walk(dir.path(), TODAY, &factory(TODAY, "250", &["250"]), None);
    let account = account.unwrap();
    walk(
        dir.path(),
        TODAY,
        &more(TODAY, &account, "50"),
        Some("energised"),
    );
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("客户");
    window.click_part("红星机械厂 ");
    let page = window.words();
    window.click("新装增容");
    window.click_part("红星机械厂 还有");
    let meter = window.value("电能表资产编号");
    assert!(!meter.is_empty() && page.contains(&meter), "“{meter}”");
    assert_eq!(window.value("表计型式"), "三相三线智能表 1.5(6)A 0.5S级");
    assert_eq!(window.value("旧表止度（kWh）"), "", "it stays");
    assert_eq!(window.value("综合倍率"), "600", "30/5 and 10/0.1 planned");
    assert_eq!(window.hint("起始示数（kWh）"), "例：0", "not the old one's");
    window.fill("电能表资产编号", "NEW123");
    assert_eq!(window.value("表计型式"), "", "another meter's is its own");
    assert_eq!(window.value("综合倍率"), "600", "planned for any meter");
    window.fill("电能表资产编号", &meter);
    assert_eq!(window.value("表计型式"), "三相三线智能表 1.5(6)A 0.5S级");
}

#[test]
fn an_account_that_nobody_has_is_said_at_its_field() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("业务类型：增容");
    window.fill("户号", "9999999999");
    window.expect("没有找到这样的客户");
    window.expect("没有户号“9999999999”");
}

#[test]
fn new_4_an_organisation_says_who_stands_for_it_and_how_it_is_billed_where_that_changed() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let mut draft = factory(TODAY, "250", &["250"]);
    draft.representative = Some(RepresentativeDraft {
        name: "钱立本".to_owned(),
        ..RepresentativeDraft::default()
    });
    draft.vat = Some(VatDraft {
        name: "红星机械厂".to_owned(),
        tax_number: "91350100M000100Y43".to_owned(),
        ..VatDraft::default()
    });
    let (_, account) = walk(dir.path(), TODAY, &draft, None);
    let account = account.unwrap();
    let mut window = Window::open(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("业务类型：增容");
    window.fill("户号", "红星");
    window.click(&format!("选红星机械厂 {account}"));
    assert_eq!(window.hint("法定代表人"), "登记为“钱立本”，不变的不填");
    window.fill("法定代表人", "周德全");
    window.fill("新增容量（kVA）", "80");
    window.fill("变更原因", "新上生产线");
    window.click("添加变压器");
    window.fill("第1台变压器铭牌编号", "2#");
    window.fill("第1台变压器容量（kVA）", "80");
    window.click("受理");
    window.expect("资料未齐，已登记待补，工单 SQ-2026-00002");
    window.click("申请内容");
    window.expect("周德全");
    window.expect("增值税开票");
}
