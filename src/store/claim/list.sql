SELECT c.id, c.number, c.kind, c.state, c.found_on, c.closed_on, c.handler, c.kwh, c.back_pay, c.penalty, c.amount, c.repairs,
       c.paid,
       EXISTS (SELECT 1 FROM claim_step s
                WHERE s.claim_id = c.id AND s.step = 'repaired' AND s.withdrawn_at IS NULL) AS repaired,
       (SELECT group_concat(s.fields ->> '$.receipt', ' ') FROM claim_step s
         WHERE s.claim_id = c.id AND s.fields ->> '$.receipt' <> '' AND s.withdrawn_at IS NULL) AS receipts,
       u.account, u.name, u.address, u.class, i.number AS incident, i.line
  FROM claim c JOIN customer u ON u.id = c.customer_id LEFT JOIN incident i ON i.id = c.incident_id
 WHERE (:account IS NULL OR u.account = :account)
   AND (:id IS NULL OR c.id = :id)
   AND (:number IS NULL OR c.number = :number)
   AND (:part IS NULL OR instr(c.number, :part) > 0)
 ORDER BY c.id DESC
