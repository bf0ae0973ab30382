//! What a step asks of the meters beside the first (其他计量点的电能表), where there are several.

use std::collections::BTreeMap;

use crate::model::application::Application;
use crate::model::customer::Meter;
use crate::model::vocabulary::Kind;
use crate::rules::field::{FieldSpec, Required};
use crate::rules::metering_points::{OTHER_METERS, points};
use crate::rules::progress::Progress;

use super::{OfficeError, Work, customer};

/// Leaves the field out where there is one meter, and asks for it where there are more.
pub(super) fn suit(
    work: Work<'_>,
    fields: &mut Vec<FieldSpec>,
    application: &Application,
    progress: &Progress<'_>,
) -> Result<(), OfficeError> {
    let Some(at) = fields.iter().position(|spec| spec.name == OTHER_METERS) else {
        return Ok(());
    };
    match known(work, application, progress, &fields[at])? {
        Some(_) => fields[at].required = Required::Pass,
        None => drop(fields.remove(at)),
    }
    Ok(())
}

/// The rows as far as they are known: the meters that hang at the account beside the first, or came off with it; of a
/// new connection the plan's metering points beside the first.
pub(super) fn known(
    work: Work<'_>,
    application: &Application,
    progress: &Progress<'_>,
    spec: &FieldSpec,
) -> Result<Option<String>, OfficeError> {
    let asked = |row: [(&'static str, String); 5]| -> BTreeMap<&'static str, String> {
        let asked = |name: &str| spec.columns.iter().any(|column| column.name == name);
        let said = row.into_iter().filter(|(_, text)| !text.is_empty());
        said.filter(|(name, _)| asked(name)).collect()
    };
    let row = |place: &str, meter: Option<&Meter>, multiplier: String| {
        let of = |text: fn(&Meter) -> &String| meter.map(text).cloned().unwrap_or_default();
        asked([
            ("place", place.to_owned()),
            ("meter", of(|meter| &meter.asset_number)),
            ("meter_model", of(|meter| &meter.model)),
            ("multiplier", multiplier),
            ("seals", of(|meter| &meter.seals)),
        ])
    };
    let others = match &application.account {
        Some(account) => beside_the_first(work, account)?,
        None => Vec::new(),
    };
    let of_meters = others.iter().map(|meter| {
        let multiplier = meter.multiplier.normalize().to_string();
        row("", Some(meter), multiplier)
    });
    let mut rows: Vec<_> = of_meters.collect();
    if application.kind == Kind::NewConnection {
        let points = points(progress);
        rows.extend(points.iter().skip(1).map(|point| {
            let multiplier = point.multiplier.map(|figure| figure.to_string());
            row(&point.place, None, multiplier.unwrap_or_default())
        }));
    }
    Ok((!rows.is_empty()).then(|| serde_json::json!(rows).to_string()))
}

fn beside_the_first(work: Work<'_>, account: &str) -> Result<Vec<Meter>, OfficeError> {
    let Some((first, _)) = customer::meter_at_hand(work, account)? else {
        return Ok(Vec::new());
    };
    let meters = customer::customer_file(work, account)?.meters;
    let beside = |meter: &&Meter| {
        meter.removed_on == first.removed_on && meter.asset_number != first.asset_number
    };
    Ok(meters.iter().filter(beside).cloned().collect())
}
