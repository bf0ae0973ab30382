DELETE FROM reading
 WHERE read_on = :read_on
   AND meter_id IN (SELECT id FROM meter WHERE customer_id = :customer AND asset_number = :meter AND removed_on IS NULL)
