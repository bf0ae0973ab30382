UPDATE opening SET taken_back_at = :at, taken_back_by = :by, taken_back_reason = :reason
 WHERE number = :number AND taken_back_at IS NULL
