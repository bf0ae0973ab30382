//! An account split into two, from the application to the file.

use serde_json::{Value, json};

use crate::classes::{DAY, office, walk};
use crate::removal::{connected, customer, number};
use crate::support::Desk;

const TODAY: &str = "2026-09-24";

fn application(account: &str, change: impl FnOnce(&mut Value)) -> Value {
    let part = |name: &str, capacity: &str| {
        json!({
            "customer": {
                "name": name, "id_kind": "id_card", "id_number": "11010519491231002X", "phone": "13800138000",
                "address": "石桥镇红星村1组5号",
            },
            "class": "resident", "capacity": capacity, "unit": "kW", "tariff": "resident",
        })
    };
    let mut application = json!({
        "kind": "split", "account": account, "reason": "兄弟分家", "applied_on": TODAY,
        "same_address": true, "same_supply_point": true, "separable": true,
        "arrears": "0.00", "arrears_checked_on": TODAY,
        "parts": [part("陈大", "6"), part("陈二", "4")],
        "documents": { "DOC-10.1": "original", "DOC-10.4": "original", "DOC-10.7": "original" },
    });
    change(&mut application);
    application
}

/// An account of 10 kW connected on the day.
fn account(desk: &Desk) -> (String, String) {
    let (account, meter) = connected(desk, TODAY);
    let capacity = customer(desk, TODAY, &account)["capacity"].clone();
    assert_eq!(capacity, "10");
    (account, meter)
}

fn accepted(desk: &Desk, account: &str) -> String {
    let file = desk.file("split.json", application(account, |_| {}).to_string());
    number(&desk.done(TODAY, &["accept", &file]))
}

fn withdraw(desk: &Desk, case: &str) -> Value {
    desk.done(TODAY, &["withdraw", case, "--reason", "录错"])["withdrawn"].clone()
}

#[test]
fn split_3_each_part_becomes_an_account_and_the_old_one_ends_with_the_last() {
    let desk = Desk::new();
    let (old, meter) = account(&desk);
    let case = accepted(&desk, &old);
    let whole = desk.done(TODAY, &["case", &case]);
    assert_eq!(
        (&whole["deadlines"], &whole["parts"][1]["capacity"]),
        (&json!([]), &json!("4"))
    );
    assert_eq!(
        whole["parts"][0]["customer"]["id_number"],
        "110***********002X"
    );
    let (_, text) = desk.printed(TODAY, &[&case, "acceptance_receipt"]);
    assert!(!text.contains("名义期限"), "no limit runs: {text}");
    for step in ["survey", "fees_settled", "inspected"] {
        assert_eq!(desk.next(TODAY, &case), step);
    }
    let options = |case: &Value| {
        let fields = case["next"][0]["fields"].as_array().unwrap();
        let part = fields.iter().find(|field| field["name"] == "part").unwrap();
        let options = part["options"].as_array().unwrap().iter();
        let options: Vec<String> = options
            .map(|one| one["value"].as_str().unwrap().to_owned())
            .collect();
        options.join(" ")
    };
    assert_eq!(options(&desk.done(TODAY, &["case", &case])), "1 2");
    assert_eq!(desk.next(TODAY, &case), "contract_signed");
    let half = desk.done(TODAY, &["case", &case]);
    assert_eq!(options(&half), "2");
    assert_eq!(half["parts"][0]["contract_signed_on"], TODAY);
    assert_eq!(desk.next(TODAY, &case), "contract_signed");
    let (first, text) = desk.printed(TODAY, &[&case, "resident_contract", "--round", "1"]);
    assert_eq!((&first["pages"], &first["round"]), (&json!(1), &json!(1)));
    assert!(text.contains("陈大") && !text.contains("陈二"), "{text}");
    let (second, text) = desk.printed(TODAY, &[&case, "resident_contract"]);
    assert_eq!(second["round"], 2, "the one signed last");
    assert!(text.contains("陈二") && !text.contains("陈大"), "{text}");
    assert_eq!(desk.next(TODAY, &case), "metered");
    let half = desk.done(TODAY, &["case", &case]);
    assert_eq!(
        (
            &half["state"],
            customer(&desk, TODAY, &old)["state"].clone()
        ),
        (&json!("accepted"), json!("active"))
    );
    let voided = desk.refused(TODAY, &["void", &case, "--reason", "反悔"]);
    assert_eq!(voided, ["AUDIT-1 "]);
    let last = desk.next_recorded(TODAY, &case);
    assert_eq!(last["step"], "metered");
    let twice = last["warnings"][0].as_str().unwrap();
    assert!(
        twice.contains("已经用在第1份的表上"),
        "the same example: {twice}"
    );
    let whole = desk.done(TODAY, &["case", &case]);
    assert_eq!(
        (&whole["state"], &whole["completed_on"]),
        (&json!("completed"), &json!(TODAY))
    );
    let ended = customer(&desk, TODAY, &old);
    assert_eq!(
        (&ended["state"], &ended["contracts"][0]["ended_on"]),
        (&json!("split"), &json!(TODAY))
    );
    assert_eq!(
        (
            &ended["meters"][0]["asset_number"],
            &ended["meters"][0]["removed_on"]
        ),
        (&json!(meter), &json!(TODAY))
    );
    for (index, capacity) in ["6", "4"].iter().enumerate() {
        let account = whole["parts"][index]["account"].as_str().unwrap();
        assert_eq!(ended["split_into"][index], account);
        let part = customer(&desk, TODAY, account);
        assert_eq!(
            (&part["state"], &part["capacity"]),
            (&json!("active"), &json!(capacity))
        );
        assert_eq!(part["split_from"], json!(old));
        assert_eq!(part["meters"].as_array().unwrap().len(), 1);
        assert_eq!(
            part["contracts"][0]["number"],
            format!("{case}-HT{}", index + 1)
        );
    }
    assert_eq!(desk.next(TODAY, &case), "filed");
    let file = desk.file("again.json", application(&old, |_| {}).to_string());
    assert_eq!(desk.refused(TODAY, &["accept", &file]), ["SPLIT-1 account"]);
    let (again, text) = desk.printed(TODAY, &[&case, "resident_contract", "--round", "1"]);
    assert_eq!((&first["issue"], &again["issue"]), (&json!(1), &json!(2)));
    let own = whole["parts"][0]["account"].as_str().unwrap();
    let own_meter = customer(&desk, TODAY, own)["meters"][0]["asset_number"].clone();
    for known in [
        format!("户号：{own}"),
        format!("资产号{}", own_meter.as_str().unwrap()),
        format!("原户（户号{old}）分户而来"),
        "原户的供用电合同终止".to_owned(),
    ] {
        assert!(text.contains(&known), "{known}: {text}");
    }
    assert!(!text.contains(&meter), "the old meter is nobody's: {text}");
    let (_, text) = desk.printed(TODAY, &[&case, "dossier_index"]);
    let new: Vec<&str> = [0, 1]
        .map(|part| whole["parts"][part]["account"].as_str().unwrap())
        .to_vec();
    for words in [
        format!("合同编号{case}-HT1、{case}-HT2"),
        format!("原户{old}；分户后{}", new.join("、")),
        format!("原户{meter}；分户后"),
    ] {
        assert!(text.contains(&words), "{words}: {text}");
    }
    for form in [
        "split_work_order",
        "split_agreement",
        "resident_change_application",
    ] {
        desk.done(TODAY, &["print", &case, form]);
    }
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn split_3_parts_are_taken_back_one_by_one_until_one_has_a_case_of_its_own() {
    let desk = Desk::new();
    let (old, _) = account(&desk);
    let before = customer(&desk, TODAY, &old);
    let case = accepted(&desk, &old);
    for _ in 0..7 {
        desk.next(TODAY, &case);
    }
    let parts = desk.done(TODAY, &["case", &case])["parts"].clone();
    let second = parts[1]["account"].as_str().unwrap();
    let removal = json!({
        "kind": "removal", "account": second, "reason": "外出", "applied_on": TODAY, "from": TODAY,
        "to": "2026-12-31", "documents": { "DOC-10.1": "original" },
    });
    let file = desk.file("removal.json", removal.to_string());
    let removal = number(&desk.done(TODAY, &["accept", &file]));
    let refused = desk.refused(TODAY, &["withdraw", &case, "--reason", "录错"]);
    assert_eq!(refused, ["COUNT-6 "]);
    desk.done(TODAY, &["void", &removal, "--reason", "反悔"]);
    assert_eq!(
        desk.refused(TODAY, &["withdraw", &case, "--reason", "录错"]),
        ["COUNT-6 "]
    );
    assert_eq!(customer(&desk, TODAY, &old)["state"], "split");
    let other = Desk::new();
    let (old, _) = account(&other);
    let case = accepted(&other, &old);
    for _ in 0..7 {
        other.next(TODAY, &case);
    }
    for step in ["metered", "metered", "contract_signed", "contract_signed"] {
        assert_eq!(withdraw(&other, &case), step);
    }
    let after = customer(&other, TODAY, &old);
    for key in ["state", "meters", "readings", "contracts", "split_into"] {
        assert_eq!(after[key], before[key], "{key}");
    }
    other.done(TODAY, &["void", &case, "--reason", "反悔"]);
    assert_eq!(other.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn split_6_the_old_meter_may_go_on_at_a_part() {
    let desk = Desk::new();
    let (old, meter) = account(&desk);
    let case = accepted(&desk, &old);
    for _ in 0..5 {
        desk.next(TODAY, &case);
    }
    let metered = |part: &str, meter: &str, more: &[&str]| {
        let own = [format!("part={part}"), format!("meter={meter}")];
        let usual = [
            "meter_model=x",
            "reading=10",
            "seals=F",
            "worker=甲",
            "second_worker=乙",
        ];
        let mut words = vec!["step", &case, "metered"];
        for pair in own
            .iter()
            .map(String::as_str)
            .chain(usual)
            .chain(more.iter().copied())
        {
            words.extend(["--set", pair]);
        }
        desk.run(TODAY, &words)
    };
    let (code, refused) = metered("1", "777", &["account=1"]);
    assert_eq!(
        (code, &refused["refused"][0]["field"]),
        (2, &json!("account"))
    );
    assert_eq!(metered("1", "777", &[]).0, 0);
    let (code, refused) = metered("2", "778", &[]);
    assert_eq!(
        (code, &refused["refused"][0]["field"]),
        (2, &json!("old_reading"))
    );
    assert_eq!(metered("2", &meter, &[]).0, 0);
    let ended = customer(&desk, TODAY, &old);
    assert_eq!(
        (&ended["state"], &ended["meters"][0]["removed_on"]),
        (&json!("split"), &json!(TODAY))
    );
    assert_eq!(withdraw(&desk, &case), "metered");
    let back = customer(&desk, TODAY, &old);
    assert_eq!(
        (&back["state"], &back["meters"][0]["removed_on"]),
        (&json!("active"), &Value::Null)
    );
    assert_eq!(metered("2", &meter, &[]).0, 0);
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn split_4_both_figures_are_named() {
    let desk = Desk::new();
    let (old, _) = account(&desk);
    let file = desk.file(
        "split.json",
        application(&old, |typed| {
            typed["parts"][0]["capacity"] = "6.01".into();
            typed["arrears"] = "3.00".into();
            typed["separable"] = false.into();
        })
        .to_string(),
    );
    let refused = desk.refused(TODAY, &["accept", &file]);
    assert_eq!(
        refused,
        ["SPLIT-1 separable", "SPLIT-2 arrears", "SPLIT-4 parts"]
    );
}

#[test]
fn split_3_each_part_has_its_own_voltage_and_a_meter_of_its_phases() {
    let desk = Desk::new();
    let (old, _) = account(&desk);
    let typed = application(&old, |typed| {
        typed["parts"][0]["voltage"] = "380V".into();
    });
    let file = desk.file("split.json", typed.to_string());
    let case = number(&desk.done(TODAY, &["accept", &file]));
    let whole = desk.done(TODAY, &["case", &case]);
    assert_eq!(
        (&whole["parts"][0]["voltage"], &whole["parts"][1]["voltage"]),
        (&json!("380V"), &json!("220V"))
    );
    for _ in 0..5 {
        desk.next(TODAY, &case);
    }
    let (_, text) = desk.printed(TODAY, &[&case, "resident_contract", "--round", "1"]);
    assert!(text.contains("380V（三相）供电"), "{text}");
    let nothing = ["print", &case, "fee_notice"];
    assert_eq!(
        desk.refused(TODAY, &nothing),
        ["INPUT form"],
        "nothing to pay"
    );
    let words = [
        "step",
        &case,
        "metered",
        "--set",
        "part=1",
        "--set",
        "meter=777",
        "--set",
        "meter_model=单相智能表 5(60)A",
        "--set",
        "reading=0",
        "--set",
        "seals=F",
        "--set",
        "worker=甲",
        "--set",
        "second_worker=乙",
    ];
    let done = desk.done(TODAY, &words);
    let warned = done["warnings"][0].as_str().unwrap();
    assert!(
        warned.contains("单相") && warned.contains("380"),
        "{warned}"
    );
    let part = customer(&desk, TODAY, done["account"].as_str().unwrap());
    assert_eq!(part["voltage"], "380V");
}

#[test]
fn split_3_a_works_part_has_a_contract_of_its_own_people_bank_and_trade() {
    let desk = office();
    let mut typed = desk.done(DAY, &["template", "split", "--class", "low_voltage"]);
    typed["parts"][1]["tariff"] = "non_resident_lighting".into();
    typed["parts"][1]["organisation"] = json!({
        "industry": "仓储业", "representative": "李军", "agent": "何田", "bank": "石桥信用社二部",
        "bank_account": "6222 0001", "tax_number": "92990782MA9588505X",
    });
    let file = desk.file("split.json", typed.to_string());
    assert_eq!(
        desk.refused(DAY, &["accept", &file]),
        ["INPUT parts.1.organisation.tax_number"]
    );
    typed["parts"][1]["organisation"]["tax_number"] = "92990782MA9588505A".into();
    let file = desk.file("split.json", typed.to_string());
    let case = number(&desk.done(DAY, &["accept", &file]));
    walk(&desk, &case, "inspected");
    let contract = |part| {
        desk.printed(DAY, &[&case, "low_voltage_contract", "--round", part])
            .1
    };
    let (first, second) = (contract("1"), contract("2"));
    for own in [
        "行业为仓储业",
        "法定代表人（负责人）李军",
        "委托代理人何田",
        "石桥信用社二部",
    ] {
        assert!(second.contains(own), "{own}: {second}");
    }
    for own in ["62220001", "92990782MA9588505A"] {
        assert!(second.contains(own), "{own}: {second}");
    }
    for own in ["行业为农副食品加工业", "叶庆丰", "苏保田", "石桥农村信用社"]
    {
        assert!(
            first.contains(own) && !second.contains(own),
            "{own}: {first}"
        );
    }
    for text in [&first, &second] {
        assert!(text.contains("原户（户号9900000002）分户而来"), "{text}");
        assert!(text.contains("附件：产权分界示意图。"), "{text}");
        assert!(text.contains("年，自生效之日起算"), "{text}");
        for gone in ["用电设备清单", "开始供电", "5个工作日内送电"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
    }
    walk(&desk, &case, "metered");
    walk(&desk, &case, "metered");
    let text = contract("2");
    let account = desk.done(DAY, &["case", &case])["parts"][1]["account"].clone();
    assert!(
        text.contains(&format!("户号：{}", account.as_str().unwrap())),
        "{text}"
    );
    for known in ["计量方式为直接接入", "综合倍率1。", "1只；电能表资产号"] {
        assert!(text.contains(known), "{known}: {text}");
    }
}

#[test]
fn split_5_the_costs_are_borne_by_those_who_split_and_both_papers_say_so() {
    let desk = Desk::new();
    let (old, _) = account(&desk);
    let case = accepted(&desk, &old);
    desk.next(TODAY, &case);
    for form in ["split_agreement", "split_work_order"] {
        let (_, paper) = desk.printed(TODAY, &[&case, form]);
        assert!(paper.contains("由分户各方负担"), "{form}: {paper}");
    }
}

#[test]
fn split_3_a_part_at_high_voltage_has_its_own_sources_and_transformers() {
    let desk = office();
    let mut typed = desk.done(DAY, &["template", "split", "--class", "high_voltage"]);
    let account = typed["account"].as_str().unwrap().to_owned();
    let standing = customer(&desk, DAY, &account);
    let whole: rust_decimal::Decimal = standing["capacity"].as_str().unwrap().parse().unwrap();
    let plates = standing["transformers"].as_array().unwrap();
    assert_eq!(plates.len(), 1, "{plates:?}");
    let shares = [whole - rust_decimal::Decimal::from(50), 50.into()];
    for (part, share) in shares.iter().enumerate() {
        typed["parts"][part]["capacity"] = share.to_string().into();
        typed["parts"][part]["sources"] = json!([{
            "voltage": "10kV", "capacity": share.to_string(), "line": "public", "role": "main",
        }]);
    }
    // The one transformer goes with the first part; the second is fed at low voltage.
    typed["parts"][0]["transformers"] = json!([plates[0]["plate"]]);
    let file = desk.file("split.json", typed.to_string());
    assert_eq!(
        desk.refused(DAY, &["accept", &file]),
        ["INPUT parts.1.transformers"]
    );
    typed["parts"][0]["transformers"] = json!([]);
    let file = desk.file("split.json", typed.to_string());
    let case = number(&desk.done(DAY, &["accept", &file]));
    walk(&desk, &case, "inspected");
    let contract = desk
        .printed(DAY, &[&case, "high_voltage_contract", "--round", "2"])
        .1;
    assert!(
        contract.contains("1　10kV50".replace('　', "").as_str()),
        "{contract}"
    );
    let order = desk.printed(DAY, &[&case, "split_work_order"]).1;
    for known in ["高压各份的电源和变压器", "第2份主供10kV50kVA公用"] {
        assert!(order.contains(known), "{known}: {order}");
    }
    walk(&desk, &case, "metered");
    walk(&desk, &case, "metered");
    let parts = desk.done(DAY, &["case", &case])["parts"].clone();
    for (part, share) in shares.iter().enumerate() {
        let account = parts[part]["account"].as_str().unwrap();
        let own = customer(&desk, DAY, account);
        assert_eq!(own["sources"][0]["capacity"], share.to_string());
    }
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}
