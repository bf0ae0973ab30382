-- Those suspended now, and those whose suspension may have ended since.
SELECT u.id FROM customer u WHERE u.state <> 'active' AND u.state = 'suspended'
 UNION
SELECT c.customer_id
  FROM service_case c
 WHERE c.accepted_on IS NOT NULL
   AND max(c.accepted_on, coalesce(c.completed_on, c.voided_on, '9999-12-31')) > :on
   AND c.kind IN ('resumption', 'closure', 'split', 'removal') AND c.completed_on IS NOT NULL
   AND c.customer_id IS NOT NULL
 UNION
SELECT o.customer_id FROM opening_that_counts o WHERE o.kind = 'suspension' AND o.ended_on > :on
