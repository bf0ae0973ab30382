INSERT INTO tariff_share (customer_id, tariff, percent)
VALUES (:customer, :tariff, :percent)
