//! A meter whose phases are not those of the supply (相数不符), or whose figures are not those of the plan.

use crate::model::text::half_width;
use crate::model::vocabulary::Voltage;

/// What is odd about a meter of this type at this voltage, in words: a single-phase meter on three phases, or the
/// contrary. A warning: the type is free text.
pub fn warning(model: &str, voltage: Voltage) -> Option<String> {
    let model = half_width(model);
    let (single, three) = (model.contains("单相"), model.contains("三相"));
    let odd = match voltage {
        Voltage::V220 => three && !single,
        Voltage::V380 => single && !three,
        _ => single,
    };
    let voltage = voltage.chinese();
    odd.then(|| format!("表计型式是“{model}”，供电电压是{voltage}，相数不符；请核对型式和电压，确实无误的照此记录"))
}

/// What is odd about a meter of this type under a plan that names another current or accuracy, in words.
pub fn unlike_plan(model: &str, current: &str, accuracy: &str) -> Option<String> {
    let other = [
        (current, another_current(model, current)),
        (accuracy, another_accuracy(model, accuracy)),
    ];
    let other = other.into_iter().filter(|(_, other)| *other);
    let other: Vec<&str> = other.map(|(planned, _)| planned).collect();
    (!other.is_empty()).then(|| {
        let planned = other.join("、");
        format!(
            "装的表是“{model}”，供电方案是{planned}，两者不符；请核对表计，确实换了规格的照此记录"
        )
    })
}

/// The type says a current, and it is none of the plan's.
pub fn another_current(model: &str, planned: &str) -> bool {
    apart(&currents(model), &currents(planned))
}

/// The type says an accuracy, and it is none of the plan's.
pub fn another_accuracy(model: &str, planned: &str) -> bool {
    apart(&accuracies(model), &accuracies(planned))
}

fn apart(said: &[String], planned: &[String]) -> bool {
    let both = !said.is_empty() && !planned.is_empty();
    both && !said.iter().any(|one| planned.contains(one))
}

/// `5(60)`, `0.25-0.5(60)`: every current that a text names.
fn currents(text: &str) -> Vec<String> {
    let of_figure = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    let text = half_width(text).replace(" (", "(");
    let ends = text.match_indices('(');
    let current = |(at, _): (usize, &str)| {
        let before = &text[text[..at].trim_end_matches(of_figure).len()..at];
        let (most, _) = text[at + 1..].split_once(')')?;
        let figures = !before.is_empty() && !most.is_empty() && most.chars().all(of_figure);
        figures.then(|| format!("{before}({most})"))
    };
    ends.filter_map(current).collect()
}

/// `1.0级`, `0.5S级`: every accuracy that a text names; `1级` is `1.0级`.
fn accuracies(text: &str) -> Vec<String> {
    let of_grade = |c: char| c.is_ascii_digit() || c == '.' || c == 'S' || c == 's';
    let text = half_width(text);
    let before = text
        .match_indices('级')
        .map(|(at, _)| text[..at].trim_end());
    let grade = before.map(|before| {
        let grade = &before[before.trim_end_matches(of_grade).len()..];
        grade.trim_end_matches(".0").to_uppercase()
    });
    grade.filter(|grade| !grade.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_meter_unlike_the_plan_is_told_of() {
        let model = "三相四线 5(60)A 1.0级";
        let words = unlike_plan(model, "1.5(6) A", "2.0级").unwrap();
        assert!(
            words.contains("1.5(6) A、2.0级") && words.contains(model),
            "{words}"
        );
        assert_eq!(unlike_plan(model, "5（60）A", "1级"), None);
        assert_eq!(
            unlike_plan("三相智能表", "1.5(6) A", "2.0级"),
            None,
            "not said"
        );
        assert!(!another_accuracy("0.5S级", "有功0.5S级、无功2.0级"));
        assert!(another_current(model, "1.5(6) A") && !another_accuracy(model, "1.0级"));
    }

    #[test]
    fn phases_are_those_of_the_supply() {
        let single = "单相智能表 5(60)A 2.0级";
        let words = warning(single, Voltage::V380).unwrap();
        assert!(words.contains(single) && words.contains("380"), "{words}");
        assert_eq!(warning(single, Voltage::V220), None);
        assert!(warning("三相四线智能表", Voltage::V220).is_some());
        assert_eq!(warning("三相四线智能表", Voltage::V380), None);
        assert_eq!(warning("DTZ341", Voltage::V220), None, "not said");
    }
}
