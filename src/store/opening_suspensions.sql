-- A part of a split account has the times and days of the one that it came from.
WITH RECURSIVE line (id) AS (
  SELECT :customer
   UNION
  SELECT u.split_from FROM customer u JOIN line ON u.id = line.id WHERE u.split_from IS NOT NULL
)
SELECT o.number, o.began_on, o.ends_on, o.ended_on, o.equipment, o.seals,
       (SELECT min(e.completed_on) FROM service_case e
         WHERE e.customer_id = o.customer_id AND e.kind IN ('closure', 'split', 'removal')
           AND e.completed_on >= o.began_on) AS account_ended_on
  FROM opening o
 WHERE o.customer_id IN (SELECT id FROM line) AND o.kind = 'suspension'
 ORDER BY o.began_on, o.id
