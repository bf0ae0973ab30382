INSERT INTO case_step (case_id, step, round, result, done_on, recorded_at, operator, fields, late_reason)
VALUES (:case, :step, :round, :result, :on, :recorded_at, :operator, :fields, :late_reason)
