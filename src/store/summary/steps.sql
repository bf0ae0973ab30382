SELECT s.*
  FROM service_case c JOIN case_step s ON s.case_id = c.id
 WHERE c.accepted_on <= :last
   AND max(c.accepted_on, coalesce(c.completed_on, c.voided_on, '9999-12-31')) >= :first
 ORDER BY c.id, s.id
