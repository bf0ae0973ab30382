INSERT INTO price (tariff, voltage, item, price, basis, in_force_on, supersedes)
VALUES (:tariff, :voltage, :item, :price, :basis, :in_force_on, :supersedes)
