SELECT u.account, u.name, u.class, c.contacted_on AS made_on, c.follow_up AS due_on, c.matter AS about
  FROM contact c JOIN customer u ON u.id = c.customer_id
 WHERE c.follow_up IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contact l WHERE l.follows = c.id)
 ORDER BY c.follow_up, c.id
