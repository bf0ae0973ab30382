UPDATE idle_notice SET delivered_on = :on, delivery = :how, received_by = :received_by
 WHERE number = :number
