UPDATE idle_notice SET delivered_on = :on, delivery = :how, received_by = :received_by,
       answer_by = :answer_by
 WHERE number = :number
