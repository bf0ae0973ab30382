INSERT INTO customer (account, state, class, nature, name, id_kind, id_number, phone, address, postal_address, postcode,
                      contact, tariff, billing, capacity, unit, voltage, opened_on)
VALUES (:account, :state, :class, :nature, :name, :id_kind, :id_number, :phone, :address, :postal_address, :postcode,
        :contact, :tariff, :billing, :capacity, :unit, :voltage, :opened_on)
