SELECT c.application -> '$.sources' AS sources
  FROM service_case c JOIN customer u ON u.id = c.customer_id
 WHERE u.account = :account AND c.state IN ('completed', 'filed')
   AND json_array_length(c.application, '$.sources') > 0
 ORDER BY c.id DESC
 LIMIT 1
