//! A case for reading at the terminal.

use chrono::NaiveDate;

use crate::model::vocabulary::LateReason;
use crate::office::application_lines::application_lines;
use crate::office::case_file::NextStep;
use crate::rules::Manual;
use crate::rules::deadline::Deadline;
use crate::rules::field::Required;
use crate::rules::step_entry::LATE_REASON;

use super::case::Whole;
use super::output::{section, table};
use super::session::Privacy;

pub(super) fn text(whole: &Whole, manual: &Manual, privacy: Privacy, today: NaiveDate) -> String {
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
        head(whole, manual, privacy, today),
        section("资料", &table(&documents)),
        section("环节", &steps(whole, manual)),
        section("时限", &table(&deadlines)),
        section("收费", &fees(whole)),
        section("已出文书", &table(&prints)),
        section("现在可以办", &next(&file.next, today)),
    ]
    .concat()
}

fn head(whole: &Whole, manual: &Manual, privacy: Privacy, today: NaiveDate) -> String {
    let case = &whole.file.case;
    let application = &case.application;
    let lines = application_lines(case, privacy == Privacy::Whole);
    let mut rows: Vec<[String; 2]> = lines
        .into_iter()
        .map(|(label, text)| [label.to_owned(), text])
        .collect();
    let mut row = |label: &str, text: Option<String>| {
        rows.extend(text.map(|text| [label.to_owned(), text]));
    };
    let proposal = super::case::proposal(application, manual);
    row(
        "电价建议",
        proposal
            .filter(|proposal| proposal.tariff != application.tariff)
            .map(|proposal| format!("{}。{}", proposal.tariff.chinese(), proposal.why)),
    );
    row("办结日期", case.completed_on.map(|day| day.to_string()));
    let removal = whole.file.removal.as_ref();
    row(
        "暂拆",
        removal.map(|removal| removal.in_words(application.capacity, today)),
    );
    row("作废日期", case.voided_on.map(|day| day.to_string()));
    row("作废原因", case.void_reason.clone());
    row("户号", case.account.clone());
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
            let late = record.late_reason;
            let notes = [
                late.map(|reason| format!("超期：{}", reason.chinese())),
                withdrawn.map(|back| format!("已撤回：{}", back.reason)),
            ];
            [
                manual.procedures.name(&record.step).to_owned(),
                record.on.to_string(),
                record.result.chinese().to_owned(),
                record.operator.clone(),
                notes.into_iter().flatten().collect::<Vec<_>>().join("；"),
            ]
        })
        .collect();
    table(&rows)
}

fn deadline_row(manual: &Manual, deadline: &Deadline) -> [String; 3] {
    [
        manual.procedures.name(&deadline.step).to_owned(),
        deadline.until(deadline.due),
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

fn next(steps: &[NextStep], today: NaiveDate) -> String {
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
        if let Some(missed) = super::next::missed(step, today) {
            let reasons = LateReason::names();
            lines.push_str(&format!(
                "  {LATE_REASON}  超期原因  必填（应在{missed}前办）  可选：{reasons}\n"
            ));
        }
    }
    lines
}
