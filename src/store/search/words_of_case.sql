SELECT application ->> '$.customer.name' AS name, application ->> '$.customer.address' AS address
  FROM service_case WHERE id = :id AND application ->> '$.customer.name' IS NOT NULL
