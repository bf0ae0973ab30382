SELECT * FROM (SELECT id AS rowid FROM customer WHERE account >= :code AND account < :end ORDER BY account LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT :cases + id FROM service_case WHERE number >= :code AND number < :end ORDER BY number LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT id FROM customer WHERE phone >= :code AND phone < :end ORDER BY phone LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT id FROM customer WHERE id_number >= :code AND id_number < :end ORDER BY id_number LIMIT :limit)
