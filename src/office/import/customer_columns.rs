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
    let cell = |head: &str| table.cell(line, head);
    LedgerEntry {
        account: cell("户号"),
        name: cell("户名"),
        id_kind: cell("证件类型"),
        id_number: cell("证件号码"),
        id_card: cell("身份证号"),
        uscc: cell("统一社会信用代码"),
        phone: cell("电话"),
        address: cell("用电地址"),
        postal_address: cell("通信地址"),
        postcode: cell("邮编"),
        contact: cell("联系人"),
        class: cell("客户类别"),
        nature: cell("用电性质"),
        tariff: cell("电价类别"),
        billing: cell("计费方式"),
        capacity: cell(CAPACITY),
        unit: unit(table, &cell("单位")),
        voltage: cell("供电电压"),
        opened_on: cell("立户日期"),
        meter: cell("表号"),
        meter_model: cell("型号"),
        multiplier: cell("倍率"),
        seals: cell("封印编号"),
        installed_on: cell("装表日期"),
        reading: cell("示数"),
        read_on: cell("抄表日期"),
        transformers: cell("变压器"),
        contract: cell("合同编号"),
        contract_on: cell("合同日期"),
    }
}

/// Of its own column, else from the head of the capacity.
fn unit(table: &Table<'_>, typed: &str) -> String {
    if !typed.is_empty() {
        return typed.to_owned();
    }
    let head = table.written(CAPACITY).unwrap_or_default();
    let units = ["kVA", "kW"].into_iter();
    let named = units.filter(|unit| head.contains(unit)).next();
    named.unwrap_or_default().to_owned()
}
