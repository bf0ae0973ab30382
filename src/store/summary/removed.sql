-- The last removal of each account that may have been off on the day, with nothing since that ended it.
SELECT u.account, u.name, max(r.completed_on) AS removed_on
  FROM customer u
  JOIN (SELECT customer_id, completed_on FROM service_case WHERE kind = 'removal'
         UNION ALL
        SELECT customer_id, began_on FROM opening_that_counts WHERE kind = 'removal') r
    ON r.customer_id = u.id AND r.completed_on <= :on
 WHERE u.id IN (SELECT id FROM customer WHERE state <> 'active' AND state = 'removed'
                 UNION
                SELECT c.customer_id FROM service_case c
                 WHERE c.accepted_on IS NOT NULL
                   AND max(c.accepted_on, coalesce(c.completed_on, c.voided_on, '9999-12-31')) > :on
                   AND c.kind IN ('reconnection', 'closure') AND c.completed_on IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM service_case e
                    WHERE e.customer_id = u.id AND e.kind IN ('reconnection', 'closure')
                      AND e.completed_on BETWEEN r.completed_on AND :on)
 GROUP BY u.id
 ORDER BY removed_on, u.account
