//! People who do not exist: their identity numbers are of areas that do not exist either.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::model::identity::ResidentId;

use super::chance::Chance;
use super::names;

/// A person.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) id_number: String,
    pub(super) phone: String,
    pub(super) born: NaiveDate,
}

/// Completed years of age, both included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ages(pub(super) u32, pub(super) u32);

/// Holders of an account who have held it for years.
pub(super) const HOLDERS: Ages = Ages(24, 84);
/// Applicants, and those who come for them.
pub(super) const ADULTS: Ages = Ages(20, 75);
/// Guardians and landlords.
pub(super) const ELDERS: Ages = Ages(40, 70);

impl Person {
    /// Someone of an age on `day`.
    pub(super) fn new(chance: &mut Chance, day: NaiveDate, ages: Ages) -> Self {
        let male = chance.one_in(2);
        let age = chance.between(ages.0, ages.1);
        let since_birthday = Days::new(u64::from(chance.between(1, 360)));
        let born = day
            .checked_sub_months(Months::new(12 * age))
            .and_then(|day| day.checked_sub_days(since_birthday))
            .unwrap_or(day);
        Self {
            name: names::full_name(chance, male),
            id_number: resident_number(chance, born, male),
            phone: mobile(chance),
            born,
        }
    }
}

/// An identity number of an area 99….
fn resident_number(chance: &mut Chance, born: NaiveDate, male: bool) -> String {
    let area = 990_000 + chance.between(100, 999);
    let serial = chance.between(1, 499) * 2 - u32::from(male);
    let mut number = format!(
        "{area}{:04}{:02}{:02}{serial:03}",
        born.year(),
        born.month(),
        born.day()
    );
    number.extend(ResidentId::check_character(&number));
    number
}

/// A mobile number that looks like what it is: four zeros in the middle.
pub(super) fn mobile(chance: &mut Chance) -> String {
    format!(
        "1{}{}0000{:04}",
        chance.between(3, 9),
        chance.below(10),
        chance.below(10_000)
    )
}
