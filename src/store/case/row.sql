SELECT c.number, c.kind, c.class, c.state, c.applied_on, c.accepted_on, c.completed_on, c.voided_on,
       c.application ->> '$.customer.name' AS name, c.application ->> '$.customer.address' AS address,
       c.application ->> '$.capacity' AS capacity, c.application ->> '$.unit' AS unit
  FROM service_case c
 WHERE c.id = :id
