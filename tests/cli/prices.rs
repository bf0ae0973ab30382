//! TARIFF-3 through the command line: recording, looking up, importing.

use serde_json::json;

use crate::support::Desk;
use crate::workbook::{row, workbook};

const DAY: &str = "2026-09-24";
const HEAD: &str = "类别,电价类别,项目,电压等级,单价,单位,依据文件,生效日期";

fn price(desk: &Desk, figure: &str, from: &str, reason: &str) -> String {
    let entry = json!({
        "tariff": "resident", "item": "energy", "voltage": null, "price": figure,
        "basis": "某价格文件", "in_force_on": from, "reason": reason,
    });
    desk.file("price.json", entry.to_string())
}

const LOOK: [&str; 5] = ["prices", "--tariff", "resident", "--item", "energy"];

#[test]
fn tariff_3_a_price_holds_from_its_day_on() {
    let desk = Desk::new();
    desk.done(
        DAY,
        &["record", "price", &price(&desk, "0.5600", "2026-01-01", "")],
    );
    desk.done(
        DAY,
        &["record", "price", &price(&desk, "0.61", "2026-10-01", "")],
    );
    assert_eq!(desk.done("2026-09-30", &LOOK)["price"], "0.5600");
    assert_eq!(desk.done("2026-10-01", &LOOK)["price"], "0.61");
    let (code, json) = desk.run("2025-12-31", &LOOK);
    assert_eq!(code, 2);
    assert_eq!(json["refused"][0]["rule"], "TARIFF-3");
    assert_eq!(
        json["refused"][0]["message"],
        "居民生活电度电价（2025-12-31）没有录入"
    );
    let list = desk.done(DAY, &["prices"]);
    assert_eq!(list["prices"].as_array().unwrap().len(), 1);
    assert_eq!(list["prices"][0]["sample"], false);
    let all = desk.done(DAY, &["prices", "--all"]);
    assert_eq!(all["prices"].as_array().unwrap().len(), 2);
}

#[test]
fn tariff_3_a_wrong_price_is_superseded_with_its_reason() {
    let desk = Desk::new();
    let record = |figure, reason| {
        let file = price(&desk, figure, "2026-01-01", reason);
        desk.run(DAY, &["record", "price", &file])
    };
    assert_eq!(record("5.60", "").0, 0);
    let (code, json) = record("0.56", "");
    assert_eq!(code, 2);
    assert_eq!(json["refused"][0]["field"], "reason");
    assert_eq!(record("5.6", "再录").0, 2, "the same again");
    assert_eq!(record("0.56", "小数点录错").0, 0);
    assert_eq!(desk.done(DAY, &LOOK)["price"], "0.56");
    let all = desk.done(DAY, &["prices", "--all"]);
    assert_eq!(all["prices"].as_array().unwrap().len(), 1);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn tariff_3_a_charge_needs_its_document_and_may_be_nothing() {
    let desk = Desk::new();
    let mut charge = json!({
        "item": "移表", "unit": "次", "unit_price": "0", "basis": "", "in_force_on": "",
    });
    let file = desk.file("charge.json", charge.to_string());
    assert_eq!(
        desk.refused(DAY, &["record", "charge", &file]),
        ["TARIFF-3 basis", "TARIFF-3 in_force_on"]
    );
    charge["basis"] = "某收费文件".into();
    charge["in_force_on"] = "2026-09-24".into();
    let file = desk.file("charge.json", charge.to_string());
    let done = desk.done(DAY, &["record", "charge", &file]);
    assert_eq!(done["unit_price"], "0.00");
    assert_eq!(desk.done(DAY, &["prices"])["charges"][0]["item"], "移表");
    let before = desk.done("2026-09-23", &["prices"]);
    assert_eq!(before["charges"], json!([]));
}

#[test]
fn tariff_3_an_import_is_all_or_nothing_and_names_every_bad_line() {
    let desk = Desk::new();
    let bad = format!(
        "{HEAD}\n\
         电价,居民生活,电度电价,,0.5,元/kWh,某文件,2026-01-01\n\
         \n\
         电价,居民,电度电价,,五角,元/kWh,,2026-01-01\n\
         收费,,换表,10kV,5,只,某文件,2026-02-30\n\
         其他,,x,,1,y,某文件,2026-01-01\n\
         电价,居民生活,电度电价,,0.6,元/kWh,某文件,2026-01-01\n"
    );
    let file = desk.file("bad.csv", &bad);
    assert_eq!(
        desk.refused(DAY, &["import", &file, "--as", "prices"]),
        [
            "INPUT rows[4].电价类别",
            "INPUT rows[4].单价",
            "TARIFF-3 rows[4].依据文件",
            "INPUT rows[5].电压等级",
            "INPUT rows[5].生效日期",
            "INPUT rows[6].类别",
            "INPUT rows[7].生效日期",
        ]
    );
    let (_, json) = desk.run(DAY, &["import", &file, "--as", "prices"]);
    assert_eq!(json["refused"][1]["message"], "第4行“单价”：不是数字");
    let nothing = desk.done(DAY, &["prices", "--all"]);
    assert_eq!(nothing["prices"], json!([]));
    assert_eq!(nothing["charges"], json!([]));
}

#[test]
fn tariff_3_gb_18030_and_xlsx_give_the_same_table() {
    let text = format!(
        "{HEAD}\n电价,大工业,基本电费（按容量）,1—10千伏,20.5,元/千伏安·月,某文件,2026/1/1\n收费,,换表,,5,只,某文件,2026-01-01\n"
    );
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let heads: Vec<&str> = HEAD.split(',').collect();
    let cells = [
        row(1, &heads),
        row(
            2,
            &[
                "电价",
                "大工业",
                "基本电费（按容量）",
                "10kV",
                "n 20.5",
                "",
                "某文件",
                "d 46023",
            ],
        ),
        row(
            3,
            &["收费", "", "换表", "", "n 5", "只", "某文件", "d 46023"],
        ),
    ];
    let tables: Vec<_> = [
        ("a.csv", gb.into_owned()),
        ("a.xlsx", workbook(&cells.concat())),
    ]
    .into_iter()
    .map(|(name, bytes)| {
        let desk = Desk::new();
        let file = desk.file(name, bytes);
        let done = desk.done(DAY, &["import", &file, "--as", "prices"]);
        assert_eq!((&done["prices"], &done["charges"]), (&json!(1), &json!(1)));
        let again = desk.done(DAY, &["import", &file, "--as", "prices"]);
        assert_eq!(again["unchanged"], 2);
        desk.done(DAY, &["prices"])
    })
    .collect();
    assert_eq!(tables[0], tables[1]);
    assert_eq!(tables[0]["prices"][0]["voltage"], "10kV");
    assert_eq!(tables[0]["prices"][0]["in_force_on"], "2026-01-01");
}

#[test]
fn tariff_3_a_file_that_is_no_table_is_refused() {
    let desk = Desk::new();
    let far = workbook(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    let misspelt = HEAD.replace("依据文件", "依据");
    for (name, bytes, said) in [
        ("empty.csv", Vec::new(), "没有内容"),
        ("head.csv", HEAD.as_bytes().to_vec(), "没有一行"),
        ("wrong.csv", misspelt.into_bytes(), "“依据”认不出来"),
        ("far.xlsx", far, "超过5000行"),
        ("old.xls", vec![0xD0, 0xCF, 0x11, 0xE0], ".xls"),
        ("large.csv", vec![b'\n'; 4 * 1024 * 1024 + 1], "兆字节"),
    ] {
        let file = desk.file(name, bytes);
        let (code, json) = desk.run(DAY, &["import", &file, "--as", "prices"]);
        assert_eq!(code, 2, "{name}");
        let message = json["refused"][0]["message"].as_str().unwrap();
        assert!(message.contains(said), "{name}: {message}");
    }
    assert_eq!(
        desk.refused(DAY, &["import", "nowhere.csv", "--as", "prices"]),
        ["INPUT file"]
    );
    assert_eq!(
        desk.refused(DAY, &["import", "nowhere.csv", "--as", "songs"]),
        ["INPUT as"]
    );
}

#[test]
fn tariff_3_the_sample_is_marked_and_stays_in_a_sample_office() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/tariffs/sample.csv");
    let desk = Desk::new();
    let refused = desk.refused(DAY, &["import", sample, "--as", "prices"]);
    let lines = std::fs::read_to_string(sample).unwrap().lines().count();
    assert_eq!(refused.len(), lines - 1);
    assert!(refused.iter().all(|one| one.starts_with("TARIFF-3 rows[")));

    let dir = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("yekuo").unwrap();
        command.arg("--data").arg(dir.path()).args(["--today", DAY]);
        let output = command.args(words).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["demo", "--customers", "1", "--cases", "0"]);
    let list: serde_json::Value = serde_json::from_str(&run(&["prices", "--json"])).unwrap();
    for table in ["prices", "charges"] {
        let rows = list[table].as_array().unwrap();
        assert!(rows.len() > 3, "{table}");
        assert!(rows.iter().all(|row| row["sample"] == true), "{table}");
    }
    let shown = run(&["prices"]);
    let marked = shown.lines().filter(|line| line.contains("示例")).count();
    let rows = list["prices"].as_array().unwrap().len() + list["charges"].as_array().unwrap().len();
    assert_eq!(marked, rows);
}
