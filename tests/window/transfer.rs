//! An account handed over through the window.

use crate::removal::{METER, TODAY, customer};
use egui_kittest::kittest::Queryable;

/// Another identity number whose check character is right.
const OTHER_ID: &str = "990101199001011230";

#[test]
fn transfer_1_the_account_goes_to_its_new_holder_from_the_customers_page() {
    let (_dir, mut window) = customer();
    window.click("办理更名过户");
    window.expect("更名过户用电申请");
    window.expect("只是户名写错一两个字的，在客户页用“更正”，不办过户");
    assert_eq!(window.value("用电地址"), "石桥镇红星村三组18号", "it stays");
    window.fill("变更原因", "房屋买卖过户");
    window.fill("欠费金额（元）", "0.01");
    window.click("受理");
    window.expect("查欠费日期：未填");
    window.expect("原户还欠费0.01元，不能办理更名过户");
    window.fill("查欠费日期", TODAY);
    window.fill("户名", "周小琴");
    window.fill("证件号码", OTHER_ID);
    window.fill("联系电话", "13900139000");
    window.fill("用电地址", "石桥镇新街2号");
    window.click("户主身份证明（单位：营业执照和授权委托书）：原件");
    window.click("新户主身份证明（单位：营业执照和授权委托书）：原件");
    window.click("双方签字的过户协议或更名证明：原件");
    window.click("受理");
    window.expect("原户还欠费0.01元，不能办理更名过户");
    window.expect("原址办销户、新址办新装");
    window.fill("欠费金额（元）", "0.00");
    window.fill("用电地址", "石桥镇红星村三组18号");
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00002");
    window.click("先不打印");
    let paid = [("实收金额（元）", "0.00"), ("欠费金额（元）", "0.00")];
    window.record("结清费用", &paid);
    window.click("客户签署方式：签名");
    window.click("供电所已签字并盖章：是");
    window.fill("电能表资产编号", METER);
    window.record("签订供用电合同", &[("当天示数（kWh）", "20")]);
    window.expect("已记录“签订供用电合同”");
    window.click("申请内容");
    window.expect("原户主");
    window.click("客户");
    window.click_part("周小琴 ");
    window.expect("户号 0000000001");
    window.expect("SQ-2026-00002-HT");
    window.expect("2026-08-31止");
    window.expect("经历：2026-08-31至2026-08-31，2件事");
    window.click("2026-08-31 更名过户 SQ-2026-00002");
    window.expect("低压居民 · 更名过户 · 8 kW");
}

#[test]
fn half_a_dozen_reasons_are_all_in_sight_on_the_smallest_window() {
    let (_dir, mut window) = customer();
    window.click("办理更名过户");
    window.fill("变更原因", "房屋买卖过户");
    window.shrink();
    window.click("受理");
    let button = window.harness.get_by_label("受理").rect();
    let lines = window.harness.query_all_by(|node| {
        let words = node.value().or_else(|| node.label());
        words.is_some_and(|words| words.starts_with("· "))
    });
    let bottoms: Vec<f32> = lines.map(|line| line.rect().bottom()).collect();
    assert_eq!(bottoms.len(), 5, "{}", window.words());
    for bottom in bottoms {
        assert!(bottom < button.top(), "{bottom} under {}", button.top());
    }
}
