SELECT c.number, c.kind, c.state, c.found_on, c.closed_on, c.handler, c.kwh, c.back_pay, c.penalty, c.amount, c.repairs,
       c.paid,
       EXISTS (SELECT 1 FROM claim_step s
                WHERE s.claim_id = c.id AND s.step = 'repaired' AND s.withdrawn_at IS NULL) AS repaired,
       u.account, u.name, u.address, u.class, i.number AS incident
  FROM claim c JOIN customer u ON u.id = c.customer_id LEFT JOIN incident i ON i.id = c.incident_id
 WHERE (:account IS NULL OR u.account = :account)
   AND (:part IS NULL OR instr(c.number, :part) > 0)
 ORDER BY c.id DESC
