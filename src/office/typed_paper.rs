//! The application form as it takes shape (预览): filled with what was typed so far, right or wrong.

use crate::model::application::Draft;
use crate::model::vocabulary::{IdKind, Kind, Tariff, Voltage};
use crate::paper::{self, Fill, Preview, Stamp, Values};

use super::{OfficeError, Work};

/// Composes the application form from a draft. A character that no font has is drawn as a crossed box.
///
/// # Errors
/// The form is not in this build.
pub fn application(work: Work<'_>, draft: &Draft) -> Result<Preview, OfficeError> {
    let form = paper::form("resident_application")?;
    let stamp = Stamp {
        office: work.settings.office_name().to_owned(),
        operator: work.desk.operator.clone(),
        ..Stamp::default()
    };
    Ok(paper::preview(
        form,
        Fill::Filled(&values(work, draft)),
        &stamp,
    )?)
}

fn values(work: Work<'_>, draft: &Draft) -> Values {
    let mut values = Values::default();
    let customer = &draft.customer;
    let chinese = |known: Option<&'static str>, typed: &str| known.unwrap_or(typed).to_owned();
    let id_kind = customer.id_kind.parse::<IdKind>().ok();
    for (key, text) in [
        ("customer.name", customer.name.clone()),
        (
            "customer.id_kind",
            chinese(id_kind.map(IdKind::chinese), &customer.id_kind),
        ),
        ("customer.id_number", customer.id_number.clone()),
        ("customer.phone", customer.phone.clone()),
        ("customer.address", customer.address.clone()),
        ("customer.postal_address", customer.postal_address.clone()),
        ("customer.postcode", customer.postcode.clone()),
        ("customer.contact", customer.contact.clone()),
        ("request.title_certificate", draft.title_certificate.clone()),
        ("request.capacity", draft.capacity.clone()),
        ("request.use", draft.purpose.clone()),
        (
            "request.tariff",
            chinese(
                draft.tariff.parse::<Tariff>().ok().map(Tariff::chinese),
                &draft.tariff,
            ),
        ),
        (
            "case.kind",
            chinese(
                draft.kind.parse::<Kind>().ok().map(Kind::chinese),
                &draft.kind,
            ),
        ),
        ("case.applied_on", draft.applied_on.clone()),
        ("case.handler", work.desk.operator.clone()),
        ("office.name", work.settings.office_name().to_owned()),
        ("office.phone", work.settings.get("office.phone").to_owned()),
        (
            "office.address",
            work.settings.get("office.address").to_owned(),
        ),
        (
            "office.representative",
            work.settings.get("office.representative").to_owned(),
        ),
    ] {
        values.set(key, text);
    }
    if let Some(agent) = &draft.agent {
        values
            .set("agent.name", &agent.name)
            .set("agent.id_number", &agent.id_number)
            .set("agent.phone", &agent.phone);
    }
    if let Some(landlord) = &draft.landlord {
        values
            .set("landlord.name", &landlord.name)
            .set("landlord.id_number", &landlord.id_number)
            .set("landlord.phone", &landlord.phone);
    }
    values
        .tick("applicant.owner", !draft.tenant)
        .tick("applicant.tenant", draft.tenant)
        .tick("request.phases.one", draft.voltage == Voltage::V220.wire())
        .tick(
            "request.phases.three",
            draft.voltage == Voltage::V380.wire(),
        );
    for line in &draft.equipment {
        values.push_row(
            "equipment",
            [
                ("name", &line.name),
                ("count", &line.count),
                ("kw", &line.kw),
            ],
        );
    }
    values
}
