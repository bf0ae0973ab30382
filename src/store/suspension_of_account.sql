-- A part of a split account has the times and days of the one that it came from.
SELECT c.number, c.application -> '$.change' AS change, s.done_on AS sealed_on, s.fields, s.late_reason,
       (SELECT max(e.completed_on) FROM service_case e
         WHERE e.customer_id = c.customer_id AND e.kind IN ('closure', 'split', 'removal')
           AND e.completed_on >= s.done_on) AS ended_on
  FROM service_case c
  LEFT JOIN case_step s ON s.case_id = c.id AND s.step = 'sealed' AND s.result = 'pass' AND s.withdrawn_at IS NULL
 WHERE c.customer_id IN (SELECT value FROM json_each(:line))
   AND c.kind = 'suspension' AND c.state IN ('accepted', 'completed', 'filed')
 ORDER BY c.id
