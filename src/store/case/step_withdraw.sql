UPDATE case_step
   SET withdrawn_at = :at, withdrawn_by = :by, withdrawn_reason = :reason
 WHERE id = :id AND withdrawn_at IS NULL
