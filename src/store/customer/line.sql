-- An account and those that it was split from, one out of the other.
WITH RECURSIVE line (id) AS (
  SELECT :customer
   UNION
  SELECT u.split_from FROM customer u JOIN line ON u.id = line.id WHERE u.split_from IS NOT NULL
)
SELECT json_group_array(id) AS line FROM line
