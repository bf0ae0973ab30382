SELECT c.number, s.fields ->> '$.amount' AS amount
  FROM claim_step s JOIN claim c ON c.id = s.claim_id
 WHERE s.step = 'paid' AND s.done_on BETWEEN :first AND :last AND s.withdrawn_at IS NULL
 ORDER BY s.id
