//! A case for reading at the terminal.

use crate::model::application::{Application, Arrears, Change, Source};
use crate::model::customer::{TariffShare, Transformer};
use crate::model::money::figures;
use crate::office::case_file::NextStep;
use crate::rules::Manual;
use crate::rules::deadline::Deadline;
use crate::rules::field::Required;
use crate::rules::suspension::equipment;

use super::case::Whole;
use super::output::{section, table};
use super::session::Privacy;

pub(super) fn text(whole: &Whole, manual: &Manual, privacy: Privacy) -> String {
    let file = &whole.file;
    let documents: Vec<[String; 3]> = file
        .documents
        .iter()
        .map(|line| [line.code.clone(), line.name.clone(), line.state.chinese()])
        .collect();
    let deadlines: Vec<[String; 3]> = file
        .deadlines
        .iter()
        .map(|deadline| deadline_row(manual, deadline))
        .collect();
    let prints: Vec<[String; 3]> = file
        .prints
        .iter()
        .map(|paper| {
            let round = paper
                .round
                .map_or_else(String::new, |round| format!(" --round {round}"));
            let issue = format!("第{}次出具", paper.issue);
            [format!("{}{round}", paper.form), issue, paper.path.clone()]
        })
        .collect();
    [
        head(whole, manual, privacy),
        section("资料", &table(&documents)),
        section("环节", &steps(whole, manual)),
        section("时限", &table(&deadlines)),
        section("收费", &fees(whole)),
        section("已出文书", &table(&prints)),
        section("现在可以办", &next(&file.next)),
    ]
    .concat()
}

fn head(whole: &Whole, manual: &Manual, privacy: Privacy) -> String {
    let case = &whole.file.case;
    let application = &case.application;
    let party = &application.customer;
    let mut rows = Vec::new();
    let mut row = |label: &str, text: Option<String>| {
        rows.extend(text.map(|text| [label.to_owned(), text]));
    };
    row("户名", Some(party.name.clone()));
    let id_number = privacy.id_number(&party.id_number);
    row(
        "证件",
        Some(format!("{} {id_number}", party.id_kind.chinese())),
    );
    row("电话", Some(privacy.phone(&party.phone)));
    row("用电地址", Some(party.address.clone()));
    row(
        "用电性质",
        application.nature.map(|n| n.chinese().to_owned()),
    );
    row("申请", Some(asked_for(application)));
    row(
        "变更",
        application
            .change
            .as_ref()
            .map(|change| in_words(application, change)),
    );
    row("变更原因", filled(&application.reason));
    let proposal = super::case::proposal(application, manual);
    row(
        "电价建议",
        proposal
            .filter(|proposal| proposal.tariff != application.tariff)
            .map(|proposal| format!("{}。{}", proposal.tariff.chinese(), proposal.why)),
    );
    let representative = application.representative.as_ref();
    row(
        "法定代表人",
        representative.map(|person| person.name.clone()),
    );
    row("行业", filled(&application.industry));
    let kw = application.security_load.filter(|kw| !kw.is_zero());
    row("保安负荷", kw.map(|kw| format!("{kw} kW")));
    for source in &application.sources {
        row("电源", Some(source_in_words(source)));
    }
    for transformer in &application.transformers {
        row("变压器", Some(transformer_in_words(transformer)));
    }
    row(
        "高压电动机",
        application.motors.map(|kw| format!("{kw} kW")),
    );
    row("自备电源", filled(&application.own_generation));
    row("非线性负荷", filled(&application.nonlinear));
    let grade = application.important_grade;
    row(
        "重要客户等级",
        (!grade.is_none()).then(|| grade.chinese().to_owned()),
    );
    row("希望用电", application.wished_on.map(|day| day.to_string()));
    row("申请日期", Some(application.applied_on.to_string()));
    row("受理日期", case.accepted_on.map(|day| day.to_string()));
    row("办结日期", case.completed_on.map(|day| day.to_string()));
    let removal = whole.file.removal.as_ref();
    row(
        "最迟申请复装",
        removal.map(|removal| removal.last.due.to_string()),
    );
    row("作废日期", case.voided_on.map(|day| day.to_string()));
    row("作废原因", case.void_reason.clone());
    row("户号", case.account.clone());
    row("受理人", Some(case.handler.clone()));
    format!(
        "工单{}  {}{}  {}\n{}",
        case.number,
        application.class.chinese(),
        application.kind.chinese(),
        case.state.chinese(),
        table(&rows)
    )
}

fn asked_for(application: &Application) -> String {
    let shares = application.change.as_ref().map_or(&[][..], Change::shares);
    let parts = [
        application.capacity.to_string(),
        application.voltage.chinese().to_owned(),
        TariffShare::in_words(application.tariff.chinese(), shares),
        application.billing.chinese().to_owned(),
    ];
    parts.join("，")
}

fn in_words(application: &Application, change: &Change) -> String {
    match change {
        Change::CapacityIncrease {
            original,
            added,
            taken_out,
            ..
        } => {
            let unit = application.capacity.unit;
            let out = match taken_out.join("、") {
                none if none.is_empty() => none,
                plates => format!("；拆除变压器{plates}"),
            };
            format!(
                "原{original} {unit}，新增{added} {unit}，合计{}{out}",
                application.capacity
            )
        }
        Change::Relocation { to } => format!("电能表移到{to}"),
        Change::Removal { from, to } => format!("希望{from}暂拆，计划{to}复装，容量保留"),
        Change::Reconnection {
            removed_on,
            last_day,
            ..
        } => format!("{removed_on}暂拆，最迟{last_day}申请复装"),
        Change::Reclassification {
            from,
            from_shares,
            shares,
        } => {
            let now = TariffShare::in_words(from.chinese(), from_shares);
            let then = TariffShare::in_words(application.tariff.chinese(), shares);
            format!("由{now}改为{then}")
        }
        Change::Closure { arrears, .. } => {
            format!("全部容量停用，{}", arrears_in_words(arrears))
        }
        Change::Split { parts, arrears } => {
            let shares = parts.iter();
            let shares: Vec<String> = shares
                .map(|part| format!("{} {}", part.customer.name, part.capacity))
                .collect();
            format!(
                "分成{}户：{}；{}",
                parts.len(),
                shares.join("、"),
                arrears_in_words(arrears)
            )
        }
        Change::Transfer { from, arrears, .. } => format!(
            "户主由{}变为{}，{}",
            from.name,
            application.customer.name,
            arrears_in_words(arrears)
        ),
        Change::Suspension {
            transformers,
            from,
            to,
            ..
        } => format!("{}自{from}暂停，{to}恢复", equipment::names(transformers)),
        Change::Resumption {
            suspension,
            transformers,
            on,
            ..
        } => format!(
            "{}于{on}恢复（暂停工单{suspension}）",
            equipment::names(transformers)
        ),
    }
}

fn arrears_in_words(arrears: &Arrears) -> String {
    let amount = figures(arrears.amount);
    format!("{}查欠费{amount}元", arrears.checked_on)
}

fn source_in_words(source: &Source) -> String {
    format!(
        "{}，{}，{} kVA，{}",
        source.role.chinese(),
        source.voltage.chinese(),
        source.capacity,
        source.line.chinese()
    )
}

fn transformer_in_words(transformer: &Transformer) -> String {
    let group = transformer.group.as_ref();
    let group = group.map_or(String::new(), |group| format!("，{group}"));
    format!("{}，{} kVA{group}", transformer.plate, transformer.kva)
}

/// A text that is not empty.
fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn steps(whole: &Whole, manual: &Manual) -> String {
    let rows: Vec<[String; 5]> = whole
        .file
        .steps
        .iter()
        .map(|record| {
            let withdrawn = record.withdrawn.as_ref();
            [
                manual.procedures.name(&record.step).to_owned(),
                record.on.to_string(),
                record.result.chinese().to_owned(),
                record.operator.clone(),
                withdrawn
                    .map(|back| format!("已撤回：{}", back.reason))
                    .unwrap_or_default(),
            ]
        })
        .collect();
    table(&rows)
}

fn deadline_row(manual: &Manual, deadline: &Deadline) -> [String; 3] {
    [
        manual.procedures.name(&deadline.step).to_owned(),
        format!("{}前", deadline.due),
        format!("{}（{}）", deadline.state.chinese(), deadline.why()),
    ]
}

fn fees(whole: &Whole) -> String {
    let rows: Vec<[String; 3]> = whole
        .file
        .fees
        .iter()
        .map(|line| {
            let amount = crate::model::money::figures(line.amount);
            [line.item.clone(), format!("{amount}元"), line.basis.clone()]
        })
        .collect();
    table(&rows)
}

fn next(steps: &[NextStep]) -> String {
    let mut lines = String::new();
    for step in steps {
        lines.push_str(&format!("{} {}\n", step.step, step.name));
        let rows: Vec<[String; 4]> = step
            .fields
            .iter()
            .map(|field| {
                let required = match field.spec.required {
                    Required::Always | Required::Pass => "必填",
                    Required::Fail => "不通过时必填",
                    Required::NotRequired => "无需办理时必填",
                    Required::Never => "",
                };
                let example = match field.example.as_str() {
                    "" => String::new(),
                    example => format!("例：{example}"),
                };
                let name = format!("  {}", field.spec.name);
                [name, field.spec.label.clone(), required.to_owned(), example]
            })
            .collect();
        lines.push_str(&table(&rows));
        if let Some(missed) = step.missed {
            lines.push_str(&format!(
                "  late_reason  超期原因  必填（应在{missed}前办）\n"
            ));
        }
    }
    lines
}
