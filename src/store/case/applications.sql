SELECT c.application AS application
  FROM service_case c JOIN customer u ON u.id = c.customer_id
 WHERE u.account = :account AND c.state IN ('completed', 'filed')
   AND (:before IS NULL OR c.id < (SELECT id FROM service_case WHERE number = :before))
 ORDER BY c.id DESC
