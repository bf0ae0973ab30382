//! The ways to a claim: the finder, the list, the month, the account from which it is opened.

use egui::{Key, Modifiers};
use yekuo::model::vocabulary::Class;
use yekuo::office::Office;
use yekuo::store::customer;

use crate::claims::{TODAY, choose, facts, office};
use crate::support::{Window, noon};

/// A breach of ten kilowatts, opened in the window.
fn breach(window: &mut Window, account: &str) {
    window.click("违约理赔");
    window.click("新的档案");
    window.fill("户号", account);
    choose(window, "违约用电行为", "私自增容");
    window.click("两部制电价：否");
    window.fill("容量", "10");
    facts(window);
    window.fill("限期拆除", "2026-12-04");
    window.click("立案");
    window.expect("已立案，档案 SQ-2026-W0001");
}

/// Serves the notice on the customer himself.
fn serve(window: &mut Window) {
    window.click("送达通知书");
    window.click("送达情况：签收");
    window.fill("签收人或见证人", "客户本人");
    window.fill("交款期限", "2026-12-01");
    window.click("记录“送达通知书”");
}

/// The name of an account's holder.
fn name(dir: &std::path::Path, account: &str) -> String {
    let (office, _) = Office::open(dir, noon(TODAY)).unwrap();
    let stored = customer::by_account(office.store().conn(), account).unwrap();
    stored.unwrap().customer.party.name
}

#[test]
fn a_claim_is_found_by_its_customer_and_its_receipt() {
    let (dir, account) = office(Class::LowVoltage);
    let name = name(dir.path(), &account);
    let mut window = Window::tall(dir.path(), TODAY);
    breach(&mut window, &account);
    serve(&mut window);
    window.click("收款");
    window.fill("实收金额（元）", "500");
    window.fill("收据号", "SJ77012");
    window.click("记录“收款”");
    window.expect("已付 500.00 元");

    window.fill("在列表中查找", "SJ77012");
    window.expect("W0001 11-23 ");
    window.fill("在列表中查找", "SJ99999");
    window.expect("没有这样的档案");

    for text in [name.as_str(), "SJ77012"] {
        window.key(Modifiers::CTRL, Key::K);
        window.write(text);
        window.click_part("违约用电　");
        window.expect("还要付 0.00 元");
    }
}

#[test]
fn the_objection_and_its_review_are_steps_of_the_file() {
    let (dir, account) = office(Class::LowVoltage);
    let mut window = Window::tall(dir.path(), TODAY);
    breach(&mut window, &account);
    serve(&mut window);
    window.click("客户有异议");
    window.fill("客户的意见", "只有5千瓦");
    window.click("处理途径：供电所复核");
    window.click("记录“客户有异议”");
    window.click("登记复核结果");
    window.fill("复核结果", "复核后按5千瓦");
    window.click("记录“登记复核结果”");
    window.expect("已记录“登记复核结果”，档案有异议");
}

#[test]
fn the_counts_of_a_month_lead_to_the_files() {
    let (dir, account) = office(Class::LowVoltage);
    let mut window = Window::tall(dir.path(), TODAY);
    breach(&mut window, &account);
    window.click("月报");
    window.click("下月 →");
    window.expect("违约理赔（件、元，不含作废的）");
    for head in ["期初未结", "本期立案", "本期结案", "期末未结", "本期收付"] {
        window.expect(head);
    }
    window.click("违约用电 本期立案 1");
    window.expect("违约用电　本期立案");
    window.expect("2026-11-23立案　合计500.00元");
    window.click("SQ-2026-W0001");
    window.expect("送达通知书");
}

#[test]
fn an_account_that_is_none_any_more_is_not_offered_like_the_others() {
    let (dir, account) = office(Class::LowVoltage);
    let name = name(dir.path(), &account);
    let kept = rusqlite::Connection::open(dir.path().join("yekuo.sqlite")).unwrap();
    let sql = "UPDATE customer SET state = 'split' WHERE account = ?1";
    kept.execute(sql, [&account]).unwrap();
    drop(kept);
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("违约理赔");
    window.click("新的档案");
    window.fill("户号", &account[..account.len() - 1]);
    window.expect(&format!("选{name} 已分户　{account}"));
}

#[test]
fn breach_3_the_page_says_where_sealed_equipment_in_use_is_filed() {
    let (dir, account) = office(Class::LowVoltage);
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("违约理赔");
    window.expect("在“暂停”页的台账或暂停工单上按“擅自使用…”立案");
    // At the customer the buttons stand above the meters.
    window.key(Modifiers::CTRL, Key::K);
    window.write(&account);
    window.key(Modifiers::NONE, Key::Enter);
    let words = window.words();
    let place = |part: &str| words.lines().position(|line| line.contains(part)).unwrap();
    assert!(place("登记违约用电") < place("电能表"), "{words}");
}
