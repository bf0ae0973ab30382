UPDATE contract SET ended_on = max(:on, in_force_on)
 WHERE customer_id = :customer AND ended_on IS NULL
