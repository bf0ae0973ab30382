UPDATE meter
   SET removed_on = NULL, model = :model, multiplier = :multiplier, seals = :seals
 WHERE id = (SELECT max(id) FROM meter WHERE customer_id = :customer AND asset_number = :asset_number)
