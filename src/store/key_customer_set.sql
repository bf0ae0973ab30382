INSERT INTO key_customer (customer_id, grounds, every_months, next_visit)
VALUES (:customer, :grounds, :every_months, :next_visit)
ON CONFLICT (customer_id) DO UPDATE
   SET grounds = excluded.grounds, every_months = excluded.every_months, next_visit = excluded.next_visit
