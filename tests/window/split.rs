//! An account split through the window.

use egui::{Key, Modifiers};
use yekuo::model::vocabulary::Class;

use crate::claims::{self, office_of};
use crate::removal::{TODAY, bring_id, customer};
use crate::support::{ID, Window};

#[test]
fn split_3_an_account_is_split_from_the_customers_page() {
    let (_dir, mut window) = customer();
    window.click("办理分户");
    window.expect("分户用电申请");
    window.expect("原有容量 8 kW，有的份容量还没填好");
    window.click("用电地址：不变");
    window.click("供电点：不变");
    window.click("分装条件：不具备");
    window.fill("变更原因", "兄弟分家");
    window.fill("欠费金额（元）", "0.00");
    window.fill("查欠费日期", TODAY);
    assert_eq!(
        window.value("第1份户名"),
        "欧阳铁柱",
        "the holder keeps a part"
    );
    window.fill("第1份容量（kW）", "5");
    window.click("第1份电价类别按建议");
    window.fill("第2份户名", "欧阳钢柱");
    window.fill("第2份证件号码", ID);
    window.fill("第2份联系电话", "13800138001");
    window.fill("第2份容量（kW）", "4");
    window.expect("各份合计 9 kW，原有容量 8 kW，应当相等");
    window.click("第2份供电电压：380 V（三相）");
    window.click("第2份供电电压：220 V（单相）");
    window.click("第2份电价类别按建议");
    window.click("第2份客户类别：低压非居民");
    window.click("第2份签约信息");
    window.fill("第2份行业", "零售业");
    window.fill("第2份银行账号", "甲");
    window.expect("× 应为数字");
    window.click("第2份客户类别：低压居民");
    assert!(!window.shows("第2份签约信息"), "a home has none");
    window.click("第2份电价类别按建议");
    bring_id(&mut window);
    window.click("容量分配协议：原件");
    window.click("分户各份户主身份证明（单位：营业执照和授权委托书）：原件");
    window.click("受理");
    window.expect("受电装置不能分别装表，不能分户");
    window.expect("各份容量合计9 kW，原户容量8 kW，应当相等");
    window.click("分装条件：具备");
    window.fill("第2份容量（kW）", "3");
    window.expect("各份合计 8 kW，等于原有容量");
    window.click("受理");
    window.expect("已受理，工单 SQ-2026-00002");
    window.expect("低压居民 · 分户 · 8 kW");
    window.click("先不打印");
    window.record("现场查勘", &[]);
    window.record("结清费用", &[("实收金额（元）", "0.00")]);
    window.record("受电装置检验", &[]);
    window.click("客户签署方式：签名");
    window.click("供电所已签字并盖章：是");
    window.record("签订供用电合同", &[]);
    window.expect("签订供用电合同（已办1份）");
    window.click("记录“签订供用电合同”");
    window.expect("客户签署方式：未填");
    window.click("客户签署方式：签名");
    window.click("供电所已签字并盖章：是");
    window.record("签订供用电合同", &[]);
    let first = [("电能表资产编号", "771"), ("起始示数（kWh）", "0")];
    window.record("分别装表", &first);
    window.expect("已装表，新户号 0000000002");
    window.fill("封印号", "F0002");
    window.expect("封印F0002已经用在第1份的表上");
    assert_eq!(window.value("电能表资产编号"), "", "each part has its own");
    let last = [
        ("电能表资产编号", "772"),
        ("起始示数（kWh）", "0"),
        ("旧表止度（kWh）", "30"),
    ];
    window.record("分别装表", &last);
    window.expect("已装表，新户号 0000000003");
    window.record("资料归档", &[]);
    window.click("客户");
    window.expect("已分户");
    window.expect("欧阳铁柱 5 kW");
    window.click("0000000003");
    window.expect("由户号分户而来");
    window.expect("3 kW");
}

#[test]
fn split_3_a_part_at_high_voltage_is_asked_for_its_sources_and_transformers() {
    let (dir, account) = office_of(Class::HighVoltage, |_| true);
    let mut window = Window::tall(dir.path(), claims::TODAY);
    window.key(Modifiers::CTRL, Key::K);
    window.write(&account);
    window.key(Modifiers::NONE, Key::Enter);
    window.click("办理分户");
    window.expect("电源不填则照原户");
    window.expect("变压器归哪一份");
    window.click("第1份添加电源");
    window.fill("第1份第1路电源容量（kVA）", "9999999");
    window.click("受理");
    window.expect("第1份第1路电源容量（kVA）：");
    window.click("第2份客户类别：低压非居民");
    assert!(!window.shows("第2份添加电源"), "{}", window.words());
    window.click("第1份客户类别：低压非居民");
    assert!(!window.shows("第1份添加电源"));
}
