-- A part of a split account starts with those that the split gave it.
SELECT named.sources
  FROM (SELECT c.id, c.application -> '$.sources' AS sources
          FROM service_case c JOIN customer u ON u.id = c.customer_id
         WHERE u.account = :account AND c.state IN ('completed', 'filed')
         UNION ALL
        SELECT c.id, c.application -> printf('$.change.split.parts[%d].sources', (s.fields ->> '$.part') - 1)
          FROM customer u
          JOIN account_change a ON a.customer_id = u.id AND a.before IS NULL
          JOIN case_step s ON s.id = a.step_id
          JOIN service_case c ON c.id = s.case_id
         WHERE u.account = :account AND c.kind = 'split') named
 WHERE json_array_length(named.sources) > 0
 ORDER BY named.id DESC
 LIMIT 1
