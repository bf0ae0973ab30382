INSERT INTO claim (number, kind, state, customer_id, incident_id, found_on, handler, facts, calculation, prices, kwh,
                   back_pay, penalty, amount, repairs, paid, closed_on)
VALUES (:number, :kind, :state, (SELECT id FROM customer WHERE account = :account),
        (SELECT id FROM incident WHERE number = :incident), :found_on, :handler, :facts, :calculation, :prices, :kwh,
        :back_pay, :penalty, :amount, :repairs, :paid, :closed_on)
