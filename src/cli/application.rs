//! An application as taken, in JSON: the fields that `accept` takes, empty ones as `null`.

use serde_json::{Map, Value, json};

use crate::model::application::{Application, Change, Part, PartOrganisation, Source, Vat};
use crate::model::customer::{TariffShare, Transformer};
use crate::model::money::to_fen;

use super::session::Privacy;

/// The application as taken.
pub(super) fn application_json(application: &Application, privacy: Privacy) -> Value {
    let parts = [
        who(application, privacy),
        what(application),
        supply(application, privacy),
        change(application, privacy),
    ];
    let fields: Map<String, Value> = parts
        .into_iter()
        .filter_map(|part| match part {
            Value::Object(fields) => Some(fields),
            _ => None,
        })
        .flatten()
        .collect();
    Value::Object(fields)
}

fn who(application: &Application, privacy: Privacy) -> Value {
    let representative = application.representative.as_ref();
    json!({
        "kind": application.kind,
        "class": application.class,
        "nature": application.nature,
        "applied_on": application.applied_on,
        "customer": privacy.party(&application.customer),
        "agent": application.agent.as_ref().map(|agent| privacy.agent(agent)),
        "representative": representative.map(|person| json!({
            "name": person.name,
            "id_number": privacy.id_number(&person.id_number),
        })),
        "tenant": application.tenant,
        "landlord": application.landlord.as_ref().map(|landlord| privacy.party(landlord)),
        "title_certificate": application.title_certificate,
    })
}

fn what(application: &Application) -> Value {
    let equipment: Vec<Value> = application
        .equipment
        .iter()
        .map(|line| {
            json!({
                "name": line.name,
                "model": line.model,
                "count": line.count,
                "kw": line.kw.to_string(),
                "grade": line.grade,
            })
        })
        .collect();
    let figure = |figure: Option<rust_decimal::Decimal>| figure.map(|figure| figure.to_string());
    json!({
        "capacity": application.capacity.value.to_string(),
        "unit": application.capacity.unit,
        "wished_on": application.wished_on,
        "voltage": application.voltage,
        "use": application.purpose,
        "industry": application.industry,
        "load_nature": application.load_nature,
        "security_load": figure(application.security_load),
        "monthly_kwh": figure(application.monthly_kwh),
        "tariff": application.tariff,
        "billing": application.billing,
        "equipment": equipment,
        "terms": application.terms,
        "documents": application.documents,
    })
}

fn supply(application: &Application, privacy: Privacy) -> Value {
    json!({
        "sources": sources_json(&application.sources),
        "transformers": transformers(&application.transformers),
        "own_generation": application.own_generation,
        "important_grade": application.important_grade,
        "motors": application.motors.map(|kw| kw.to_string()),
        "nonlinear": application.nonlinear,
        "vat": application.vat.as_ref().map(|vat| vat_json(vat, privacy)),
    })
}

/// Where the power comes from.
pub(super) fn sources_json(sources: &[Source]) -> Vec<Value> {
    let sources = sources.iter().map(|source| {
        json!({
            "voltage": source.voltage,
            "capacity": source.capacity.to_string(),
            "line": source.line,
            "role": source.role,
        })
    });
    sources.collect()
}

fn transformers(list: &[Transformer]) -> Vec<Value> {
    let list = list.iter().map(|transformer| {
        json!({
            "plate": transformer.plate,
            "kva": transformer.kva.to_string(),
            "group": transformer.group,
        })
    });
    list.collect()
}

fn vat_json(vat: &Vat, privacy: Privacy) -> Value {
    json!({
        "name": vat.name,
        "tax_number": privacy.id_number(&vat.tax_number),
        "address": vat.address,
        "phone": privacy.phone(&vat.phone),
        "bank": vat.bank,
        "bank_account": vat.bank_account,
    })
}

/// A ratio; empty where there is one class.
pub(super) fn shares_json(shares: &[TariffShare]) -> Vec<Value> {
    let shares = shares
        .iter()
        .map(|share| json!({ "tariff": share.tariff, "percent": share.percent.to_string() }));
    shares.collect()
}

/// A part of a split account.
pub(super) fn part_json(part: &Part, privacy: Privacy) -> Value {
    json!({
        "customer": privacy.party(&part.customer),
        "class": part.class,
        "nature": part.nature,
        "capacity": part.capacity.value.to_string(),
        "unit": part.capacity.unit,
        "voltage": part.voltage,
        "tariff": part.tariff,
        "billing": part.billing,
        "use": part.purpose,
        "sources": sources_json(&part.sources),
        "transformers": transformers(&part.transformers),
        "organisation": part_organisation(&part.organisation, privacy),
    })
}

/// None where nothing was typed.
fn part_organisation(known: &PartOrganisation, privacy: Privacy) -> Option<Value> {
    let fields = json!({
        "industry": known.industry,
        "representative": known.representative,
        "agent": known.agent,
        "tax_number": privacy.id_number(&known.tax_number),
        "bank": known.bank,
        "bank_account": known.bank_account,
    });
    (!known.is_empty()).then_some(fields)
}

/// What a change adds; nothing of a new connection.
fn change(application: &Application, privacy: Privacy) -> Value {
    let Some(change) = &application.change else {
        return json!({});
    };
    let mut fields = match change {
        Change::CapacityIncrease {
            original,
            added,
            voltage,
            tariff,
            transformers: standing,
            taken_out,
        } => json!({
            "added": added.to_string(),
            "taken_out": taken_out,
            "before": {
                "capacity": original.to_string(),
                "voltage": voltage,
                "tariff": tariff,
                "transformers": transformers(standing),
            },
        }),
        Change::Relocation { to } => json!({
            "same_address": true,
            "same_class": true,
            "same_supply_point": true,
            "to": to,
        }),
        Change::Removal { from, to } => json!({ "from": from, "to": to }),
        Change::Reconnection {
            wished_on,
            removed_on,
            last_day,
        } => json!({ "from": wished_on, "removed_on": removed_on, "last_day": last_day }),
        Change::Reclassification {
            from,
            from_shares,
            shares,
        } => json!({
            "shares": shares_json(shares),
            "before": { "tariff": from, "shares": shares_json(from_shares) },
        }),
        Change::Closure {
            meter_off, notice, ..
        } => json!({
            "all_capacity_stopped": true,
            "meter_off": meter_off,
            "begun_by": change.begun_by(),
            "notice": notice,
        }),
        Change::Split { parts, .. } => json!({
            "same_address": true,
            "same_supply_point": true,
            "separable": true,
            "parts": parts.iter().map(|part| part_json(part, privacy)).collect::<Vec<_>>(),
        }),
        Change::Transfer { from, shares, .. } => json!({
            "before": { "customer": privacy.party(from) },
            "shares": shares_json(shares),
        }),
        Change::Suspension {
            transformers: stopped,
            from,
            to,
            agreed_days,
            basis,
            waiver,
        } => json!({
            "transformers": transformers(stopped),
            "from": from,
            "to": to,
            "agreed_days": agreed_days,
            "basis": basis,
            "waiver": waiver,
        }),
        Change::Resumption {
            suspension,
            transformers: resumed,
            on,
            sealed_on,
            to,
            waiver,
        } => json!({
            "suspension": suspension,
            "transformers": transformers(resumed),
            "on": on,
            "sealed_on": sealed_on,
            "to": to,
            "waiver": waiver,
        }),
    };
    if let Some(fields) = fields.as_object_mut() {
        if let Some(arrears) = change.arrears() {
            let amount = to_fen(arrears.amount).to_string();
            fields.insert("arrears".to_owned(), json!(amount));
            fields.insert("arrears_checked_on".to_owned(), json!(arrears.checked_on));
        }
        fields.insert("account".to_owned(), json!(application.account));
        fields.insert("reason".to_owned(), json!(application.reason));
    }
    fields
}
