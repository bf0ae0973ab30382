//! The acts that the log knows (操作).

use crate::model::named::named;

named! {
    /// What was done, as the log keeps it.
    pub enum Act, "操作" {
        Accept = "accept", "受理";
        Wait = "wait", "登记待补资料";
        Refuse = "refuse", "不予受理";
        Documents = "documents", "登记资料";
        Step = "step", "办理环节";
        Withdraw = "withdraw", "撤回环节";
        Void = "void", "作废";
        OpenAccount = "open_account", "建立户号";
        CloseAccountAgain = "unopen_account", "撤销户号";
        RaiseCapacity = "raise_capacity", "增加容量";
        MoveMeter = "move_meter", "移表";
        RemoveMeter = "remove_meter", "暂拆";
        Reconnect = "reconnect", "复装";
        Reclassify = "reclassify", "改类";
        Verify = "verify", "比例核实";
        OpenClaim = "open_claim", "违约理赔立案";
        ClaimStep = "claim_step", "违约理赔环节";
        WithdrawClaimStep = "withdraw_claim_step", "撤回违约理赔环节";
        VoidClaim = "void_claim", "作废违约理赔档案";
        Incident = "incident", "登记电力运行事故";
        FinalReading = "final_reading", "销户抄表";
        TakeDown = "take_down", "销户拆表";
        IdleNotice = "idle_notice", "待销户通知";
        NoticeDelivered = "notice_delivered", "登记送达";
        CloseAccount = "close_account", "销户";
        SplitAccount = "split_account", "分户";
        HandOver = "hand_over", "更名过户";
        Seal = "seal", "暂停加封";
        Unseal = "unseal", "恢复启封";
        RestoreAccount = "restore_account", "户号恢复原状";
        Print = "print", "打印";
        Reprint = "reprint", "重打";
        Reading = "reading", "登记示数";
        Meter = "meter", "换表";
        Contact = "contact", "客户联系";
        KeyCustomer = "key_customer", "重点客户";
        Complaint = "complaint", "投诉";
        Transformer = "transformer", "更换变压器";
        Correct = "correct", "更正";
        TakeBackOpening = "take_back_opening", "撤销期初业务";
        Price = "price", "录入电价";
        Charge = "charge", "录入收费项目";
        Import = "import", "导入";
        FreezeMonth = "freeze_month", "封存月报";
        ExportMonth = "export_month", "导出月报";
        ExportAll = "export_all", "导出全部数据";
        Reveal = "reveal", "查看完整证件信息";
        Settings = "settings", "修改设置";
        Backup = "backup", "备份";
        Restore = "restore", "恢复备份";
        Demo = "demo", "建立示例数据";
    }
}
