//! Another tariff class, and a ratio with its verification, through the window.

use crate::removal::{METER, bring_id, customer};
use crate::support::Window;
use egui::{Key, Modifiers};

fn accept(window: &mut Window) {
    bring_id(window);
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00002");
    window.click("先不打印");
}

#[test]
fn reclass_1_the_class_is_proposed_from_the_new_use_and_changed_on_the_account() {
    let (_dir, mut window) = customer();
    window.click("办理改类");
    window.expect("改类用电申请");
    window.expect("现在按居民生活执行");
    window.fill("变更原因", "住宅底层改为商店");
    window.click("受理");
    window.expect("电价类别：未填");
    window.fill("现在的用途", "自家小卖部");
    window.expect("建议：商业");
    accept(&mut window);
    window.expect("低压居民 · 改类 · 8 kW");
    window.record("现场查勘", &[]);
    window.fill("电能表资产编号", METER);
    window.record("更改电价", &[("更改时示数（kWh）", "20")]);
    window.expect("已记录“更改电价”");
    window.click("客户签署方式：签名");
    window.click("供电所已签字并盖章：是");
    window.record("签订供用电合同", &[]);
    window.record("资料归档", &[]);
    window.expect("全部环节办完");
    window.key(Modifiers::ALT, Key::Num6);
    window.expect("改类 · 8 kW");
    window.click("客户");
    window.expect("商业");
    assert!(!window.shows("核实比例"), "one class is not verified");
}

#[test]
fn reclass_5_a_ratio_is_summed_up_reminded_of_and_verified_from_the_customers_page() {
    let (dir, mut window) = customer();
    window.click("办理改类");
    window.fill("变更原因", "住宅底层改为商店");
    window.click("执行方式：几类按比例");
    window.click("第1类电价类别");
    window.click("居民生活");
    window.fill("第1类比例（%）", "60");
    window.click("第2类电价类别");
    window.click("商业");
    window.fill("第2类比例（%）", "39.99");
    window.expect("合计 99.99%，应为 100%");
    window.click("受理");
    window.expect("各类比例合计99.99%，应为100%");
    let words = window.words();
    let so_far = words.matches("按居民生活执行").count();
    assert!(so_far <= 2, "as it is, and no class to come: {words}");
    window.fill("第2类比例（%）", "40");
    accept(&mut window);
    window.record("现场查勘", &[]);
    window.fill("电能表资产编号", METER);
    window.record("更改电价", &[("更改时示数（kWh）", "20")]);
    window.click("客户");
    window.expect("居民生活60%、商业40%");
    window.expect("2026-08-31起执行，最迟2027-08-31核实");
    drop(window);
    let mut window = Window::open(dir.path(), "2027-08-01");
    window.click("时间是对的，继续");
    window.expect("用电比例每年核实");
    window.click_part("欧阳铁柱 还有30天");
    window.click("核实比例");
    window.click("核实结果：客户拒绝");
    window.fill("说明", "不让进门");
    window.click("记下核实");
    window.expect("客户2027-08-01拒绝核实，原比例继续执行");
    window.expect("最迟2027-08-31核实");
    window.click("核实比例");
    window.fill("第1类比例（%）", "50");
    window.fill("第2类比例（%）", "50");
    window.fill("说明", "设备容量核定");
    window.click("记下核实");
    window.expect("居民生活50%、商业50%");
    window.expect("2027-08-01起执行，最迟2028-08-01核实");
}

#[test]
fn reclass_1_a_case_whose_supplement_is_not_signed_waits_for_that() {
    let (_dir, mut window) = customer();
    window.click("办理改类");
    window.fill("变更原因", "住宅底层改为商店");
    window.fill("现在的用途", "自家小卖部");
    accept(&mut window);
    window.record("现场查勘", &[]);
    window.fill("电能表资产编号", METER);
    window.record("更改电价", &[("更改时示数（kWh）", "20")]);
    window.key(Modifiers::ALT, Key::Num6);
    window.expect("○ 待签合同");
    window.expect("欧阳铁柱 待签合同 SQ-2026-00002");
    assert!(!window.shows("已办结\n"), "{}", window.words());
    window.click("客户签署方式：签名");
    window.click("供电所已签字并盖章：是");
    window.record("签订供用电合同", &[]);
    window.expect("欧阳铁柱 待归档 SQ-2026-00002");
}

#[test]
fn reclass_5_the_ratio_found_on_site_is_written_class_by_class() {
    let (_dir, mut window) = customer();
    window.click("办理改类");
    window.fill("变更原因", "住宅底层改为商店");
    window.click("执行方式：几类按比例");
    for (row, class, percent) in [("第1类", "居民生活", "60"), ("第2类", "商业", "40")] {
        window.click(&format!("{row}电价类别"));
        window.click(class);
        window.fill(&format!("{row}比例（%）"), percent);
    }
    accept(&mut window);
    window.click("添加核定的比例");
    window.click("核定的比例第1行电价类别");
    window.click("商业");
    window.fill("核定的比例第1行比例（%）", "60");
    window.record("现场查勘", &[]);
    window.expect("分比执行的至少2类，现在是1类");
    window.expect("各类比例合计60%，应为100%");
    window.click("去掉核定的比例第1行");
    window.record("现场查勘", &[]);
    window.expect("已记录“现场查勘”");
}
