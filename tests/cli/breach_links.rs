//! What a change's paper says of doing it without asking, and the claim that it then is.

use serde_json::json;

use crate::claims::{TODAY, account, breach, number, open, refused};
use crate::classes::{DAY, accept, office, walk};
use crate::support::Desk;

/// What a work order of a change says once its case has come this far.
fn order(kind: &str, class: &str, last: &str, form: &str) -> String {
    let desk = office();
    let case = accept(&desk, &[kind, "--class", class], |_| {});
    walk(&desk, &case, last);
    desk.printed(DAY, &[&case, form]).1
}

/// The amount of a claim of a breach, and its notice.
fn noticed(desk: &Desk, account: &str, calculation: serde_json::Value) -> (String, String) {
    let opened = open(desk, TODAY, &breach(account, calculation, json!({})));
    let (_, notice) = desk.printed(TODAY, &[&number(&opened), "liability_notice"]);
    (opened["amount"].as_str().unwrap().to_owned(), notice)
}

#[test]
fn move_3_a_meter_moved_by_oneself_is_breach_4() {
    let order = order(
        "relocation",
        "resident",
        "fees_settled",
        "relocation_work_order",
    );
    assert!(
        order.contains("自行移动表位的，无论什么原因，都属于违约用电"),
        "{order}"
    );
    let desk = crate::claims::office();
    let home = account(&desk, "resident");
    let (amount, notice) = noticed(&desk, &home, json!({ "rule": "BREACH-4", "times": "2" }));
    assert_eq!(amount, "1000.00");
    assert!(notice.contains("违约责任二、4：擅自移动"), "{notice}");
}

#[test]
fn remove_7_a_meter_taken_off_by_oneself_is_breach_4() {
    let order = order(
        "removal",
        "low_voltage",
        "formalities",
        "removal_work_order",
    );
    assert!(
        order.contains("自行拆表或者自行接电的，无论什么原因，都属于违约用电"),
        "{order}"
    );
    let desk = crate::claims::office();
    let shop = account(&desk, "low_voltage");
    let (amount, _) = noticed(&desk, &shop, json!({ "rule": "BREACH-4", "times": "1" }));
    assert_eq!(amount, "5000.00");
}

#[test]
fn reclass_4_the_class_changed_without_asking_is_breach_1() {
    let order = order(
        "reclassification",
        "low_voltage",
        "price_changed",
        "reclassification_work_order",
    );
    assert!(order.contains("擅自改变用电类别的属于违约用电"), "{order}");
    let desk = crate::claims::office();
    let home = account(&desk, "resident");
    let monthly =
        json!({ "rule": "BREACH-1", "by": "monthly", "difference": "100", "months": "2" });
    let (amount, _) = noticed(&desk, &home, monthly);
    // 2 months' difference, and twice that.
    assert_eq!(amount, "600.00");
}

#[test]
fn suspend_11_only_a_suspension_of_the_account_can_be_used_without_leave() {
    let desk = crate::claims::office();
    let works = account(&desk, "high_voltage");
    let calculation =
        json!({ "rule": "BREACH-3", "two_part": true, "basic_fee": "2800", "months": "1" });
    let facts = json!({ "seal": "F0009", "suspension": "990731-2026-00099" });
    let unknown = breach(&works, calculation, facts);
    assert_eq!(
        refused(&desk, TODAY, &unknown),
        ["BREACH-3 facts.suspension"]
    );
}

#[test]
fn new_8_the_plan_s_answer_leaves_the_choice_to_the_customer_and_names_nobody() {
    for class in ["resident", "low_voltage", "high_voltage"] {
        let desk = office();
        let case = accept(&desk, &["new_connection", "--class", class], |_| {});
        walk(&desk, &case, "plan_answered");
        let (_, answer) = desk.printed(DAY, &[&case, "plan_answer"]);
        let free = "由您在有相应资质的单位中自主选择，我们不指定、不推荐任何单位";
        assert!(answer.contains(free), "{class}: {answer}");
    }
}
