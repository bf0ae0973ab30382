SELECT max(removed_on) AS removed_on
  FROM (SELECT c.completed_on AS removed_on
          FROM service_case c JOIN customer u ON u.id = c.customer_id
         WHERE u.account = :account AND c.kind = 'removal'
         UNION ALL
        SELECT o.began_on FROM opening_that_counts o JOIN customer u ON u.id = o.customer_id
         WHERE u.account = :account AND o.kind = 'removal')
