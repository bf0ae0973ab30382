INSERT INTO case_document (case_id, code, state, recorded_on)
VALUES (:case, :code, :state, :on)
    ON CONFLICT (case_id, code) DO UPDATE SET state = excluded.state, recorded_on = excluded.recorded_on
