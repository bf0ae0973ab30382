INSERT INTO charge (item, unit, unit_price, basis, in_force_on, supersedes)
VALUES (:item, :unit, :unit_price, :basis, :in_force_on, :supersedes)
