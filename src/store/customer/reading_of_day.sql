SELECT r.id, r.meter_id
  FROM reading r JOIN meter m ON m.id = r.meter_id
 WHERE m.customer_id = :customer AND m.asset_number = :meter AND r.read_on = :read_on
