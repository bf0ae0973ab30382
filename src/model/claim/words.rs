//! The words of what customers owe and are owed (违约理赔): late bills, breach, theft, damaged appliances.

use crate::model::named::named;

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

named! {
    /// What a claim's file is about (违约理赔种类).
    pub enum ClaimKind, "种类" {
        Late = "late", "电费违约金";
        Breach = "breach", "违约用电";
        Theft = "theft", "窃电";
        Damage = "damage", "家电损坏";
    }
}

named! {
    /// How a claim's file stands (状态). Each kind walks its own.
    pub enum ClaimState, "状态" {
        WorkedOut = "worked_out", "已核算";
        Found = "found", "已查获";
        Reported = "reported", "已投诉";
        OutOfTime = "out_of_time", "超期索赔";
        OnSite = "on_site", "已到现场";
        Registered = "registered", "已登记";
        Noticed = "noticed", "已通知";
        Decided = "decided", "已核定";
        Disputed = "disputed", "有异议";
        NotLiable = "not_liable", "不负责任";
        Repaired = "repaired", "已修复";
        Paid = "paid", "已付清";
        GoodsTaken = "goods_taken", "已收回";
        Referred = "referred", "已移送";
        Closed = "closed", "已结案";
        Voided = "voided", "已作废";
    }
}

impl ClaimState {
    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Voided)
    }
}

named! {
    /// A fault of the supplier's by which household appliances were damaged (电力运行事故), DAMAGE-1.
    pub enum Fault, "事故" {
        Crossed = "crossed", "相线与零线接错或三相相序接反";
        NeutralBroken = "neutral_broken", "零线断线";
        Touching = "touching", "相线与零线互碰";
        HighVoltage = "high_voltage", "高压导线掉落或对低压线路放电";
    }
}
