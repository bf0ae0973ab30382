//! What a survey (查勘) found, against what was applied for: a ratio (RECLASS-5), the whole of what is split
//! (SPLIT-1, SPLIT-4).

use crate::model::application::{Application, Change, ShareDraft};
use crate::model::customer::TariffShare;

use super::field;
use super::guard::Recording;
use super::ratio as shares;
use super::refusal::Refusal;

/// The field of the ratio found.
pub const SHARES: &str = "found_shares";
/// The field of the capacity found.
const CAPACITY: &str = "found_capacity";
/// The field that says whether the parts can be metered apart.
const APART: &str = "metered_apart";

/// A ratio as a survey keeps it; `None` where it found none.
///
/// # Errors
/// Every refusal at once (RECLASS-5, INPUT), each with the path of its field.
pub fn found_shares(kept: &str) -> Result<Option<Vec<TariffShare>>, Vec<Refusal>> {
    if kept.is_empty() {
        return Ok(None);
    }
    let rows = field::rows(kept).map_err(|_| {
        let message = format!("核定的比例“{kept}”没有分类填写");
        vec![Refusal::new(shares::RECLASS_5, message, "每类一行，合计100%").at(SHARES)]
    })?;
    let rows = rows.into_iter().map(|mut row| ShareDraft {
        tariff: row.remove("tariff").unwrap_or_default(),
        percent: row.remove("percent").unwrap_or_default(),
    });
    let typed: Vec<ShareDraft> = rows.collect();
    match shares::check(&typed) {
        Ok(found) => Ok(Some(found)),
        Err(refusals) => {
            let here = refusals.into_iter().map(|refusal| {
                let at = refusal.field.replacen("shares", SHARES, 1);
                refusal.at(&at)
            });
            Err(here.collect())
        }
    }
}

/// Why the ratio found is not the one applied for, in words; `None` where it is, or where none was found.
pub fn other_ratio(application: &Application, kept: &str) -> Option<String> {
    let asked = application.change.as_ref().map_or(&[][..], Change::shares);
    let found = match found_shares(kept) {
        Ok(found) => found?,
        Err(refusals) => return refusals.into_iter().next().map(|refusal| refusal.message),
    };
    (!shares::is_same(&found, asked)).then(|| {
        let one = application.tariff.chinese();
        let (found, asked) = (
            TariffShare::in_words("", &found),
            TariffShare::in_words(one, asked),
        );
        format!("查勘核定的是{found}，申请的是{asked}")
    })
}

/// RECLASS-5: what was found on site is a ratio.
pub(super) fn ratio(recording: Recording<'_>) -> Vec<Refusal> {
    found_shares(recording.field(SHARES))
        .err()
        .unwrap_or_default()
}

/// SPLIT-1, SPLIT-4: the capacity that is split is the old account's, and the parts can be metered apart.
pub(super) fn split(recording: Recording<'_>) -> Vec<Refusal> {
    if !recording.passes {
        return Vec::new();
    }
    let mut refusals = Vec::new();
    let whole = recording.course.application.capacity;
    let found = field::decimal(recording.field(CAPACITY), 4).ok();
    if let Some(found) = found.filter(|found| *found != whole.value) {
        let (found, unit) = (found.normalize(), whole.unit);
        let message = format!(
            "查勘核定容量{found} {unit}，原户容量{whole}；分户不改变容量，各份合计等于原户容量"
        );
        let instead = "填错的改正；现场装接容量超出的，先拆到原有容量，要增加的分户以后另办增容";
        refusals.push(Refusal::new("SPLIT-4", message, instead).at(CAPACITY));
    }
    if recording.field(APART) == "no" {
        let message = "查勘为不能分别装表，不能记为通过";
        let instead =
            "查勘记为不通过，写明原因；受电装置改造到能分开装表后再查勘，改不了的作废工单";
        refusals.push(Refusal::new("SPLIT-1", message, instead).at(APART));
    }
    refusals
}
