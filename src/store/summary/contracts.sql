SELECT c.kind, c.class, count(*) AS signed
  FROM case_step s JOIN service_case c ON c.id = s.case_id
 WHERE s.step = 'contract_signed' AND s.done_on BETWEEN :first AND :last
   AND s.result = 'pass' AND s.withdrawn_at IS NULL
 GROUP BY c.kind, c.class
 ORDER BY c.kind, c.class
