SELECT summary ->> '$.log.length' AS length, summary ->> '$.log.hash' AS hash
  FROM frozen_month
 ORDER BY length DESC
 LIMIT 1
