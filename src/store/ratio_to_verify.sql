SELECT r.account, r.name, r.class, r.since,
       (SELECT max(v.verified_on) FROM verification v
         WHERE v.customer_id = r.id AND v.outcome = 'refused' AND v.verified_on >= r.since) AS refused_on
  FROM (SELECT u.id, u.account, u.name, u.class,
               max(u.opened_on,
                   coalesce((SELECT max(c.completed_on) FROM service_case c
                              WHERE c.customer_id = u.id AND c.kind = 'reclassification'), ''),
                   coalesce((SELECT max(v.verified_on) FROM verification v
                              WHERE v.customer_id = u.id AND v.outcome = 'verified'), ''),
                   coalesce((SELECT max(o.began_on) FROM opening_that_counts o
                              WHERE o.customer_id = u.id AND o.kind = 'ratio'), '')) AS since
          FROM customer u
         WHERE u.id IN (SELECT customer_id FROM tariff_share) AND u.state NOT IN ('closed', 'split')
           AND (:account IS NULL OR u.account = :account)) r
 ORDER BY r.since, r.account
