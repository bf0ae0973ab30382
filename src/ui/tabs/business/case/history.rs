//! Who did what and when (流水), and what each step recorded.

use egui::{Label, RichText, Ui};

use crate::model::application::Application;
use crate::model::case::StepRecord;
use crate::office::case_file::CaseFile;
use crate::office::print::{self, Mode, Sheet};
use crate::office::{Act, history};
use crate::rules::field::{self, FieldKind, FieldSpec};
use crate::rules::progress::part_of;
use crate::store::event::Event;
use crate::ui::printing;
use crate::ui::shell::{Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::button;

#[derive(Debug, Default)]
pub(super) struct History {
    events: Cached<Vec<Event>>,
    sheets: Cached<Vec<Sheet>>,
}

impl History {
    pub(super) fn history_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CaseFile) {
        ui.label(RichText::new("办过的环节").strong());
        if file.steps.is_empty() {
            ui.weak("还没有办过环节");
        }
        let number = &file.case.number;
        self.sheets
            .refresh(shell, |work| print::printable(work, number));
        let sheets = self.sheets.value().map_or(&[][..], Vec::as_slice);
        for record in &file.steps {
            step_ui(ui, shell, &file.case.application, record);
            let of_round = sheets.iter().filter(|sheet| sheet.records(record));
            sheets_ui(ui, shell, number, of_round);
        }
        ui.add_space(theme::APART);
        ui.label(RichText::new("流水").strong());
        let number = file.case.number.clone();
        self.events
            .refresh(shell, |work| history::history(work, &number));
        for event in self.events.value().into_iter().flatten() {
            let act = event.act.parse::<Act>();
            let act = act.map_or_else(|_| event.act.clone(), |act| act.chinese().to_owned());
            let what = what(shell, event);
            ui.horizontal_wrapped(|ui| {
                ui.weak(event.at.format("%Y-%m-%d %H:%M").to_string());
                ui.label(&event.operator);
                ui.label(format!("{act} {what}"));
            });
        }
    }
}

/// The sheets of a round, printed as they were or for the first time.
fn sheets_ui<'a>(
    ui: &mut Ui,
    shell: &mut Shell,
    number: &str,
    sheets: impl Iterator<Item = &'a Sheet>,
) {
    let mut sheets = sheets.peekable();
    if sheets.peek().is_none() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for sheet in sheets {
            let words = format!("打印{}", sheet.name());
            if button::quiet_ui(ui, &words).clicked() {
                printing::print_and_show(shell, number, &sheet.wanted(), Mode::Filled);
            }
        }
    });
}

/// What an act was done to: the step, or the paper and its issue.
fn what(shell: &Shell, event: &Event) -> String {
    let word = |key: &str| event.detail.get(key).and_then(|value| value.as_str());
    if let Some(step) = word("step") {
        return shell.manual().procedures.name(&step.into()).to_owned();
    }
    let Some(form) = word("form") else {
        return String::new();
    };
    let figure = |key: &str| event.detail.get(key).and_then(serde_json::Value::as_u64);
    let issue = figure("issue")
        .map(|issue| format!(" 第{issue}版"))
        .unwrap_or_default();
    let round = figure("round").and_then(|round| u32::try_from(round).ok());
    printing::title(form, round) + &issue
}

/// A step with what it recorded; one taken back is struck through.
fn step_ui(ui: &mut Ui, shell: &Shell, application: &Application, record: &StepRecord) {
    let procedures = &shell.manual().procedures;
    let name = procedures.name(&record.step);
    let round = if let Some(part) = part_of(record) {
        format!("（第{part}份）")
    } else if record.round > 1 {
        format!("（第{}次）", record.round)
    } else {
        String::new()
    };
    let head = format!(
        "{} {name}{round} {} · {}",
        record.on,
        record.result.chinese(),
        record.operator
    );
    let mut head = RichText::new(head);
    if record.withdrawn.is_some() {
        head = head.strikethrough().weak();
    }
    ui.add(Label::new(head).wrap());
    let path = procedures.path(application.kind, application.class);
    let specs = path
        .and_then(|path| path.definition(&record.step))
        .map(|step| &step.fields);
    let words: Vec<String> = specs
        .into_iter()
        .flatten()
        .filter_map(|spec| {
            let value = record.fields.get(&spec.name)?;
            Some(format!("{}：{}", spec.label, shown(spec, value)))
        })
        .collect();
    if !words.is_empty() {
        let words = RichText::new(format!("　{}", words.join("；")))
            .small()
            .weak();
        ui.add(Label::new(words).wrap());
    }
    if let Some(reason) = record.late_reason {
        let words = format!("　超期原因：{}", reason.chinese());
        ui.label(RichText::new(words).small().color(theme::palette(ui).amber));
    }
    if let Some(withdrawn) = &record.withdrawn {
        let words = format!(
            "　{} 由{}撤回：{}",
            withdrawn.at.format("%Y-%m-%d %H:%M"),
            withdrawn.operator,
            withdrawn.reason
        );
        ui.add(Label::new(RichText::new(words).small()).wrap());
    }
}

/// A recorded value as people read it.
pub(in crate::ui::tabs) fn shown(spec: &FieldSpec, value: &str) -> String {
    match (spec.kind, value) {
        (FieldKind::YesNo, "yes") => "是".to_owned(),
        (FieldKind::YesNo, _) => "否".to_owned(),
        (FieldKind::Time, _) => value.replace('T', " "),
        (FieldKind::Choice, _) => spec
            .options
            .iter()
            .find(|option| option.value == value)
            .map_or(value, |option| &option.label)
            .to_owned(),
        (FieldKind::Rows, _) => {
            let rows = field::rows(value).unwrap_or_default();
            let rows = rows.iter().zip(1..).map(|(row, number)| {
                let cells = spec.columns.iter().filter_map(|column| {
                    let cell = row.get(&column.name).filter(|cell| !cell.is_empty())?;
                    Some(shown(column, cell))
                });
                format!("{number}. {}", cells.collect::<Vec<_>>().join("，"))
            });
            rows.collect::<Vec<_>>().join("　")
        }
        _ => value.to_owned(),
    }
}
