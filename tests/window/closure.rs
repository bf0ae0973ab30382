//! Accounts closed through the window, and those that nobody uses.

use egui::{Key, Modifiers};

use crate::removal::{METER, TODAY, bring_id, customer};
use crate::support::{Window, try_change};

/// A reading of today's customer, recorded on his page.
fn read(window: &mut Window, value: &str) {
    window.click("登记示数");
    window.fill("示数（kWh）", value);
    window.click("记下示数");
}

/// Closes the account of the customer whose page is open.
fn close(window: &mut Window) {
    window.click("办理销户");
    window.expect("销户用电申请");
    assert_eq!(window.value("户号"), "0000000001");
    window.click("全部容量停用：还在用");
    window.fill("变更原因", "房屋拆迁");
    window.fill("查欠费日期", TODAY);
    window.click("受理");
    window.expect("还有用电容量没有停用，不能销户");
    window.expect("欠费金额（元）：未填");
    window.click("全部容量停用：已停用");
    window.fill("欠费金额（元）", "12.50");
    bring_id(window);
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00002");
    window.expect("低压居民 · 销户 · 8 kW");
    window.click("先不打印");
    assert_eq!(
        window.value("电能表资产编号"),
        METER,
        "the one that hangs there"
    );
    window.record("核对计量装置", &[("最后示数（kWh）", "30")]);
    assert_eq!(
        window.value("欠费金额（元）"),
        "",
        "CLOSE-2: looked up again"
    );
    window.fill("实收金额（元）", "0.00");
    window.click("记录“结清费用”");
    window.expect("欠费金额（元）：未填");
    window.fill("欠费金额（元）", "12.50");
    window.click("记录“结清费用”");
    window.expect("还欠费12.50元，不能记为结清");
    window.record("结清费用", &[("欠费金额（元）", "0.00")]);
    window.click("进户线已拆除：是");
    window.record("拆表", &[]);
    window.record("终止供用电", &[]);
    window.record("资料归档", &[]);
    window.expect("全部环节办完");
}

#[test]
fn close_5_a_closed_account_is_refused_as_soon_as_it_is_recognised() {
    let (_dir, mut window) = customer();
    close(&mut window);
    window.click("改类分户");
    window.key(Modifiers::CTRL, Key::N);
    window.fill("户号", "000000000");
    assert!(!window.shows("已销户（工单"), "no account yet");
    window.fill("户号", "0000000001");
    window.expect("户号0000000001已销户（工单SQ-2026-00002），不能办理改类");
}

#[test]
fn close_3_an_account_is_closed_from_the_customers_page() {
    let (_dir, mut window) = customer();
    close(&mut window);
    window.click("客户");
    window.expect("已销户");
    assert!(
        !window.shows("办理暂拆"),
        "a closed account opens no change"
    );
    for (tab, kind) in [("暂停", "暂停"), ("移表暂拆", "移表"), ("改类分户", "改类")]
    {
        try_change(&mut window, tab, "0000000001");
        let words = format!("户号0000000001已销户（工单SQ-2026-00002），不能办理{kind}");
        window.expect(&words);
        window.expect("CLOSE-5");
    }
    window.key(Modifiers::ALT, Key::Num5);
    window.key(Modifiers::NONE, Key::Escape);
    window.expect("待销户的户");
    window.expect("没有连续六个月不用电的户");
}

#[test]
fn close_4_a_candidate_is_given_notice_before_it_is_closed() {
    let (dir, window) = customer();
    drop(window);
    let mut window = Window::open(dir.path(), "2027-02-28");
    window.click("时间是对的，继续");
    window.click("客户");
    window.click_part("欧阳铁柱 ");
    read(&mut window, "0");
    window.key(Modifiers::ALT, Key::Num1);
    window.expect("自2026-08-31起不用电，可考虑销户，先书面通知");
    window.key(Modifiers::ALT, Key::Num5);
    window.expect("待销户的户　1");
    window.expect("自2026-08-31至2027-02-28示数一直是 0 kWh");
    window.expect("没有通知过");
    assert!(
        !window.shows("办理销户（0000000001）"),
        "written notice comes first"
    );
    window.click("客户");
    window.click("办理销户");
    window.click("办理起因：长期不用电");
    window.click("全部容量停用：已停用");
    window.fill("变更原因", "无人居住");
    window.fill("欠费金额（元）", "0.00");
    window.fill("查欠费日期", "2027-02-28");
    window.click("受理");
    window.expect("还没有书面通知过");
    window.expect("CLOSE-4");
    window.key(Modifiers::NONE, Key::Escape);
    window.click("打印通知（0000000001）");
    window.expect("已生成待销户通知书");
    window.click("登记送达…（0000000001）");
    window.expect("登记送达：欧阳铁柱（0000000001）");
    window.click("记下送达");
    window.expect("送达证明：未填");
    window.fill("送达证明", "欧阳铁柱");
    window.click("记下送达");
    window.expect("已登记送达");
    window.expect("2027-02-28当面签收");
    window.click("办理销户（0000000001）");
    window.expect("销户用电申请");
    assert_eq!(window.value("户号"), "0000000001");
    window.click("全部容量停用：已停用");
    window.fill("变更原因", "无人居住");
    window.fill("欠费金额（元）", "0.00");
    window.fill("查欠费日期", "2027-02-28");
    window.click("受理");
    window.click("先不打印");
    window.click("申请内容");
    window.expect("长期不用电，通知SQ-2027-N0001已送达");
}

#[test]
fn close_2_the_step_says_what_the_last_reading_comes_to() {
    let (dir, window) = customer();
    drop(window);
    let mut window = Window::open(dir.path(), "2026-10-20");
    window.click("时间是对的，继续");
    window.click("客户");
    window.click_part("欧阳铁柱 ");
    window.click("办理销户");
    window.click("全部容量停用：已停用");
    window.fill("变更原因", "房屋拆迁");
    window.fill("查欠费日期", "2026-10-20");
    window.fill("欠费金额（元）", "0.00");
    bring_id(&mut window);
    window.click("受理");
    window.click("先不打印");
    window.fill("最后示数（kWh）", "30");
    window.fill("最后示数（kWh）", "");
    window.fill("最后示数（kWh）", "230");
    window.fill("核对人", "陈志强");
    window.expect("到2026-10-20的230，乘倍率1，用电");
    window.record("核对计量装置", &[]);
    window.expect("到2026-10-20的230，乘倍率1，用电");
}
