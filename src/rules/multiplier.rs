//! The multiplier of a meter (综合倍率) against the ratios of the transformers that feed it [practice].

use std::collections::BTreeSet;
use std::fmt;

use rust_decimal::Decimal;

use crate::model::vocabulary::Class;

use super::field::{self, Row, cell};
use super::guard::Recording;
use super::metering_points::OTHER_METERS;
use super::progress::Progress;
use super::refusal::Refusal;

/// Volts of a kilovolt.
const KILO: u32 = 1000;
/// Transformers of a kind that one meter can have: more is a slip of the pen.
const MOST: usize = 6;

/// A ratio as it is typed, and what it comes to.
type Ratios = BTreeSet<(Decimal, String)>;

/// NEW-9: what is fitted multiplies current and voltage by what the meter's multiplier says. Without transformers
/// on the sheet, those that the plan names count.
pub(super) fn objections(recording: Recording<'_>) -> Vec<Refusal> {
    let kept = |name: &str| recording.fields.get(name).map_or("", String::as_str);
    // Of several meters the sheet does not say which transformer feeds which.
    if !kept(OTHER_METERS).is_empty() {
        return Vec::new();
    }
    let Ok(rows) = field::rows(kept("transformers")) else {
        return Vec::new();
    };
    let mut objections = Vec::new();
    let (mut current, mut voltage) = (Ratios::new(), Ratios::new());
    for (number, row) in (1..).zip(&rows) {
        let cell = |name: &str| cell(row, name);
        let of_kind = match cell("kind").to_uppercase() {
            _ if cell("action").contains('拆') => continue,
            kind if kind.contains("电流") || kind.contains("CT") => &mut current,
            kind if kind.contains("电压") || kind.contains("PT") => &mut voltage,
            _ => continue,
        };
        match ratio(cell("ratio")) {
            Some(ratio) => drop(of_kind.insert((ratio, cell("ratio").to_owned()))),
            None => {
                let problem = format!("第{number}行变比“{}”读不懂（例：100/5）", cell("ratio"));
                objections.push(Refusal::input("transformers", "互感器", problem));
            }
        }
    }
    if !objections.is_empty() {
        return objections;
    }
    if current.is_empty() && voltage.is_empty() {
        return against_plan(recording, kept("multiplier"))
            .into_iter()
            .collect();
    }
    let at_hand = format!(
        "{}，{}",
        in_words("电流", &current),
        in_words("电压", &voltage)
    );
    let typed = match kept("multiplier") {
        "" => Decimal::ONE,
        typed => field::decimal(typed, 4).unwrap_or_default(),
    };
    let refuse = |message: String, at: &str| {
        let instead = "照互感器铭牌核对变比和综合倍率，改正不对的一项";
        vec![Refusal::new("NEW-9", message, instead).at(at)]
    };
    if differ(&current) || differ(&voltage) {
        return refuse(format!("同类互感器变比不一致：{at_hand}"), "transformers");
    }
    let of = |ratios: &Ratios| ratios.first().map_or(Decimal::ONE, |one| one.0);
    let product = of(&current).checked_mul(of(&voltage)).unwrap_or_default();
    if product.round_dp(4) == typed {
        return Vec::new();
    }
    let (product, typed) = (product.round_dp(4).normalize(), typed.normalize());
    let message = format!("{at_hand}，综合倍率应为{product}，现在是{typed}");
    refuse(message, "multiplier")
}

/// NEW-9: nobody wrote down what is fitted, so it is what the plan names.
fn against_plan(recording: Recording<'_>, typed: &str) -> Option<Refusal> {
    let class = recording.course.application.class;
    let planned = Planned::of(class, recording.progress)?;
    let wanted = planned.multiplier();
    let said = match typed {
        "" => "没有填".to_owned(),
        typed => match field::decimal(typed, 4) {
            Ok(typed) if typed == wanted => return None,
            Ok(typed) => format!("现在是{}", typed.normalize()),
            Err(_) => return None,
        },
    };
    let message = format!("供电方案{planned}，综合倍率应为{wanted}，{said}");
    let instead = "照方案填综合倍率；实际装的互感器与方案不同的，在“互感器”一栏逐只写明变比";
    Some(Refusal::new("NEW-9", message, instead).at("multiplier"))
}

/// Transformers of one kind as the plan names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRatio {
    /// As typed: `100/5`.
    pub typed: String,
    ratio: Decimal,
    /// As typed, `0.2S级`; may be empty.
    pub accuracy: String,
    /// How many, where the plan says so.
    pub count: Option<usize>,
}

impl PlannedRatio {
    fn read(text: &str) -> Option<Self> {
        let text = crate::model::text::half_width(text);
        let slash = text.find('/')?;
        let of_figure = |c: char| c.is_ascii_digit() || ".kKvVaA".contains(c);
        let begin = text[..slash].trim_end_matches(of_figure).len();
        let rest = text[slash..].char_indices().skip(1);
        let end = rest.clone().find(|(_, c)| !of_figure(*c));
        let end = end.map_or(text.len(), |(at, _)| slash + at);
        let typed = text[begin..end].to_owned();
        let before = |mark: char, of: fn(char) -> bool| {
            let (before, _) = text.split_once(mark)?;
            let kept = before.trim_end_matches(of).len();
            Some(before[kept..].to_owned()).filter(|found| !found.is_empty())
        };
        let accuracy = before('级', |c| c.is_ascii_alphanumeric() || c == '.');
        Some(Self {
            ratio: ratio(&typed)?,
            typed,
            accuracy: accuracy.map_or_else(String::new, |grade| format!("{grade}级")),
            count: before('只', |c| c.is_ascii_digit())
                .and_then(|count| count.parse().ok())
                .filter(|count| *count <= MOST),
        })
    }
}

/// The transformers that feed the meter by the plan in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub current: PlannedRatio,
    pub voltage: Option<PlannedRatio>,
}

impl Planned {
    /// `None` where the plan names none, or cannot be read, or its metering points have several ratios.
    pub fn of(class: Class, progress: &Progress<'_>) -> Option<Self> {
        let said = |name: &str| progress.field("plan_drafted", name).unwrap_or_default();
        let points = field::rows(said("metering_points")).unwrap_or_default();
        let column = |name: &str| -> Option<BTreeSet<&str>> {
            let all: BTreeSet<&str> = points.iter().map(|row| cell(row, name)).collect();
            (all.len() < 2).then_some(all)
        };
        let (of_current, of_voltage) = (column("ct")?, column("pt")?);
        let first = |all: &BTreeSet<&str>| PlannedRatio::read(all.first()?);
        let told = |of: &str| {
            let (_, after) = said("meters").split_once(of)?;
            let own = after.split("互感器").next()?;
            PlannedRatio::read(own)
        };
        let current = first(&of_current)
            .or_else(|| PlannedRatio::read(said("ct_ratio")))
            .or_else(|| told("电流互感器"));
        let voltage = first(&of_voltage).or_else(|| told("电压互感器"));
        let mut planned = Self {
            current: current?,
            voltage,
        };
        // Metered at high voltage there must be some, whatever the plan leaves out.
        let low_side = said("metering_mode").contains("低计");
        if class == Class::HighVoltage && planned.voltage.is_none() && !low_side {
            return None;
        }
        let counted = told("电流互感器").and_then(|told| told.count);
        planned.current.count = planned.current.count.or(counted);
        if let Some(voltage) = &mut planned.voltage {
            let counted = told("电压互感器").and_then(|told| told.count);
            voltage.count = voltage.count.or(counted);
        }
        Some(planned)
    }

    /// Those of one metering point; `None` where it names none, or cannot be read.
    pub(super) fn of_point(row: &Row) -> Option<Self> {
        let voltage = PlannedRatio::read(cell(row, "pt"));
        let low_side = cell(row, "mode").contains("低计");
        let current = PlannedRatio::read(cell(row, "ct"))?;
        (voltage.is_some() || low_side).then_some(Self { current, voltage })
    }

    /// The meter's multiplier behind them.
    pub fn multiplier(&self) -> Decimal {
        let voltage = self.voltage.as_ref().map_or(Decimal::ONE, |one| one.ratio);
        let product = self.current.ratio.checked_mul(voltage);
        product.unwrap_or_default().round_dp(4).normalize()
    }
}

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "电流互感器变比{}", self.current.typed)?;
        match &self.voltage {
            Some(voltage) => write!(f, "，电压互感器变比{}", voltage.typed),
            None => Ok(()),
        }
    }
}

fn differ(ratios: &Ratios) -> bool {
    ratios.first().map(|one| one.0) != ratios.last().map(|one| one.0)
}

fn in_words(of: &str, ratios: &Ratios) -> String {
    if ratios.is_empty() {
        return format!("没有{of}互感器");
    }
    let typed: BTreeSet<&str> = ratios.iter().map(|one| one.1.as_str()).collect();
    let typed: Vec<&str> = typed.into_iter().collect();
    format!("{of}互感器变比{}", typed.join("、"))
}

/// `100/5`, `10/0.1`, `10kV/100V`.
fn ratio(typed: &str) -> Option<Decimal> {
    let plain = crate::model::text::half_width(typed).to_uppercase();
    let (first, second) = plain.split_once(['/', ':'])?;
    let ((first, of_first), (second, of_second)) = (side(first)?, side(second)?);
    let same = of_first.is_none() || of_second.is_none();
    let (of_first, of_second) = match (of_first, of_second) {
        (Some(of_first), Some(of_second)) if !same => (of_first, of_second),
        _ => (1, 1),
    };
    let second = second * Decimal::from(of_second);
    (first * Decimal::from(of_first)).checked_div(second)
}

/// A figure, and what its unit stands for where it has one.
fn side(typed: &str) -> Option<(Decimal, Option<u32>)> {
    let typed = typed.trim();
    let units = [("KV", KILO), ("V", 1), ("A", 1)];
    let unit = units.into_iter().find(|(unit, _)| typed.ends_with(unit));
    let figure = unit.map_or(typed, |(unit, _)| typed.trim_end_matches(unit));
    let figure = field::decimal(figure, 4)
        .ok()
        .filter(|figure| !figure.is_zero())?;
    Some((figure, unit.map(|(_, stands_for)| stands_for)))
}

#[cfg(test)]
mod tests {
    use super::{PlannedRatio, ratio};

    #[test]
    fn ratios_are_read_as_plates_write_them() {
        let read = |typed| ratio(typed).map(|ratio| ratio.normalize().to_string());
        assert_eq!(read("100/5").as_deref(), Some("20"));
        assert_eq!(read("１００／５").as_deref(), Some("20"));
        assert_eq!(read("150/5A").as_deref(), Some("30"));
        assert_eq!(read("10/0.1").as_deref(), Some("100"));
        assert_eq!(read("10000/100").as_deref(), Some("100"));
        assert_eq!(read("10kV/100V").as_deref(), Some("100"));
        assert_eq!(read("100/0"), None);
        assert_eq!(read("一百比五"), None);
    }

    #[test]
    fn ratios_are_found_in_what_a_plan_tells() {
        let read = |text| {
            let found = PlannedRatio::read(text)?;
            let ratio = found.ratio.normalize().to_string();
            Some((found.typed, ratio, found.accuracy, found.count))
        };
        let wanted = |typed: &str, ratio: &str, accuracy: &str, count| {
            Some((typed.into(), ratio.into(), accuracy.into(), count))
        };
        assert_eq!(read("30/5 0.2S级"), wanted("30/5", "6", "0.2S级", None));
        assert_eq!(read("100/5 3只"), wanted("100/5", "20", "", Some(3)));
        assert_eq!(read("3只×100/5"), wanted("100/5", "20", "", Some(3)));
        assert_eq!(
            read("变比10kV/100V，2只"),
            wanted("10kV/100V", "100", "", Some(2))
        );
        assert_eq!(read("0.2S级100/5"), wanted("100/5", "20", "0.2S级", None));
        assert_eq!(read("无"), None);
    }
}
