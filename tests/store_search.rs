//! Find: any part, any text, never an error.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rusqlite::Connection;
use yekuo::store::search::{self, Hit, Kind, Searchable};
use yekuo::store::{Store, StoreError};

const CUSTOMER: &str = "INSERT INTO customer (id, account, state, class, name, id_kind, id_number, phone, address,
    tariff, billing, capacity, unit, voltage, opened_on)
    VALUES (?1, ?2, 'active', 'resident', ?3, 'id_card', ?4, ?5, ?6, 'x', 'single', '8', 'kW', '220V', '2020-01-01')";

struct Office {
    store: Store,
    _dir: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path(), "2026-11-23T08:00:00".parse().unwrap())
            .unwrap()
            .store;
        Self { store, _dir: dir }
    }

    fn customer(&mut self, id: i64, name: &str, address: &str, codes: [&str; 4]) {
        let [account, id_number, phone, _meter] = codes;
        self.act(|conn| {
            conn.execute(CUSTOMER, (id, account, name, id_number, phone, address))?;
            let initials = search::initials(name);
            search::index_customer(
                conn,
                id,
                &Searchable {
                    words: &[name, &initials, address],
                    codes: &codes,
                },
            )
        });
    }

    fn case(&mut self, id: i64, number: &str, name: &str) {
        self.act(|conn| {
            let sql = "INSERT INTO service_case (id, number, kind, class, state, applied_on, handler, application)
                       VALUES (?1, ?2, 'x', 'resident', 'waiting', '2026-11-23', '王芳', '{}')";
            conn.execute(sql, (id, number))?;
            search::index_case(conn, id, &Searchable { words: &[name], codes: &[number] })
        });
    }

    fn act(&mut self, act: impl FnOnce(&Connection) -> Result<(), StoreError>) {
        self.store.transact(act).unwrap();
    }

    fn find(&self, text: &str) -> Vec<Hit> {
        search::find(self.store.conn(), text, 50).unwrap()
    }

    /// The customers found, in order of their ids.
    fn customers(&self, text: &str) -> Vec<i64> {
        let mut ids: Vec<i64> = self.find(text).iter().map(|hit| hit.id).collect();
        ids.sort_unstable();
        ids
    }
}

fn village() -> Office {
    let mut office = Office::new();
    office.customer(
        1,
        "陈小红",
        "石桥镇红星村1组5号",
        [
            "3607310001",
            "99000019800101001X",
            "13800138000",
            "3640001000000000000011",
        ],
    );
    office.customer(
        2,
        "红星米厂",
        "石桥镇街上12-3号",
        [
            "3607310002",
            "91350100M000100Y43",
            "0797-6234567",
            "3640001000000000000022",
        ],
    );
    office.customer(
        3,
        "\u{20164}\u{2A6A5}",
        "龙泉乡A座(东)",
        [
            "3607310003",
            "990000199012310029",
            "13912345678",
            "3640001000000000000033",
        ],
    );
    office
}

#[test]
fn any_part_of_anything() {
    let office = village();
    for (text, expected) in [
        ("红", vec![1, 2]),
        ("陈", vec![1]),
        ("小红", vec![1]),
        ("红星", vec![1, 2]),
        ("红星米厂", vec![2]),
        ("星米", vec![2]),
        ("厂", vec![2]),
        ("hxmc", vec![2]),
        ("CXH", vec![1]),
        ("xm", vec![2]),
        ("桥镇红", vec![1]),
        ("12-3号", vec![2]),
        ("a座", vec![3]),
        ("(东)", vec![3]),
        ("\u{FF08}东\u{FF09}", vec![3]),
        ("\u{20164}", vec![3]),
        ("\u{2A6A5}", vec![3]),
        ("\u{20164}\u{2A6A5}", vec![3]),
        ("380", vec![1]),
        ("8000", vec![1]),
        ("1380013800", vec![1]),
        ("\u{FF11}\u{FF13}\u{FF18}\u{FF10}\u{FF10}", vec![1]),
        ("138 0013 8000", vec![1]),
        ("6234", vec![2]),
        ("07976234567", vec![2]),
        ("0797-6234567", vec![2]),
        ("19800101", vec![1]),
        ("001x", vec![1]),
        ("m000100y", vec![2]),
        ("0000022", vec![2]),
        ("3607310003", vec![3]),
        ("36", vec![1, 2, 3]),
        ("13", vec![1, 3]),
        ("红 米", vec![2]),
        ("红 138", vec![1]),
        ("石桥\u{3000}红星", vec![1, 2]),
        ("红星 139", vec![]),
        ("红石", vec![]),
        ("厂石", vec![]),
        ("红cx", vec![]),
        ("0002991", vec![]),
        ("", vec![]),
        ("  \u{3000}", vec![]),
    ] {
        assert_eq!(office.customers(text), expected, "{text:?}");
    }
}

#[test]
fn a_whole_address_is_compared_to_its_first_character() {
    let mut office = Office::new();
    let codes = ["3607310001", "1", "13800138000", "3640001000000000000011"];
    office.customer(1, "陈小红", "石桥镇红星村第三村民小组18号", codes);
    office.customer(
        2,
        "陈小兰",
        "青塘镇红星村第三村民小组18号",
        codes.map(|_| "3607310002"),
    );
    assert_eq!(office.customers("石桥镇红星村第三村民小组18号"), [1]);
    assert_eq!(office.customers("桥镇 红星村第三村民小组18号"), [1]);
    assert_eq!(office.customers("红星村第三村民小组18号"), [1, 2]);
    assert_eq!(office.customers("大湖镇红星村第三村民小组18号"), [0; 0]);
    assert_eq!(office.customers("石桥镇红星村第三村民小组18号1"), [0; 0]);
}

#[test]
fn an_exact_number_comes_first_then_cases() {
    let mut office = village();
    // Its account is another one's phone.
    office.customer(
        9,
        "王芳",
        "东山乡",
        [
            "13800138000",
            "990000199012310030",
            "13700000000",
            "36400010",
        ],
    );
    office.case(4, "SQ-2026-00013", "红星米厂");
    let customer = |id| Hit {
        kind: Kind::Customer,
        id,
    };
    let case = Hit {
        kind: Kind::Case,
        id: 4,
    };
    assert_eq!(office.find("13800138000"), [customer(9), customer(1)]);
    assert_eq!(office.find("sq-2026-00013"), [case]);
    assert_eq!(office.find("sq20260001"), [case]);
    assert_eq!(office.find("红星米"), [case, customer(2)]);
    assert_eq!(
        search::find(office.store.conn(), "红", 2).unwrap(),
        [case, customer(2)]
    );
}

#[test]
fn what_changes_is_found_anew_and_what_goes_is_not() {
    let mut office = village();
    office.act(|conn| {
        search::index_customer(
            conn,
            1,
            &Searchable {
                words: &["李强"],
                codes: &["18900000000"],
            },
        )
    });
    assert_eq!(office.customers("李强"), [1]);
    assert_eq!(office.customers("陈小"), [0_i64; 0]);
    office.act(|conn| search::remove_customer(conn, 1));
    assert_eq!(office.customers("李强"), [0_i64; 0]);
    office.act(|conn| search::remove_case(conn, 77));
}

#[test]
fn nothing_typed_is_an_error() {
    let office = village();
    let long = "石桥镇".repeat(4000);
    let blanks = "a ".repeat(5000);
    for text in [
        "\"",
        "''",
        "*",
        "%",
        "_",
        "红*",
        "\"红\" OR \"星\"",
        "NOT 红",
        "红 AND",
        "NEAR(红 星)",
        "{tokens}: 红",
        "^红",
        "红 + 星",
        "\0",
        "红\0星",
        "-",
        "--",
        "()",
        "\\",
        ";DROP TABLE search",
        "\u{10FFFF}",
        "\u{F8F0}",
        "🀄",
        &long,
        &blanks,
    ] {
        office.find(text);
    }
    assert_eq!(office.customers("红\0星"), [1, 2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever part of a word or a code is asked for, its owner is found; nobody is found who has it nowhere.
    #[test]
    fn as_looking_through_everything(
        people in prop::collection::vec(("[红星米厂ab1-]{1,6}", "[红星米厂ab1-]{1,9}|[红星米]{9,12}", "[0-3]{3,12}"), 1..6),
        query in prop_oneof!["[红星米厂ab1-]{1,5}", "[红星米]{6,10}", "[0-3]{3,8}"],
    ) {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../schema.sql")).unwrap();
        let tx = conn.transaction().unwrap();
        for (id, (name, address, code)) in (1..).zip(&people) {
            let other = format!("§{id}");
            tx.execute(CUSTOMER, (id, &other, name, &other, &other, address)).unwrap();
            search::index_customer(&tx, id, &Searchable { words: &[name, address], codes: &[code] }).unwrap();
        }
        tx.commit().unwrap();
        let mut found: Vec<i64> = search::find(&conn, &query, 50).unwrap().iter().map(|hit| hit.id).collect();
        found.sort_unstable();
        let bare: String = query.chars().filter(|c| *c != '-').collect();
        let is_code = bare.len() >= 3 && bare.is_ascii() && bare.contains(|c: char| c.is_ascii_digit());
        let has = |(name, address, code): &(String, String, String)| {
            name.contains(&query) || address.contains(&query) || (is_code && code.contains(&bare))
        };
        let expected: Vec<i64> = (1..).zip(&people).filter(|(_, person)| has(person)).map(|(id, _)| id).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_text_may_be_asked_for(text in "\\PC{0,40}|.{0,40}") {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../schema.sql")).unwrap();
        let tx = conn.transaction().unwrap();
        prop_assert!(search::find(&tx, &text, 10).is_ok());
    }
}

#[test]
fn cases_take_no_place_of_the_customers_where_a_customer_is_asked_for() {
    let mut office = village();
    for id in 1..=40 {
        office.case(id, &format!("360731-2026-{id:05}"), "红星米厂");
    }
    let found = search::find_customers(office.store.conn(), "红星米厂", 6).unwrap();
    assert_eq!(found, [2]);
    let found = search::find_customers(office.store.conn(), "3607310001", 6).unwrap();
    assert_eq!(found, [1]);
}

#[test]
fn claims_come_last_and_a_third_of_the_places_is_kept_for_them() {
    let mut office = village();
    for id in 1..=40 {
        office.case(id, &format!("360731-2026-{id:05}"), "红星米厂");
    }
    office.act(|conn| {
        for id in 1..=4 {
            let number = format!("360731-2026-W{id:04}");
            let text = Searchable {
                words: &["红星米厂", "SJ77012"],
                codes: &[&number],
            };
            search::index_claim(conn, id, &text)?;
        }
        Ok(())
    });
    let found = search::find(office.store.conn(), "红星米厂", 9).unwrap();
    let kinds: Vec<Kind> = found.iter().map(|hit| hit.kind).collect();
    assert_eq!(
        kinds,
        [[Kind::Case; 6].as_slice(), &[Kind::Claim; 3]].concat()
    );
    assert_eq!(
        found[6],
        Hit {
            kind: Kind::Claim,
            id: 4
        }
    );
    // Where nothing else is found, they have all of them.
    assert_eq!(
        search::find(office.store.conn(), "sj770", 2).unwrap().len(),
        2
    );
}
