SELECT contract.*, service_case.number AS case_number
  FROM contract LEFT JOIN service_case ON service_case.id = contract.case_id
 WHERE contract.customer_id = :customer
 ORDER BY contract.id
