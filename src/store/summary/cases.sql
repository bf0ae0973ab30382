SELECT c.id, c.number, c.state, u.account, c.accepted_on, c.completed_on, c.voided_on, c.void_reason, c.handler,
       c.application, c.kva
  FROM service_case c LEFT JOIN customer u ON u.id = c.customer_id
 WHERE c.accepted_on <= :last
   AND max(c.accepted_on, coalesce(c.completed_on, c.voided_on, '9999-12-31')) >= :first
 ORDER BY c.id
