//! Several metering points (计量点), as with two sources: each has a meter of its own [practice].

use rust_decimal::Decimal;

use crate::model::vocabulary::Kind;

use super::field::{self, Row, cell};
use super::guard::Recording;
use super::multiplier::Planned;
use super::progress::Progress;
use super::refusal::Refusal;

/// The field in which a step names the meters beside the first.
pub const OTHER_METERS: &str = "other_meters";
/// What that field is called.
pub const OTHER_METERS_LABEL: &str = "其他计量点的电能表";

/// A metering point of the plan in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeteringPoint {
    pub place: String,
    /// What its meter's reading is multiplied by, where the plan says so.
    pub multiplier: Option<Decimal>,
}

/// The metering points of the plan in force, in its order.
pub fn points(progress: &Progress<'_>) -> Vec<MeteringPoint> {
    let kept = progress.field("plan_drafted", "metering_points");
    let rows = field::rows(kept.unwrap_or_default()).unwrap_or_default();
    let point = |row: &Row| MeteringPoint {
        place: cell(row, "place").to_owned(),
        multiplier: Planned::of_point(row).map(|planned| planned.multiplier()),
    };
    rows.iter().map(point).collect()
}

/// Where the first meter hangs, of several metering points of a plan: at the first that no other meter has.
pub fn of_first(planned: &str, other_meters: &str) -> Option<String> {
    let rows = |kept: &str| field::rows(kept).unwrap_or_default();
    let (points, others) = (rows(planned), rows(other_meters));
    if points.len() < 2 {
        return None;
    }
    let free = |place: &&str| others.iter().all(|other| cell(other, "place") != *place);
    let mut places = points.iter().map(|point| cell(point, "place"));
    places.find(free).map(str::to_owned)
}

/// NEW-9: where the plan has several metering points, each has its meter, with the multiplier of its own transformers.
pub(super) fn objections(recording: Recording<'_>) -> Vec<Refusal> {
    let points = points(recording.progress);
    let kept = recording.field(OTHER_METERS);
    let (true, Ok(others)) = (points.len() > 1, field::rows(kept)) else {
        return Vec::new();
    };
    let mut objections = Vec::new();
    let named = 1 + others.len();
    let new = recording.course.application.kind == Kind::NewConnection;
    if new && named < points.len() {
        let message = format!("供电方案有{}个计量点，只填了{named}只电能表", points.len());
        let instead = format!("每个计量点装一只表，另外的逐只填在“{OTHER_METERS_LABEL}”");
        objections.push(Refusal::new("NEW-9", message, instead).at(OTHER_METERS));
    }
    for (number, row) in (1..).zip(&others) {
        let place = cell(row, "place");
        let point = points.iter().find(|point| point.place == place);
        let wanted = point.and_then(|point| point.multiplier);
        let typed = field::decimal(cell(row, "multiplier"), 4).ok();
        if let (Some(wanted), Some(typed)) = (wanted, typed)
            && wanted != typed
        {
            let typed = typed.normalize();
            let message =
                format!("第{number}行“{place}”照方案的变比综合倍率应为{wanted}，现在是{typed}");
            let instead = "照方案填综合倍率；实际装的互感器与方案不同的，先改方案";
            objections.push(Refusal::new("NEW-9", message, instead).at(OTHER_METERS));
        }
    }
    let planned: Option<Vec<Decimal>> = points.iter().map(|point| point.multiplier).collect();
    let said = match (&planned, recording.field("multiplier")) {
        (None, _) => None,
        (Some(_), "") => Some("没有填".to_owned()),
        (Some(planned), typed) => {
            let typed = field::decimal(typed, 4).ok();
            let other = typed.filter(|typed| !planned.contains(typed));
            other.map(|typed| format!("现在是{}", typed.normalize()))
        }
    };
    if let (Some(planned), Some(said)) = (planned, said) {
        let each: Vec<String> = planned.iter().map(ToString::to_string).collect();
        let message = format!("供电方案各计量点的综合倍率是{}，{said}", each.join("、"));
        let instead = "照方案填这只表所在计量点的综合倍率";
        objections.push(Refusal::new("NEW-9", message, instead).at("multiplier"));
    }
    objections
}
