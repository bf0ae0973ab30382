SELECT c.number, c.kind, c.class
  FROM service_case c
 WHERE c.state = 'completed'
   AND NOT EXISTS (SELECT 1 FROM case_step s
                    WHERE s.case_id = c.id AND s.step = 'contract_signed' AND s.result = 'pass'
                      AND s.withdrawn_at IS NULL)
