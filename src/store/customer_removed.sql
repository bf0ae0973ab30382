SELECT u.account, u.name, u.class, max(r.completed_on) AS removed_on
  FROM customer u JOIN service_case r ON r.customer_id = u.id AND r.kind = 'removal' AND r.completed_on IS NOT NULL
 WHERE u.state <> 'active' AND u.state = 'removed'
   AND NOT EXISTS (SELECT 1 FROM service_case c
                    WHERE c.customer_id = u.id AND c.kind = 'reconnection' AND c.state IN ('waiting', 'accepted'))
 GROUP BY u.id
 ORDER BY removed_on, u.account
