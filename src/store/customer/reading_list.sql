SELECT m.asset_number, r.read_on, r.value
  FROM reading r JOIN meter m ON m.id = r.meter_id
 WHERE m.customer_id = :customer
 ORDER BY r.read_on, r.id
