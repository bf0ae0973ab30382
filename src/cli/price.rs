//! `prices`: what is in force, and one price of it.

use serde_json::{Value, json};

use crate::model::price::{Charge, Price};
use crate::office::price::{self, charge_json, price_json};
use crate::rules::price_entry::check_key;

use super::failure::Failure;
use super::output::{Answer, section, table};
use super::session::Session;

/// Both tables, as in force on the day at the desk or whole.
pub(super) fn list(session: &Session, all: bool) -> Result<Answer, Failure> {
    let on = session.desk.today;
    let tables = session.look(|work| {
        if all {
            price::all(work)
        } else {
            price::in_force(work, on)
        }
    })?;
    let prices: Vec<Value> = tables.prices.iter().map(price_json).collect();
    let charges: Vec<Value> = tables.charges.iter().map(charge_json).collect();
    let json = json!({ "on": on, "prices": prices, "charges": charges });
    let head = if all {
        "录入过的电价和收费\n".to_owned()
    } else {
        format!("{on}执行的电价和收费\n")
    };
    let prices: Vec<[String; 6]> = tables.prices.iter().map(price_row).collect();
    let charges: Vec<[String; 4]> = tables.charges.iter().map(charge_row).collect();
    let none = if prices.is_empty() && charges.is_empty() {
        "没有录入\n"
    } else {
        ""
    };
    let text = [
        head,
        none.to_owned(),
        section("电价", &table(&prices)),
        section("收费", &table(&charges)),
    ];
    Ok(Answer::new(json, text.concat()))
}

/// The price that a calculation for the day at the desk would use.
pub(super) fn one(
    session: &Session,
    tariff: &str,
    item: &str,
    voltage: Option<&str>,
) -> Result<Answer, Failure> {
    let key = check_key(tariff, item, voltage.unwrap_or_default()).map_err(Failure::Refused)?;
    let on = session.desk.today;
    let found = session.look(|work| price::price_in_force(work, key, on))?;
    Ok(Answer::new(price_json(&found), table(&[price_row(&found)])))
}

fn price_row(price: &Price) -> [String; 6] {
    let key = price.key;
    [
        key.tariff.chinese().to_owned(),
        key.item.chinese().to_owned(),
        key.band
            .map_or(String::new(), |band| band.chinese().to_owned()),
        format!("{}{}", price.price, key.item.unit()),
        format!("{}起", price.in_force_on),
        price.basis.to_string(),
    ]
}

fn charge_row(charge: &Charge) -> [String; 4] {
    [
        charge.item.clone(),
        format!("{}元/{}", charge.unit_price, charge.unit),
        format!("{}起", charge.in_force_on),
        charge.basis.to_string(),
    ]
}
