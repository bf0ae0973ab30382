SELECT c.number, NULL AS claim, s.step, s.done_on, s.recorded_at AS recorded_at, s.operator, s.id AS step_id
  FROM case_step s JOIN service_case c ON c.id = s.case_id
 WHERE s.withdrawn_at IS NULL AND substr(s.recorded_at, 1, 10) > s.done_on
   AND s.recorded_at >= :first
   AND (substr(s.recorded_at, 1, 10) <= :last OR s.done_on BETWEEN :first AND :last)
UNION ALL
SELECT c.number, c.kind, s.step, s.done_on, s.recorded_at, s.operator, s.id
  FROM claim_step s JOIN claim c ON c.id = s.claim_id
 WHERE s.withdrawn_at IS NULL AND substr(s.recorded_at, 1, 10) > s.done_on
   AND s.recorded_at >= :first
   AND (substr(s.recorded_at, 1, 10) <= :last OR s.done_on BETWEEN :first AND :last)
 ORDER BY recorded_at, step_id
