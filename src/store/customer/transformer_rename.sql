UPDATE transformer SET plate = :new_plate
 WHERE customer_id = :customer AND plate = :plate
