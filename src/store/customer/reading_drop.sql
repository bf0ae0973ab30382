DELETE FROM reading
 WHERE read_on >= :from AND meter_id IN (SELECT id FROM meter WHERE customer_id = :customer)
