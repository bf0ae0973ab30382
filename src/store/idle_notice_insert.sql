INSERT INTO idle_notice (number, customer_id, idle_since, idle_until, noticed_on, operator)
VALUES (:number, :customer, :idle_since, :idle_until, :noticed_on, :operator)
