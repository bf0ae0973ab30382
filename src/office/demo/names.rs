//! Personal names: common ones, and now and then a character that few fonts have.

use super::chance::Chance;

/// The more common, the earlier.
const SURNAMES: [&str; 72] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "高", "林", "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾",
    "肖", "田", "董", "袁", "潘", "于", "蒋", "蔡", "余", "杜", "叶", "程", "苏", "魏", "吕", "丁",
    "任", "沈", "姚", "卢", "姜", "崔", "钟", "谭", "陆", "汪", "范", "石", "廖", "贾", "夏", "韦",
    "方", "白", "邹", "孟", "熊", "欧阳", "上官", "司马",
];

const MEN: [&str; 56] = [
    "伟", "强", "军", "建国", "国强", "志明", "海涛", "勇", "杰", "明", "建华", "文斌", "小龙",
    "永福", "根生", "大山", "春林", "长贵", "福生", "金水", "火根", "水生", "德才", "光明", "志强",
    "卫东", "卫国", "学文", "思远", "俊杰", "浩然", "子轩", "宇航", "天佑", "一鸣", "家兴", "立新",
    "新民", "培根", "树德", "有余", "广田", "保田", "顺发", "鹏飞", "振华", "世平", "和平", "少华",
    "成林", "正阳", "东升", "庆丰", "来福", "石头", "磊",
];

const WOMEN: [&str; 48] = [
    "芳", "娜", "敏", "静", "丽", "秀英", "秀兰", "桂英", "桂花", "玉兰", "玉梅", "红梅", "小红",
    "春花", "秋菊", "冬梅", "美玲", "丽华", "金凤", "银花", "翠莲", "月娥", "彩霞", "素珍", "淑芬",
    "婷婷", "雪琴", "晓燕", "海燕", "雅琴", "佳怡", "欣悦", "梦瑶", "思雨", "子涵", "巧云", "爱莲",
    "水莲", "菊香", "兰英", "凤英", "细妹", "来娣", "慧", "艳", "燕", "琴", "霞",
];

/// Characters that common fonts lack and that stand in real names.
const RARE: [&str; 10] = ["䶮", "㛃", "𬱖", "𠅤", "𫖯", "㐱", "𬍛", "𬀩", "𬭎", "𪚥"];

/// One name in so many has a rare character.
const RARITY: u32 = 16;

/// Surname and given name.
pub(super) fn full_name(chance: &mut Chance, male: bool) -> String {
    let surname = *chance.pick_early(&SURNAMES);
    if chance.one_in(RARITY) {
        return format!("{surname}{}", chance.pick(&RARE));
    }
    let given = *if male {
        chance.pick(&MEN)
    } else {
        chance.pick(&WOMEN)
    };
    format!("{surname}{given}")
}
