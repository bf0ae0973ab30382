INSERT INTO verification (customer_id, verified_on, outcome, shares, verified_by, note)
VALUES (:customer, :on, :outcome, :shares, :by, :note)
