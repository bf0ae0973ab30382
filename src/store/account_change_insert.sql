INSERT INTO account_change (step_id, customer_id, before, after)
VALUES (:step, :customer, :before, :after)
