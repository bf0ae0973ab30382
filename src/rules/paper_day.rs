//! The day on which a paper was brought (收取日期), COUNT-6 and DOC.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::case::Case;

use super::checklist::Item;
use super::refusal::Refusal;

/// What is wrong with the day on which these papers are said to have been brought (COUNT-6): after today, before the
/// application, or, of a paper that is asked for at a step, before the acceptance.
pub fn objections<'a>(
    case: &Case,
    items: impl IntoIterator<Item = &'a Item>,
    on: NaiveDate,
    today: NaiveDate,
) -> Vec<Refusal> {
    let applied_on = case.application.applied_on;
    let no = |message: String, instead: String| Refusal::new("COUNT-6", message, instead).at("on");
    if on > today {
        let message = format!("收取日期{on}晚于今天{today}");
        return vec![no(message, "收到的那天再登记".to_owned())];
    }
    if on < applied_on {
        let message = format!("收取日期{on}早于申请日期{applied_on}");
        let instead = format!("填实际收到的日期，{applied_on}至{today}");
        return vec![no(message, instead)];
    }
    let Some(accepted_on) = case.accepted_on.filter(|accepted_on| on < *accepted_on) else {
        return Vec::new();
    };
    let of_step = items.into_iter().filter(|item| item.at.is_some());
    of_step
        .map(|item| {
            let message = format!(
                "“{}”受理以后才收，收取日期{on}早于受理日期{accepted_on}",
                item.name
            );
            let instead = format!("填实际收到的日期，{accepted_on}至{today}");
            no(message, instead)
        })
        .collect()
}

/// The papers asked for at a step that came after its day: on that day the step could not be done (DOC-6 to DOC-8).
pub fn brought_after<'a>(
    asked: impl IntoIterator<Item = &'a Item>,
    days: &BTreeMap<String, NaiveDate>,
    step_on: NaiveDate,
) -> Vec<Refusal> {
    let late = asked.into_iter().filter_map(|item| {
        let day = days.get(&item.code).filter(|day| **day > step_on)?;
        let message = format!(
            "“{}”（{}）{day}才交来，晚于办理日期{step_on}",
            item.name, item.code
        );
        let instead = format!("办理日期填{day}或以后；资料其实早已收到的，登记资料时写明收取日期");
        Some(Refusal::new(item.rule(), message, instead).at("on"))
    });
    late.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    #[test]
    fn doc_6_a_paper_counts_from_the_day_on_which_it_came() {
        let manual = Manual::built_in().unwrap();
        let items = || {
            manual
                .checklists
                .items()
                .iter()
                .filter(|item| item.code == "DOC-6.1")
        };
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = BTreeMap::from([("DOC-6.1".to_owned(), day("2026-06-10"))]);
        let late = brought_after(items(), &days, day("2026-06-09"));
        assert_eq!(late.len(), 1);
        assert_eq!(
            (late[0].rule.as_str(), late[0].field.as_str()),
            ("DOC-6", "on")
        );
        assert_eq!(brought_after(items(), &days, day("2026-06-10")), []);
        assert_eq!(
            brought_after(items(), &BTreeMap::new(), day("2026-06-09")),
            []
        );
    }
}
