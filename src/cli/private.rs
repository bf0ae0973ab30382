//! Persons in JSON (当事人): identity numbers and phones masked, unless revealed.

use serde_json::{Value, json};

use crate::model::customer::{Agent, Party};
use crate::model::mask;

use super::session::Privacy;

impl Privacy {
    pub(super) fn id_number(self, number: &str) -> String {
        match self {
            Self::Masked => mask::id_number(number),
            Self::Whole => number.to_owned(),
        }
    }

    pub(super) fn phone(self, number: &str) -> String {
        match self {
            Self::Masked => mask::phone(number),
            Self::Whole => number.to_owned(),
        }
    }

    pub(super) fn party(self, party: &Party) -> Value {
        json!({
            "name": party.name,
            "id_kind": party.id_kind,
            "id_number": self.id_number(&party.id_number),
            "phone": self.phone(&party.phone),
            "address": party.address,
            "postal_address": party.postal_address,
            "postcode": party.postcode,
            "contact": party.contact,
        })
    }

    pub(super) fn agent(self, agent: &Agent) -> Value {
        json!({
            "name": agent.name,
            "id_number": self.id_number(&agent.id_number),
            "phone": self.phone(&agent.phone),
        })
    }
}
