INSERT INTO opening (number, customer_id, kind, began_on, ends_on, ended_on, equipment, seals, ratio)
VALUES (:number, :customer, :kind, :began_on, :ends_on, :ended_on, :equipment, :seals, :ratio)
