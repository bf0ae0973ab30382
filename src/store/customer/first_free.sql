SELECT u.*
  FROM customer u
 WHERE u.state = :state AND u.class = :class AND u.nature IS :nature
   AND NOT EXISTS (SELECT 1 FROM service_case c WHERE c.customer_id = u.id AND c.state IN ('waiting', 'accepted'))
 ORDER BY u.id
 LIMIT 1
