INSERT INTO reading (meter_id, read_on, value)
VALUES (:meter, :read_on, :value)
