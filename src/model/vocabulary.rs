//! The words that a person chooses from, each with its Chinese name.

use super::named::named;

named! {
    /// Kind of business (业务类型).
    pub enum Kind, "业务类型" {
        NewConnection = "new_connection", "新装";
        CapacityIncrease = "capacity_increase", "增容";
        Relocation = "relocation", "移表";
        Removal = "removal", "暂拆";
        Reconnection = "reconnection", "复装";
        Reclassification = "reclassification", "改类";
        Closure = "closure", "销户";
        Split = "split", "分户";
        Transfer = "transfer", "更名过户";
        Suspension = "suspension", "暂停";
        Resumption = "resumption", "暂停恢复";
    }
}

impl Kind {
    /// Whether the application concerns an account that exists already (变更用电).
    pub fn is_change(self) -> bool {
        self != Kind::NewConnection
    }
}

named! {
    /// Customer class (客户类别).
    pub enum Class, "客户类别" {
        Resident = "resident", "低压居民";
        LowVoltage = "low_voltage", "低压非居民";
        HighVoltage = "high_voltage", "高压";
    }
}

named! {
    /// Nature of use of a customer who is not a resident (用电性质).
    pub enum Nature, "用电性质" {
        Industrial = "industrial", "工业";
        Commercial = "commercial", "商业";
        Agricultural = "agricultural", "农业";
        Public = "public", "公用事业";
        Temporary = "temporary", "临时用电";
    }
}

named! {
    /// Tariff class (电价类别), TARIFF-1.
    pub enum Tariff, "电价类别" {
        Resident = "resident", "居民生活";
        NonResidentLighting = "non_resident_lighting", "非居民照明";
        Commercial = "commercial", "商业";
        NonIndustrial = "non_industrial", "非工业";
        GeneralIndustrial = "general_industrial", "普通工业";
        LargeIndustrial = "large_industrial", "大工业";
        Agricultural = "agricultural", "农业生产";
        Irrigation = "irrigation", "排灌";
    }
}

named! {
    /// Way of billing (计费方式): energy only, or two-part by transformer capacity or maximum demand.
    pub enum Billing, "计费方式" {
        Single = "single", "单一制";
        Capacity = "capacity", "两部制（按容量）";
        Demand = "demand", "两部制（按需量）";
    }
}

named! {
    /// Unit of capacity (容量单位); the month's summary counts a kW as a kVA.
    pub enum CapacityUnit, "容量单位" {
        Kilowatt = "kW", "kW";
        KilovoltAmpere = "kVA", "kVA";
    }
}

named! {
    /// Supply voltage (供电电压).
    pub enum Voltage, "供电电压" {
        V220 = "220V", "220 V（单相）";
        V380 = "380V", "380 V（三相）";
        Kv10 = "10kV", "10 kV";
        Kv35 = "35kV", "35 kV";
        Kv110 = "110kV", "110 kV";
    }
}

named! {
    /// Number of power sources (电源数) of a high-voltage supply.
    pub enum Sources, "电源数" {
        Single = "single", "单电源";
        Dual = "dual", "双电源";
    }
}

named! {
    /// Whether a source's line serves others too (线路).
    pub enum SourceLine, "线路" {
        Dedicated = "dedicated", "专线";
        Public = "public", "公用线路";
    }
}

named! {
    /// What a source is there for (电源用途).
    pub enum SourceRole, "电源用途" {
        Main = "main", "主供";
        Standby = "standby", "备用";
    }
}

named! {
    /// Grade of an important customer (重要客户等级), CONTACT-2.
    #[derive(Default)]
    pub enum ImportantGrade, "重要客户等级" {
        #[default]
        None = "none", "无";
        Special = "special", "特级";
        First = "first", "一级";
        Second = "second", "二级";
        Temporary = "temporary", "临时性";
    }
}

named! {
    /// Grade of the load of a device (负荷等级).
    pub enum LoadGrade, "负荷等级" {
        First = "first", "一级";
        Second = "second", "二级";
        Third = "third", "三级";
    }
}

named! {
    /// Kind of identity document (证件名称).
    pub enum IdKind, "证件名称" {
        IdCard = "id_card", "居民身份证";
        Uscc = "uscc", "统一社会信用代码";
        Other = "other", "其他证件";
    }
}

named! {
    /// State of a case (工单状态).
    pub enum CaseState, "工单状态" {
        /// A mandatory document is missing; no time limit runs.
        Waiting = "waiting", "待补资料";
        /// Accepted and under way.
        Accepted = "accepted", "在办";
        /// The completing step is recorded; the dossier is not yet filed.
        Completed = "completed", "已办结";
        Filed = "filed", "已归档";
        /// Ended without being carried out; kept and counted.
        Voided = "voided", "已作废";
    }
}

impl CaseState {
    /// Not ended: papers or steps are still to come, the filing being the last.
    pub const IN_HAND: &[CaseState] = &[
        CaseState::Waiting,
        CaseState::Accepted,
        CaseState::Completed,
    ];

    /// Whether a step can still be recorded.
    pub fn is_open(self) -> bool {
        matches!(self, CaseState::Accepted | CaseState::Completed)
    }
}

named! {
    /// Outcome of a recorded step (结果).
    pub enum StepResult, "结果" {
        Pass = "pass", "通过";
        Fail = "fail", "不通过";
        NotRequired = "not_required", "无需办理";
    }
}

impl StepResult {
    /// Whether the step is behind the case.
    pub fn is_passed(self) -> bool {
        self != StepResult::Fail
    }
}

named! {
    /// Whose doing made a step late (超期原因), COUNT-6.
    pub enum LateReason, "超期原因" {
        Office = "office", "供电所原因";
        Customer = "customer", "客户原因";
        ThirdParty = "third_party", "第三方原因";
        Weather = "weather", "天气原因";
    }
}

named! {
    /// State of an account (户号状态).
    pub enum AccountState, "户号状态" {
        Active = "active", "正常用电";
        Removed = "removed", "暂拆";
        Suspended = "suspended", "暂停";
        Closed = "closed", "已销户";
        Split = "split", "已分户";
    }
}

named! {
    /// Who begins a closure (办理起因), CLOSE-4.
    pub enum Initiative, "办理起因" {
        Customer = "customer", "客户申请";
        /// For want of use, after written notice.
        Office = "office", "长期不用电";
    }
}

named! {
    /// What came of a yearly verification of a ratio (定比核实结果), RECLASS-5.
    pub enum VerificationOutcome, "核实结果" {
        Verified = "verified", "已核实";
        /// The customer would not have it; the last ratio stays (RECLASS-6).
        Refused = "refused", "客户拒绝";
    }
}

named! {
    /// What an operator may do (岗位).
    pub enum Role, "岗位" {
        Clerk = "clerk", "营业员";
        Supervisor = "supervisor", "主管";
    }
}
