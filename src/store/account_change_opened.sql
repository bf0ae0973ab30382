SELECT u.account
  FROM account_change a JOIN customer u ON u.id = a.customer_id
 WHERE a.step_id = :step AND a.before IS NULL
