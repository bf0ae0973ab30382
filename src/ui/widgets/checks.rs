//! Which fields of a form have been left, and what the rules say of those.

use std::collections::{BTreeMap, BTreeSet};

use egui::Ui;

use crate::rules::Refusal;
use crate::rules::refusal::INPUT;

use super::field::{self, Field, Touched};

/// The checks of a form: a field that was not yet left is not yet wrong.
#[derive(Debug, Clone, Default)]
pub struct Checks {
    /// Fields that were written in: one passed over on the way is not yet wrong.
    edited: BTreeSet<String>,
    left: BTreeSet<String>,
    refusals: Vec<Refusal>,
    /// How far down and to the right each field was drawn last.
    places: BTreeMap<String, (f32, f32)>,
    /// The form was handed in: everything is shown.
    handed_in: bool,
    stale: bool,
    changed: bool,
    /// The first wrong field is to be led to.
    lead: bool,
    /// The first line of text is to have the focus.
    start: bool,
}

impl Checks {
    /// Of a form that was just opened: the clerk goes on typing in it.
    pub fn at_hand() -> Self {
        Self {
            start: true,
            ..Self::default()
        }
    }

    /// What to say at a field.
    pub fn problem(&self, path: &str) -> Option<String> {
        if !(self.handed_in || self.left.contains(path)) {
            return None;
        }
        let all = self.refusals.iter().filter(|refusal| refusal.field == path);
        let words: Vec<String> = all.map(in_words).collect();
        (!words.is_empty()).then(|| words.join("；\n"))
    }

    /// What to say at the rows under a path, by the number of the row (from 0); the rows' own labels stand
    /// in the words.
    pub fn problems_of_rows(&self, path: &str) -> BTreeMap<usize, Vec<String>> {
        let mut problems: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for refusal in &self.refusals {
            let Some(cell) = refusal.field.strip_prefix(path) else {
                continue;
            };
            let row = cell.strip_prefix('.').and_then(|cell| cell.split_once('.'));
            let Some(row) = row.and_then(|(row, _)| row.parse().ok()) else {
                continue;
            };
            if self.handed_in || self.left.contains(&refusal.field) {
                problems
                    .entry(row)
                    .or_default()
                    .push(refusal.message.clone());
            }
        }
        problems
    }

    /// What stands at a path is said from now on: the answer depends on other fields too.
    pub fn reveal(&mut self, path: &str) {
        self.stale |= self.left.insert(path.to_owned());
    }

    /// Takes note of what happened to a field.
    pub fn touch(&mut self, path: &str, touched: Touched) {
        self.changed |= touched.changed;
        if touched.changed {
            self.edited.insert(path.to_owned());
            // Where nothing is checked before it is handed in again, what was wrong before is not said of what is new.
            self.refusals.retain(|refusal| refusal.field != path);
        }
        if touched.left && self.edited.contains(path) {
            self.left.insert(path.to_owned());
        }
        // Checked at every key too, so that the word beside a field goes as soon as it is mended. What was
        // refused stays until something is mended: leaving a field for the button changes nothing.
        self.stale |= touched.changed || (touched.left && !self.handed_in);
    }

    /// Whether anything was written in the form.
    pub fn is_begun(&self) -> bool {
        !self.edited.is_empty()
    }

    /// Whether the form changed since this was asked last.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Whether the form must be checked again.
    pub fn take_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }

    /// The outcome of a check while the form is being filled in.
    pub fn checked(&mut self, refusals: Vec<Refusal>) {
        self.refusals = refusals;
        self.in_order();
    }

    /// The form was handed in and refused.
    pub fn refused(&mut self, refusals: Vec<Refusal>) {
        self.handed_in = !refusals.is_empty();
        self.lead = self.handed_in;
        self.refusals = refusals;
        self.in_order();
    }

    /// Takes note of where a field stands in the form.
    pub(super) fn stands(&mut self, ui: &Ui, path: &str) {
        let place = ui.cursor().min;
        self.places.insert(path.to_owned(), (place.y, place.x));
    }

    /// As the fields stand in the form, from the top; what is of no field comes last.
    fn in_order(&mut self) {
        let places = &self.places;
        let place = |refusal: &Refusal| {
            let mut path = refusal.field.as_str();
            loop {
                if let Some(place) = places.get(path) {
                    return *place;
                }
                match path.rsplit_once('.') {
                    Some((outer, _)) => path = outer,
                    None => return (f32::INFINITY, 0.0),
                }
            }
        };
        self.refusals.sort_by(|a, b| {
            let (a, b) = (place(a), place(b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
    }

    /// Every refusal of a form that was handed in.
    pub fn refusals(&self) -> &[Refusal] {
        if self.handed_in { &self.refusals } else { &[] }
    }

    /// A line of text.
    pub fn text_ui(&mut self, ui: &mut Ui, path: &str, field: Field<'_>, text: &mut String) {
        let problem = self.problem(path);
        self.line_ui(ui, path, field, text, problem);
    }

    /// A line of text that is being looked for: what it may mean is offered below, and nothing is wrong yet.
    pub fn searching_ui(&mut self, ui: &mut Ui, path: &str, field: Field<'_>, text: &mut String) {
        self.line_ui(ui, path, field, text, None);
    }

    fn line_ui(
        &mut self,
        ui: &mut Ui,
        path: &str,
        field: Field<'_>,
        text: &mut String,
        problem: Option<String>,
    ) {
        self.stands(ui, path);
        let leads = self.leads_to(ui, problem.is_some());
        let starts = !leads && self.starts(ui);
        let place = ui.cursor().min;
        if leads || starts {
            ui.memory_mut(|memory| memory.request_focus(field.id()));
        }
        let touched = field.problem(problem.as_deref()).text_ui(ui, text);
        if leads {
            show_place(ui, place);
        } else if starts {
            // With the title of the form.
            let row = crate::ui::theme::row_height(ui);
            let above = egui::vec2(0.0, 2.0 * row);
            let rect = egui::Rect::from_min_max(place - above, place + egui::vec2(1.0, row));
            ui.scroll_to_rect(rect, None);
        }
        self.touch(path, touched);
    }

    /// One of a few, side by side.
    pub fn few_ui(
        &mut self,
        ui: &mut Ui,
        path: &str,
        field: Field<'_>,
        options: &[(&str, &str)],
        chosen: &mut String,
    ) {
        self.chosen_ui(ui, path, field, |ui, field| {
            field.few_ui(ui, options, chosen)
        });
    }

    /// One of many, folded.
    pub fn many_ui(
        &mut self,
        ui: &mut Ui,
        path: &str,
        field: Field<'_>,
        options: &[(&str, &str)],
        chosen: &mut String,
    ) {
        self.chosen_ui(ui, path, field, |ui, field| {
            field.many_ui(ui, options, chosen)
        });
    }

    fn chosen_ui(
        &mut self,
        ui: &mut Ui,
        path: &str,
        field: Field<'_>,
        draw: impl FnOnce(&mut Ui, Field<'_>) -> Touched,
    ) {
        let problem = self.problem(path);
        self.stands(ui, path);
        let leads = self.leads_to(ui, problem.is_some());
        let place = ui.cursor().min;
        let touched = draw(ui, field.problem(problem.as_deref()).led(leads));
        if leads {
            show_place(ui, place);
        }
        self.touch(path, touched);
    }

    /// What is wrong with rows as a whole, below them.
    pub fn whole_ui(&mut self, ui: &mut Ui, path: &str) {
        self.stands(ui, path);
        if let Some(problem) = self.problem(path) {
            self.lead_to(ui, true);
            field::problem_ui(ui, &problem);
        }
    }

    /// Whether this is the first wrong field of a form just refused. The click that handed the form in takes
    /// the focus from every field: the lead waits until it is over.
    fn leads_to(&mut self, ui: &Ui, wrong: bool) -> bool {
        wrong && can_have_focus(ui) && std::mem::take(&mut self.lead)
    }

    fn starts(&mut self, ui: &Ui) -> bool {
        can_have_focus(ui) && std::mem::take(&mut self.start)
    }

    /// Scrolls to what follows if it is the first wrong field.
    pub(super) fn lead_to(&mut self, ui: &Ui, wrong: bool) {
        self.lead_below(ui, wrong, 0.0);
    }

    /// As [`Checks::lead_to`], for what stands so far below.
    pub(super) fn lead_below(&mut self, ui: &Ui, wrong: bool, below: f32) {
        if self.leads_to(ui, wrong) {
            let place = ui.cursor().min + egui::vec2(0.0, below);
            show_place(ui, place);
        }
    }
}

/// A refusal beside its field: the label stands there already.
fn in_words(refusal: &Refusal) -> String {
    match refusal.message.split_once('：') {
        Some((_, problem)) if refusal.rule == INPUT => problem.to_owned(),
        _ if refusal.rule == INPUT => refusal.message.clone(),
        _ if refusal.instead.is_empty() => format!("{}（{}）", refusal.message, refusal.rule),
        _ => format!(
            "{}（{}）。{}",
            refusal.message, refusal.rule, refusal.instead
        ),
    }
}

/// Scrolls into the middle: the edges move as the words of the refusal take their room.
fn show_place(ui: &Ui, place: egui::Pos2) {
    let size = egui::vec2(1.0, 2.0 * crate::ui::theme::row_height(ui));
    let rect = egui::Rect::from_min_size(place, size);
    ui.scroll_to_rect(rect, Some(egui::Align::Center));
}

/// A click takes the focus from every field, and below a dialog nothing has it, not in its last frame either.
fn can_have_focus(ui: &Ui) -> bool {
    let at_hand = ui.memory(|memory| memory.allows_interaction(ui.layer_id()));
    at_hand && !ui.input(|input| input.pointer.any_click())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_stand_in_the_order_of_the_form() {
        let mut checks = Checks::default();
        for (path, y) in [("account", 10.0), ("shares", 20.0), ("reason", 30.0)] {
            checks.places.insert(path.to_owned(), (y, 0.0));
        }
        let refusal = |at: &str| Refusal::input(at, "字段", "未填");
        let at = ["arrears", "reason", "shares.1.percent", "account"];
        checks.refused(at.map(refusal).to_vec());
        let order: Vec<&str> = checks
            .refusals()
            .iter()
            .map(|one| one.field.as_str())
            .collect();
        assert_eq!(order, ["account", "shares.1.percent", "reason", "arrears"]);
    }

    #[test]
    fn fact_and_advice_are_two_sentences() {
        let refusal = Refusal::new("RECLASS-5", "比例合计不是100%", "按现场核定填写");
        assert_eq!(
            in_words(&refusal),
            "比例合计不是100%（RECLASS-5）。按现场核定填写"
        );
    }
}
