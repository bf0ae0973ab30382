UPDATE meter SET seals = :seals WHERE asset_number = :asset_number AND removed_on IS NULL
