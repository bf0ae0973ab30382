//! Damaged appliances from the complaint to the goods taken, DAMAGE-1 to DAMAGE-9.

use serde_json::{Value, json};

use crate::claims::{TODAY, account, limit, number, office, open, refused, step, words};

pub(crate) fn damage(account: &str, found_on: &str) -> Value {
    json!({
        "kind": "damage", "account": account, "found_on": found_on,
        "incident": {
            "occurred_at": "2026-09-24T18:40", "line": "红星村2号台区", "fault": "neutral_broken", "cause": "大风",
        },
        "facts": { "complained_at": "2026-09-24T19:05", "complained_by": "客户本人", "goods_in_words": "电冰箱、电视机" },
        "calculation": { "goods": [
            { "name": "电冰箱", "model": "BCD-180", "category": "motor", "quantity": 1, "price": "2400.00",
              "bought": "2023-05-06", "proof": "发票1", "fault": "压缩机烧毁", "repairable": false },
            { "name": "电视机", "category": "electronics", "quantity": 1, "fault": "无图像", "repairable": true,
              "repair_cost": "120" },
        ] },
    })
}

#[test]
fn damage_2_to_9_from_the_complaint_to_the_goods_taken() {
    let desk = office();
    let account = account(&desk, "resident");
    let opened = open(&desk, "2026-09-25", &damage(&account, "2026-09-25"));
    assert_eq!(
        (&opened["state"], &opened["incident"]),
        (&json!("reported"), &json!("990731-2026-S0001"))
    );
    let number = number(&opened);
    let today = "2026-09-25";
    // 24 hours by the clock, of the incident's first complaint.
    assert_eq!(limit(&desk, today, &number, "DAMAGE-2"), "2026-09-25 open");
    assert_eq!(
        limit(&desk, "2026-09-26", &number, "DAMAGE-2"),
        "2026-09-25 overdue"
    );
    // The seventh day is National Day.
    assert_eq!(limit(&desk, today, &number, "DAMAGE-3"), "2026-10-08 met");
    let visit = |at| {
        [
            at,
            "inspector=陈志强",
            "second_inspector=刘卫东",
            "kept=yes",
            "evidence=照片",
            "findings=零线断线",
        ]
    };
    assert_eq!(
        step(
            &desk,
            today,
            &number,
            "on_site",
            &visit("arrived_at=2026-09-25T19:05")
        ),
        "on_site"
    );
    assert_eq!(limit(&desk, today, &number, "DAMAGE-2"), "2026-09-25 met");
    let back = words(&number, "withdraw", &["reason=时间录错"]);
    desk.done(today, &back);
    let late = visit("arrived_at=2026-09-25T19:06");
    let without = words(&number, "on_site", &late);
    assert_eq!(desk.refused(today, &without), ["COUNT-6 late_reason"]);
    let late = [&late[..], &["late_reason=weather"]].concat();
    step(&desk, today, &number, "on_site", &late);
    assert_eq!(limit(&desk, today, &number, "DAMAGE-2"), "2026-09-25 late");
    let (_, sheet) = desk.printed(today, &[&number, "damage_register"]);
    for words in ["登记日期", "保持原状是", "事故原因大风"] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    let register = [
        "committee=红星村村民委员会",
        "witness=周建",
        "photos=1铭牌",
        "signed_by=客户本人",
    ];
    assert_eq!(
        step(&desk, today, &number, "registered", &register),
        "registered"
    );
    assert_eq!(
        step(&desk, today, &number, "decided", &["decided_by=王芳"]),
        "decided"
    );
    let file = desk.done(today, &["claim", &number]);
    // 40 of 144 months: 2400 × 104 ÷ 144.
    assert_eq!(file["amount"], "1853.33");
    assert_eq!(
        (&file["repairs"], &file["open"]),
        (&json!("120.00"), &json!("1733.33"))
    );
    let wrong = words(
        &number,
        "paid",
        &["amount=1733", "receipt=P1", "received_by=客户本人"],
    );
    assert_eq!(desk.refused(today, &wrong), ["DAMAGE-6 amount"]);
    let pay = ["amount=1733.33", "receipt=P1", "received_by=客户本人"];
    assert_eq!(step(&desk, today, &number, "paid", &pay), "paid");
    let close = words(&number, "closed", &["outcome=已了结"]);
    assert_eq!(desk.refused(today, &close), ["DAMAGE-5 ", "DAMAGE-9 "]);
    let head = desk.plain(today, &["claim", &number]);
    assert!(head.contains("已付清，待修复、收回电器"), "{head}");
    let list = desk.plain(today, &["claim"]);
    assert!(list.contains("已付清，待修复"), "{list}");
    step(
        &desk,
        today,
        &number,
        "goods_taken",
        &["taken_by=陈志强", "stored_at=仓库"],
    );
    step(
        &desk,
        today,
        &number,
        "repaired",
        &["repaired_by=维修部", "parts=same", "accepted_by=客户本人"],
    );
    assert!(!desk.plain(today, &["claim", &number]).contains("，待"));
    assert!(!desk.plain(today, &["claim"]).contains("待修复"));
    assert_eq!(
        step(&desk, today, &number, "closed", &["outcome=已了结"]),
        "closed"
    );
    for form in ["inspection_record", "damage_register", "damage_assessment"] {
        let pdf = desk.path("paper.pdf").display().to_string();
        assert_eq!(
            desk.done(today, &["print", &number, form, "-o", &pdf])["pages"],
            1,
            "{form}"
        );
    }
    assert_eq!(desk.done(today, &["check"])["ok"], true);
}

#[test]
fn damage_2_the_second_household_counts_from_the_first_complaint() {
    let desk = office();
    let account = account(&desk, "resident");
    let first = open(&desk, "2026-09-25", &damage(&account, "2026-09-25"));
    let mut second = damage(&account, "2026-09-26");
    second["incident"] = first["incident"].clone();
    second["facts"]["complained_at"] = json!("2026-09-26T09:00");
    let second = open(&desk, "2026-09-26", &second);
    assert_eq!(second["incident"], first["incident"]);
    assert_eq!(
        limit(&desk, "2026-09-26", &number(&second), "DAMAGE-2"),
        "2026-09-25 overdue"
    );
    let file = desk.done("2026-09-26", &["claim", &number(&second)]);
    assert_eq!(file["others"], json!([first["claim"]]));
    // Nobody was at the first household in time, and nobody at the second at all.
    let visit = [
        "arrived_at=2026-09-25T20:00",
        "late_reason=customer",
        "inspector=陈志强",
        "second_inspector=刘卫东",
        "kept=yes",
        "evidence=照片",
        "findings=零线断线",
    ];
    step(
        &desk,
        "2026-09-26",
        &crate::claims::number(&first),
        "on_site",
        &visit,
    );
    assert_eq!(
        limit(&desk, "2026-09-26", &number(&second), "DAMAGE-2"),
        "2026-09-25 overdue"
    );
    let due = desk.done("2026-09-26", &["due"]);
    let last = due
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["rule"] == "DAMAGE-3");
    assert_eq!(
        last.map(|one| one["due"].clone()).collect::<Vec<_>>(),
        ["2026-10-08"]
    );
}

#[test]
fn damage_3_out_of_time_the_supervisor_decides() {
    let desk = office();
    let account = account(&desk, "resident");
    // 1 October is the seventh day; the 8th is the first working day after the holiday.
    let opened = open(&desk, "2026-10-08", &damage(&account, "2026-10-08"));
    assert_eq!(opened["state"], "reported");
    let opened = open(&desk, "2026-10-09", &damage(&account, "2026-10-09"));
    assert_eq!(opened["state"], "out_of_time");
    let number = number(&opened);
    let admit = |who| {
        words(
            &number,
            "admitted",
            &[who, "reason=外出", "basis=村委会证明"],
        )
    };
    let settings = desk.done(TODAY, &["settings"]);
    let operators = settings["operators"].as_array().unwrap().clone();
    let of_role = |role: &str| {
        let found = operators.iter().find(|one| one["role"] == role).unwrap();
        format!("approver={}", found["name"].as_str().unwrap())
    };
    let (clerk, supervisor) = (of_role("clerk"), of_role("supervisor"));
    assert_eq!(
        desk.refused("2026-10-09", &admit(&clerk)),
        ["AUDIT-2 approver"]
    );
    let done = desk.done("2026-10-09", &admit(&supervisor));
    assert_eq!(done["state"], "reported");
}

#[test]
fn damage_1_and_8_residents_only_and_not_liable_where_confirmed() {
    let desk = office();
    let low = account(&desk, "low_voltage");
    assert_eq!(
        refused(&desk, "2026-09-25", &damage(&low, "2026-09-25")),
        ["DAMAGE-1 account"]
    );
    let account = account(&desk, "resident");
    let number = number(&open(&desk, "2026-09-25", &damage(&account, "2026-09-25")));
    let short = words(&number, "not_liable", &["ground=third_party", "proof=证明"]);
    let lacking = desk.refused("2026-09-26", &short);
    assert_eq!(lacking, ["INPUT authority", "INPUT confirmed_on"]);
    let ground = [
        "ground=third_party",
        "proof=证明",
        "authority=县电力管理部门",
        "confirmed_on=2026-09-26",
    ];
    assert_eq!(
        step(&desk, "2026-09-26", &number, "not_liable", &ground),
        "not_liable"
    );
    assert_eq!(
        step(
            &desk,
            "2026-09-27",
            &number,
            "closed",
            &["outcome=不负责任"]
        ),
        "closed"
    );
}

/// A claim of a household that was visited on the day.
pub(crate) fn visited(desk: &crate::support::Desk, today: &str) -> String {
    let account = account(desk, "resident");
    let number = number(&open(desk, today, &damage(&account, today)));
    let visit = [
        "arrived_at=2026-09-25T09:00",
        "inspector=陈志强",
        "second_inspector=刘卫东",
        "kept=yes",
        "evidence=照片",
        "findings=零线断线",
    ];
    step(desk, today, &number, "on_site", &visit);
    number
}

pub(crate) const REGISTER: [&str; 4] = [
    "committee=红星村村民委员会",
    "witness=周建",
    "photos=1铭牌",
    "signed_by=客户本人",
];

#[test]
fn damage_4_registered_with_the_committee_and_signed_before_anything_is_decided() {
    let (desk, today) = (office(), "2026-09-25");
    let number = visited(&desk, today);
    let decide = words(&number, "decided", &["decided_by=王芳"]);
    assert_eq!(desk.refused(today, &decide), ["DAMAGE-6 step"]);
    for (index, field) in REGISTER.iter().enumerate() {
        let mut rest = REGISTER.to_vec();
        rest.remove(index);
        let name = field.split('=').next().unwrap();
        let refused = desk.refused(today, &words(&number, "registered", &rest));
        assert_eq!(refused, [format!("INPUT {name}")]);
    }
    assert_eq!(
        step(&desk, today, &number, "registered", &REGISTER),
        "registered"
    );
    let (_, sheet) = desk.printed(today, &[&number, "damage_register"]);
    for words in ["红星村村民委员会", "BCD-180", "压缩机烧毁", "2023-05-06"] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
}

#[test]
fn damage_8_each_ground_needs_a_county_authority() {
    let (desk, today) = (office(), "2026-09-25");
    let number = visited(&desk, today);
    let rest = [
        "proof=证明",
        "authority=县电力管理部门",
        "confirmed_on=2026-09-25",
    ];
    for ground in ["force_majeure", "third_party", "own_fault", "product"] {
        let ground = format!("ground={ground}");
        let whole = [&[ground.as_str()], &rest[..]].concat();
        for lacking in 1..whole.len() {
            let mut short = whole.clone();
            let name = short.remove(lacking).split('=').next().unwrap();
            let refused = desk.refused(today, &words(&number, "not_liable", &short));
            assert_eq!(refused, [format!("INPUT {name}")]);
        }
        assert_eq!(
            step(&desk, today, &number, "not_liable", &whole),
            "not_liable"
        );
        desk.done(today, &words(&number, "withdraw", &["reason=录错"]));
    }
    let other = [&["ground=old_age"], &rest[..]].concat();
    let refused = desk.refused(today, &words(&number, "not_liable", &other));
    assert_eq!(refused, ["INPUT ground"]);
}

#[test]
fn damage_9_goods_are_taken_once_paid_for_and_a_dispute_goes_to_the_county() {
    let (desk, today) = (office(), "2026-09-25");
    let number = visited(&desk, today);
    step(&desk, today, &number, "registered", &REGISTER);
    step(&desk, today, &number, "decided", &["decided_by=王芳"]);
    let take = ["taken_by=陈志强", "stored_at=仓库"];
    let early = desk.refused(today, &words(&number, "goods_taken", &take));
    assert_eq!(early, ["DAMAGE-9 step"]);
    let dispute = |to: &str| words(&number, "disputed", &["opinion=价格不对", to]).join("|");
    let office_itself = dispute("to=office");
    let refused = desk.refused(today, &office_itself.split('|').collect::<Vec<_>>());
    assert_eq!(refused, ["INPUT to"]);
    let opinion = ["opinion=价格不对", "to=mediation"];
    assert_eq!(
        step(&desk, today, &number, "disputed", &opinion),
        "disputed"
    );
    step(&desk, today, &number, "decided", &["decided_by=王芳"]);
    let pay = ["amount=1733.33", "receipt=P1", "received_by=客户本人"];
    step(&desk, today, &number, "paid", &pay);
    assert_eq!(
        step(&desk, today, &number, "goods_taken", &take),
        "goods_taken"
    );
}
