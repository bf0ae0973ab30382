//! A resident's case through the window, from the first question to the filed dossier.

use crate::support::{Window, apply, bring_papers};

const TODAY: &str = "2026-11-23";

#[test]
fn from_the_first_question_to_the_filed_dossier() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::open(dir.path(), TODAY);
    window.expect("哪个供电所？");
    window.click("开始使用");
    window.expect("× 未填");
    for (field, text) in [
        ("供电所名称", "石桥供电所"),
        ("供电所编号", "SQ"),
        ("操作员", "王芳"),
        ("主管", "王芳"),
    ] {
        window.fill(field, text);
    }
    window.expect("操作员和主管是同一个人");
    window.fill("主管", "李强");
    assert!(!window.shows("操作员和主管是同一个人"));
    window.click("开始使用");
    window.expect("今日待办");

    apply(&mut window, "陈\u{20164}强");
    bring_papers(&mut window);
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00001");
    window.expect("2026-11-26前");
    window.click("先不打印");

    window.record(
        "现场查勘",
        &[
            ("查勘人", "陈志强"),
            ("接入点", "3号杆"),
            ("计量点", "院墙外"),
        ],
    );
    assert_eq!(
        window.value("接入点"),
        "3号杆",
        "the plan takes over what the survey found"
    );
    window.record("拟定供电方案", &[("电源", "石桥2号台区")]);
    window.click("审批人：李强");
    window.record("审批供电方案", &[("会签人", "陈志强")]);
    window.click("送达方式：窗口领取");
    window.record("答复供电方案", &[("签收人", "陈国强")]);
    window.record("受电装置检验", &[("检验人", "陈志强")]);
    window.record("结清费用", &[]);
    window.click("客户签署方式：签名");
    window.click("供电所已签字并盖章：是");
    window.record("签订供用电合同", &[]);
    window.record(
        "装表送电",
        &[
            ("电能表资产编号", "1234567890123456789012"),
            ("表计型式", "单相智能表"),
            ("起始示数（kWh）", "0"),
            ("封印号", "F0001"),
            ("装表人", "陈志强"),
            ("监护人", "刘卫东"),
        ],
    );
    window.expect("已送电，户号");
    window.fill("档案位置", "1号柜3盒");
    window.fill_examples();
    window.click("记录“资料归档”");
    window.expect("还有文书从来没有打印过");
    window.expect("▲ 居民客户新装用电申请表");
    window.expect("▲ 装拆表工作单");
    window.click("先不归档");
    assert!(!window.shows("已归档"));
    window.click("记录“资料归档”");
    window.click("照样归档");
    window.expect("已归档");

    window.click("客户");
    window.expect("陈\u{20164}强");
    window.click_part("0000000001");
    window.expect("1234567890123456789012");
    window.expect("110***********002X");
    assert!(
        !window.shows(crate::support::ID),
        "the list and the page mask it"
    );
}
