//! A case for reading at the terminal.

use crate::office::case_file::NextStep;
use crate::rules::Manual;
use crate::rules::deadline::Deadline;
use crate::rules::field::Required;

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
            let issue = format!("第{}次", paper.issue);
            [paper.form.clone(), issue, paper.path.clone()]
        })
        .collect();
    [
        head(whole, privacy),
        section("资料", &table(&documents)),
        section("环节", &steps(whole, manual)),
        section("时限", &table(&deadlines)),
        section("收费", &fees(whole)),
        section("已出文书", &table(&prints)),
        section("现在可以办", &next(&file.next)),
    ]
    .concat()
}

fn head(whole: &Whole, privacy: Privacy) -> String {
    let case = &whole.file.case;
    let application = &case.application;
    let party = &application.customer;
    let mut rows = vec![
        ["户名".to_owned(), party.name.clone()],
        [
            "证件".to_owned(),
            format!(
                "{} {}",
                party.id_kind.chinese(),
                privacy.id_number(&party.id_number)
            ),
        ],
        ["电话".to_owned(), privacy.phone(&party.phone)],
        ["用电地址".to_owned(), party.address.clone()],
        [
            "申请".to_owned(),
            format!(
                "{}，{}，{}",
                application.capacity,
                application.voltage.chinese(),
                application.tariff.chinese()
            ),
        ],
        ["申请日期".to_owned(), application.applied_on.to_string()],
    ];
    let mut row = |label: &str, text: Option<String>| {
        rows.extend(text.map(|text| [label.to_owned(), text]));
    };
    row("受理日期", case.accepted_on.map(|day| day.to_string()));
    row("办结日期", case.completed_on.map(|day| day.to_string()));
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
