SELECT f.month, r.value ->> '$.on_time_rate' AS on_time_rate
  FROM frozen_month f, json_each(f.summary, '$.rows') r
 WHERE f.month BETWEEN :first AND :last
   AND r.value ->> '$.kind' = 'total'
