//! What the papers of a case say: the index of its dossier, the days on which papers came, words for the customer.

use serde_json::{Value, json};

use crate::classes::{DAY, accept, office, step, walk};
use crate::support::Desk;

/// A case at the window on a day, for which a paper is missing.
fn waiting(desk: &Desk, day: &str) -> String {
    let accepted = desk.accept(day, |application| {
        application["documents"]["DOC-1.1"] = "missing".into();
        application["documents"]["DOC-1.2"] = "missing".into();
    });
    assert_eq!(accepted["state"], "waiting");
    accepted["case"].as_str().unwrap().to_owned()
}

fn accepted_on(desk: &Desk, case: &str) -> Value {
    desk.done("2026-10-20", &["case", case])["accepted_on"].clone()
}

#[test]
fn count_6_a_paper_is_recorded_with_the_day_on_which_it_came() {
    let desk = Desk::new();
    let case = waiting(&desk, "2026-09-24");
    let today = "2026-10-09";
    let bring = |paper: &str, on: &str| {
        vec![
            "documents".to_owned(),
            case.clone(),
            paper.to_owned(),
            "--on".to_owned(),
            on.to_owned(),
        ]
    };
    let refused = |paper: &str, on: &str| {
        let words = bring(paper, on);
        desk.refused(today, &words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(refused("DOC-1.1=copy", "2026-10-10"), ["COUNT-6 on"]);
    assert_eq!(refused("DOC-1.1=copy", "2026-09-23"), ["COUNT-6 on"]);
    assert_eq!(refused("DOC-1.1=copy", "2026-13-01"), ["INPUT on"]);
    let done = |paper: &str, on: &str| {
        let words = bring(paper, on);
        desk.done(today, &words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    // Typed in the other way round: the last to come counts, not the last to be typed.
    assert_eq!(done("DOC-1.2=copy", "2026-09-30")["state"], "waiting");
    assert_eq!(done("DOC-1.1=copy", "2026-09-28")["state"], "accepted");
    assert_eq!(accepted_on(&desk, &case), "2026-09-30");
    let limits = desk.done(today, &["case", &case])["deadlines"].clone();
    assert_eq!(limits[0]["from"], "2026-09-30");

    // A better one later: what the acceptance rested on came on its own day.
    desk.done(today, &["documents", &case, "DOC-1.1=both"]);
    assert_eq!(desk.done(today, &["check"])["ok"], true);
    assert_eq!(refused("DOC-1.1=both", "2026-10-08"), ["COUNT-6 on"]);
    assert_eq!(done("DOC-1.1=both", "2026-09-29")["state"], "accepted");
    assert_eq!(accepted_on(&desk, &case), "2026-09-30");

    // For the auditor, whenever it is typed in: the wall clock is after all of these days.
    let history = desk.done(today, &["history", &case]);
    let events = history["events"].as_array().unwrap().iter();
    let typed: Vec<&Value> = events
        .filter(|event| event["act"] == "documents")
        .map(|event| &event["detail"])
        .collect();
    assert_eq!(typed.len(), 4);
    assert_eq!(
        (&typed[0]["on"], &typed[0]["late_entry"]),
        (&json!("2026-09-30"), &json!(true))
    );
    let listed = desk.done(today, &["summary", "2026-09"])["late_entries"].clone();
    let listed = listed.as_array().unwrap().iter();
    let mut days: Vec<&str> = listed
        .filter(|entry| entry["step"] == "documents" && entry["step_name"] == "登记资料")
        .map(|entry| entry["on"].as_str().unwrap())
        .collect();
    days.sort_unstable();
    assert_eq!(
        days,
        ["2026-09-29", "2026-09-30"],
        "each paper as it was typed last"
    );
}

#[test]
fn doc_8_a_step_is_not_done_before_its_papers_came() {
    let desk = office();
    let words = ["new_connection", "--class", "low_voltage"];
    let case = accept(&desk, &words, |_| {});
    walk(&desk, &case, "construction_cleared");
    let later = "2026-06-10";
    let whole = desk.done(later, &["case", &case]);
    let asked = whole["documents"].as_array().unwrap().iter();
    let asked: Vec<String> = asked
        .filter(|line| line["enough"] == false)
        .map(|line| format!("{}=both", line["code"].as_str().unwrap()))
        .collect();
    assert_eq!(asked.len(), 6);
    let mut words = vec!["documents", &case, "--on", "2026-06-08"];
    words.extend(asked.iter().map(String::as_str));
    desk.done(later, &words);
    let apply = |on: &'static str| {
        [
            "step",
            &case,
            "completion_applied",
            "--on",
            on,
            "--set",
            "applied_by=张三",
        ]
    };
    assert_eq!(desk.refused(later, &apply("2026-06-05")), ["DOC-7 on"; 6]);
    desk.done(later, &apply("2026-06-08"));
    let code = asked[0].strip_suffix("=both").unwrap();
    let missing = format!("{code}=missing");
    assert_eq!(
        desk.refused(later, &["documents", &case, &missing]),
        ["DOC-7 "]
    );
    let again = ["documents", &case, &asked[0], "--on", later];
    assert_eq!(desk.refused(later, &again), ["COUNT-6 on"]);
    let before = ["documents", &case, &asked[0], "--on", "2026-05-31"];
    assert_eq!(desk.refused(later, &before), ["COUNT-6 on"]);
    assert_eq!(desk.done(later, &["check"])["ok"], true);
}

/// Everything that a case has printed, text by text.
fn texts(desk: &Desk, case: &str) -> Vec<(String, String)> {
    let folder = desk.path("all");
    let all = ["print", "--all", case, "-o", folder.to_str().unwrap()];
    let papers = desk.done(DAY, &all)["papers"].clone();
    let papers = papers.as_array().unwrap().iter();
    papers
        .map(|paper| {
            let form = paper["form"].as_str().unwrap();
            let round = paper["round"].as_u64().map(|round| round.to_string());
            let mut words = vec![case, form];
            words.extend(round.iter().flat_map(|round| ["--round", round]));
            (form.to_owned(), desk.printed(DAY, &words).1)
        })
        .collect()
}

/// Whether `NEW-3` or the like stands in a text.
fn names_a_rule(text: &str) -> Option<String> {
    let rules = [
        "COUNT", "DOC", "NEW", "MOVE", "REMOVE", "RECLASS", "CLOSE", "SPLIT", "TRANSFER",
        "SUSPEND", "TARIFF", "AUDIT", "INPUT",
    ];
    let named = rules.iter().map(|rule| format!("{rule}-"));
    named.into_iter().find(|rule| text.contains(rule))
}

#[test]
fn new_6_the_index_lists_every_paper_in_the_order_of_the_work() {
    let desk = office();
    let case = accept(
        &desk,
        &["new_connection", "--class", "high_voltage"],
        |_| {},
    );
    desk.done(DAY, &["print", &case, "survey_sheet"]);
    walk(&desk, &case, "construction_cleared");
    let rectify = format!("rectify_by={DAY}");
    step(&desk, &case, "fail", &[&rectify]);
    desk.done(DAY, &["print", &case, "midway_inspection"]);
    desk.done(DAY, &["print", &case, "midway_inspection", "--round", "2"]);
    walk(&desk, &case, "filed");
    for (form, text) in texts(&desk, &case) {
        assert_eq!(names_a_rule(&text), None, "{form}: {text}");
    }
    let (_, text) = desk.printed(DAY, &[&case, "dossier_index"]);
    let places = [
        "高压客户新装用电申请表",
        "受理回执",
        "现场查勘单第1次第1版",
        "已换第2版",
        "现场查勘单第1次第2版",
        "供电方案审批单第1次",
        "供电方案答复单第1版2026-06-01",
        "原件已核",
        "高压受电工程设计方案审查工作单第1次",
        "准予施工通知单",
        "高压受电工程中间检查工作单第1次第1版2026-06-011不通过",
        "高压受电工程中间检查工作单第2次第1版2026-06-01（1）已换第2版",
        "高压受电工程中间检查工作单第2次第2版",
        "高压受电工程竣工验收申请第1次",
        "竣工检验意见单第1次",
        "高压供用电合同",
        "装拆表工作单",
    ];
    let mut from = 0;
    for words in places {
        let found = text[from..].find(words);
        let Some(found) = found else {
            panic!("{words} does not follow in {text}");
        };
        from += found + words.len();
    }
}

#[test]
fn a_customer_is_told_of_a_missing_calendar_and_of_what_fits_in_his_own_words() {
    let desk = Desk::new();
    let day = "2026-12-30";
    let accepted = desk.accept(day, |_| {});
    let case = accepted["case"].as_str().unwrap();
    let (_, text) = desk.printed(day, &[case, "acceptance_receipt"]);
    assert!(
        text.contains("放假安排公布以后期限有变的，我们会告诉您"),
        "{text}"
    );
    assert_eq!(names_a_rule(&text), None, "{text}");
    let accepted = desk.accept("2026-09-24", |_| {});
    let case = accepted["case"].as_str().unwrap();
    let (_, text) = desk.printed(day, &[case, "acceptance_receipt"]);
    assert!(!text.contains("放假安排公布"), "{text}");

    assert!(
        text.contains("（当日不计）") && text.contains("名义期限遇休息日"),
        "{text}"
    );
    assert!(text.contains("本次出具"), "{text}");

    let mut tenant = desk.done(day, &["template", "new_connection", "--tenant"]);
    tenant["landlord"] = json!(null);
    let file = desk.file("away.json", tenant.to_string());
    let refused = desk.done(day, &["refuse", &file, "--reason", "资料不符"]);
    assert_eq!(refused["rules"][0]["rule"], "DOC-2");
    let number = refused["refusal"].as_str().unwrap();
    let (_, text) = desk.printed(day, &[number, "refusal_notice"]);
    assert_eq!(names_a_rule(&text), None, "{text}");
    assert!(text.contains("》）"), "the book that it stands in: {text}");

    // The month's lists say where it stands; the record for machines keeps the rule.
    let month = desk.done(day, &["summary", &day[..7]]);
    let turned_away = &month["refusals"][0];
    assert_eq!(turned_away["rules"], json!(["DOC-2"]));
    let grounds = turned_away["grounds"][0].as_str().unwrap();
    let shown = desk.plain(day, &["summary", &day[..7]]);
    let line = shown.lines().find(|line| line.contains(number)).unwrap();
    assert!(line.contains(grounds) && !line.contains("DOC-2"), "{line}");
}

#[test]
fn new_3_each_of_two_sources_has_its_line_and_its_connection_point() {
    let desk = office();
    let words = ["new_connection", "--class", "high_voltage", "--sources"];
    let two = accept(&desk, &[&words[..], &["dual"]].concat(), |_| {});
    walk(&desk, &two, "plan_answered");
    let lines =
        "第一路（主供）：石桥35kV变电站10kV石桥线；第二路（备用）：桥东35kV变电站10kV桥东线";
    for form in ["survey_sheet", "plan_approval", "plan_answer"] {
        let (_, text) = desk.printed(DAY, &[&two, form]);
        assert!(
            text.contains("（备用）：10kV桥东线17号杆"),
            "{form}: {text}"
        );
        assert!(
            form == "survey_sheet" || text.contains(lines),
            "{form}: {text}"
        );
    }
    let one = accept(&desk, &[&words[..], &["single"]].concat(), |_| {});
    let next = desk.done(DAY, &["case", &one])["next"][0].to_string();
    assert!(!next.contains("second_connection_point"), "{next}");
}

#[test]
fn new_3_what_the_survey_found_of_the_industry_goes_on_to_plan_and_contract() {
    let desk = office();
    let words = ["new_connection", "--class", "low_voltage"];
    let case = accept(&desk, &words, |application| {
        application["industry"] = "零售".into();
    });
    let suggested = |desk: &Desk| {
        let next = desk.done(DAY, &["case", &case])["next"][0].clone();
        let fields = next["fields"].as_array().unwrap().clone();
        let field = fields.into_iter().find(|field| field["name"] == "industry");
        field.unwrap()["example"].clone()
    };
    assert_eq!(suggested(&desk), "零售");
    step(&desk, &case, "pass", &["industry=餐饮"]);
    assert_eq!(suggested(&desk), "餐饮");
    let (_, text) = desk.printed(DAY, &[&case, "survey_sheet"]);
    assert!(text.contains("行业零售餐饮"), "{text}");
}

#[test]
fn a_blank_receipt_says_what_is_known_of_the_office() {
    let desk = Desk::new();
    desk.done("2026-10-20", &["settings", "office.phone=0739-5012345"]);
    let (_, text) = desk.printed("2026-10-20", &["--blank", "acceptance_receipt"]);
    assert!(text.contains("请拨打0739-5012345"), "{text}");
    assert!(text.contains("请拨打95598"), "{text}");
    assert!(text.contains("右上角印有条形码的"), "{text}");
}

#[test]
fn new_6_the_index_marks_the_contract_that_was_signed() {
    let desk = office();
    for (class, paper, title) in [
        ("low_voltage", "low_voltage_contract", "低压供用电合同"),
        ("resident", "resident_application", "居民客户新装用电申请表"),
    ] {
        let case = accept(&desk, &["new_connection", "--class", class], |_| {});
        let print = || {
            let pages = desk.done(DAY, &["print", &case, paper])["pages"].clone();
            pages.as_u64().unwrap()
        };
        let index = || desk.printed(DAY, &[&case, "dossier_index"]).1;
        let resident = class == "resident";
        walk(&desk, &case, if resident { "survey" } else { "inspected" });
        let draft = print();
        if resident {
            walk(&desk, &case, "inspected");
        }
        let agent = ["office_agent=李勇"];
        step(&desk, &case, "pass", if resident { &[] } else { &agent });
        let signed = print();
        walk(&desk, &case, "contract_signed");
        let line =
            |issue: u32, pages: &str, note: &str| format!("{title}第{issue}版{DAY}{pages}{note}");
        walk(&desk, &case, "energised");
        let later = print();
        let text = index();
        for line in [
            line(1, &format!("（{draft}）"), "已换第2版"),
            line(2, &signed.to_string(), "签订的一版"),
            line(3, &format!("（{later}）"), "签订以后印的"),
        ] {
            assert!(text.contains(&line), "{line} is not in {text}");
        }
        let others = desk.done(DAY, &["case", &case])["prints"].clone();
        let others = others.as_array().unwrap().iter();
        assert_eq!(others.count(), 4, "three issues and the index");
        assert!(text.contains(&format!("合计{signed}")), "{text}");
    }
}

#[test]
fn new_6_the_index_dates_a_paper_by_the_day_that_it_bears() {
    let desk = Desk::new();
    let day = "2026-09-24";
    let case = waiting(&desk, day);
    let (_, text) = desk.printed(day, &[&case, "missing_documents_notice"]);
    assert!(text.contains(&format!("告知日期{day}")), "{text}");
    desk.done(
        "2026-09-25",
        &["documents", &case, "DOC-1.1=copy", "DOC-1.2=copy"],
    );
    while desk.next("2026-09-25", &case) != "filed" {}
    let (_, text) = desk.printed("2026-09-28", &[&case, "dossier_index"]);
    let line = format!("业务办理一次性告知单第1版{day}");
    assert!(text.contains(&line), "{text}");
}

#[test]
fn doc_6_the_notice_at_a_later_step_speaks_of_that_step() {
    let desk = office();
    let words = ["new_connection", "--class", "high_voltage"];
    let case = accept(&desk, &words, |_| {});
    walk(&desk, &case, "plan_answered");
    let notice = "missing_documents_notice";
    let (_, text) = desk.printed(DAY, &[&case, notice]);
    assert!(text.contains("资料补齐后才能办“设计资料送审”"), "{text}");
    assert!(!text.contains("补齐并受理"), "{text}");
    let lacking = || -> Vec<String> {
        let whole = desk.done(DAY, &["case", &case]);
        let lines = whole["documents"].as_array().unwrap().iter();
        let lines = lines.filter(|line| line["enough"] == false);
        lines
            .map(|line| format!("{}=both", line["code"].as_str().unwrap()))
            .collect()
    };
    let all = lacking();
    let first = desk.done(DAY, &["documents", &case, &all[0]]);
    assert_eq!(first["state"], "accepted");
    assert_eq!(first["missing"].as_array().unwrap().len(), all.len() - 1);
    assert_eq!(first["missing"][0]["rule"], "DOC-6");
    let mut words = vec!["documents", &case];
    words.extend(all[1..].iter().map(String::as_str));
    let text = desk.plain(DAY, &words);
    assert!(
        text.contains("资料已齐") && !text.contains("还缺"),
        "{text}"
    );

    let desk = Desk::new();
    let case = waiting(&desk, "2026-09-24");
    let (_, text) = desk.printed("2026-09-24", &[&case, notice]);
    assert!(
        text.contains("办理时限从资料补齐并受理的次日起计算"),
        "{text}"
    );
    assert!(!text.contains("申请已经受理"), "{text}");
}

const FEE: &str =
    r#"[{"item":"高可靠性供电费","unit_price":"100","count":"315","basis":"公示收费表"}]"#;

#[test]
fn new_5_the_sheet_of_approval_shows_what_is_approved() {
    let desk = office();
    let case = accept(
        &desk,
        &["new_connection", "--class", "high_voltage"],
        |_| {},
    );
    walk(&desk, &case, "survey");
    step(&desk, &case, "pass", &[&format!("fees={FEE}")]);
    let sheet = |form: &str| desk.printed(DAY, &[&case, form]).1;
    let terms = [
        "产权分界点10kV石桥线42号杆令克下桩头",
        "变压器S11-315kVA2台，客户自备",
        "无功补偿96kvar",
        "高可靠性供电费",
        "31,500.00",
    ];
    let has = |text: &str| {
        for words in terms {
            assert!(text.contains(words), "{words} is not in {text}");
        }
    };
    has(&sheet("plan_approval"));
    step(&desk, &case, "fail", &["opinion=费用算错"]);
    step(&desk, &case, "pass", &["fees=[]"]);
    let first = ["print", &case, "plan_approval", "--round", "1"];
    desk.done(DAY, &first);
    has(&desk
        .printed(DAY, &[&case, "plan_approval", "--round", "1"])
        .1);
    let second = desk
        .printed(DAY, &[&case, "plan_approval", "--round", "2"])
        .1;
    assert!(!second.contains("高可靠性"), "{second}");

    let case = accept(&desk, &["new_connection"], |_| {});
    walk(&desk, &case, "plan_approved");
    for form in ["plan_approval", "plan_answer"] {
        let (_, text) = desk.printed(DAY, &[&case, form]);
        assert!(text.contains("产权分界点电能表出线端"), "{text}");
        assert!(
            !text.contains("无功补偿") && !text.contains("变压器S"),
            "{text}"
        );
    }
}

#[test]
fn new_8_a_notice_of_nothing_to_pay_is_not_printed() {
    let desk = office();
    let settling = |case: &str| {
        let whole = desk.done(DAY, &["case", case]);
        let next = whole["next"].as_array().unwrap().iter();
        let mut next = next.filter(|next| next["step"] == "fees_settled");
        next.next().unwrap()["form"].clone()
    };
    let case = accept(&desk, &["new_connection"], |_| {});
    walk(&desk, &case, "plan_answered");
    assert_eq!(
        desk.refused(DAY, &["print", &case, "fee_notice"]),
        ["INPUT form"]
    );
    assert_eq!(settling(&case), Value::Null);

    let case = accept(&desk, &["new_connection"], |_| {});
    walk(&desk, &case, "survey");
    step(&desk, &case, "pass", &[&format!("fees={FEE}")]);
    walk(&desk, &case, "plan_approved");
    let due = format!("fees_due_on={DAY}");
    step(&desk, &case, "pass", &[&due]);
    assert_eq!(settling(&case), "fee_notice");
    let (_, text) = desk.printed(DAY, &[&case, "fee_notice"]);
    for words in ["高可靠性供电费", "31,500.00", &format!("交费截止日{DAY}")] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn new_1_a_survey_that_passed_says_what_it_found_as_applied_for() {
    let desk = office();
    let sheet = |case: &str| desk.printed(DAY, &[case, "survey_sheet"]).1;
    let case = accept(&desk, &["new_connection"], |_| {});
    let before = sheet(&case);
    for absent in ["与申请一致", "原有容量", "改类"] {
        assert!(!before.contains(absent), "{absent}: {before}");
    }
    step(&desk, &case, "pass", &["found_capacity=6"]);
    let text = sheet(&case);
    for words in ["kW6kW", "用电用途住宅生活与申请一致"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    for unasked in ["220V（单相）与申请一致", "居民生活与申请一致"] {
        assert!(!text.contains(unasked), "{unasked}: {text}");
    }
    let case = accept(&desk, &["new_connection"], |_| {});
    step(&desk, &case, "fail", &[]);
    assert!(!sheet(&case).contains("与申请一致"), "nobody was there");
    let case = accept(&desk, &["capacity_increase"], |_| {});
    let text = sheet(&case);
    assert!(
        text.contains("原有容量") && !text.contains("改类"),
        "{text}"
    );
    let words = ["reclassification", "--class", "low_voltage"];
    let case = accept(&desk, &words, |_| {});
    step(&desk, &case, "pass", &[]);
    let text = sheet(&case);
    assert!(
        text.contains("改类结论") && !text.contains("具备供电条件"),
        "{text}"
    );
}
