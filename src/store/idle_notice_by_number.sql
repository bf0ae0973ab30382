SELECT n.*, u.account
  FROM idle_notice n JOIN customer u ON u.id = n.customer_id
 WHERE n.number = :number
