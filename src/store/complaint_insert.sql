INSERT INTO complaint (number, customer_id, answer_by) VALUES (:number, :customer, :answer_by)
