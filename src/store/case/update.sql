UPDATE service_case
   SET state = :state, customer_id = (SELECT id FROM customer WHERE account = :account), accepted_on = :accepted_on,
       completed_on = :completed_on, voided_on = :voided_on, void_reason = :void_reason, application = :application
 WHERE id = :id
