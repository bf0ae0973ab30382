UPDATE customer
   SET state = :state, tariff = :tariff, billing = :billing, capacity = :capacity, unit = :unit, voltage = :voltage
 WHERE id = :id
