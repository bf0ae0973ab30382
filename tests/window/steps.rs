//! Detours of a case through the window: a returned plan, a failed inspection, a step taken back, a case
//! voided, a step that is late.

use crate::support::{Window, apply, bring_papers, noon};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tempfile::TempDir;
use yekuo::model::price::ChargeEntry;
use yekuo::office::{Desk, Office, price};

const TODAY: &str = "2026-11-23";

/// A case accepted today, and its folder.
fn accepted() -> (TempDir, Window) {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    apply(&mut window, "陈国强");
    bring_papers(&mut window);
    window.click("受理");
    window.click("先不打印");
    (dir, window)
}

fn survey_and_draft(window: &mut Window) {
    window.record(
        "现场查勘",
        &[
            ("查勘人", "陈志强"),
            ("接入点", "3号杆"),
            ("计量点", "院墙外"),
        ],
    );
    window.record("拟定供电方案", &[("电源", "石桥2号台区")]);
}

fn answer(window: &mut Window) {
    window.click("审批人：李强");
    window.record("审批供电方案", &[("会签人", "陈志强")]);
    window.click("送达方式：窗口领取");
    window.record("答复供电方案", &[("签收人", "陈国强")]);
}

#[test]
fn the_next_step_is_read_from_its_head() {
    let (_dir, mut window) = accepted();
    window.shrink();
    let top = window.top("办理日期");
    window.fill("查勘人", "陈志强");
    for text in ["8", "3号杆", "", "院墙外", "", "", "", "无障碍"] {
        window.write(text);
        window.key(Modifiers::NONE, Key::Tab);
    }
    assert!(window.top("办理日期") < top, "scrolled");
    window.click("记录“现场查勘”");
    window.expect("已记录“现场查勘”");
    let below_tabs = window.harness.get_by_label("流水").rect().bottom();
    assert!(window.top("办理日期") > below_tabs);
    window.write("2026-11-22");
    assert_eq!(window.value("办理日期"), "2026-11-22", "typing goes on");
}

#[test]
fn a_returned_plan_is_drafted_anew_with_what_was_there() {
    let (_dir, mut window) = accepted();
    survey_and_draft(&mut window);
    window.click("结果：不通过");
    window.click("审批人：李强");
    window.fill("会签人", "陈志强");
    window.click("记录“审批供电方案”");
    window.expect("审批意见：未填");
    window.record("审批供电方案", &[("审批意见", "计量点过远")]);
    window.expect("拟定供电方案（第2次）");
    assert_eq!(window.value("电源"), "石桥2号台区");
    window.record("拟定供电方案", &[("计量点", "院墙外侧")]);
    answer(&mut window);
    window.expect("记录“受电装置检验”");
}

#[test]
fn a_plan_of_another_capacity_than_applied_for_is_pointed_out_as_it_is_typed() {
    let (_dir, mut window) = accepted();
    window.record(
        "现场查勘",
        &[
            ("查勘人", "陈志强"),
            ("接入点", "3号杆"),
            ("计量点", "院墙外"),
        ],
    );
    window.settle();
    assert!(!window.shows("与申请的"));
    window.fill("批准容量", "70");
    window.settle();
    window.expect("批准容量70 kW与申请的");
}

#[test]
fn nobody_approves_his_own_plan() {
    let (_dir, mut window) = accepted();
    survey_and_draft(&mut window);
    window.click("审批人：王芳");
    window.record("审批供电方案", &[("会签人", "陈志强")]);
    window.expect("NEW-5");
    window.expect("记录“审批供电方案”");
}

#[test]
fn a_failed_inspection_is_repeated_and_both_are_kept() {
    let (_dir, mut window) = accepted();
    survey_and_draft(&mut window);
    answer(&mut window);
    window.click("结果：不通过");
    window.record(
        "受电装置检验",
        &[("检验人", "陈志强"), ("存在问题", "漏电保护器未安装")],
    );
    window.expect("受电装置检验（第2次）");
    window.click("结果：通过");
    window.record("受电装置检验", &[("检验人", "陈志强")]);
    window.expect("记录“结清费用”");
    window.click("流水");
    window.expect("漏电保护器未安装");
    window.expect("2026-11-23 受电装置检验（第2次） 通过 · 王芳");
}

#[test]
fn fees_are_rows_and_must_be_paid_as_asked() {
    let (_dir, mut window) = accepted();
    window.record(
        "现场查勘",
        &[
            ("查勘人", "陈志强"),
            ("接入点", "3号杆"),
            ("计量点", "院墙外"),
        ],
    );
    window.click("添加收费项目");
    for (cell, text) in [
        ("项目", "进户线材料"),
        ("单价（元）", "60"),
        ("数量", "3"),
        ("依据", "公示收费表"),
    ] {
        window.fill(&format!("收费项目第1行{cell}"), text);
    }
    window.record("拟定供电方案", &[("电源", "石桥2号台区")]);
    window.click("费用");
    window.expect("合计 180.00 元（壹佰捌拾元整）");
    window.click("办理");
    answer(&mut window);
    window.click("结清费用");
    assert_eq!(window.value("实收金额（元）"), "180.00");
    window.record("结清费用", &[("实收金额（元）", "18")]);
    window.expect("还不能办理");
    window.record("结清费用", &[("实收金额（元）", "180"), ("收据号", "0001")]);
    window.expect("已记录“结清费用”");
}

#[test]
fn tariff_3_fees_are_picked_from_the_charges_in_force_on_the_day_of_the_step() {
    let (dir, mut window) = accepted();
    drop(window);
    let (mut office, _) = Office::open(dir.path(), noon(TODAY)).unwrap();
    let desk = Desk {
        today: TODAY.parse().unwrap(),
        now: noon(TODAY),
        operator: "王芳".to_owned(),
    };
    for (unit_price, in_force_on) in [("180", "2026-01-01"), ("200", "2026-12-01")] {
        let entry = ChargeEntry {
            item: "表箱".to_owned(),
            unit: "只".to_owned(),
            unit_price: unit_price.to_owned(),
            basis: "收费标准第3项".to_owned(),
            in_force_on: in_force_on.to_owned(),
            ..ChargeEntry::default()
        };
        office
            .act(&desk, |work| price::record_charge(work, &entry))
            .unwrap();
    }
    drop(office);
    window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("陈国强 ");
    window.record("现场查勘", &[]);
    window.click("从收费表选 ▼");
    window.click("表箱　180.00 元/只");
    assert_eq!(window.value("收费项目第1行单价（元）"), "180.00");
    assert_eq!(window.value("收费项目第1行依据"), "收费标准第3项");
    window.fill("收费项目第1行数量", "2");
    window.record("拟定供电方案", &[]);
    window.click("费用");
    window.expect("合计 360.00 元");
}

#[test]
fn a_step_taken_back_stays_in_the_history() {
    let (_dir, mut window) = accepted();
    survey_and_draft(&mut window);
    window.click("撤回上一步…");
    window.expect("2026-11-23的“拟定供电方案”（通过）会撤回");
    window.click("撤回");
    window.expect("原因：未填");
    window.fill("原因", "容量录错");
    window.click("撤回");
    window.expect("已撤回");
    window.expect("记录“拟定供电方案”");
    window.click("流水");
    window.expect("由王芳撤回：容量录错");
}

#[test]
fn a_voided_case_goes_no_further() {
    let (_dir, mut window) = accepted();
    window.click("作废…");
    window.fill("原因", "客户不办了");
    window.click("作废");
    window.expect("工单已作废");
    window.expect("工单已作废：客户不办了");
    assert!(!window.shows("记录“现场查勘”"));
    assert!(
        !window.shows("陈国强 还有"),
        "it is no longer in the list of open cases"
    );
}

#[test]
fn a_late_step_asks_whose_doing_it_was() {
    let (dir, mut window) = accepted();
    survey_and_draft(&mut window);
    drop(window);
    let mut window = Window::open(dir.path(), "2026-11-30");
    window.expect("超期");
    window.click_part("陈国强 超期4天");
    window.click("审批人：李强");
    window.record("审批供电方案", &[("会签人", "陈志强")]);
    window.expect("应在2026-11-26前办，已经超期");
    window.fill("办理日期", "2026-11-26");
    assert!(!window.shows("已经超期"), "the day typed is in time");
    assert!(!window.shows("超期原因"));
    window.fill("办理日期", "2026-11-30");
    window.expect("应在2026-11-26前办，已经超期");
    window.click("送达方式：窗口领取");
    window.record("答复供电方案", &[("签收人", "陈国强")]);
    window.expect("COUNT-6");
    window.expect("供电所原因、客户原因、第三方原因、天气原因");
    assert!(!window.shows("third_party"));
    window.click("超期原因");
    window.click("供电所原因");
    window.click("记录“答复供电方案”");
    window.expect("逾期完成");
    window.click("流水");
    window.expect("超期原因：供电所原因");
}

#[test]
fn a_step_typed_in_later_is_late_only_by_its_own_day() {
    let (dir, mut window) = accepted();
    survey_and_draft(&mut window);
    window.click("审批人：李强");
    window.record("审批供电方案", &[("会签人", "陈志强")]);
    drop(window);
    let mut window = Window::open(dir.path(), "2026-11-30");
    window.click_part("陈国强 超期4天");
    window.click("送达方式：窗口领取");
    window.record(
        "答复供电方案",
        &[("办理日期", "2026-11-26"), ("签收人", "陈国强")],
    );
    window.expect("已记录“答复供电方案”");
    window.expect("按期");
}

#[test]
fn a_future_day_is_refused_beside_its_field() {
    let (_dir, mut window) = accepted();
    window.record(
        "现场查勘",
        &[
            ("办理日期", "2026-12-01"),
            ("查勘人", "陈志强"),
            ("接入点", "3号杆"),
            ("计量点", "院墙外"),
        ],
    );
    window.expect("办理日期2026-12-01在今天（2026-11-23）之后");
}

#[test]
fn why_a_day_is_what_it_is() {
    let (_dir, mut window) = accepted();
    window.click("为什么？");
    window.expect("起算（当日不计）");
    window.expect("NEW-1");
}

#[test]
fn identity_numbers_are_shown_whole_only_with_a_purpose() {
    let (_dir, mut window) = accepted();
    window.click("申请内容");
    window.expect("110***********002X");
    window.click("查看完整证件和电话…");
    window.fill("原因", "核对合同");
    window.click("查看");
    window.expect(crate::support::ID);
    window.click("流水");
    window.expect("查看完整证件信息");
}

#[test]
fn an_applicant_is_corrected_while_the_case_is_under_way() {
    let (_dir, mut window) = accepted();
    window.click("申请内容");
    window.click("更正…");
    window.fill("户名", "陈国祥");
    window.fill("更正原因", "户名录错一个字");
    window.click("更正");
    window.expect("已更正");
    window.expect("陈国祥 还有3天");
}

#[test]
fn a_paper_is_issued_kept_and_copied_elsewhere() {
    let (dir, mut window) = accepted();
    window.click("文书");
    window.expect("还没有打印过");
    window.click("受理回执");
    window.expect("预览：");
    window.click("另存为…");
    let copy = dir.path().join("回执.pdf");
    window.fill("保存到", &copy.display().to_string());
    window.click("存这里");
    window.expect("已存到");
    assert!(std::fs::read(&copy).unwrap().starts_with(b"%PDF"));
    window.expect("受理回执 第1版");
    window.expect("打开受理回执第1版");
}
