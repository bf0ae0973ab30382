UPDATE meter SET removed_on = :on WHERE asset_number = :asset_number AND removed_on IS NULL
