SELECT c.number, NULL AS claim, s.step, s.done_on, s.recorded_at, s.operator, s.id AS id
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
UNION ALL
SELECT DISTINCT c.number, NULL, NULL, d.recorded_on, d.typed_at, d.operator, d.case_id
  FROM case_document d JOIN service_case c ON c.id = d.case_id
 WHERE substr(d.typed_at, 1, 10) > d.recorded_on
   AND d.typed_at >= :first
   AND (substr(d.typed_at, 1, 10) <= :last OR d.recorded_on BETWEEN :first AND :last)
 ORDER BY recorded_at, number, done_on, id
