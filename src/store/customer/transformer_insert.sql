INSERT INTO transformer (customer_id, plate, kva, group_name) VALUES (:customer, :plate, :kva, :group)
