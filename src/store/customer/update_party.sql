UPDATE customer
   SET name = :name, id_kind = :id_kind, id_number = :id_number, phone = :phone, address = :address,
       postal_address = :postal_address, postcode = :postcode, contact = :contact
 WHERE id = :id
