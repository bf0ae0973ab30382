SELECT c.*, u.account, i.number AS incident_number, i.occurred_at, i.line, i.fault, i.cause
  FROM claim c JOIN customer u ON u.id = c.customer_id LEFT JOIN incident i ON i.id = c.incident_id
