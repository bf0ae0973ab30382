SELECT c.number, s.step, s.done_on, s.recorded_at, s.operator
  FROM case_step s JOIN service_case c ON c.id = s.case_id
 WHERE s.withdrawn_at IS NULL AND substr(s.recorded_at, 1, 10) > s.done_on
   AND s.recorded_at >= :first
   AND (substr(s.recorded_at, 1, 10) <= :last OR s.done_on BETWEEN :first AND :last)
 UNION
SELECT c.number, NULL, d.recorded_on, d.typed_at, d.operator
  FROM case_document d JOIN service_case c ON c.id = d.case_id
 WHERE substr(d.typed_at, 1, 10) > d.recorded_on
   AND d.typed_at >= :first
   AND (substr(d.typed_at, 1, 10) <= :last OR d.recorded_on BETWEEN :first AND :last)
 ORDER BY recorded_at, number
