//! Who may sit at the desk (操作员).

use rusqlite::{Connection, named_params};

use super::{StoreError, Text};
use crate::model::vocabulary::Role;

/// Somebody who may sit at the desk, now or formerly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    pub name: String,
    pub role: Role,
    pub active: bool,
}

/// All operators, also those who have left, by name.
///
/// # Errors
/// The file cannot be read.
pub fn list(conn: &Connection) -> Result<Vec<Operator>, StoreError> {
    let mut query = conn.prepare_cached("SELECT name, role, active FROM operator ORDER BY name")?;
    let operators = query
        .query_map([], |row| {
            let role = row.get::<_, Text<Role>>("role")?.0;
            Ok(Operator {
                name: row.get("name")?,
                role,
                active: row.get("active")?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(operators)
}

/// Adds an operator, or changes the one of that name.
///
/// # Errors
/// The file cannot be written, or the name is empty.
pub fn upsert(conn: &Connection, operator: &Operator) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("operator_upsert.sql"))?
        .execute(named_params! {
            ":name": operator.name, ":role": Text(operator.role), ":active": operator.active,
        })?;
    Ok(())
}

/// Takes an operator from the desk; his acts keep his name. Says whether there was one.
///
/// # Errors
/// The file cannot be written.
pub fn deactivate(conn: &Connection, name: &str) -> Result<bool, StoreError> {
    let changed = conn
        .prepare_cached("UPDATE operator SET active = 0 WHERE name = ?1")?
        .execute([name])?;
    Ok(changed > 0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::schema;

    #[test]
    fn operators_come_change_and_go() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::make(&mut conn).unwrap();
        let operator = |role, active| Operator {
            name: "王芳".to_owned(),
            role,
            active,
        };
        upsert(&conn, &operator(Role::Clerk, true)).unwrap();
        upsert(&conn, &operator(Role::Supervisor, true)).unwrap();
        assert_eq!(list(&conn).unwrap(), [operator(Role::Supervisor, true)]);
        assert!(deactivate(&conn, "王芳").unwrap());
        assert!(!deactivate(&conn, "李强").unwrap());
        assert_eq!(list(&conn).unwrap(), [operator(Role::Supervisor, false)]);
        let nobody = Operator {
            name: String::new(),
            ..operator(Role::Clerk, true)
        };
        assert!(upsert(&conn, &nobody).is_err());
    }
}
