//! Customers as they are in a county, many of them, written fast.

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

/// How many customers a bench is to have: a million, or as `YEKUO_BENCH_CUSTOMERS` says.
pub(crate) fn wanted() -> usize {
    std::env::var("YEKUO_BENCH_CUSTOMERS").map_or(1_000_000, |n| n.parse().unwrap())
}

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

pub(crate) struct Person {
    pub(crate) account: String,
    pub(crate) name: String,
    pub(crate) id_number: String,
    pub(crate) phone: String,
    pub(crate) address: String,
    pub(crate) meter: String,
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

/// Writes so many customers and their index; returns some two hundred of them.
pub(crate) fn write(store: &mut Store, customers: usize) -> Vec<Person> {
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
