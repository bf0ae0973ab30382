//! A refusal's values on paper (不予受理告知单).

use crate::model::vocabulary::{Class, Kind};
use crate::paper::Values;
use crate::rules::refusal::{INPUT, PRACTICE};
use crate::store::refusal::TurnedAway;

use super::super::Work;
use super::application;

pub(super) fn fill(values: &mut Values, work: Work<'_>, refusal: &TurnedAway) {
    application::fill(values, work, &refusal.draft, None);
    let lines = |line: &dyn Fn(&crate::rules::Refusal) -> String| {
        let mut lines: Vec<String> = refusal.rules.iter().map(line).collect();
        lines.dedup();
        lines.join("\n")
    };
    let kind = refusal.draft.kind.parse().map_or("", Kind::chinese);
    let class = refusal.draft.class.parse().map_or("", Class::chinese);
    // The customer reads the book that it stands in; our number of the rule would tell him nothing.
    let books = &work.manual.rulebooks;
    let cited = lines(&|rule| {
        let id = rule.rule.as_str();
        let manuals = books.rule(id).is_some_and(|known| !known.practice);
        match books.of_rule(id).filter(|_| manuals) {
            Some(book) => format!("{}（《{}》）", rule.message, book.title),
            None if id == INPUT => rule.message.clone(),
            None => format!("{}（{PRACTICE}）", rule.message),
        }
    });
    values
        .set("refusal.number", &refusal.number)
        .set("refusal.refused_on", refusal.refused_on.to_string())
        .set(
            "refusal.asked",
            format!("{class}{kind} {}", refusal.draft.purpose).trim(),
        )
        .set("refusal.reason", &refusal.reason)
        .set(
            "refusal.rule",
            if cited.is_empty() {
                PRACTICE.to_owned()
            } else {
                cited
            },
        )
        .set("refusal.instead", lines(&|rule| rule.instead.clone()))
        .set("case.handler", &refusal.operator);
}
