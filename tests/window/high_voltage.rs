//! A dual-source case at 10 kV through the window, with every loop: a review, a mid-way and a completion inspection
//! that fail first.

use crate::accounts::{factory, walk};
use crate::support::{Window, found};
use yekuo::rules::Manual;

const TODAY: &str = "2026-11-23";

/// Ticks every paper of a rule and records them.
fn bring(window: &mut Window, rule: &str) {
    window.click("去登记资料");
    let manual = Manual::built_in().unwrap();
    for item in manual.checklists.items() {
        if item.rule() == rule {
            window.click(&format!("{}：原件", item.name));
        }
    }
    window.click("登记资料");
    window.click("办理");
}

#[test]
fn new_3_from_the_survey_to_the_filed_dossier_with_every_loop() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let mut draft = factory(TODAY, "630", &["315", "315"]);
    let mut standby = draft.sources[0].clone();
    standby.role = "standby".to_owned();
    draft.sources.push(standby);
    walk(dir.path(), TODAY, &draft, Some("survey"));
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("红星机械厂 ");
    window.expect("双电源 10 kV");
    window.record("现场查勘", &[]);
    window.record("拟定供电方案", &[]);
    window.click("审批人：李强");
    window.record("审批供电方案", &[]);
    window.click("送达方式：窗口领取");
    window.record("答复供电方案", &[]);

    bring(&mut window, "DOC-6");
    window.record("设计资料送审", &[]);
    window.click("结果：不通过");
    window.record("审查设计", &[]);
    window.expect("设计资料送审（第2次）");
    window.record("设计资料送审", &[]);
    window.record("审查设计", &[]);
    window.record("准予施工", &[]);

    window.click("结果：不通过");
    window.record("中间检查", &[]);
    window.expect("中间检查（第2次）");
    window.click("结果：通过");
    window.record("中间检查", &[]);

    bring(&mut window, "DOC-8");
    window.record("申请竣工检验", &[]);
    window.click("结果：不通过");
    window.click("检验项目第1行结果");
    window.click("不合格");
    window.click("闭锁装置：有缺陷");
    window.record("受电装置检验", &[]);
    window.expect("申请竣工检验（第2次）");
    window.record("申请竣工检验", &[]);
    window.click("结果：通过");
    window.click("检验项目第1行结果");
    window.click("合格");
    window.click("闭锁装置：有缺陷");
    window.click("记录“受电装置检验”");
    window.expect("（NEW-9）");
    window.click("闭锁装置：已检查，可靠");
    window.record("受电装置检验", &[]);

    window.record("结清费用", &[]);
    window.click("客户签署方式：盖章");
    window.click("供电所已签字并盖章：是");
    window.record("签订供用电合同", &[]);
    window.record("装表送电", &[("电能表资产编号", "1234567890123456789012")]);
    window.expect("已送电，户号");
    window.record("资料归档", &[]);
    window.expect("已归档");
    window.click("流水");
    window.expect("受电装置检验（第2次） 通过");
}
