SELECT c.id, c.number, c.state, u.account, c.accepted_on, c.completed_on, c.voided_on, c.void_reason, c.handler,
       c.application
  FROM service_case c LEFT JOIN customer u ON u.id = c.customer_id
 WHERE c.number = :number
