SELECT c.number, c.kind, u.account, s.done_on
  FROM claim_step s JOIN claim c ON c.id = s.claim_id JOIN customer u ON u.id = c.customer_id
 WHERE s.step = 'paid' AND s.withdrawn_at IS NULL AND s.fields ->> '$.receipt' = :receipt
 ORDER BY s.id
