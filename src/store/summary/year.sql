SELECT kind, class, kva, 0 AS completed, count(*) AS cases
  FROM service_case
 WHERE state IN ('accepted', 'completed', 'filed', 'voided') AND accepted_on BETWEEN :first AND :last
 GROUP BY kind, class, kva
 UNION ALL
SELECT kind, class, kva, 1, count(*)
  FROM service_case
 WHERE accepted_on IS NOT NULL AND completed_on IS NOT NULL
   AND max(accepted_on, coalesce(completed_on, voided_on, '9999-12-31')) BETWEEN :first AND :last
 GROUP BY kind, class, kva
