SELECT * FROM account_change
 WHERE step_id = :step
 ORDER BY before IS NOT NULL, customer_id
