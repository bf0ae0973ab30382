SELECT u.account, u.name, u.class, NULL AS made_on, k.next_visit AS due_on, '' AS about
  FROM key_customer k JOIN customer u ON u.id = k.customer_id
 WHERE u.state NOT IN ('closed', 'split')
 ORDER BY k.next_visit, u.account
