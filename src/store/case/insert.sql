INSERT INTO service_case (number, kind, class, state, customer_id, applied_on, accepted_on, handler, kva, application)
VALUES (:number, :kind, :class, :state, (SELECT id FROM customer WHERE account = :account), :applied_on, :accepted_on,
        :handler, :kva, :application)
