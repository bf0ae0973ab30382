SELECT id AS rowid FROM customer WHERE account = :code
UNION ALL
SELECT :cases + id FROM service_case WHERE number = :code
UNION ALL
SELECT * FROM (SELECT id FROM customer WHERE phone = :code LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT id FROM customer WHERE id_number = :code LIMIT :limit)
