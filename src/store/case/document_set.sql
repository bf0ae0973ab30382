INSERT INTO case_document (case_id, code, state, recorded_on, typed_at, operator)
VALUES (:case, :code, :state, :on, :typed_at, :operator)
    ON CONFLICT (case_id, code) DO UPDATE SET
       state = excluded.state, recorded_on = excluded.recorded_on, typed_at = excluded.typed_at, operator = excluded.operator
