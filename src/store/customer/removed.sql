SELECT u.account, u.name, u.class, max(r.removed_on) AS removed_on
  FROM customer u
  JOIN (SELECT customer_id, completed_on AS removed_on FROM service_case
         WHERE kind = 'removal' AND completed_on IS NOT NULL
         UNION ALL
        SELECT customer_id, began_on FROM opening_that_counts WHERE kind = 'removal') r ON r.customer_id = u.id
 WHERE u.state <> 'active' AND u.state = 'removed'
   AND NOT EXISTS (SELECT 1 FROM service_case c
                    WHERE c.customer_id = u.id AND c.kind = 'reconnection' AND c.state IN ('waiting', 'accepted'))
 GROUP BY u.id
 ORDER BY removed_on, u.account
