-- Those that wait now, were accepted later, or were voided later before they were accepted.
SELECT number, application ->> '$.customer.name' AS name, applied_on
  FROM service_case
 WHERE applied_on <= :last
   AND ((state = 'waiting')
     OR (state IN ('accepted', 'completed', 'filed', 'voided') AND accepted_on > :last)
     OR (state = 'voided' AND accepted_on IS NULL AND voided_on > :last))
   AND (voided_on IS NULL OR voided_on > :last)
 ORDER BY id
