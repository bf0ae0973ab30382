//! Papers of a round: each has its own sheet, as it stood, and one is taken along to the next.

use serde_json::{Value, json};

use crate::classes::{DAY, accept, office, step, walk};
use crate::support::Desk;

const FAULT: &str = "接地扁钢搭接长度不足";

fn high_voltage(desk: &Desk) -> String {
    accept(desk, &["new_connection", "--class", "high_voltage"], |_| {})
}

fn key(printed: &Value) -> (Value, Value) {
    (printed["round"].clone(), printed["issue"].clone())
}

#[test]
fn new_3_each_mid_way_inspection_has_its_sheet_whenever_it_is_printed() {
    let desk = office();
    let case = high_voltage(&desk);
    walk(&desk, &case, "construction_cleared");
    let sheet =
        |words: &[&str]| desk.printed(DAY, &[&[&case, "midway_inspection"], words].concat());
    let (along, text) = sheet(&[]);
    assert_eq!(key(&along), (json!(1), json!(1)));
    assert!(text.contains("检查次数第1次") && !text.contains("上次的缺陷"));

    let fault = format!("faults=[{{\"text\":\"{FAULT}\"}}]");
    let by = "inspected_by=周查一";
    let rectify = format!("rectify_by={DAY}");
    step(&desk, &case, "fail", &[&fault, by, &rectify]);
    let (first, text) = sheet(&[]);
    assert_eq!(key(&first), (json!(1), json!(2)));
    assert!(text.contains(FAULT) && text.contains("周查一"), "{text}");

    let (_, text) = sheet(&["--round", "2"]);
    for words in ["检查次数第2次", "上次的缺陷（逐条复查）", FAULT, "未改好"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    let nothing_yet = "检查人检查日期检查次数第2次";
    assert!(text.contains(nothing_yet), "{text}");

    step(&desk, &case, "pass", &["inspected_by=吴查二"]);
    let (second, text) = sheet(&[]);
    assert_eq!(key(&second), (json!(2), json!(2)));
    assert!(text.contains("吴查二") && text.contains(FAULT), "{text}");
    assert!(
        text.contains("已改好") && !text.contains("未改好"),
        "{text}"
    );
    walk(&desk, &case, "filed");
    for (round, issued) in [("1", &first), ("2", &second)] {
        let (again, _) = sheet(&["--round", round]);
        assert_eq!(key(&again), key(issued));
        assert_eq!(
            again["sha256"], issued["sha256"],
            "the bytes of round {round}"
        );
    }

    let none = ["print", &case, "midway_inspection", "--round", "3"];
    assert_eq!(desk.refused(DAY, &none), ["INPUT round"]);
    let single = ["print", &case, "acceptance_receipt", "--round", "1"];
    assert_eq!(desk.refused(DAY, &single), ["INPUT round"]);
    let all = ["print", "--all", &case, "--round", "1"];
    assert_eq!(desk.refused(DAY, &all), ["INPUT round"]);

    let folder = desk.path("all");
    let papers = desk.done(
        DAY,
        &["print", "--all", &case, "-o", folder.to_str().unwrap()],
    );
    for round in [1, 2] {
        let name = format!("{case}_高压受电工程中间检查工作单第{round}次_2.pdf");
        assert!(folder.join(&name).is_file(), "{name} is not among {papers}");
    }
    let prints = desk.done(DAY, &["case", &case])["prints"].clone();
    let rounds: Vec<&Value> = prints
        .as_array()
        .unwrap()
        .iter()
        .filter(|paper| paper["form"] == "midway_inspection")
        .map(|paper| &paper["round"])
        .collect();
    assert_eq!(rounds, [1, 1, 2, 2]);
}

#[test]
fn new_2_reviews_inspections_and_rectifications_stand_by_round() {
    let desk = office();
    let words = ["new_connection", "--class", "low_voltage"];
    let case = accept(&desk, &words, |_| {});
    walk(&desk, &case, "design_submitted");
    let sheet = |form: &str, round: &str| desk.printed(DAY, &[&case, form, "--round", round]);
    let comment = |text: &str| format!("comments=[{{\"text\":\"{text}\"}}]");
    step(&desk, &case, "fail", &[&comment("开关额定电流偏小")]);
    let early = ["print", &case, "design_review_low", "--round", "2"];
    assert_eq!(
        desk.refused(DAY, &early),
        ["INPUT round"],
        "nothing is handed in"
    );
    step(&desk, &case, "pass", &["drawings=9"]);
    let (first, text) = sheet("design_review_low", "1");
    assert!(
        text.contains("开关额定电流偏小") && text.contains("图纸数12"),
        "{text}"
    );
    let (_, text) = sheet("design_review_low", "2");
    assert!(
        text.contains("上次的审查意见") && text.contains("图纸数9"),
        "{text}"
    );
    step(&desk, &case, "pass", &[]);
    assert_eq!(sheet("design_review_low", "1").0["sha256"], first["sha256"]);

    walk(&desk, &case, "completion_applied");
    let faults = |text: &str| format!("fault_list=[{{\"text\":\"{text}\"}}]");
    step(
        &desk,
        &case,
        "fail",
        &[&faults("未装接地端子"), "interlock=none"],
    );
    step(&desk, &case, "pass", &[]);
    step(
        &desk,
        &case,
        "fail",
        &[&faults("避雷器未做试验"), "interlock=none"],
    );
    let (notice, text) = sheet("rectification_notice", "1");
    for words in [
        "签发人王芳",
        "复验日期2026-06-01",
        "仍有缺陷，见第2次的整改通知单",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(
        text.contains("未装接地端子") && !text.contains("避雷器"),
        "{text}"
    );
    let (_, text) = desk.printed(DAY, &[&case, "rectification_notice"]);
    assert!(
        text.contains("避雷器未做试验") && text.contains("第2次"),
        "{text}"
    );
    assert!(!text.contains("复验日期2026"), "still to come: {text}");
    step(&desk, &case, "pass", &[]);
    let (_, text) = sheet("completion_inspection", "3");
    assert!(
        text.contains("上次的缺陷") && text.contains("避雷器未做试验"),
        "{text}"
    );
    assert!(!text.contains("未装接地端子"), "mended: {text}");
    walk(&desk, &case, "filed");
    let (_, text) = desk.printed(DAY, &[&case, "rectification_notice"]);
    for words in [
        "复验日期2026-06-01",
        "复验情况第3次检验合格",
        "复验人签名陈志强",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert_eq!(
        sheet("rectification_notice", "1").0["sha256"],
        notice["sha256"]
    );
    let third = ["print", &case, "rectification_notice", "--round", "3"];
    assert_eq!(desk.refused(DAY, &third), ["INPUT round"], "it passed");
}

#[test]
fn new_5_a_returned_plan_keeps_its_sheet() {
    let desk = office();
    let case = accept(&desk, &["new_connection"], |_| {});
    walk(&desk, &case, "plan_drafted");
    step(&desk, &case, "fail", &["opinion=计量点太远"]);
    let sheet = |round: &str| desk.printed(DAY, &[&case, "plan_approval", "--round", round]);
    let early = ["print", &case, "plan_approval", "--round", "2"];
    assert_eq!(desk.refused(DAY, &early), ["INPUT round"]);
    let (first, text) = sheet("1");
    assert!(
        text.contains("第1次") && text.contains("退回修改：计量点太远"),
        "{text}"
    );
    step(&desk, &case, "pass", &["summary=改在院墙外"]);
    let (_, text) = sheet("2");
    for words in ["第2次", "改在院墙外", "退回修改：计量点太远"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    walk(&desk, &case, "plan_approved");
    assert_eq!(sheet("1").0["sha256"], first["sha256"]);
}
