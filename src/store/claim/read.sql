SELECT c.*, u.account, i.number AS incident_number, i.occurred_at, i.line, i.fault, i.cause
  FROM claim c JOIN customer u ON u.id = c.customer_id LEFT JOIN incident i ON i.id = c.incident_id
 WHERE (:number IS NULL OR c.number = :number)
   AND (:account IS NULL OR u.account = :account)
   AND (:incident IS NULL OR i.number = :incident)
   AND (:open IS NULL OR (c.state NOT IN ('closed', 'voided')) = :open)
 ORDER BY c.id DESC
