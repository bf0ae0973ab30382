SELECT u.account
  FROM meter m JOIN customer u ON u.id = m.customer_id
 WHERE m.asset_number = :asset_number AND m.removed_on IS NULL
