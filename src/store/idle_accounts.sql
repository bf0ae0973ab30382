SELECT u.id, u.account, u.name, u.class, u.address, m.asset_number, m.last_value, m.idle_since, m.read_until
  FROM meter m JOIN customer u ON u.id = m.customer_id
 WHERE m.removed_on IS NULL AND m.read_until > m.idle_since AND m.idle_since <= :since AND u.state = 'active'
   AND (:customer IS NULL OR u.id = :customer)
   AND NOT EXISTS (SELECT 1 FROM service_case c
                    WHERE c.customer_id = u.id
                      AND (c.kind <> 'new_connection' AND c.state IN ('waiting', 'accepted')
                           OR c.kind IN ('suspension', 'resumption') AND c.state <> 'voided'
                              AND c.applied_on >= m.idle_since))
   AND NOT EXISTS (SELECT 1 FROM opening_that_counts o
                    WHERE o.customer_id = u.id AND o.kind = 'suspension'
                      AND coalesce(o.ended_on, o.ends_on) >= m.idle_since)
 ORDER BY m.idle_since, u.account
