SELECT kind, count(*) AS cases
  FROM service_case
 WHERE state IN (SELECT value FROM json_each(:states))
 GROUP BY kind
