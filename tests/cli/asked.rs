//! Papers say what was asked and is known, and nothing else.

use serde_json::{Value, json};

use crate::classes::{DAY, accept, office, step, step_words, walk};
use crate::support::Desk;

/// The text of a paper of a case, without blanks.
fn text(desk: &Desk, case: &str, form: &str) -> String {
    let file = desk.path(&format!("{form}.pdf"));
    desk.done(DAY, &["print", case, form, "-o", file.to_str().unwrap()]);
    let document = lopdf::Document::load(&file).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn has(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

fn has_not(text: &str, unwanted: &[&str]) {
    for words in unwanted {
        assert!(!text.contains(words), "{words} is in {text}");
    }
}

#[test]
fn new_9_the_multiplier_is_the_ratio_of_the_transformers_fitted() {
    let desk = office();
    let words = ["new_connection", "--class", "high_voltage"];
    let case = accept(&desk, &words, |_| {});
    walk(&desk, &case, "contract_signed");
    let energise = |multiplier: &str, ratios: &[(&str, &str)]| {
        let row = |(kind, ratio): &(&str, &str)| json!({"action":"装","kind":kind,"ratio":ratio});
        let rows: Vec<Value> = ratios.iter().map(row).collect();
        let rows = format!("transformers={}", Value::from(rows));
        let with = [rows, format!("multiplier={multiplier}")];
        let with: Vec<&str> = with.iter().map(String::as_str).collect();
        let words = step_words(&desk, &case, "pass", &with);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        desk.run(DAY, &words)
    };
    let current = ("电流互感器", "100/5");
    let voltage = ("电压互感器", "10/0.1");
    for (multiplier, ratios, field, wanted) in [
        (
            "20",
            &[current, voltage][..],
            "multiplier",
            "综合倍率应为2000，现在是20",
        ),
        (
            "1999",
            &[current, voltage],
            "multiplier",
            "电流互感器变比100/5，电压互感器变比10/0.1",
        ),
        (
            "20",
            &[current, ("电流互感器", "150/5")],
            "transformers",
            "不一致",
        ),
        (
            "20",
            &[("电流互感器", "一百比五")],
            "transformers",
            "读不懂",
        ),
    ] {
        let (code, refused) = energise(multiplier, ratios);
        assert_eq!(code, 2, "{ratios:?}");
        let refused = &refused["refused"][0];
        assert_eq!(refused["field"], field, "{refused}");
        assert!(
            refused["message"].as_str().unwrap().contains(wanted),
            "{refused}"
        );
    }
    assert_eq!(energise("2000", &[current, current, voltage]).0, 0);
    let order = text(&desk, &case, "meter_work_order");
    has_not(&order, &["额定电压10kV"]);
}

#[test]
fn new_4_the_work_order_names_the_meter_taken_off() {
    let desk = office();
    let case = accept(&desk, &["capacity_increase"], |_| {});
    walk(&desk, &case, "contract_signed");
    let whole = desk.done(DAY, &["case", &case]);
    let fields = whole["next"][0]["fields"].as_array().unwrap();
    let meter = fields
        .iter()
        .find(|field| field["name"] == "meter")
        .unwrap();
    let old = meter["example"].as_str().unwrap();
    has(&text(&desk, &case, "meter_work_order"), &[old]);
    step(
        &desk,
        &case,
        "pass",
        &["meter=NEW123", "reading=0", "old_reading=99999"],
    );
    has(
        &text(&desk, &case, "meter_work_order"),
        &["NEW123", "原有的电能表", old, "99999kWh"],
    );
}

#[test]
fn an_increase_does_not_say_none_of_what_was_never_asked() {
    let desk = office();
    let words = ["capacity_increase", "--class", "high_voltage"];
    let case = accept(&desk, &words, |application| {
        for field in ["nonlinear", "motors", "important_grade", "security_load"] {
            application.as_object_mut().unwrap().remove(field);
        }
        application["own_generation"] = "柴油发电机120kW".into();
    });
    let form = text(&desk, &case, "high_voltage_change_application");
    has(&form, &["柴油发电机120kW"]);
    has_not(
        &form,
        &["非线性负荷无", "高压电动机无", "重要等级无", "保安负荷无"],
    );
    let list = text(&desk, &case, "equipment_list");
    has(&list, &["清单范围", "原有设备请手写补全"]);
    let case = accept(&desk, &["new_connection", "--class", "low_voltage"], |_| {});
    has(&text(&desk, &case, "equipment_list"), &["全部设备"]);
}

#[test]
fn new_9_the_multiplier_is_what_the_plan_s_transformers_make() {
    let desk = office();
    let planned = |class: &str, plan: &[&str]| {
        let case = accept(&desk, &["new_connection", "--class", class], |_| {});
        step(&desk, &case, "pass", &[]);
        step(&desk, &case, "pass", plan);
        walk(&desk, &case, "contract_signed");
        case
    };
    let points = r#"metering_points=[{"receiving_point":"配电房","place":"计量柜","mode":"高供高计","ct":"50/5 0.2S级","pt":"10/0.1 0.2级","active":"0.5S级"}]"#;
    for (class, plan, wanted) in [
        ("low_voltage", &["ct_ratio=150/5"][..], "30"),
        ("low_voltage", &["ct_ratio=无"], "20"),
        ("high_voltage", &[points], "1000"),
    ] {
        let case = planned(class, plan);
        let whole = desk.done(DAY, &["case", &case]);
        let fields = whole["next"][0]["fields"].as_array().unwrap().iter();
        let mut named = fields.filter(|field| field["name"] == "multiplier");
        let field = named.next().unwrap();
        assert_eq!(field["example"], wanted, "{class}");
        for (other, said) in [("", "没有填"), ("1", "现在是1")] {
            let words = step_words(&desk, &case, "pass", &[&format!("multiplier={other}")]);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let (code, refused) = desk.run(DAY, &words);
            let refused = &refused["refused"][0];
            assert!(code == 2 && refused["rule"] == "NEW-9", "{refused}");
            let message = refused["message"].as_str().unwrap();
            assert!(
                message.contains(&format!("应为{wanted}，{said}")),
                "{message}"
            );
        }
        step(&desk, &case, "pass", &[]);
        let account = desk.done(DAY, &["case", &case])["account"].clone();
        let account = desk.done(DAY, &["customer", account.as_str().unwrap()]);
        assert_eq!(account["meters"][0]["multiplier"], wanted);
    }
    let direct = ["ct_ratio=无", "meters=三相四线5(60) A 1只"];
    let case = planned("low_voltage", &direct);
    step(&desk, &case, "pass", &["meter=D1"]);
}

#[test]
fn a_contract_of_two_sources_names_each_and_its_term_before_it_is_signed() {
    let desk = office();
    desk.done(DAY, &["settings", "contract.term_years=10"]);
    let words = [
        "new_connection",
        "--class",
        "high_voltage",
        "--sources",
        "dual",
    ];
    let case = accept(&desk, &words, |application| {
        application["sources"][0]["line"] = "dedicated".into();
        application["sources"][1]["line"] = "public".into();
    });
    walk(&desk, &case, "plan_answered");
    step(&desk, &case, "pass", &[]);
    loop {
        let whole = desk.done(DAY, &["case", &case]);
        if whole["next"][0]["step"] == "inspected" {
            break;
        }
        step(&desk, &case, "pass", &[]);
    }
    step(&desk, &case, "pass", &["interlock=checked"]);
    step(
        &desk,
        &case,
        "pass",
        &[
            "supply_on=2026-06-10",
            "term_from=2026-06-09",
            "office_agent=李勇",
        ],
    );
    let contract = text(&desk, &case, "high_voltage_contract");
    has(
        &contract,
        &[
            "供电人由石桥35kV变电站10kV石桥线（第一路，主供）和桥东35kV变电站10kV桥东线（第二路，备用），",
            "以主供专线和备用公用线，",
            "各电源如下表；",
            "专线，石桥35kV变电站10kV石桥线",
            "公用线路，桥东35kV变电站10kV桥东线",
            "第一路：10kV石桥线42号杆令克下桩头；第二路：10kV桥东线17号杆令克下桩头",
            "约定于2026-06-10开始供电",
            "有效期10年，自2026-06-09起至2036-06-08止",
            "委托代理人李勇",
        ],
    );
    // Signed without saying it again, it stays.
    step(&desk, &case, "pass", &[]);
    let signed = text(&desk, &case, "high_voltage_contract");
    has(
        &signed,
        &[
            "约定于2026-06-10开始供电",
            "自2026-06-09起",
            "委托代理人李勇",
        ],
    );
}

/// The refusal at a field, in words.
fn refusal(desk: &Desk, day: &str, case: &str, with: &[&str], field: &str) -> String {
    let words = step_words(desk, case, "pass", with);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (code, refused) = desk.run(day, &words);
    let all = refused["refused"]
        .as_array()
        .unwrap_or_else(|| panic!("{code}: {refused}"));
    let at = all.iter().find(|one| one["field"] == field);
    at.unwrap_or_else(|| panic!("{refused}"))["message"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn new_2_the_days_agreed_for_a_contract_fit_each_other_and_the_signing() {
    let desk = office();
    let words = ["new_connection", "--class", "low_voltage"];
    let case = accept(&desk, &words, |_| {});
    walk(&desk, &case, "inspected");
    for (days, field, wanted) in [
        (&["supply_on=2026-05-31"][..], "supply_on", "早于办理日期"),
        (&["term_from=2026-05-31"], "term_from", "早于办理日期"),
        (
            &["supply_on=2026-06-08", "term_from=2026-06-09"],
            "term_from",
            "早于合同有效期起的2026-06-09",
        ),
    ] {
        let said = refusal(&desk, DAY, &case, days, field);
        assert!(said.contains(wanted), "{said}");
    }
    step(
        &desk,
        &case,
        "pass",
        &["supply_on=2026-06-02", "term_from=2026-06-02"],
    );
    // Signed after the day agreed, and not agreed anew.
    let later = "2026-06-03";
    for typed in ["", "supply_on=2026-06-02"] {
        let typed: Vec<&str> = Some(typed)
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        let said = refusal(&desk, later, &case, &typed, "supply_on");
        assert!(said.contains("早于合同签订的2026-06-03"), "{said}");
    }
    let words = step_words(&desk, &case, "pass", &["supply_on=2026-06-03"]);
    desk.done(later, &words.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn new_4_a_plan_raises_the_capacity_and_another_than_applied_for_is_pointed_out() {
    let desk = office();
    let case = accept(&desk, &["capacity_increase"], |_| {});
    step(&desk, &case, "pass", &[]);
    let change = desk.done(DAY, &["case", &case])["application"].clone();
    let original = change["capacity"].as_str().unwrap().parse::<f64>().unwrap()
        - change["added"].as_str().unwrap().parse::<f64>().unwrap();
    for low in [original, original - 1.0] {
        let with = format!("capacity={low}");
        let said = refusal(&desk, DAY, &case, &[&with], "capacity");
        assert!(said.contains("不大于原有容量"), "{said}");
    }
    let plan = |with: &[&str]| {
        let words = step_words(&desk, &case, "pass", with);
        desk.done(DAY, &words.iter().map(String::as_str).collect::<Vec<_>>())["warnings"].clone()
    };
    let other = format!("capacity={}", original + 1.5);
    assert!(plan(&[&other])[0].as_str().unwrap().contains("与申请的"));
    desk.done(DAY, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(plan(&[]), json!([]), "as applied for");
}

#[test]
fn the_plan_begins_with_the_industry_that_was_applied_for_or_found() {
    let desk = office();
    let words = ["new_connection", "--class", "low_voltage"];
    let case = accept(&desk, &words, |application| {
        application["industry"] = "豆制品加工".into();
    });
    let planned = |desk: &Desk| {
        let whole = desk.done(DAY, &["case", &case]);
        let fields = whole["next"][0]["fields"].as_array().unwrap().iter();
        let mut named = fields.filter(|field| field["name"] == "industry");
        named.next().unwrap()["example"].clone()
    };
    step(&desk, &case, "pass", &[]);
    assert_eq!(planned(&desk), "豆制品加工");
    desk.done(DAY, &["withdraw", &case, "--reason", "录错"]);
    step(&desk, &case, "pass", &["industry=粮油零售"]);
    assert_eq!(planned(&desk), "粮油零售");
    has(
        &text(&desk, &case, "survey_sheet"),
        &["豆制品加工", "粮油零售"],
    );
}

#[test]
fn a_second_suspension_says_what_is_sealed_already() {
    const TODAY: &str = "2026-11-23";
    let desk = Desk::new();
    let path = desk.path("customers.csv").display().to_string();
    desk.done(TODAY, &["import", "--sample", "customers", &path]);
    desk.done(TODAY, &["import", &path, "--as", "customers"]);
    let opening = "户号,事项,设备,加封日期,计划恢复日期,已恢复日期,封印编号,拆表日期\n\
                   9900000002,暂停,1#,2026-10-20,2026-12-19,,F1,\n";
    let file = desk.file("openings.csv", opening);
    desk.done(TODAY, &["import", &file, "--as", "openings"]);
    let second = json!({
        "kind": "suspension", "account": "9900000002", "reason": "停产", "applied_on": TODAY,
        "transformers": ["2#"], "from": "2026-12-01", "to": "2026-12-20",
        "documents": { "DOC-10.1": "both" },
    });
    let file = desk.file("second.json", second.to_string());
    let taken = desk.done(TODAY, &["accept", &file]);
    let case = taken["case"].as_str().unwrap();
    let form = text(&desk, case, "high_voltage_change_application");
    has(&form, &["变压器1台，200kVA正常用电；1#（315kVA）暂停"]);
}

#[test]
fn doc_2_a_tenant_and_the_owner_stand_on_the_application() {
    let desk = office();
    for class in ["low_voltage", "high_voltage"] {
        let words = ["new_connection", "--class", class, "--tenant"];
        let case = accept(&desk, &words, |application| {
            application["landlord"] = json!({
                "name": "李福生", "id_kind": "id_card", "id_number": crate::support::ID, "phone": "13700137000",
                "address": "石桥镇",
            });
        });
        let sheet = text(&desk, &case, &format!("{class}_application"));
        has(
            &sheet,
            &[
                "申请身份",
                "产权人李福生",
                "产权人证件11010519491231002X",
                "联系电话13700137000",
            ],
        );
    }
}

#[test]
fn new_9_a_meter_unlike_the_plan_is_told_and_keeps_its_own_figures() {
    let desk = office();
    let case = accept(&desk, &["new_connection", "--class", "low_voltage"], |_| {});
    walk(&desk, &case, "contract_signed");
    let model = "三相四线 5(60)A 3.0级";
    let typed = format!("meter_model={model}");
    let words = step_words(&desk, &case, "pass", &[&typed]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = desk.done(DAY, &words);
    assert!(done["warnings"].to_string().contains("两者不符"), "{done}");
    let order = text(&desk, &case, "meter_work_order");
    has(&order, &["5(60)A3.0级"]);
    has_not(&order, &["1.5(6)A", "1.0级"]);
}

#[test]
fn new_3_motors_left_out_of_the_capacity_are_told() {
    let desk = office();
    let words = ["new_connection", "--class", "high_voltage"];
    let mut application = desk.done(DAY, &[&["template"], &words[..]].concat());
    application["motors"] = "160".into();
    let taken = |application: &Value| {
        let file = desk.file("motors.json", application.to_string());
        desk.done(DAY, &["accept", &file])
    };
    let done = taken(&application);
    let warned = done["warnings"].to_string();
    assert!(warned.contains("另有高压电动机160 kW"), "{done}");
    let case = done["case"].as_str().unwrap();
    walk(&desk, case, "completion_applied");
    let sheet = text(&desk, case, "completion_application");
    let operator = desk.done(DAY, &["case", case])["handler"].clone();
    has(
        &sheet,
        &[&format!("接收人：{}", operator.as_str().unwrap())],
    );
    walk(&desk, case, "inspected");
    let contract = text(&desk, case, "high_voltage_contract");
    has(&contract, &["没有计入约定容量的", "变压器容量为"]);
    has_not(&contract, &["其容量一并计入"]);
    let sum: u32 = application["transformers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kva"].as_str().unwrap().parse::<u32>().unwrap())
        .sum();
    application["capacity"] = (sum + 160).to_string().into();
    let done = taken(&application);
    assert!(
        !done["warnings"].to_string().contains("高压电动机"),
        "{done}"
    );
}
