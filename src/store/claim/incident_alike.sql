SELECT number AS incident_number, occurred_at, line, fault, cause
  FROM incident
 WHERE occurred_at = :occurred_at AND line = :line AND fault = :fault
 ORDER BY id
 LIMIT 1
