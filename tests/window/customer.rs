//! A customer through the window: found, read, corrected, shown whole with a purpose.

use crate::support::{Window, customer_on};
use tempfile::TempDir;

const TODAY: &str = "2026-11-23";

fn customer() -> (TempDir, Window) {
    customer_on(TODAY)
}

#[test]
fn a_customer_is_found_by_any_part() {
    let (_dir, mut window) = customer();
    for part in ["铁柱", "8000", "红星村", "oytz", "123456789012"] {
        window.fill("查找客户", part);
        window.expect("显示 1 户");
    }
    window.fill("查找客户", "没有这个人");
    window.expect("没有找到");
}

#[test]
fn a_reading_is_recorded_and_a_smaller_one_refused() {
    let (dir, window) = customer();
    drop(window);
    let mut window = Window::open(dir.path(), "2026-12-05");
    window.click("客户");
    window.click_part("欧阳铁柱 ");
    window.click("登记示数");
    window.fill("示数（kWh）", "99999");
    window.expect("▲ 电能表");
    window.expect("全天满载");
    window.fill("示数（kWh）", "128.5");
    assert!(!window.shows("全天满载"));
    window.click("记下示数");
    window.expect("2026-12-05的示数 128.5 已记下");
    window.click("登记示数");
    window.fill("抄表日期", "2026-12-04");
    window.fill("示数（kWh）", "130");
    window.click("记下示数");
    window.expect("前后不符");
}

#[test]
fn a_typing_error_is_corrected_with_its_reason() {
    let (_dir, mut window) = customer();
    window.click("更正…");
    window.fill("户名", "欧阳铁桂");
    window.fill("更正原因", "户名录错一个字");
    window.fill("电话", "1390013900");
    window.click("更正");
    window.expect("手机号应为11位，现在是10位");
    window.fill("电话", "13900139000");
    window.click("更正");
    window.expect("已更正");
    window.expect("欧阳铁桂");
    window.expect("139****9000");
}

#[test]
fn an_identity_number_is_shown_whole_with_a_purpose() {
    let (_dir, mut window) = customer();
    assert!(!window.shows(crate::support::ID));
    window.click("查看完整证件和电话…");
    window.click("查看");
    window.expect("原因：未填");
    window.fill("原因", "核对合同");
    window.click("查看");
    window.expect(crate::support::ID);
}

#[test]
fn a_meter_is_exchanged() {
    let (dir, window) = customer();
    drop(window);
    let mut window = Window::open(dir.path(), "2026-12-05");
    window.click("客户");
    window.click_part("欧阳铁柱 ");
    window.click("换表");
    window.fill("拆表示数（kWh）", "31");
    window.fill("新表资产编号", "8800000000000000000001");
    window.fill("新表起始示数（kWh）", "0");
    window.click("记下换表");
    window.expect("2026-12-05换上了表 8800000000000000000001");
    window.expect("2026-12-05拆");
}

#[test]
fn a_form_just_opened_is_typed_in_at_once() {
    let (_dir, mut window) = customer();
    window.click("登记示数");
    window.write("2026-11-22");
    assert_eq!(window.value("抄表日期"), "2026-11-22");
    window.click("换表");
    window.click("不要了，走开");
    assert!(!window.shows("记下示数"), "one form at a time");
    window.write("2026-11-23");
    assert_eq!(window.value("换表日期"), "2026-11-23");
    window.click("换表");
    window.click("不要了，走开");
    assert!(!window.shows("记下换表"), "the same button closes it");
}

#[test]
fn contact_1_a_contact_is_logged_and_followed_up() {
    let (_dir, mut window) = customer();
    window.click("登记联系");
    window.click("记下联系");
    window.expect("事由：未填");
    window.fill("事由", "问电费怎么算");
    window.fill("结果", "已解释");
    window.fill("回访日期", "2026-11-25");
    window.click("记下联系");
    window.expect("2026-11-23电话，已记下");
    window.expect("问电费怎么算。结果：已解释");
    window.click("2026-11-25回访…");
    window.fill("结果", "客户明白了");
    window.click("记下联系");
    window.expect("回访：问电费怎么算。结果：客户明白了");
    assert!(!window.shows("2026-11-25回访…"));
}

#[test]
fn contact_2_a_key_customer_is_listed_and_taken_off_the_list() {
    let (_dir, mut window) = customer();
    window.click("重点客户");
    window.click("依据：负荷性质重要");
    window.fill("走访间隔（月）", "2");
    window.click("列为重点客户");
    window.expect("重点客户（负荷性质重要），每2个月走访一次，下次2027-01-23");
    window.click("重点客户");
    window.click("不再是重点客户");
    assert!(!window.shows("每2个月走访一次"));
}

#[test]
fn contact_3_a_complaint_is_registered_and_taken_to_its_end() {
    let (_dir, mut window) = customer();
    window.click("登记投诉");
    window.fill("投诉内容", "停电没有通知");
    window.fill("答应答复的日期", "2026-11-22");
    window.click("记下投诉");
    window.expect("早于2026-11-23");
    window.fill("答应答复的日期", "2026-11-26");
    window.click("记下投诉");
    window.expect("2026-11-26以前答复");
    window.shrink();
    for (button, label, hand_in) in [
        ("登记调查…", "调查情况", "记下调查"),
        ("登记答复…", "答复内容", "记下答复"),
        ("办结…", "办结情况", "记下办结"),
    ] {
        window.reach(button);
        window.click(button);
        // The title is in sight: it says what is to be recorded, not what it will have become.
        let title = format!("Y0001：{}", button.trim_end_matches('…'));
        window.settle();
        let place = window.place(&title);
        assert!(
            place.top() > 105.0 && place.bottom() < 749.0,
            "{title} at {place:?}"
        );
        assert!(!window.shows("记下投诉"));
        window.expect("投诉内容：停电没有通知");
        window.fill(label, "照章办了");
        window.click(hand_in);
    }
    window.expect("已办结");
    assert!(!window.shows("办结…"));
}

#[test]
fn contact_3_an_overdue_complaint_says_so_and_an_answered_one_waits_to_be_closed() {
    let (dir, mut window) = customer();
    window.click("登记投诉");
    window.fill("投诉内容", "停电没有通知");
    window.fill("答应答复的日期", "2026-11-26");
    window.click("记下投诉");
    assert!(!window.shows("超期"), "{}", window.words());
    drop(window);
    let mut window = Window::open(dir.path(), "2026-11-29");
    window.click("客户");
    window.click_part("欧阳铁柱 ");
    window.expect("超期3天");
    for (button, label, hand_in) in [
        ("登记调查…", "调查情况", "记下调查"),
        ("登记答复…", "答复内容", "记下答复"),
    ] {
        window.reach(button);
        window.click(button);
        window.fill(label, "照章办了");
        window.click(hand_in);
    }
    assert!(!window.shows("超期"), "answered");
    window.click("今日");
    window.expect("已答复、还没办结的投诉");
    window.click_part("欧阳铁柱 待办结");
    window.shrink();
    window.settle();
    let button = window.place("办结…");
    assert!(
        button.bottom() < 749.0,
        "in sight without scrolling: {button:?}"
    );
    window.reach("办结…");
    window.click("办结…");
    window.fill("办结情况", "客户没有意见");
    window.click("记下办结");
    window.click("今日");
    assert!(!window.shows("还没办结的投诉"), "{}", window.words());
}

#[test]
fn audit_5_a_reading_out_of_proportion_is_asked_about_and_can_be_put_right() {
    let (dir, window) = customer();
    drop(window);
    let mut window = Window::open(dir.path(), "2026-12-05");
    window.click("客户");
    window.click_part("欧阳铁柱 ");
    window.click("登记示数");
    window.fill("示数（kWh）", "19999");
    window.click("记下示数");
    window.expect("再按一次“记下示数”");
    assert!(!window.shows("已记下"), "not at the first press");
    window.click("记下示数");
    window.expect("2026-12-05的示数 19999 已记下");
    window.click_part("更正2026-12-05的示数");
    window.fill("正确的示数（kWh）", "199");
    window.click("更正示数");
    window.expect("未填");
    window.fill("更正原因", "多录两个9");
    window.click("更正示数");
    window.expect("2026-12-05的示数已更正为 199");
    assert!(!window.shows("19999"));
}

#[test]
fn the_new_meter_is_proposed_as_the_old_one_was() {
    let (dir, window) = customer();
    drop(window);
    let mut window = Window::open(dir.path(), "2026-12-05");
    window.click("客户");
    window.click_part("欧阳铁柱 ");
    let exchange = |window: &mut Window, number: &str| {
        window.click("换表");
        window.fill("拆表示数（kWh）", "31");
        window.fill("新表资产编号", number);
        window.fill("新表起始示数（kWh）", "30");
    };
    exchange(&mut window, "8800000000000000000001");
    window.fill("新表型式", "三相智能表");
    window.fill("新表综合倍率", "60");
    window.click("记下换表");
    drop(window);
    let mut window = Window::open(dir.path(), "2026-12-06");
    window.click("客户");
    window.click_part("欧阳铁柱 ");
    exchange(&mut window, "8800000000000000000002");
    assert_eq!(window.value("新表型式"), "三相智能表");
    assert_eq!(window.value("新表综合倍率"), "60");
    window.click("记下换表");
    window.expect("2026-12-06换上了表 8800000000000000000002");
}
