UPDATE claim
   SET state = :state, facts = :facts, calculation = :calculation, prices = :prices, kwh = :kwh, back_pay = :back_pay,
       penalty = :penalty, amount = :amount, repairs = :repairs, paid = :paid, closed_on = :closed_on
 WHERE number = :number
