SELECT number AS incident_number, occurred_at, line, fault, cause
  FROM incident
 WHERE EXISTS (SELECT 1 FROM claim WHERE claim.incident_id = incident.id AND claim.state <> 'voided')
 ORDER BY id DESC
