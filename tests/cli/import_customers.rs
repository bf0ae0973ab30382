//! An old ledger of customers through the command line.

use serde_json::{Value, json};

use crate::support::Desk;
use crate::workbook::{row, workbook};

const TODAY: &str = "2026-11-23";
const HEAD: [&str; 22] = [
    "户号",
    "户名",
    "证件类型",
    "证件号码",
    "联系电话",
    "用电地址",
    "客户类别",
    "用电性质",
    "电价类别",
    "计费方式",
    "合同容量",
    "单位",
    "供电电压",
    "立户日期",
    "表号",
    "型号",
    "倍率",
    "示数",
    "抄表日期",
    "变压器",
    "合同编号",
    "合同日期",
];

/// A home, with some cells changed.
fn home(changes: &[(&str, &str)]) -> Vec<String> {
    line(
        &[
            ("户号", "9900000001"),
            ("户名", "张三"),
            ("证件类型", "居民身份证"),
            ("证件号码", "11010519491231002X"),
            ("联系电话", "13800138000"),
            ("用电地址", "石桥乡一村1号"),
            ("客户类别", "低压居民"),
            ("电价类别", "居民生活"),
            ("合同容量", "8"),
            ("单位", "kW"),
            ("供电电压", "220V"),
            ("立户日期", "2015-06-01"),
            ("表号", "9900000000000000000001"),
        ],
        changes,
    )
}

/// A mill at high voltage.
fn mill(changes: &[(&str, &str)]) -> Vec<String> {
    line(
        &[
            ("户号", "9900000002"),
            ("户名", "红星米厂"),
            ("证件类型", "uscc"),
            ("证件号码", "91350100M000100Y43"),
            ("联系电话", "0797-6234567"),
            ("用电地址", "石桥乡二村工业路2号"),
            ("客户类别", "高压"),
            ("用电性质", "工业"),
            ("电价类别", "大工业"),
            ("计费方式", "两部制(按容量)"),
            ("合同容量", "515 kVA"),
            ("供电电压", "10千伏"),
            ("立户日期", "2018/3/15"),
            ("表号", "9900000000000000000002"),
            ("型号", "三相智能表"),
            ("倍率", "1000"),
            ("示数", "678.9"),
            ("抄表日期", "2026年1月1日"),
            ("变压器", "1#:315；2#：200kVA：甲组"),
            ("合同编号", "HT-2"),
            ("合同日期", "2018-03-10"),
        ],
        changes,
    )
}

fn line(cells: &[(&str, &str)], changes: &[(&str, &str)]) -> Vec<String> {
    for (head, _) in changes {
        assert!(HEAD.contains(head), "{head}");
    }
    HEAD.iter()
        .map(|head| {
            let of = |cells: &[(&str, &str)]| {
                let found = cells.iter().find(|(known, _)| known == head);
                found.map(|(_, text)| (*text).to_owned())
            };
            of(changes).or_else(|| of(cells)).unwrap_or_default()
        })
        .collect()
}

fn csv(lines: &[Vec<String>]) -> String {
    let mut text = HEAD.join(",");
    for line in lines {
        text.push('\n');
        text.push_str(&line.join(","));
    }
    text
}

fn import(desk: &Desk, text: &str) -> (i32, Value) {
    let file = desk.file("ledger.csv", text);
    desk.run(TODAY, &["import", &file, "--as", "customers"])
}

/// `field: message` of each refusal.
fn wrong(desk: &Desk, lines: &[Vec<String>]) -> Vec<String> {
    let (code, json) = import(desk, &csv(lines));
    assert_eq!(code, 2, "{json}");
    said(&json)
}

fn said(json: &Value) -> Vec<String> {
    let refusals = json["refused"].as_array().unwrap().iter();
    refusals
        .map(|one| one["message"].as_str().unwrap().to_owned())
        .collect()
}

fn nobody(desk: &Desk) {
    assert_eq!(
        desk.done(TODAY, &["find", "石桥"])["results"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn a_ledger_comes_in_whole_in_every_form_of_file() {
    let lines = [home(&[]), mill(&[])];
    let text = csv(&lines);
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let cells = |line: &Vec<String>, number| {
        let cells: Vec<String> = HEAD
            .iter()
            .zip(line)
            .map(|(head, cell)| match (*head, cell.as_str()) {
                ("户号" | "合同容量" | "倍率" | "示数", cell) if cell.parse::<f64>().is_ok() =>
                {
                    format!("n {cell}")
                }
                ("立户日期", "2015-06-01") => "d 42156".to_owned(),
                _ => cell.clone(),
            })
            .collect();
        row(
            number,
            &cells.iter().map(String::as_str).collect::<Vec<_>>(),
        )
    };
    let sheet = [row(1, &HEAD), cells(&lines[0], 2), cells(&lines[1], 3)];
    let files = [
        ("a.csv", format!("\u{FEFF}{text}\r\n").into_bytes()),
        ("gb.csv", gb.into_owned()),
        ("a.xlsx", workbook(&sheet.concat())),
    ];
    let kept: Vec<_> = files
        .into_iter()
        .map(|(name, bytes)| {
            let desk = Desk::new();
            let file = desk.file(name, bytes);
            let done = desk.done(TODAY, &["import", &file]);
            assert_eq!(
                done,
                json!({
                    "customers": 2, "transformers": 2, "meters": 2, "readings": 1, "contracts": 1,
                    "as": "customers", "notices": [],
                }),
                "{name}"
            );
            let found = desk.done(TODAY, &["find", "红星米厂"]);
            assert_eq!(found["results"].as_array().unwrap().len(), 1, "{name}");
            let found = desk.done(TODAY, &["find", "000000000001"]);
            assert_eq!(
                found["results"].as_array().unwrap().len(),
                1,
                "by the meter"
            );
            assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
            [
                desk.done(TODAY, &["customer", "9900000001"]),
                desk.done(TODAY, &["customer", "9900000002"]),
            ]
        })
        .collect();
    assert_eq!(kept[0], kept[1]);
    assert_eq!(kept[0], kept[2]);
    let [home, mill] = &kept[0];
    assert_eq!(home["opened_on"], "2015-06-01");
    assert_eq!(home["billing"], "single");
    assert_eq!(home["meters"][0]["installed_on"], "2015-06-01");
    assert_eq!(mill["capacity"], "515");
    assert_eq!(mill["transformers"][1]["group"], "甲组");
    assert_eq!(mill["readings"][0]["value"], "678.9");
    assert_eq!(mill["contracts"][0]["number"], "HT-2");
}

#[test]
fn audit_5_the_log_has_one_act_and_nothing_private() {
    let desk = Desk::new();
    let (code, json) = import(&desk, &csv(&[home(&[]), mill(&[])]));
    assert_eq!(code, 0, "{json}");
    let log = std::process::Command::new("sqlite3")
        .arg(desk.path("data/yekuo.sqlite"))
        .arg("SELECT count(*) || group_concat(detail) FROM event WHERE act = 'import'")
        .output();
    // Where there is no such tool, the check of the log stands alone.
    if let Ok(output) = log {
        let log = String::from_utf8(output.stdout).unwrap();
        assert!(log.starts_with('1') && !log.contains("19491231"), "{log}");
    }
    assert_eq!(desk.done(TODAY, &["check"])["ok"], true);
}

#[test]
fn a_backup_is_made_before_a_ledger_comes_in() {
    let desk = Desk::new();
    let backups = || {
        let folder = std::fs::read_dir(desk.path("data/backups"));
        let files = folder.into_iter().flatten().flatten();
        files
            .filter(|file| file.file_name().to_string_lossy().starts_with("import-"))
            .count()
    };
    assert_eq!(import(&desk, "户号,户名\n1,2\n").0, 2);
    assert_eq!(backups(), 0);
    assert_eq!(import(&desk, &csv(&[home(&[])])).0, 0);
    assert_eq!(backups(), 1);
}

#[test]
fn every_bad_cell_is_named_and_nothing_is_kept() {
    let desk = Desk::new();
    let long = "长".repeat(10_000);
    let lines = [
        home(&[]),
        home(&[("户号", "99000O0003"), ("证件号码", "110105194912310021")]),
        home(&[
            ("户号", "99"),
            ("联系电话", "1380013800"),
            ("立户日期", "2026-02-30"),
        ]),
        home(&[("户号", "9900000004"), ("用电地址", &long), ("表号", "表3")]),
        home(&[
            ("户号", "9900000005"),
            ("客户类别", "农户"),
            ("立户日期", "2027-01-01"),
            ("表号", ""),
        ]),
        mill(&[
            ("变压器", "1#:315;1#:200"),
            ("合同容量", "五百"),
            ("证件号码", "91350100M000100Y44"),
        ]),
        mill(&[
            ("户号", "9900000006"),
            ("合同容量", "999 kVA"),
            ("抄表日期", ""),
            ("表号", "1"),
        ]),
    ];
    let said = wrong(&desk, &lines);
    for expected in [
        "第3行“户号”：户号只能是数字",
        "第3行“证件号码”：身份证号最后一位校验不符，请逐位核对",
        "第4行“户号”：户号应为10位，现在是2位",
        "第4行“联系电话”：手机号应为11位，现在是10位",
        "第4行“立户日期”：不是日期（例：2026-09-24）",
        "第5行“用电地址”：最多2000个字，现在是10000个",
        "第5行“表号”：资产编号只能是1至30位数字和字母",
        "第6行“客户类别”：“农户”不在可选范围内（可选：低压居民、低压非居民、高压）",
        "第6行“立户日期”：2027-01-01在今天（2026-11-23）之后",
        "第7行“证件号码”：统一社会信用代码最后一位校验不符，请逐位核对",
        "第7行“合同容量”：不是数字",
        "第7行“变压器”：第2台变压器铭牌编号：“1#”写了两次，同一户内不能重复",
        "第8行“变压器”：变压器合计515 kVA，不够申请的999 kVA",
        "第8行“抄表日期”：未填",
    ] {
        assert!(
            said.iter().any(|one| one == expected),
            "{expected}\n{said:#?}"
        );
    }
    nobody(&desk);
}

#[test]
fn the_same_twice_is_refused_or_noticed() {
    let desk = Desk::new();
    let twice = [
        home(&[]),
        home(&[("户号", "9900000003")]),
        home(&[("表号", "5")]),
    ];
    assert_eq!(
        wrong(&desk, &twice),
        ["第3行“表号”：与第2行重复", "第4行“户号”：与第2行重复"]
    );
    let (code, json) = import(
        &desk,
        &csv(&[home(&[]), home(&[("户号", "9900000003"), ("表号", "")])]),
    );
    assert_eq!(code, 0);
    let notices = json["notices"].as_array().unwrap();
    assert_eq!(notices.len(), 2, "the number and the address: {json}");
    assert_eq!(notices[0]["row"], 3);
    assert_eq!(
        wrong(&desk, &[home(&[])]),
        [
            "第2行“户号”：9900000001已是“张三”的户号",
            "第2行“表号”：9900000000000000000001已装在户号9900000001"
        ]
    );
}

#[test]
fn what_old_ledgers_have_is_taken_with_a_notice() {
    let desk = Desk::new();
    let lines = [
        home(&[("证件号码", "990000650314001"), ("立户日期", "42156")]),
        home(&[
            ("户号", "9900000003"),
            ("户名", "䶮𪚥㛃"),
            ("证件类型", ""),
            ("联系电话", "66234567"),
            ("用电地址", "别处"),
            ("表号", ""),
        ]),
    ];
    let (code, json) = import(&desk, &csv(&lines));
    assert_eq!(code, 0, "{json}");
    let notices = json["notices"].as_array().unwrap();
    let columns: Vec<&str> = notices
        .iter()
        .map(|notice| notice["column"].as_str().unwrap())
        .collect();
    assert_eq!(columns, ["证件号码", "立户日期", "联系电话"]);
    let found = desk.done(TODAY, &["customer", "9900000003"]);
    assert_eq!(
        (&found["name"], &found["id_kind"]),
        (&json!("䶮𪚥㛃"), &json!("id_card"))
    );
    let first = desk.done(TODAY, &["customer", "9900000001"]);
    assert_eq!(first["opened_on"], "2015-06-01");
    assert_eq!(
        wrong(
            &desk,
            &[home(&[
                ("户号", "9900000009"),
                ("表号", ""),
                ("证件号码", "990000650230001")
            ])]
        ),
        ["第2行“证件号码”：15位的旧身份证号第7至12位不是存在的日期"]
    );
}

#[test]
fn heads_stand_in_any_order_and_unknown_ones_are_named() {
    let desk = Desk::new();
    let file = "备注,容量（kW）,客户编号,客户名称,身份证号,手机,地址,客户类别,用电类别,电压,开户日期\n\
                好户,8,9900000001,张三,11010519491231002X,13800138000,一村,居民,居民,220,20150601\n";
    let (code, json) = import(&desk, file);
    assert_eq!(code, 0, "{json}");
    assert_eq!(json["notices"][0]["column"], "备注");
    let (code, json) = import(&desk, &file.replace("备注", "民族").replace("手机", "QQ"));
    assert_eq!(code, 2);
    let said = said(&json).concat();
    for word in ["“民族”认不出来", "“QQ”认不出来", "缺“电话”"] {
        assert!(said.contains(word), "{said}");
    }
    let (code, json) = import(&desk, &file.replace("备注", "户号"));
    assert_eq!(code, 2);
    assert!(
        json["refused"][0]["message"]
            .as_str()
            .unwrap()
            .contains("与“户号”是同一栏")
    );
}

#[test]
fn a_file_that_is_no_ledger_is_refused() {
    let desk = Desk::new();
    let head = HEAD.join(",");
    let cut = format!("{head}\n9900000001,张三");
    let number = csv(&[home(&[("表号", "9.90000E+21"), ("证件号码", "3.6073E+17")])]);
    for (text, words) in [
        ("", "没有内容"),
        (head.as_str(), "只有栏目，没有一行客户"),
        (cut.as_str(), "第2行“证件号码”：未填"),
        (number.as_str(), "按数字存的"),
    ] {
        let (code, json) = import(&desk, text);
        assert_eq!(code, 2, "{words}");
        assert!(said(&json).concat().contains(words), "{json}");
    }
    let file = desk.file("songs.csv", "歌名,歌手\n一,二\n");
    let (code, json) = desk.run(TODAY, &["import", &file]);
    assert_eq!(code, 2);
    assert!(said(&json)[0].contains("看不出是哪种表"), "{json}");
    nobody(&desk);
}

#[test]
fn the_sample_to_start_from_comes_in_as_it_is() {
    for ending in ["csv", "xlsx"] {
        let desk = Desk::new();
        for what in ["customers", "openings"] {
            let path = desk.path(&format!("{what}.{ending}")).display().to_string();
            desk.done(TODAY, &["import", "--sample", what, &path]);
            let is_book = std::fs::read(&path).unwrap().starts_with(b"PK");
            assert_eq!(is_book, ending == "xlsx");
            let done = desk.done(TODAY, &["import", &path]);
            assert_eq!(done["as"], what);
            assert_eq!(
                desk.refused(TODAY, &["import", "--sample", what, &path]),
                ["INPUT file"]
            );
        }
        let mill = desk.done(TODAY, &["customer", "9900000002"]);
        assert_eq!(mill["times_used"], 1);
        assert_eq!(mill["meters"][0]["asset_number"], "9900000000000000000002");
    }
}

#[test]
fn the_sample_of_prices_comes_in_from_both_formats() {
    let desk = Desk::empty();
    desk.done(TODAY, &["demo", "--customers", "5", "--cases", "5"]);
    for ending in ["csv", "xlsx"] {
        let path = desk.path(&format!("prices.{ending}")).display().to_string();
        desk.done(TODAY, &["import", "--sample", "prices", &path]);
        let done = desk.done(TODAY, &["import", &path]);
        assert_eq!(done["as"], "prices");
    }
    let path = desk.path("prices.xls").display().to_string();
    assert_eq!(
        desk.refused(TODAY, &["import", "--sample", "prices", &path]),
        ["INPUT file"]
    );
}

#[test]
fn a_wrong_line_names_what_came_twice_too() {
    let desk = Desk::new();
    let other = home(&[
        ("客户类别", "工厂"),
        ("用电性质", "务农"),
        ("电价类别", "贵的"),
        ("供电电压", "222V"),
        ("立户日期", "昨天"),
    ]);
    let words = wrong(&desk, &[home(&[]), other]).join("\n");
    for place in [
        "第3行“户号”：与第2行重复",
        "第3行“表号”：与第2行重复",
        "第3行“客户类别”",
        "第3行“用电性质”",
        "第3行“电价类别”",
        "第3行“供电电压”",
        "第3行“立户日期”",
    ] {
        assert!(words.contains(place), "{place}: {words}");
    }
}
