SELECT c.application -> '$.change' AS change, s.done_on AS unsealed_on
  FROM service_case c
  JOIN case_step s ON s.case_id = c.id AND s.step = 'unsealed' AND s.result = 'pass' AND s.withdrawn_at IS NULL
 WHERE c.customer_id IN (SELECT value FROM json_each(:line)) AND c.kind = 'resumption' AND c.state IN ('completed', 'filed')
 ORDER BY c.id
