SELECT kind, count(*) AS cases
  FROM service_case
 WHERE state IN ('waiting', 'accepted')
 GROUP BY kind
