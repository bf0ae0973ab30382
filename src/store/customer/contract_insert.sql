INSERT INTO contract (customer_id, case_id, number, template, in_force_on, ended_on)
VALUES (:customer, (SELECT id FROM service_case WHERE number = :case), :number, :template, :in_force_on, :ended_on)
