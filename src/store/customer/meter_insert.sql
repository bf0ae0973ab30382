INSERT INTO meter (customer_id, asset_number, model, multiplier, seals, installed_on, removed_on)
VALUES (:customer, :asset_number, :model, :multiplier, :seals, :installed_on, :removed_on)
