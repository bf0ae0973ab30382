SELECT u.name, concat_ws(' ', u.address, i.line) AS address
  FROM claim c JOIN customer u ON u.id = c.customer_id LEFT JOIN incident i ON i.id = c.incident_id
 WHERE c.id = :id
