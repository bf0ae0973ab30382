//! The words of what customers owe and are owed (违约理赔): late bills, breach, theft, damaged appliances.

use super::named::named;

named! {
    /// Who owes (用户类别): the manual charges residents and all others apart.
    pub enum Payer, "用户类别" {
        Resident = "resident", "居民";
        Other = "other", "其他客户";
    }
}

named! {
    /// Breach of contract (违约用电行为) by the rule that charges it.
    pub enum Breach, "违约用电行为" {
        CheaperLine = "BREACH-1", "高价低接或擅自改变用电类别";
        AddedCapacity = "BREACH-2", "私自增容";
        SealedEquipment = "BREACH-3", "擅自使用暂停或封存的设备";
        Metering = "BREACH-4", "擅自移动或操作计量、负控、供电设施";
        ForeignSource = "BREACH-5", "擅自引入、供出电源或并网";
    }
}

named! {
    /// How stolen energy is worked out (窃电量计算方式), by its rule.
    pub enum TheftMethod, "窃电量计算方式" {
        Tapped = "THEFT-3", "按私接设备的额定容量";
        Meter = "THEFT-4", "按电能表的标定电流";
    }
}

named! {
    /// What stolen energy was used for (用电用途), THEFT-5.
    pub enum EnergyUse, "用电用途" {
        Power = "power", "电力";
        Lighting = "lighting", "照明";
    }
}

named! {
    /// Phases of a meter (相数).
    pub enum Phases, "相数" {
        Single = "1", "单相";
        Three = "3", "三相";
    }
}

named! {
    /// Household appliance (家用电器) by what decides its life, DAMAGE-7.
    pub enum Appliance, "家用电器类别" {
        Electronics = "electronics", "电子类";
        Motor = "motor", "电机类";
        Heating = "heating", "电阻电热类";
        Lighting = "lighting", "电光源类";
    }
}
