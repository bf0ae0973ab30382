//! The years of an account's suspensions (暂停年历).

use std::sync::Arc;

use chrono::Datelike;
use egui::{Label, RichText, Ui};

use crate::model::money::figures;
use crate::model::vocabulary::Class;
use crate::office::customer::CustomerFile;
use crate::office::suspension::{self, Line, Year};
use crate::rules::case_number::is_opening;
use crate::rules::suspension::standing::Stage;
use crate::rules::suspension::{called, equipment};
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::tabs::claims::Begin;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::year_bar;

use super::page::section_ui;

/// The year that is shown.
#[derive(Debug, Default)]
pub(super) struct Suspensions {
    chosen: Option<i32>,
    year: Cached<Arc<Year>>,
}

impl Suspensions {
    /// Nothing of a home that was never suspended.
    pub(super) fn suspensions_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CustomerFile) {
        let wanted = self.chosen.unwrap_or(shell.today().year());
        let account = &file.customer.account;
        self.year.refresh(shell, |work| {
            suspension::year(work, account, wanted).map(Arc::new)
        });
        let Some(year) = self.year.value().map(Arc::clone) else {
            return;
        };
        let home = file.customer.class == Class::Resident;
        if home && year.lines.is_empty() && self.chosen.is_none() {
            return;
        }
        section_ui(ui, "暂停");
        ui.horizontal(|ui| {
            for (words, to) in [("← 上一年", wanted - 1), ("下一年 →", wanted + 1)] {
                if button::quiet_ui(ui, words).clicked() {
                    self.chosen = Some(to);
                    self.year.forget();
                }
            }
        });
        year_bar::year_ui(ui, &year, None, shell.today());
        for line in &year.lines {
            line_ui(ui, shell, line, account);
        }
    }
}

fn line_ui(ui: &mut Ui, shell: &mut Shell, line: &Line, account: &str) {
    let one = &line.suspension;
    ui.horizontal_wrapped(|ui| {
        if is_opening(&one.case) {
            ui.label(called(&one.case));
        } else if button::quiet_ui(ui, &one.case).clicked() {
            shell.ask(Action::OpenCase(one.case.clone()));
        }
        ui.label(equipment::names_with_ends(one));
        ui.label(format!("{}至{}", one.start(), one.to));
        ui.label(line.standing.stage.chinese());
        let sealing = one.sealing.as_ref();
        if let Some(sealing) = sealing.filter(|sealing| !sealing.seals.is_empty()) {
            ui.weak(format!("封印{}", sealing.seals));
        }
        let runs = matches!(line.standing.stage, Stage::Running | Stage::RunOut);
        let name = format!("擅自使用… {}", one.case);
        if runs
            && button::quiet_ui(ui, "擅自使用…")
                .accessible_name(name)
                .clicked()
        {
            shell.ask(Action::NewClaim(Begin::Suspension {
                account: account.to_owned(),
                suspension: one.case.clone(),
            }));
        }
        ui.weak(format!("计{}天", line.days));
        match &line.reduction {
            Some(Ok(yuan)) => {
                let when = match line.standing.stage {
                    Stage::Running => "预计",
                    Stage::Planned | Stage::RunOut | Stage::Over => "",
                };
                ui.weak(format!("{when}减收基本电费{}元", figures(*yuan)))
            }
            Some(Err(missing)) => ui.weak(format!("减收多少算不出：{missing}")),
            None => return,
        };
    });
    if !line.standing.short.is_empty() {
        let words = format!(
            "　　▲ {}实际暂停不满规定天数，基本电费照收（SUSPEND-9）",
            equipment::names(&line.standing.short)
        );
        let ink = theme::palette(ui).amber;
        ui.add(Label::new(RichText::new(words).color(ink)).wrap());
    }
}
