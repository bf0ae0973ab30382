//! Cases from the application to the file.

use crate::support::Desk;

const DAY: &str = "2026-09-24";

#[test]
fn an_owner_is_served_to_the_end_by_what_next_says() {
    let desk = Desk::new();
    let case = desk.accept(DAY, |_| {})["case"]
        .as_str()
        .unwrap()
        .to_owned();
    let steps: Vec<String> = (0..9).map(|_| desk.next(DAY, &case)).collect();
    assert_eq!(steps.last().unwrap(), "filed");
    let whole = desk.done(DAY, &["case", &case]);
    assert_eq!(whole["state"], "filed");
    assert_eq!(whole["next"].as_array().unwrap().len(), 0);
    let account = whole["account"].as_str().unwrap();
    let customer = desk.done(DAY, &["customer", account]);
    assert_eq!(customer["meters"].as_array().unwrap().len(), 1);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
    let printed = desk.done(DAY, &["print", &case, "resident_application"]);
    let again = desk.done(DAY, &["print", &case, "resident_application"]);
    assert_eq!(printed["sha256"], again["sha256"]);
}

#[test]
fn new_6_filing_names_the_papers_that_were_never_printed() {
    for print in [false, true] {
        let desk = Desk::new();
        let accepted = desk.accept(DAY, |_| {});
        let case = accepted["case"].as_str().unwrap();
        let before: Vec<String> = (0..8).map(|_| desk.next(DAY, case)).collect();
        assert!(!before.contains(&"filed".to_owned()));
        if print {
            desk.done(DAY, &["print", case, "resident_application"]);
            desk.done(DAY, &["print", case, "meter_work_order"]);
        }
        let filed = desk.next_recorded(DAY, case);
        assert_eq!(filed["state"], "filed");
        let warnings = filed["warnings"].to_string();
        assert_eq!(
            warnings.contains("居民客户新装用电申请表从来没有打印过"),
            !print,
            "{filed}"
        );
        assert_eq!(filed["warnings"] == serde_json::json!([]), print, "{filed}");
    }
}

#[test]
fn a_waiting_case_is_accepted_on_the_day_its_papers_are_complete() {
    let desk = Desk::new();
    let waiting = desk.accept(DAY, |application| {
        application["documents"]["DOC-1.1"] = "missing".into();
    });
    assert_eq!(waiting["state"], "waiting");
    assert_eq!(waiting["missing"][0]["code"], "DOC-1.1");
    let case = waiting["case"].as_str().unwrap();
    assert_eq!(desk.done(DAY, &["due"]).as_array().unwrap().len(), 0);
    let later = "2026-09-28";
    let accepted = desk.done(later, &["documents", case, "DOC-1.1=copy"]);
    assert_eq!(accepted["state"], "accepted");
    assert_eq!(desk.done(later, &["case", case])["accepted_on"], later);
}

#[test]
fn a_step_taken_back_and_a_case_voided() {
    let desk = Desk::new();
    let case = desk.accept(DAY, |_| {})["case"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.next(DAY, &case);
    desk.done(DAY, &["withdraw", &case, "--reason", "录错"]);
    let whole = desk.done(DAY, &["case", &case]);
    assert_eq!(whole["steps"][0]["withdrawn"]["reason"], "录错");
    assert_eq!(whole["next"][0]["step"], "survey");
    desk.done(DAY, &["void", &case, "--reason", "客户撤回申请"]);
    let again = desk.refused(DAY, &["void", &case, "--reason", "再一次"]);
    assert_eq!(again, ["AUDIT-1 "]);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn nobody_approves_his_own_plan_and_late_steps_say_why() {
    let desk = Desk::new();
    let case = desk.accept(DAY, |_| {})["case"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.next(DAY, &case);
    desk.next(DAY, &case);
    let own = [
        "step",
        &case,
        "plan_approved",
        "--set",
        "countersigned_by=陈志强",
        "--set",
        "approved_by=王芳",
    ];
    assert_eq!(desk.refused(DAY, &own), ["NEW-5 approved_by"]);
    desk.next(DAY, &case);
    let late = "2026-10-09";
    let words = [
        "step",
        &case,
        "plan_answered",
        "--set",
        "received_by=客户本人",
        "--set",
        "delivery=window",
    ];
    assert_eq!(desk.refused(late, &words), ["COUNT-6 late_reason"]);
    let plain = desk.plain(late, &["case", &case]);
    assert!(
        plain.contains("可选：供电所原因、客户原因、第三方原因、天气原因"),
        "{plain}"
    );
    let mut unknown = words.to_vec();
    unknown.extend(["--set", "late_reason=忘了"]);
    assert_eq!(
        desk.refused(late, &unknown),
        ["INPUT late_reason", "COUNT-6 late_reason"]
    );
    assert_eq!(desk.next(late, &case), "plan_answered");
}
