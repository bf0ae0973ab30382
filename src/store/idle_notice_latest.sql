SELECT n.*, u.account
  FROM idle_notice n JOIN customer u ON u.id = n.customer_id
 WHERE n.customer_id = :customer AND n.idle_since = :since
 ORDER BY n.id DESC
 LIMIT 1
