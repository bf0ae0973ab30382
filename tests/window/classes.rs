//! Organisations at the window: low and high voltage, their own fields, and what stays when the class is changed.

use crate::accounts::{factory, keep, walk};
use crate::support::{ID, Window, found};
use egui::{Key, Modifiers};

const TODAY: &str = "2026-11-23";
/// A social credit code whose check character is right.
const CODE: &str = "91350100M000100Y43";

#[test]
fn doc_4_a_tenants_shop_is_taken_in_at_low_voltage() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::tall_desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("客户类别：低压非居民");
    for (field, text) in [
        ("户名", "利民超市"),
        ("证件号码", CODE),
        ("联系电话", "13800138000"),
        ("用电地址", "石桥镇正街12号"),
        ("法定代表人", "周小丽"),
        ("代表人身份证", ID),
        ("行业", "零售"),
        ("申请容量（kW）", "30"),
        ("用途", "超市照明和冷柜"),
        ("保安负荷（kW）", "2"),
    ] {
        window.fill(field, text);
    }
    window.click("申请身份：租户");
    window.fill("出租人姓名", "李福生");
    window.fill("出租人证件号码", ID);
    window.fill("出租人联系电话", "13700137000");
    window.expect("选好用电性质，这里就列出要收的资料");
    window.click("用电性质：商业");
    window.expect("建议：商业");
    window.expect("租房协议（写明电费由谁缴纳）");
    window.click("添加设备");
    window.write("冷柜");
    assert_eq!(window.value("第1行名称"), "冷柜", "the new row is at hand");
    window.fill("第1行台数", "4");
    window.fill("第1行单台kW", "1.5");
    window.expect("6 kW");
    window.click("增值税开票信息");
    window.fill("开票名称", "利民超市");
    window.fill("税号", "91350100M000100Y44");
    window.expect("校验");
    window.fill("税号", CODE);
    for paper in [
        "营业执照：都有",
        "立户人身份证或户口簿：都有",
        "租房协议（写明电费由谁缴纳）：都有",
        "负荷组成和用电设备清单：都有",
        "组织机构代码证：不适用",
        "组织机构代码证不适用：已合并统一社会信用代码",
        "经营许可证：不适用",
    ] {
        window.click(paper);
    }
    window.fill("经营许可证不适用的原因", "零售日用品不需要许可");
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00001");
    window.expect("低压非居民 · 商业 · 新装 · 30 kW · 商业");
    window.click("先不打印");
    window.click("申请内容");
    window.expect("周小丽");
    window.expect("380 V（三相）");
    window.click("资料 6/6");
    assert_eq!(
        window.value("组织机构代码证不适用的原因"),
        "已合并统一社会信用代码"
    );
}

#[test]
fn tariff_1_a_factory_with_two_sources_is_taken_in_at_high_voltage() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::tall_desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("客户类别：高压");
    for (field, text) in [
        ("户名", "红星机械厂"),
        ("证件号码", CODE),
        ("联系电话", "0797-6234567"),
        ("用电地址", "石桥镇工业园3号"),
        ("申请容量（kVA）", "630"),
        ("第1路电源容量（kVA）", "630"),
        ("自备电源", "柴油发电机120 kW"),
    ] {
        window.fill(field, text);
    }
    window.click("用电性质：工业");
    window.expect("建议：大工业");
    window.expect("建议：两部制（按容量）。大工业一般执行两部制");
    window.click("计费方式：单一制");
    window.click("按建议");
    window.click("重要客户等级：二级");
    window.expect("单电源");
    window.click("添加电源");
    window.write("abc");
    window.key(Modifiers::NONE, Key::Tab);
    window.expect("× 第2路电源容量（kVA）：不是数字");
    window.fill("第2路电源容量（kVA）", "315");
    window.expect("双电源");
    window.click("添加变压器");
    window.fill("第1台变压器铭牌编号", "1#");
    window.fill("第1台变压器容量（kVA）", "315");
    window.expect("不够申请的630 kVA");
    assert!(!window.shows("▲ 1台合计"), "said once");
    window.click("受理");
    window.expect("变压器合计315 kVA，不够申请的630 kVA");
    window.click("添加变压器");
    window.fill("第2台变压器铭牌编号", "2#");
    window.fill("第2台变压器容量（kVA）", "315");
    window.expect("2台合计 630 kVA");
    for paper in [
        "用电工程项目批文",
        "用电地点证明",
        "用电负荷说明",
        "用电性质及用途说明",
        "用电设备清单",
        "用电区域平面布置图",
    ] {
        window.click(&format!("{paper}：都有"));
    }
    window.click("保安电力及供电可靠性要求：不适用");
    window.click("保安电力及供电可靠性要求不适用：没有保安负荷");
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00001");
    window.expect("高压 · 工业 · 新装 · 630 kVA · 双电源 10 kV · 大工业");
    window.click("先不打印");
    window.click("申请内容");
    window.expect("两部制（按容量）");
    window.click("办理");
    window.click("为什么？");
    window.expect("NEW-3");
    window.click("类别：居民");
    window.expect("共 0 件");
    window.click("类别：高压");
    window.expect("共 1 件");
}

#[test]
fn changing_the_class_keeps_what_was_typed() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::tall_desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    for (field, text) in [
        ("户名", "陈国强"),
        ("联系电话", "13800138000"),
        ("申请容量（kW）", "12"),
        ("用途", "碾米"),
    ] {
        window.fill(field, text);
    }
    window.click("客户类别：高压");
    window.click("用电性质：农业");
    window.fill("第1路电源容量（kVA）", "100");
    window.fill("行业", "稻谷加工");
    window.click("客户类别：低压居民");
    assert!(!window.shows("行业"), "a resident has none");
    window.click("客户类别：高压");
    for (field, text) in [
        ("户名", "陈国强"),
        ("联系电话", "13800138000"),
        ("申请容量（kVA）", "12"),
        ("用途", "碾米"),
        ("第1路电源容量（kVA）", "100"),
        ("行业", "稻谷加工"),
    ] {
        assert_eq!(window.value(field), text, "{field}");
    }
    window.harness.run_steps(20);
    drop(window);
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("◇ 陈国强");
    assert_eq!(window.value("第1路电源容量（kVA）"), "100");
    window.click("客户类别：低压居民");
    window.fill("证件号码", ID);
    window.fill("用电地址", "石桥镇红星村三组18号");
    crate::support::bring_papers(&mut window);
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00001");
}

#[test]
fn a_tariff_chosen_against_the_proposal_survives_the_power_cut() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::tall_desk(dir.path(), TODAY);
    crate::support::apply(&mut window, "陈国强");
    window.click("电价类别");
    window.click("商业");
    window.expect("按建议");
    window.harness.run_steps(20);
    drop(window);
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("◇ 陈国强");
    window.expect("按建议");
}

#[test]
fn doc_9_what_an_empty_field_shows_fits_the_class() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let draft = factory(TODAY, "250", &["250"]);
    walk(dir.path(), TODAY, &draft, Some("plan_drafted"));
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("红星机械厂 ");
    assert_eq!(window.value("计量点"), "配电房10kV进线计量柜", "as found");
    assert_eq!(window.hint("计量方式"), "例：高供高计");
    assert_eq!(window.value("行业"), "机械制造", "as surveyed");
    window.key(Modifiers::CTRL, Key::N);
    assert_eq!(window.hint("用途"), "例：住宅");
    window.click("客户类别：低压非居民");
    assert_eq!(window.hint("申请容量（kW）"), "例：30");
    window.click("客户类别：高压");
    assert_eq!(window.hint("用途"), "例：水泥制品生产");
}

#[test]
fn tariff_2_the_way_of_billing_follows_the_tariff_until_the_clerk_chooses() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::tall_desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.click("客户类别：高压");
    window.click("用电性质：工业");
    window.fill("申请容量（kVA）", "314");
    window.expect("建议：单一制。普通工业一般执行单一制");
    window.fill("申请容量（kVA）", "315");
    window.expect("建议：两部制（按容量）");
    assert!(!window.shows("按建议"), "it stands there");
    window.click("计费方式：两部制（按需量）");
    window.fill("申请容量（kVA）", "314");
    window.expect("建议：单一制");
    window.click("按建议");
}

#[test]
fn count_4_a_limit_in_a_year_without_a_calendar_says_so_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let today = "2026-12-28";
    found(dir.path(), today);
    let draft = factory(today, "250", &["250"]);
    walk(dir.path(), today, &draft, Some("survey"));
    walk(
        dir.path(),
        today,
        &factory(today, "315", &["315"]),
        Some("survey"),
    );
    let mut window = Window::open(dir.path(), today);
    let words = window.words();
    let said = words.matches("缺2027年节假日日历，只按周末和固定节日推算");
    assert_eq!(said.count(), 1, "once for all: {words}");
    window.click_part("SQ-2026-00001");
    window.expect("▲ 缺2027年节假日日历，只按周末和固定节日推算");
}

#[test]
fn a_receipt_printed_by_its_key_is_offered_no_more() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    keep(dir.path(), TODAY, &factory(TODAY, "250", &["250"]));
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click_part("◇ 红星机械厂");
    window.click("受理");
    window.expect("打印受理回执");
    window.key(Modifiers::NONE, Key::F2);
    window.expect("已生成受理回执");
    assert!(!window.shows("打印受理回执"));
}

#[test]
fn a_list_refused_as_a_whole_is_led_to() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let draft = factory(TODAY, "250", &["200"]);
    keep(dir.path(), TODAY, &draft);
    let mut window = Window::open(dir.path(), TODAY);
    window.shrink();
    window.click("新装增容");
    window.click_part("◇ 红星机械厂");
    window.click("受理");
    window.settle();
    let top = window.top("第1台变压器铭牌编号");
    assert!((100.0..640.0).contains(&top), "at {top}");
}
