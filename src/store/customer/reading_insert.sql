INSERT INTO reading (meter_id, read_on, value)
SELECT id, :read_on, :value FROM meter
 WHERE customer_id = :customer AND asset_number = :meter AND removed_on IS NULL
