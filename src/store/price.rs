//! Prices (电价) and service charges (收费项目). Rows are only added; one that a correction superseded stays
//! in the file and is not listed.

use rusqlite::{Connection, Row, named_params};

use super::{StoreError, Text};
use crate::model::price::{Basis, Charge, Price, PriceKey};

/// A row with its number, by which a correction names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    pub id: i64,
    pub row: T,
}

/// Every price that no other supersedes, by the day from which it holds.
///
/// # Errors
/// A row cannot be read.
pub fn prices(conn: &Connection) -> Result<Vec<Kept<Price>>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("price_list.sql"))?;
    let rows = query.query_map([], |row| {
        let key = PriceKey {
            tariff: row.get::<_, Text<_>>("tariff")?.0,
            band: row.get::<_, Option<Text<_>>>("voltage")?.map(|band| band.0),
            item: row.get::<_, Text<_>>("item")?.0,
        };
        let price = Price {
            key,
            price: row.get::<_, Text<_>>("price")?.0,
            basis: basis(row)?,
            in_force_on: row.get::<_, Text<_>>("in_force_on")?.0,
        };
        kept(row, price)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every charge that no other supersedes, by the day from which it holds.
///
/// # Errors
/// A row cannot be read.
pub fn charges(conn: &Connection) -> Result<Vec<Kept<Charge>>, StoreError> {
    let mut query = conn.prepare_cached(include_str!("charge_list.sql"))?;
    let rows = query.query_map([], |row| {
        let charge = Charge {
            item: row.get("item")?,
            unit: row.get("unit")?,
            unit_price: row.get::<_, Text<_>>("unit_price")?.0,
            basis: basis(row)?,
            in_force_on: row.get::<_, Text<_>>("in_force_on")?.0,
        };
        kept(row, charge)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a price, in the place of an earlier row where it corrects one. Returns its number.
///
/// # Errors
/// The row cannot be written.
pub fn add_price(
    conn: &Connection,
    price: &Price,
    supersedes: Option<i64>,
) -> Result<i64, StoreError> {
    conn.prepare_cached(include_str!("price_insert.sql"))?
        .execute(named_params! {
            ":tariff": Text(price.key.tariff),
            ":voltage": price.key.band.map(Text),
            ":item": Text(price.key.item),
            ":price": Text(price.price),
            ":basis": price.basis.0,
            ":in_force_on": Text(price.in_force_on),
            ":supersedes": supersedes,
        })?;
    Ok(conn.last_insert_rowid())
}

/// Adds a charge, as [`add_price`].
///
/// # Errors
/// The row cannot be written.
pub fn add_charge(
    conn: &Connection,
    charge: &Charge,
    supersedes: Option<i64>,
) -> Result<i64, StoreError> {
    conn.prepare_cached(include_str!("charge_insert.sql"))?
        .execute(named_params! {
            ":item": charge.item,
            ":unit": charge.unit,
            ":unit_price": Text(charge.unit_price),
            ":basis": charge.basis.0,
            ":in_force_on": Text(charge.in_force_on),
            ":supersedes": supersedes,
        })?;
    Ok(conn.last_insert_rowid())
}

fn basis(row: &Row<'_>) -> rusqlite::Result<Basis> {
    Ok(Basis(row.get("basis")?))
}

fn kept<T>(row: &Row<'_>, content: T) -> rusqlite::Result<Kept<T>> {
    Ok(Kept {
        id: row.get("id")?,
        row: content,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::price::{PriceItem, VoltageBand};
    use crate::model::vocabulary::Tariff;
    use crate::store::schema;
    use rust_decimal::Decimal;

    #[test]
    fn tariff_3_a_correction_supersedes_and_nothing_is_changed() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::make(&mut conn).unwrap();
        let price = |figure| Price {
            key: PriceKey {
                tariff: Tariff::LargeIndustrial,
                band: Some(VoltageBand::Kv10),
                item: PriceItem::Demand,
            },
            price: Decimal::new(figure, 2),
            basis: Basis("某文件".to_owned()),
            in_force_on: "2026-01-01".parse().unwrap(),
        };
        let wrong = add_price(&conn, &price(3300), None).unwrap();
        let right = add_price(&conn, &price(3000), Some(wrong)).unwrap();
        let kept = prices(&conn).unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].id, &kept[0].row), (right, &price(3000)));
        assert!(
            add_price(&conn, &price(2000), Some(wrong)).is_err(),
            "superseded once"
        );
        for sql in ["UPDATE price SET price = '1'", "DELETE FROM price"] {
            assert!(conn.execute(sql, []).is_err(), "{sql}");
        }
        let charge = Charge {
            item: "换表".to_owned(),
            unit: "只".to_owned(),
            unit_price: Decimal::new(0, 2),
            basis: Basis("某文件".to_owned()),
            in_force_on: "2026-01-01".parse().unwrap(),
        };
        add_charge(&conn, &charge, None).unwrap();
        assert_eq!(charges(&conn).unwrap()[0].row, charge);
    }
}
