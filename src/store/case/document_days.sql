SELECT d.code, d.recorded_on
  FROM case_document d JOIN service_case c ON c.id = d.case_id
 WHERE c.number = :number
