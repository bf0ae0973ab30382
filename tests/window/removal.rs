//! Meters moved, taken off and hung again through the window.

use egui::{Key, Modifiers};
use tempfile::TempDir;

pub(crate) use crate::support::METER;
use crate::support::{Window, bring_papers, customer_on, try_change};

pub(crate) const TODAY: &str = "2026-08-31";

/// A customer whose meter was set today, on his page.
pub(crate) fn customer() -> (TempDir, Window) {
    customer_on(TODAY)
}

pub(crate) fn bring_id(window: &mut Window) {
    window.click("户主身份证明（单位：营业执照和授权委托书）：原件");
}

/// Takes the meter off: applied for on the customer's page, filed.
fn remove(window: &mut Window) {
    window.click("办理暂拆");
    assert_eq!(window.value("户号"), "0000000001");
    window.expect("暂拆期间保留原有容量 8 kW");
    window.fill("变更原因", "外出务工");
    window.fill("希望暂拆日期", TODAY);
    window.fill("计划复装日期", "2027-01-20");
    bring_id(window);
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00002");
    window.click("先不打印");
    window.record("办理手续", &[]);
    window.record(
        "拆表",
        &[("电能表资产编号", METER), ("电能表止度（kWh）", "128.5")],
    );
    window.expect("2026-08-31拆表，容量8 kW保留，最迟2027-03-01申请复装");
    window.record("资料归档", &[]);
}

#[test]
fn move_1_a_meter_is_moved_from_the_customers_page() {
    let (_dir, mut window) = customer();
    window.click("办理移表");
    window.expect("移表用电申请");
    window.click("受理");
    window.expect("用电地址：未填");
    window.click("用电地址：有变化");
    window.click("用电类别：有变化");
    window.click("供电点：不变");
    window.fill("变更原因", "翻修房屋");
    window.fill("移到何处", "新屋东墙");
    window.click("受理");
    window.expect("用电地址有变化，不能按移表办理");
    window.expect("新址办新装，原址办销户");
    window.expect("用途改变的办改类");
    window.click("用电地址：不变");
    window.click("用电类别：不变");
    bring_id(&mut window);
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00002");
    window.expect("低压居民 · 移表 · 8 kW");
    window.click("先不打印");
    window.record("现场查勘", &[]);
    window.record("结清费用", &[("实收金额（元）", "0.00")]);
    let readings = [("移前示数（kWh）", "20"), ("移后示数（kWh）", "20")];
    window.fill("电能表资产编号", METER);
    assert_eq!(window.value("新安装位置"), "新屋东墙", "as applied for");
    window.record("移装电能表", &readings);
    window.expect("已记录“移装电能表”");
    window.record("资料归档", &[]);
    window.expect("全部环节办完");
    window.key(Modifiers::ALT, Key::Num2);
    assert!(!window.shows("移表 · 8 kW"), "it stands in its own tab");
    window.key(Modifiers::ALT, Key::Num3);
    window.expect("移表 · 8 kW");
}

#[test]
fn remove_2_the_last_day_is_shown_and_the_office_reminded() {
    let (dir, mut window) = customer();
    remove(&mut window);
    for (tab, kind) in [("暂停", "暂停"), ("改类分户", "改类")] {
        try_change(&mut window, tab, "0000000001");
        let words = format!("户号0000000001暂拆（工单SQ-2026-00002），不能办理{kind}");
        window.expect(&words);
    }
    window.click("客户");
    window.expect("2026-08-31拆表，容量8 kW保留，最迟2027-03-01申请复装");
    assert!(
        !window.shows("办理暂拆"),
        "an account that is off takes no removal"
    );
    drop(window);
    let mut window = Window::open(dir.path(), "2027-01-29");
    window.click("时间是对的，继续");
    assert!(!window.shows("暂拆到期"), "31 days ahead");
    drop(window);
    let mut window = Window::open(dir.path(), "2027-01-30");
    window.click("时间是对的，继续");
    window.expect("暂拆到期，最迟申请复装");
    window.click_part("欧阳铁柱 还有30天");
    window.expect("户号 0000000001");
    window.click("办理复装");
    window.expect("2026-08-31拆表，容量8 kW保留，最迟2027-03-01申请复装；2027-02-28是休息日");
    window.fill("变更原因", "返乡");
    bring_id(&mut window);
    window.click("受理");
    window.expect("已受理，工单 SQ-2027-00001");
    window.click("先不打印");
    window.record("结清费用", &[("实收金额（元）", "0.00")]);
    window.record("办理手续", &[]);
    assert_eq!(window.value("综合倍率"), "1", "of the meter that came off");
    window.fill("电能表资产编号", "OTHER1");
    assert_eq!(window.value("综合倍率"), "", "another has its own");
    assert_eq!(window.value("表计型式"), "");
    window.record(
        "装表复电",
        &[("电能表资产编号", METER), ("起始示数（kWh）", "128.5")],
    );
    window.click("客户");
    window.expect("正常用电");
    window.expect("办理暂拆");
}

#[test]
fn remove_6_past_the_last_day_a_new_connection_is_filled_in_from_the_account() {
    let (dir, mut window) = customer();
    remove(&mut window);
    drop(window);
    let mut window = Window::open(dir.path(), "2027-03-02");
    window.click("时间是对的，继续");
    window.key(Modifiers::ALT, Key::Num3);
    window.key(Modifiers::CTRL, Key::N);
    window.click("业务类型：复装");
    window.fill("户号", "铁柱");
    window.key(Modifiers::NONE, Key::Tab);
    assert!(
        !window.shows("没有户号"),
        "nothing is wrong while hits are offered"
    );
    window.click("选欧阳铁柱 0000000001");
    window.expect("已经过期，按新装办理");
    window.fill("变更原因", "返乡");
    bring_id(&mut window);
    window.click("受理");
    window.expect("已过期限");
    window.click("用原户资料办新装");
    window.expect("新装用电申请");
    assert_eq!(window.value("户名"), "欧阳铁柱");
    assert_eq!(window.value("申请容量（kW）"), "8");
    bring_papers(&mut window);
    window.click("受理");
    window.expect("已受理，工单 SQ-2027-00001");
    window.expect("低压居民 · 新装 · 8 kW");
}

#[test]
fn remove_6_the_last_day_gone_by_is_said_as_soon_as_the_account_is_recognised() {
    let (dir, mut window) = customer();
    remove(&mut window);
    drop(window);
    let mut window = Window::open(dir.path(), "2027-03-02");
    window.click("时间是对的，继续");
    window.key(Modifiers::ALT, Key::Num3);
    window.key(Modifiers::CTRL, Key::N);
    window.click("业务类型：复装");
    window.fill("户号", "0000000001");
    window.expect("最迟2027-03-01申请复装，现在是2027-03-02，已过期限");
    window.click("业务类型：移表");
    window.expect("户号0000000001暂拆（工单SQ-2026-00002），不能办理移表");
    assert!(!window.shows("变更原因：未填"), "nothing else is wrong yet");
}

#[test]
fn remove_6_the_draft_is_said_to_be_kept_in_one_line() {
    let (dir, mut window) = customer();
    remove(&mut window);
    drop(window);
    let mut window = Window::open(dir.path(), "2027-03-02");
    window.click("时间是对的，继续");
    window.shrink();
    window.key(Modifiers::ALT, Key::Num3);
    window.key(Modifiers::CTRL, Key::N);
    window.click("业务类型：复装");
    window.fill("户号", "0000000001");
    window.click("受理");
    window.expect("用原户资料办新装");
    window.harness.run_steps(8);
    let height = window.place("草稿已存").height();
    assert!(height < 30.0, "{height}");
}
