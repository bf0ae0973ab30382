//! The trades of a township: which organisations there are, how big, and what runs in them.

use crate::model::vocabulary::Nature::{
    self, Agricultural, Commercial, Industrial, Public, Temporary,
};

/// A kind of organisation.
#[derive(Debug)]
pub(super) struct Trade {
    /// What it is called after the name of a village or a firm.
    pub(super) noun: &'static str,
    pub(super) named_after: NamedAfter,
    /// The first two characters of its social credit code: who registered it, and as what.
    pub(super) registry: &'static str,
    pub(super) nature: Nature,
    /// The use as a clerk types it; the tariff class is proposed from it.
    pub(super) purpose: &'static str,
    /// Low voltage: kW, one figure. High voltage: kVA of each transformer.
    pub(super) sizes: &'static [&'static [u32]],
    /// Name, model, count, tenths of a kW.
    pub(super) equipment: &'static [(&'static str, &'static str, u32, i64)],
}

/// Where the rest of the name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedAfter {
    Village,
    Firm,
}

use NamedAfter::{Firm, Village};

/// Words of a use and the industry that they stand for, the more telling first.
const INDUSTRIES: [(&str, &str); 10] = [
    ("学", "教育"),
    ("医院", "卫生"),
    ("自来水", "水的生产和供应业"),
    ("污水", "生态保护和环境治理业"),
    ("路灯", "公共设施管理业"),
    ("灌", "水利管理业"),
    ("酒店", "住宿业"),
    ("民宿", "住宿业"),
    ("饭店", "餐饮业"),
    ("加工", "农副食品及其他加工业"),
];

impl Trade {
    /// The industry (行业) as a clerk types it.
    pub(super) fn industry(&self) -> &'static str {
        let known = INDUSTRIES
            .iter()
            .find(|(word, _)| self.purpose.contains(word));
        known.map_or_else(
            || match self.nature {
                Industrial => "制造业",
                Commercial => "零售业",
                Agricultural => "农、林、牧、渔业",
                Public => "公共管理和社会组织",
                Temporary => "建筑业",
            },
            |(_, industry)| *industry,
        )
    }
}

const COMPANY: &str = "91";
const SOLE_TRADER: &str = "92";
const COOPERATIVE: &str = "93";
const INSTITUTION: &str = "12";
const VILLAGE_BODY: &str = "54";

const fn trade(
    noun: &'static str,
    named_after: NamedAfter,
    registry: &'static str,
    nature: Nature,
    purpose: &'static str,
    sizes: &'static [&'static [u32]],
    equipment: &'static [(&'static str, &'static str, u32, i64)],
) -> Trade {
    Trade {
        noun,
        named_after,
        registry,
        nature,
        purpose,
        sizes,
        equipment,
    }
}

/// Supplied at 380 V.
#[rustfmt::skip]
pub(super) const LOW_VOLTAGE: [Trade; 18] = [
    trade("米厂", Firm, SOLE_TRADER, Industrial, "稻谷加工", &[&[22], &[30], &[45]],
        &[("砻谷机", "MLGT25", 1, 75), ("碾米机", "MNMS18", 2, 110), ("色选机", "6SXM-64", 1, 30)]),
    trade("超市", Firm, SOLE_TRADER, Commercial, "超市", &[&[15], &[20], &[28]],
        &[("冷柜", "SC-316", 6, 4), ("空调", "KFR-72LW", 2, 25), ("照明", "", 40, 1)]),
    trade("养猪场", Firm, SOLE_TRADER, Agricultural, "生猪养殖", &[&[18], &[36]],
        &[("饲料粉碎机", "9FQ-50", 1, 75), ("风机", "DJF-1380", 6, 11), ("保温灯", "", 20, 2)]),
    trade("小学", Village, INSTITUTION, Public, "学校教学", &[&[40], &[55]],
        &[("教学一体机", "", 12, 4), ("空调", "KFR-72LW", 10, 25), ("水泵", "QJ10", 1, 30)]),
    trade("新村工程项目部", Firm, COMPANY, Temporary, "基建施工临时用电", &[&[50], &[80]],
        &[("塔式起重机", "QTZ40", 1, 240), ("搅拌机", "JZC350", 1, 55), ("电焊机", "BX1-315", 2, 110)]),
    trade("水泵站", Village, VILLAGE_BODY, Agricultural, "稻田排灌", &[&[22], &[37], &[75]],
        &[("离心水泵", "IS150-125", 1, 185), ("真空泵", "SZB-8", 1, 22)]),
    trade("村民委员会", Village, VILLAGE_BODY, Public, "村委会办公", &[&[12], &[16]],
        &[("空调", "KFR-35GW", 4, 12), ("计算机", "", 6, 3)]),
    trade("木材加工厂", Firm, SOLE_TRADER, Industrial, "木材加工", &[&[37], &[55], &[75]],
        &[("带锯机", "MJ346", 1, 220), ("平刨床", "MB504", 1, 40), ("吸尘机", "MF9030", 1, 30)]),
    trade("饭店", Firm, SOLE_TRADER, Commercial, "饭店", &[&[18], &[30]],
        &[("电磁大锅灶", "DZ-15", 2, 80), ("排烟风机", "", 1, 30), ("冰柜", "BD-316", 3, 4)]),
    trade("卫生院", Village, INSTITUTION, Public, "乡镇医院门诊", &[&[60], &[90]],
        &[("X光机", "DR-50", 1, 300), ("空调", "KFR-35GW", 12, 12), ("消毒锅", "", 1, 90)]),
    trade("蔬菜专业合作社", Firm, COOPERATIVE, Agricultural, "蔬菜大棚种植", &[&[15], &[25]],
        &[("卷帘机", "", 8, 11), ("补光灯", "", 60, 1), ("滴水泵", "QDX10", 2, 15)]),
    trade("农机修理铺", Firm, SOLE_TRADER, Industrial, "农机修理", &[&[15], &[22]],
        &[("电焊机", "BX1-250", 1, 90), ("砂轮机", "M3225", 1, 8), ("空压机", "V-0.6", 1, 40)]),
    trade("道路路灯", Village, VILLAGE_BODY, Public, "村道路灯", &[&[5], &[8]],
        &[("LED路灯", "60W", 60, 1)]),
    trade("民宿", Firm, SOLE_TRADER, Commercial, "民宿", &[&[20], &[32]],
        &[("空调", "KFR-35GW", 10, 12), ("电热水器", "DSZF-80", 5, 20)]),
    trade("中学学生宿舍", Village, INSTITUTION, Public, "学生宿舍", &[&[45], &[70]],
        &[("照明", "", 120, 1), ("电开水器", "", 4, 90)]),
    trade("自来水厂", Village, COMPANY, Public, "自来水厂取水泵房", &[&[37], &[55]],
        &[("潜水泵", "QJ200", 2, 150), ("加药机", "", 1, 8)]),
    trade("砖厂", Firm, COMPANY, Industrial, "砖瓦生产", &[&[90], &[75]],
        &[("制砖机", "JZK45", 1, 550), ("输送带", "", 2, 55), ("搅拌机", "SJ240", 1, 220)]),
    trade("抢险排水队", Village, VILLAGE_BODY, Temporary, "防汛抢险排水", &[&[30], &[45]],
        &[("潜水泵", "WQ100", 2, 150)]),
];

/// Supplied at 10 kV or 35 kV, through transformers of their own.
#[rustfmt::skip]
pub(super) const HIGH_VOLTAGE: [Trade; 13] = [
    trade("水泥制品有限公司", Firm, COMPANY, Industrial, "水泥制品生产", &[&[315], &[400, 250], &[500]],
        &[("振动台", "", 4, 75), ("搅拌站", "HZS35", 1, 900), ("行车", "LD10", 2, 130)]),
    trade("商贸城", Firm, COMPANY, Commercial, "超市和商店", &[&[250], &[400], &[250, 250]],
        &[("中央空调", "", 1, 1200), ("自动扶梯", "", 2, 80), ("照明", "", 400, 1)]),
    trade("提灌站", Village, VILLAGE_BODY, Agricultural, "农田提灌", &[&[315], &[160], &[100]],
        &[("双吸离心泵", "20SH-13", 1, 2200), ("真空泵", "SK-3", 1, 55)]),
    trade("中学", Village, INSTITUTION, Public, "学校教学", &[&[200], &[250]],
        &[("空调", "KFR-72LW", 48, 25), ("食堂电蒸柜", "", 4, 120)]),
    trade("公路工程项目部", Firm, COMPANY, Temporary, "公路施工", &[&[400], &[315, 200]],
        &[("拌和站", "HZS90", 1, 1500), ("张拉机", "", 2, 30), ("塔式起重机", "QTZ63", 1, 400)]),
    trade("石材有限公司", Firm, COMPANY, Industrial, "石料加工", &[&[630, 630, 315], &[1000, 800], &[800]],
        &[("颚式破碎机", "PE600", 2, 750), ("圆锥破碎机", "PYB900", 1, 550), ("皮带机", "", 6, 75)]),
    trade("生态养殖有限公司", Firm, COMPANY, Agricultural, "生猪养殖", &[&[160], &[200, 100]],
        &[("自动喂料线", "", 6, 15), ("湿帘风机", "", 40, 11), ("污水泵", "", 3, 75)]),
    trade("污水处理厂", Village, INSTITUTION, Public, "污水处理", &[&[250], &[315], &[315, 250]],
        &[("曝气鼓风机", "RRF150", 3, 370), ("潜污泵", "WQ150", 4, 150)]),
    trade("米业有限公司", Firm, COMPANY, Industrial, "大米加工", &[&[250], &[200]],
        &[("碾米生产线", "", 2, 750), ("烘干塔", "", 1, 450), ("色选机", "", 2, 40)]),
    trade("矿业有限公司", Firm, COMPANY, Industrial, "矿石破碎加工", &[&[3150, 3150], &[5000]],
        &[("球磨机", "MQG2130", 4, 2100), ("破碎机", "PE900", 2, 1100), ("浮选机", "SF-8", 20, 220)]),
    trade("大酒店", Firm, COMPANY, Commercial, "酒店", &[&[315], &[315, 315]],
        &[("空调主机", "", 2, 750), ("电梯", "", 3, 150), ("厨房设备", "", 1, 600)]),
    trade("水务公司", Village, COMPANY, Public, "自来水厂", &[&[315], &[400]],
        &[("取水泵", "", 3, 750), ("加压泵", "", 3, 550)]),
    trade("机械铸造有限公司", Firm, COMPANY, Industrial, "机械制造", &[&[800, 630, 630], &[1250, 500]],
        &[("中频炉", "KGPS-500", 1, 5000), ("行车", "LD5", 3, 100), ("抛丸机", "Q378", 1, 300)]),
];
