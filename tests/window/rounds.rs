//! Rounds of a check through the window: what a failed one leads to, what the next one begins with, and steps
//! whose time has not come.

use crate::accounts::{factory, walk};
use crate::support::{Window, found};
use tempfile::TempDir;

const TODAY: &str = "2026-11-23";

/// A factory's case at 10 kV at a step, and its folder.
fn factory_at(step: &str) -> (TempDir, Window) {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    walk(
        dir.path(),
        TODAY,
        &factory(TODAY, "250", &["250"]),
        Some(step),
    );
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("红星机械厂 ");
    (dir, window)
}

#[test]
fn new_3_a_failed_mid_way_inspection_hands_out_its_sheet_and_the_next_finds_anew() {
    let (_dir, mut window) = factory_at("midway_inspected");
    window.click("结果：不通过");
    window.fill("存在问题第1行问题", "接地扁钢搭接长度不足");
    window.record("中间检查", &[("隐蔽工程", "接地网未做防腐")]);
    window.expect("▲ “中间检查”不通过。把高压受电工程中间检查工作单第1次交给客户。");
    window.click("打印高压受电工程中间检查工作单第1次");
    window.expect("中间检查（第2次）");
    assert!(
        !window.shows("把高压受电工程中间检查工作单"),
        "it is printed"
    );
    assert_eq!(window.value("隐蔽工程"), "", "found again");
    assert_eq!(window.value("检查项目"), "基础、接地、电缆沟、设备安装");
    assert_eq!(window.value("检查人"), "陈志强、刘卫东");
    window.click("结果：不通过");
    assert_eq!(window.value("存在问题第1行问题"), "");
}

#[test]
fn each_round_is_named_among_the_papers_and_printed_from_the_history() {
    let (_dir, mut window) = factory_at("midway_inspected");
    window.click("结果：不通过");
    window.record("中间检查", &[]);
    window.click("先不打印");
    window.click("文书");
    window.expect("高压受电工程中间检查工作单第1次\n2026-11-23 不通过");
    window.expect("高压受电工程中间检查工作单第2次\n待办");
    window.click("高压受电工程中间检查工作单第2次");
    window.click("打印");
    window.expect("已生成高压受电工程中间检查工作单第2次，文件在");
    window.click("流水");
    window.click("打印高压受电工程中间检查工作单第1次");
    window.expect("已生成高压受电工程中间检查工作单第1次，文件在");
    window.expect("打印 高压受电工程中间检查工作单第2次 第1版");
}

#[test]
fn new_3_a_failed_inspection_offers_the_rectification_notice_and_the_next_finds_anew() {
    let (_dir, mut window) = factory_at("inspected");
    window.click("结果：不通过");
    window.click("检验项目第1行结果");
    window.click("不合格");
    window.fill("检验项目第1行备注", "实测6欧");
    window.click("闭锁装置：有缺陷");
    window.record("受电装置检验", &[]);
    window.expect("▲ “受电装置检验”不通过。把电气安装工程整改通知单第1次交给客户。");
    window.click("打印电气安装工程整改通知单第1次");
    window.expect("已生成电气安装工程整改通知单第1次");
    window.record("申请竣工检验", &[]);
    assert_eq!(
        window.value("检验项目第1行项目"),
        "接地装置",
        "inspected again"
    );
    assert_eq!(window.value("检验项目第1行依据标准"), "GB 50169");
    assert_eq!(window.value("检验项目第1行备注"), "", "found again");
    window.click("记录“受电装置检验”");
    window.expect("第1行“结果”未填");
}

#[test]
fn a_notice_that_was_offered_goes_with_the_step_that_is_taken_back() {
    let (_dir, mut window) = factory_at("midway_inspected");
    window.click("结果：不通过");
    window.record("中间检查", &[]);
    window.click("撤回上一步…");
    window.fill("原因", "录错");
    window.click("撤回");
    window.expect("已撤回");
    assert!(!window.shows("打印高压受电工程中间检查工作单第1次"));
}

#[test]
fn new_3_a_step_chosen_before_its_time_says_what_it_waits_for() {
    let (_dir, mut window) = factory_at("design_submitted");
    window.click("环节：准予施工");
    window.expect("▲ “审查设计”还没有通过，不能办“准予施工”（NEW-3）。");
    window.click("环节：签订供用电合同");
    window.expect("▲ “受电装置检验”还没有通过，不能办“签订供用电合同”（NEW-3）。");
    assert!(!window.shows("不能办“准予施工”"));
    window.click("环节：装表送电");
    for step in ["受电装置检验", "结清费用", "签订供用电合同"] {
        window.expect(&format!("“{step}”还没有通过，不能办“装表送电”"));
    }
    window.click("环节：结清费用");
    window.expect("记录“结清费用”");
    assert!(!window.shows("还没有通过"));
}

#[test]
fn new_5_a_returned_plan_is_the_offices_own_paper() {
    let (_dir, mut window) = factory_at("plan_approved");
    window.click("结果：不通过");
    window.click("审批人：李强");
    window.record("审批供电方案", &[]);
    window.expect("▲ “审批供电方案”不通过。");
    window.expect("打印供电方案审批单第1次");
    assert!(!window.shows("交给客户"));
}

#[test]
fn every_step_that_has_a_paper_offers_it_once_it_is_recorded() {
    let (_dir, mut window) = factory_at("plan_answered");
    window.click("送达方式：窗口领取");
    window.record("答复供电方案", &[]);
    window.expect("✓ “答复供电方案”已记录。");
    window.click("打印供电方案答复单");
    window.expect("已生成供电方案答复单，文件在");
    assert!(!window.shows("“答复供电方案”已记录。"), "it is printed");

    let (_dir, mut window) = factory_at("design_reviewed");
    window.record("审查设计", &[]);
    window.expect("打印高压受电工程设计方案审查工作单第1次");
    window.record("准予施工", &[]);
    window.expect("✓ “准予施工”已记录。");
    window.click("打印准予施工通知单");
    window.expect("已生成准予施工通知单");
    window.record("中间检查", &[]);
    window.expect("打印高压受电工程中间检查工作单第1次");
    window.click("先不打印");
    assert!(!window.shows("“中间检查”已记录。"));
}
