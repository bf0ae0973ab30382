-- A part of a split account has the times and days of the one that it came from.
SELECT o.number, o.kind, o.began_on, o.ends_on, o.ended_on, o.equipment, o.seals,
       (SELECT min(e.completed_on) FROM service_case e
         WHERE e.customer_id = o.customer_id AND e.kind IN ('closure', 'split', 'removal')
           AND e.completed_on >= o.began_on) AS account_ended_on
  FROM opening_that_counts o
 WHERE o.customer_id IN (SELECT value FROM json_each(:line)) AND o.kind = 'suspension'
 ORDER BY o.began_on, o.id
