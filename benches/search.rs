//! Find anything by any part among a million customers, against a full scan of the same data.
//!
//! Prints for each kind of query the 95th percentile and how many times longer the scan takes.
//! `YEKUO_BENCH_CUSTOMERS` makes the office smaller for a quick look.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::Criterion;
use rusqlite::{Connection, named_params};
use yekuo::model::identity::ResidentId;
use yekuo::store::search::{self, Searchable};
use yekuo::store::{Store, StoreError};

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈\
    姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐\
    易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝骆路游靳辛管柴蒙鲍华喻\
    祁房滕饶牟艾尤阳时穆司古吉缪简车项连芦麦褚娄窦戚岑党宫费卜冷晏席卫米柏宗";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文志海春梅小云林峰辉龙凤琴鹏飞斌波宇浩凯俊帅\
    婷雪琳欣怡佳梦晨阳光荣生根福贵财发水金木土火山川河江湖东西南北中天地人和信义忠孝德才学思远长安宁康健乐喜庆祥瑞吉利顺达通\
    广大有余年月星辰露霜冰雨雷电风花草叶果竹菊莲荷桃李杏梨柳松柏桐榕槐楠樟";
const TOWNS: [&str; 12] = [
    "石桥镇",
    "青塘镇",
    "白沙乡",
    "大湖镇",
    "龙泉乡",
    "三合镇",
    "永安镇",
    "和平乡",
    "双溪镇",
    "黄石镇",
    "梅江镇",
    "东山乡",
];
const VILLAGES: &str = "红星红旗东风胜利光明前进新华团结幸福民主建设向阳朝阳长岭上坪下坪大屋小溪马头牛角鹅湖茶园竹山松林梅岭";

/// A small generator of our own: the same office in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    /// Falls on small numbers far more often, as surnames do.
    fn skewed(&mut self, sides: usize) -> usize {
        let (one, two) = (self.roll(sides), self.roll(sides));
        one * two / sides
    }
}

struct Person {
    account: String,
    name: String,
    id_number: String,
    phone: String,
    address: String,
    meter: String,
}

fn person(dice: &mut Dice, number: usize) -> Person {
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    let villages: Vec<char> = VILLAGES.chars().collect();
    let mut name = surnames[dice.skewed(surnames.len())].to_string();
    for _ in 0..if dice.roll(5) == 0 { 1 } else { 2 } {
        name.push(given[dice.skewed(given.len())]);
    }
    let village: String = villages
        .chunks(2)
        .nth(dice.roll(villages.len() / 2))
        .unwrap()
        .iter()
        .collect();
    let (town, group, house) = (TOWNS[dice.roll(12)], dice.roll(20) + 1, dice.roll(200) + 1);
    let (year, month, day) = (1940 + dice.roll(65), 1 + dice.roll(12), 1 + dice.roll(28));
    let head = format!(
        "99{:04}{year}{month:02}{day:02}{:03}",
        dice.roll(30),
        dice.roll(1000)
    );
    let check = ResidentId::check_character(&head).unwrap();
    let mobile = [
        130, 135, 136, 137, 138, 139, 150, 151, 152, 158, 159, 177, 180, 182, 187, 189,
    ][dice.roll(16)];
    Person {
        account: format!("{:010}", 3_607_000_000_u64 + number as u64),
        name,
        id_number: format!("{head}{check}"),
        phone: format!("{mobile}{:08}", dice.roll(100_000_000)),
        address: format!("{town}{village}村{group}组{house}号"),
        meter: format!("3640001000{:012}", dice.roll(1_000_000_000)),
    }
}

fn office(store: &mut Store, customers: usize) -> Vec<Person> {
    let mut dice = Dice(20_261_123);
    let mut sample = Vec::new();
    for first in (0..customers).step_by(50_000) {
        store
            .transact(|conn| {
                for number in first..customers.min(first + 50_000) {
                    let person = person(&mut dice, number);
                    add(conn, number as i64 + 1, &person)?;
                    if number % (customers / 200).max(1) == 0 {
                        sample.push(person);
                    }
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
    sample
}

fn add(conn: &Connection, id: i64, person: &Person) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO customer (id, account, state, class, name, id_kind, id_number, phone, address, tariff,
            billing, capacity, unit, voltage, opened_on)
         VALUES (:id, :account, 'active', 'resident', :name, 'id_card', :id_number, :phone, :address,
            'resident', 'single', '8', 'kW', '220V', '2020-01-01')",
    )?
    .execute(named_params! {
        ":id": id, ":account": person.account, ":name": person.name, ":id_number": person.id_number,
        ":phone": person.phone, ":address": person.address,
    })?;
    let initials = search::initials(&person.name);
    let text = Searchable {
        words: &[&person.name, &initials, &person.address],
        codes: &[
            &person.account,
            &person.id_number,
            &person.phone,
            &person.meter,
        ],
    };
    search::index_customer(conn, id, &text)
}

/// The yardstick: every row is read, and every field looked through.
fn scan(conn: &Connection, part: &str) -> usize {
    let sql =
        "SELECT count(*) AS n FROM customer WHERE name LIKE :p OR address LIKE :p OR phone LIKE :p
               OR id_number LIKE :p OR account LIKE :p";
    let mut query = conn.prepare_cached(sql).unwrap();
    let pattern = format!("%{part}%");
    query
        .query_row(named_params! { ":p": pattern }, |row| {
            row.get::<_, i64>("n")
        })
        .unwrap() as usize
}

fn part(text: &str, from: usize, length: usize) -> String {
    text.chars().skip(from).take(length).collect()
}

/// A kind of query, and how to make one from a customer.
type Query = (&'static str, fn(&Person) -> String);

const QUERIES: &[Query] = &[
    ("1 character of the name", |p| part(&p.name, 0, 1)),
    ("given name's last character", |p| part(&p.name, 1, 1)),
    ("2 characters of the name", |p| part(&p.name, 0, 2)),
    ("whole name", |p| p.name.clone()),
    ("pinyin initials", |p| search::initials(&p.name)),
    ("1 character of the address", |p| part(&p.address, 3, 1)),
    ("village", |p| part(&p.address, 3, 3)),
    ("whole address", |p| p.address.clone()),
    ("end of the address", |p| part(&p.address, 5, 20)),
    ("2 digits", |p| part(&p.phone, 9, 2)),
    ("3 digits of the phone", |p| part(&p.phone, 4, 3)),
    ("last 4 of the phone", |p| part(&p.phone, 7, 4)),
    ("6 digits of the phone", |p| part(&p.phone, 3, 6)),
    ("whole phone", |p| p.phone.clone()),
    ("birth year", |p| part(&p.id_number, 6, 4)),
    ("birth date", |p| part(&p.id_number, 6, 8)),
    ("last 4 of the ID", |p| part(&p.id_number, 14, 4)),
    ("last 6 of the ID", |p| part(&p.id_number, 12, 6)),
    ("area and birth date", |p| part(&p.id_number, 0, 14)),
    ("whole ID", |p| p.id_number.clone()),
    ("whole account", |p| p.account.clone()),
    ("end of the meter", |p| part(&p.meter, 14, 8)),
    ("surname and village", |p| {
        format!("{} {}", part(&p.name, 0, 1), part(&p.address, 3, 2))
    }),
    ("name and phone's end", |p| {
        format!("{} {}", p.name, part(&p.phone, 7, 4))
    }),
];

fn main() {
    let customers =
        std::env::var("YEKUO_BENCH_CUSTOMERS").map_or(1_000_000, |n| n.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), "2026-11-23T08:00:00".parse().unwrap())
        .unwrap()
        .store;
    let begin = Instant::now();
    let sample = office(&mut store, customers);
    println!(
        "{customers} customers written and indexed in {:?}",
        begin.elapsed()
    );
    let conn = store.conn();

    let mut every = Vec::new();
    for (name, query) in QUERIES {
        let mut times: Vec<Duration> = sample
            .iter()
            .map(|person| timed(|| find(conn, &query(person))))
            .collect();
        let scans: Vec<Duration> = sample
            .iter()
            .take(3)
            .map(|person| timed(|| scan(conn, &query(person))))
            .collect();
        times.sort();
        every.extend(times.iter().copied());
        let p95 = times[times.len() * 95 / 100];
        let ratio = scans.iter().min().unwrap().as_secs_f64() / p95.as_secs_f64();
        println!(
            "{name:30} p95 {p95:>12.2?}   worst {:>12.2?}   scan {ratio:>8.1} x",
            times[times.len() - 1]
        );
    }
    every.sort();
    println!("{:30} p95 {:>12.2?}", "all", every[every.len() * 95 / 100]);

    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    let somebody = &sample[sample.len() / 2];
    for (name, query) in QUERIES {
        let text = query(somebody);
        criterion.bench_function(&format!("find {name}"), |bench| {
            bench.iter(|| find(conn, black_box(&text)))
        });
    }
    criterion.bench_function("scan", |bench| {
        bench.iter(|| scan(conn, black_box(&somebody.name)))
    });
    criterion.final_summary();
}

fn find(conn: &Connection, text: &str) -> usize {
    search::find(conn, text, 50).unwrap().len()
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let begin = Instant::now();
    let found = work();
    let time = begin.elapsed();
    black_box(found);
    time
}
