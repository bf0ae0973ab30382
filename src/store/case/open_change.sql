SELECT c.number
  FROM service_case c JOIN customer u ON u.id = c.customer_id
 WHERE u.account = :account AND c.state IN ('waiting', 'accepted')
   AND c.kind NOT IN ('new_connection', 'resumption')
 ORDER BY c.id
 LIMIT 1
