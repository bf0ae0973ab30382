//! The command line as it is typed (命令与参数).

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, CommandFactory, FromArgMatches, Parser};

/// What stands before every command.
#[derive(Debug, Clone, Default, Args)]
pub struct Globals {
    /// 数据文件夹；不写则用本机默认的位置
    #[arg(long, global = true, value_name = "文件夹")]
    pub data: Option<PathBuf>,
    /// 按哪一天办理，例：2026-09-24；不写则为今天
    #[arg(long, global = true, value_name = "日期")]
    pub today: Option<String>,
    /// 操作员姓名；不写则为当前操作员
    #[arg(long, global = true, value_name = "姓名")]
    pub operator: Option<String>,
    /// 输出一份 JSON，给程序读
    #[arg(long, global = true)]
    pub json: bool,
    /// 显示完整的证件号和电话，并记入流水（case、customer、find、history）
    #[arg(long, global = true, value_name = "用途")]
    pub reveal: Option<String>,
}

/// Everything that was typed.
#[derive(Debug, Parser)]
#[command(
    name = "yekuo",
    version,
    about = "业扩台：供电所业扩报装窗口。不写命令就打开窗口",
    override_usage = "yekuo [选项] [命令 …]"
)]
pub struct Arguments {
    #[command(flatten)]
    pub globals: Globals,
    #[command(subcommand)]
    pub action: Option<Action>,
}

/// What is to be done.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// 在空的数据文件夹里建一个示例供电所
    #[command(override_usage = "yekuo demo [--customers 户数] [--cases 件数] [--seed 数字]")]
    Demo {
        /// 客户户数
        #[arg(long, value_name = "户数")]
        customers: Option<String>,
        /// 工单件数
        #[arg(long, value_name = "件数")]
        cases: Option<String>,
        /// 随机种子；参数相同，内容就相同
        #[arg(long, value_name = "数字")]
        seed: Option<String>,
    },
    /// 看或改供电所的设置：名称、编号、操作员、打印偏移等
    #[command(override_usage = "yekuo settings [名称=值 …]")]
    Settings {
        /// 例：office.name=石桥供电所 operators=王芳:clerk,李强:supervisor
        #[arg(value_name = "名称=值")]
        changes: Vec<String>,
    },
    /// 打印一份填好的申请样例，可以交给 accept
    #[command(
        override_usage = "yekuo template 业务 [--class 类别] [--nature 性质] [--sources 电源] [--tenant]"
    )]
    Template {
        /// 业务类型，例：new_connection
        #[arg(value_name = "业务")]
        kind: String,
        /// 客户类别：resident、low_voltage、high_voltage
        #[arg(
            long,
            value_name = "类别",
            default_value = "resident",
            hide_default_value = true
        )]
        class: String,
        /// 用电性质（居民不填）
        #[arg(long, value_name = "性质")]
        nature: Option<String>,
        /// 高压电源数：single、dual
        #[arg(long, value_name = "电源")]
        sources: Option<String>,
        /// 租户用电
        #[arg(long)]
        tenant: bool,
    },
    /// 受理申请；缺资料的登记为待补
    #[command(override_usage = "yekuo accept 文件")]
    Accept {
        /// 申请的 JSON 文件；写 - 则从标准输入读
        #[arg(value_name = "文件")]
        file: String,
    },
    /// 不予受理，出编号的告知单
    #[command(override_usage = "yekuo refuse 文件 --reason 原因")]
    Refuse {
        /// 申请的 JSON 文件；写 - 则从标准输入读
        #[arg(value_name = "文件")]
        file: String,
        /// 不予受理的原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 登记收到的资料；补齐的，最后一份收到的那天受理
    #[command(override_usage = "yekuo documents 工单 资料=状态 … [--on 日期]")]
    Documents {
        /// 工单编号
        #[arg(value_name = "工单")]
        case: String,
        /// 例：DOC-1.1=copy；状态：original、copy、both、missing、not_applicable:原因
        #[arg(value_name = "资料=状态")]
        changes: Vec<String>,
        /// 收到的日期；不写则为今天
        #[arg(long, value_name = "日期")]
        on: Option<String>,
    },
    /// 办理一个环节
    #[command(
        override_usage = "yekuo step 工单 环节 [--on 日期] [--result 结果] [--set 栏目=内容 …]"
    )]
    Step {
        /// 工单编号
        #[arg(value_name = "工单")]
        case: String,
        /// 环节，例：survey；可办的环节和要填的栏目见 case 的 next
        #[arg(value_name = "环节")]
        step: String,
        /// 办理日期；不写则为今天
        #[arg(long, value_name = "日期")]
        on: Option<String>,
        /// 结果：pass、fail、not_required；不写则为通过
        #[arg(long, value_name = "结果")]
        result: Option<String>,
        /// 环节的栏目，可写多次
        #[arg(long, value_name = "栏目=内容")]
        set: Vec<String>,
    },
    /// 撤回最后办理的环节；两条记录都保留
    #[command(override_usage = "yekuo withdraw 工单 --reason 原因")]
    Withdraw {
        /// 工单编号
        #[arg(value_name = "工单")]
        case: String,
        /// 撤回的原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 作废工单；编号保留，照样统计
    #[command(override_usage = "yekuo void 工单 --reason 原因")]
    Void {
        /// 工单编号
        #[arg(value_name = "工单")]
        case: String,
        /// 作废的原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 看整个工单，以及现在可以办的环节
    #[command(override_usage = "yekuo case 工单")]
    Case {
        /// 工单编号
        #[arg(value_name = "工单")]
        case: String,
    },
    /// 看流水：谁在何时做了什么
    #[command(override_usage = "yekuo history 编号")]
    History {
        /// 工单、告知单、违约理赔档案编号或户号
        #[arg(value_name = "编号")]
        subject: String,
    },
    /// 看到期和超期的事，超期的在前
    #[command(override_usage = "yekuo due [--within 天数]")]
    Due {
        /// 只看几天之内到期的
        #[arg(long, value_name = "天数")]
        within: Option<String>,
    },
    /// 看一户：表、变压器、示数、工单、合同
    #[command(override_usage = "yekuo customer 户号 [--year 年份]")]
    Customer {
        /// 户号
        #[arg(value_name = "户号")]
        account: String,
        /// 暂停情况看哪一年；不写则为今年
        #[arg(long, value_name = "年份")]
        year: Option<String>,
    },
    /// 按姓名、地址、电话、证件号、户号、表号、工单编号或拼音首字母的任一部分查找
    #[command(override_usage = "yekuo find 内容 [--limit 条数]")]
    Find {
        /// 要找的内容
        #[arg(value_name = "内容")]
        text: String,
        /// 最多列出几条；不写则为 50
        #[arg(long, value_name = "条数")]
        limit: Option<String>,
    },
    /// 登记工单以外的事：reading 抄表示数，meter 换表，transformer 换变压器，correction 更正，verification 比例核实，contact 客户联系，visit 走访，
    /// key_customer 重点客户，complaint 投诉，price 电价，charge 收费项目
    #[command(override_usage = "yekuo record 种类 文件")]
    Record {
        /// reading、meter、transformer、correction、verification、contact、visit、key_customer、complaint、price、charge
        #[arg(value_name = "种类")]
        kind: String,
        /// JSON 文件；写 - 则从标准输入读
        #[arg(value_name = "文件")]
        file: String,
    },
    /// 看某一天执行的电价和收费（日期用 --today），或查其中一项电价
    #[command(
        override_usage = "yekuo prices [--all]\n      yekuo prices --tariff 电价类别 --item 项目 [--voltage 电压]"
    )]
    Prices {
        /// 录入过的全部，不只是当天执行的
        #[arg(long, conflicts_with_all = ["tariff", "item", "voltage"])]
        all: bool,
        /// 电价类别，例：resident 或 居民生活
        #[arg(long, value_name = "电价类别", requires = "item")]
        tariff: Option<String>,
        /// 项目，例：energy 或 电度电价
        #[arg(long, value_name = "项目", requires = "tariff")]
        item: Option<String>,
        /// 电压，例：10kV；不写则为不分电压的价格
        #[arg(long, value_name = "电压", requires = "tariff")]
        voltage: Option<String>,
    },
    /// 从 .xlsx 或 .csv 导入；有一行不对就都不导入。须先关掉窗口
    #[command(
        override_usage = "yekuo import 文件 [--as customers|openings|prices]\n      yekuo import --sample customers|openings|prices 文件"
    )]
    Import {
        /// .xlsx 或 .csv 文件（UTF-8 或 GB 18030）；--sample 时为要写的样表
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 导入什么：customers 客户，openings 期初的暂停、暂拆和定比，prices 电价与收费；不写就看栏目
        #[arg(long = "as", value_name = "内容")]
        what: Option<String>,
        /// 写一张样表，照着填
        #[arg(long, value_name = "内容", conflicts_with = "what")]
        sample: Option<String>,
    },
    /// 列出全部表单
    #[command(override_usage = "yekuo forms")]
    Forms,
    /// 列出在用的合同范本；可以复制一份到数据文件夹里改
    #[command(override_usage = "yekuo contracts [--copy]")]
    Contracts {
        /// 把自带的范本复制到数据文件夹的 contracts 里，已有的不覆盖
        #[arg(long)]
        copy: bool,
    },
    /// 打印表单为 PDF；内容没变的，再打一次仍是原件
    #[command(
        override_usage = "yekuo print 工单 表单 [--round 次数] [-o 文件]\n      yekuo print --blank 表单 [-o 文件]\n      yekuo print --overprint 工单 表单 [-o 文件]\n      yekuo print --all 工单 -o 文件夹\n      yekuo print --batch 表单 [工单…] [-o 文件夹]"
    )]
    Print {
        /// 工单（或违约理赔档案）编号和表单代号；--blank 只写表单，--all 只写工单，--batch 先写表单再写各工单
        #[arg(value_name = "工单 表单")]
        what: Vec<String>,
        /// 空白表单
        #[arg(long)]
        blank: bool,
        /// 只打填写的内容，套在预印的表单上
        #[arg(long)]
        overprint: bool,
        /// 工单现在能打的全部表单
        #[arg(long)]
        all: bool,
        /// 第几次的那一张（审图、检查、检验等办过几次的；分户合同为第几份）；不写则为最近登记的一次
        #[arg(long, value_name = "次数")]
        round: Option<String>,
        /// 一种表单打给多件工单；不写工单，就打给现在能打的全部在办工单
        #[arg(long)]
        batch: bool,
        /// 另存到这个文件（--all、--batch 时为文件夹）
        #[arg(short, long, value_name = "文件")]
        output: Option<PathBuf>,
    },
    /// 计算：late 电费违约金，breach 违约用电，theft 窃电，damage 家用电器损坏赔偿，deadline 期限
    #[command(override_usage = "yekuo calc 种类 文件", after_help = CALC_FILES)]
    Calc {
        /// late、breach、theft、damage、deadline
        #[arg(value_name = "种类")]
        kind: String,
        /// JSON 文件，写法见下；写 - 则从标准输入读
        #[arg(value_name = "文件")]
        file: String,
    },
    /// 违约理赔：立案，办理环节，看一份档案和现在可以办的，或列出全部
    #[command(
        override_usage = "yekuo claim\n      yekuo claim 文件\n      yekuo claim 档案\n      yekuo claim 档案 环节 [--on 日期] [--set 栏目=内容 …]",
        after_help = CLAIM_FILES
    )]
    Claim {
        /// 立案的 JSON 文件（- 则从标准输入读），或档案编号；不写就列出全部
        #[arg(value_name = "文件或档案")]
        what: Option<String>,
        /// 环节，例：noticed；可办的环节和要填的栏目见 next；撤回最后一步写 withdraw，作废写 void
        #[arg(value_name = "环节")]
        step: Option<String>,
        /// 办理日期；不写则为今天
        #[arg(long, value_name = "日期")]
        on: Option<String>,
        /// 环节的栏目，可写多次
        #[arg(long, value_name = "栏目=内容")]
        set: Vec<String>,
    },
    /// 列出本版的规则，或看其中一条
    #[command(override_usage = "yekuo rules [规则编号]")]
    Rules {
        /// 例：NEW-1
        #[arg(value_name = "规则编号")]
        id: Option<String>,
    },
    /// 看一个月的业扩月报；加 -o 则导出给U盘的文件夹，并封存这个月
    #[command(override_usage = "yekuo summary 月份 [-o 文件夹]")]
    Summary {
        /// 例：2026-11
        #[arg(value_name = "月份")]
        month: String,
        /// 导出到这个已有的文件夹，例：U盘
        #[arg(short, long, value_name = "文件夹")]
        output: Option<PathBuf>,
    },
    /// 核对导出的月报文件夹：每个文件的校验值，缺的和多的
    #[command(override_usage = "yekuo verify 文件夹")]
    Verify {
        /// 导出的文件夹，例：业扩月报_石桥供电所_2026-11
        #[arg(value_name = "文件夹")]
        dir: PathBuf,
    },
    /// 把多个供电所、多个月份导出的文件夹合并成一套表格和一个工作簿，供县公司用
    #[command(
        override_usage = "yekuo merge 文件夹… -o 文件夹 [--partial]",
        after_help = COUNTY
    )]
    Merge {
        /// 各所导出的文件夹，或装着它们的文件夹（例：U盘）
        #[arg(value_name = "文件夹", required = true)]
        dirs: Vec<PathBuf>,
        /// 合并到这个文件夹，没有就建立
        #[arg(short, long, value_name = "文件夹")]
        output: PathBuf,
        /// 缺月份也合并，缺的写在“来源”里
        #[arg(long)]
        partial: bool,
    },
    /// 备份到一个文件夹；数据盘以外必须加密
    #[command(override_usage = "yekuo backup 文件夹 [--encrypt]")]
    Backup {
        /// 已有的文件夹
        #[arg(value_name = "文件夹")]
        dir: PathBuf,
        /// 加密；口令取自环境变量 YEKUO_PASSPHRASE，没有则从标准输入读一行
        #[arg(long)]
        encrypt: bool,
    },
    /// 导出全部数据：各表和已出的文书，打成一个加密的包；记入流水
    #[command(
        override_usage = "yekuo export --encrypt 文件\n      yekuo export --decrypt 文件 -o 文件.zip"
    )]
    Export {
        /// 要写的文件（例：业扩数据.zip.age）或已有的文件夹；--decrypt 时为要读的文件
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 加密导出；口令取自环境变量 YEKUO_PASSPHRASE，没有则从标准输入读一行
        #[arg(long)]
        encrypt: bool,
        /// 把加密导出的文件解密成 .zip；口令同上，也可以用通用的 age 程序解密
        #[arg(long, conflicts_with = "encrypt")]
        decrypt: bool,
        /// 解密到这个文件
        #[arg(short, long, value_name = "文件")]
        output: Option<PathBuf>,
    },
    /// 恢复备份；现有的数据移到一旁，不删除。须先关掉窗口。不写文件：列出备份，各有什么、恢复会丢什么
    #[command(override_usage = "yekuo restore [文件] [--show]")]
    Restore {
        /// 备份文件；加密的，口令取自环境变量 YEKUO_PASSPHRASE，没有则从标准输入读一行
        #[arg(value_name = "文件")]
        file: Option<PathBuf>,
        /// 只看这份备份里有什么、恢复会丢什么，不恢复
        #[arg(long, requires = "file")]
        show: bool,
    },
    /// 检查全部数据：文件、流水、编号、环节、已出的表单
    #[command(override_usage = "yekuo check")]
    Check,
    /// A word that is no command of this build.
    #[command(external_subcommand)]
    Other(Vec<OsString>),
}

const HELP: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";
/// Where the set goes on from.
const COUNTY: &str = "\n\n先逐个核对校验值，再核对缺月、重复和流水，有一处不对就都不合并。\n表格可以装进 PostgreSQL，见 assets/county。";
const CALC_FILES: &str = include_str!("calc/files.txt");
const CLAIM_FILES: &str = include_str!("claim/files.txt");
const COMMANDS: &str = "命令";
const OPERANDS: &str = "内容";
const OPTIONS: &str = "选项";

/// The command line's description, in Chinese throughout.
pub fn command() -> Command {
    let command = in_chinese(Arguments::command());
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let command = names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, in_chinese)
    });
    command
        .subcommand_help_heading(COMMANDS)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help("显示版本")
                .help_heading(OPTIONS)
                .action(ArgAction::Version),
        )
}

fn in_chinese(command: Command) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .help("显示用法")
        .help_heading(OPTIONS)
        .action(ArgAction::Help);
    command
        .help_template(HELP)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                OPERANDS
            } else {
                OPTIONS
            };
            arg.help_heading(heading)
        })
        .arg(help)
}

/// The help as clap lays it out, with Chinese colons after its headings.
pub fn help(asked: &clap::Error) -> String {
    [COMMANDS, OPERANDS, OPTIONS]
        .iter()
        .fold(asked.to_string(), |text, heading| {
            text.replace(&format!("{heading}:\n"), &format!("{heading}：\n"))
        })
}

/// Reads what was typed.
///
/// # Errors
/// As clap words it; [`super::typed`] says it in Chinese.
pub fn parse(typed: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let mut matches: ArgMatches = command().try_get_matches_from(typed)?;
    Arguments::from_arg_matches_mut(&mut matches)
}
