SELECT max(c.completed_on) AS removed_on
  FROM service_case c JOIN customer u ON u.id = c.customer_id
 WHERE u.account = :account AND c.kind = 'removal'
