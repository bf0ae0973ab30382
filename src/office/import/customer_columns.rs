//! The columns of a ledger of customers, and a line of it as an entry.

use crate::rules::intake::ledger::LedgerEntry;

use super::sheet::Line;
use super::table::{Column, Table, column};

/// The head under which the capacity stands; it may name the unit.
const CAPACITY: &str = "容量";

pub(super) const COLUMNS: [Column; 32] = [
    column("户号", &["客户编号", "用户编号"], &["account"], true),
    column("户名", &["客户名称", "用户名称"], &["name"], true),
    column("证件类型", &["证件名称"], &["id_kind"], false),
    column("证件号码", &["证件编号"], &["id_number"], false),
    column(
        "身份证号",
        &["身份证号码", "居民身份证"],
        &["id_card"],
        false,
    ),
    column("统一社会信用代码", &["信用代码"], &["uscc"], false),
    column(
        "电话",
        &["联系电话", "手机", "手机号", "移动电话"],
        &["phone"],
        true,
    ),
    column("用电地址", &["地址"], &["address"], true),
    column("通信地址", &["通讯地址"], &["postal_address"], false),
    column("邮编", &["邮政编码"], &["postcode"], false),
    column("联系人", &[], &["contact"], false),
    column("客户类别", &["用户类别"], &["class"], true),
    column("用电性质", &[], &["nature"], false),
    column("电价类别", &["用电类别"], &["tariff"], true),
    column("计费方式", &[], &["billing"], false),
    column(
        CAPACITY,
        &[
            "合同容量",
            "容量(kW)",
            "容量(kVA)",
            "合同容量(kW)",
            "合同容量(kVA)",
        ],
        &["capacity"],
        true,
    ),
    column("单位", &["容量单位"], &["unit"], false),
    column("供电电压", &["电压", "电压等级"], &["voltage"], true),
    column("立户日期", &["开户日期"], &["opened_on"], true),
    column(
        "表号",
        &["资产编号", "电能表资产编号", "电表编号"],
        &["meter"],
        false,
    ),
    column("型号", &["表型号", "电能表型号"], &["meter_model"], false),
    column("倍率", &["综合倍率"], &["multiplier"], false),
    column("封印编号", &["封印"], &["seals"], false),
    column("装表日期", &[], &["installed_on"], false),
    column("示数", &["抄见示数", "表底数"], &["reading"], false),
    column("抄表日期", &[], &["read_on"], false),
    column("变压器", &["受电变压器"], &["transformers"], false),
    column("合同编号", &[], &["contract"], false),
    column(
        "合同日期",
        &["合同签订日期", "合同生效日期"],
        &["contract_on"],
        false,
    ),
    column("序号", &[], &[], false),
    column("备注", &["说明"], &[], false),
    column("抄表段", &["台区", "线路"], &[], false),
];

/// A line as an entry.
pub(super) fn entry(table: &Table<'_>, line: &Line) -> LedgerEntry {
    let mut entry = LedgerEntry::default();
    for (field, cell) in table.fields(line) {
        let place = match field {
            "account" => &mut entry.account,
            "name" => &mut entry.name,
            "id_kind" => &mut entry.id_kind,
            "id_number" => &mut entry.id_number,
            "id_card" => &mut entry.id_card,
            "uscc" => &mut entry.uscc,
            "phone" => &mut entry.phone,
            "address" => &mut entry.address,
            "postal_address" => &mut entry.postal_address,
            "postcode" => &mut entry.postcode,
            "contact" => &mut entry.contact,
            "class" => &mut entry.class,
            "nature" => &mut entry.nature,
            "tariff" => &mut entry.tariff,
            "billing" => &mut entry.billing,
            "capacity" => &mut entry.capacity,
            "unit" => &mut entry.unit,
            "voltage" => &mut entry.voltage,
            "opened_on" => &mut entry.opened_on,
            "meter" => &mut entry.meter,
            "meter_model" => &mut entry.meter_model,
            "multiplier" => &mut entry.multiplier,
            "seals" => &mut entry.seals,
            "installed_on" => &mut entry.installed_on,
            "reading" => &mut entry.reading,
            "read_on" => &mut entry.read_on,
            "transformers" => &mut entry.transformers,
            "contract" => &mut entry.contract,
            "contract_on" => &mut entry.contract_on,
            _ => continue,
        };
        cell.clone_into(place);
    }
    if entry.unit.is_empty() {
        unit(table).clone_into(&mut entry.unit);
    }
    entry
}

/// The unit that the head of the capacity names, if it does.
fn unit(table: &Table<'_>) -> &'static str {
    let head = table.written(CAPACITY).unwrap_or_default();
    let mut units = ["kVA", "kW"].into_iter();
    units.find(|unit| head.contains(unit)).unwrap_or_default()
}
