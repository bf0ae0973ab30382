//! An application as taken, in JSON: the fields that `accept` takes, empty ones as `null`.

use serde_json::{Map, Value, json};

use crate::model::application::{Application, Change, Vat};
use crate::model::customer::Transformer;

use super::session::Privacy;

/// The application as taken.
pub(super) fn application_json(application: &Application, privacy: Privacy) -> Value {
    let parts = [
        who(application, privacy),
        what(application),
        supply(application, privacy),
        change(application),
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
    let sources = application.sources.iter().map(|source| {
        json!({
            "voltage": source.voltage,
            "capacity": source.capacity.to_string(),
            "line": source.line,
            "role": source.role,
        })
    });
    json!({
        "sources": sources.collect::<Vec<_>>(),
        "transformers": transformers(&application.transformers),
        "own_generation": application.own_generation,
        "important_grade": application.important_grade,
        "motors": application.motors.map(|kw| kw.to_string()),
        "nonlinear": application.nonlinear,
        "vat": application.vat.as_ref().map(|vat| vat_json(vat, privacy)),
    })
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

/// What a change adds; nothing of a new connection.
fn change(application: &Application) -> Value {
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
        fields.insert("account".to_owned(), json!(application.account));
        fields.insert("reason".to_owned(), json!(application.reason));
    }
    fields
}
