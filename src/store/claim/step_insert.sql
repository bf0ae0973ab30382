INSERT INTO claim_step (claim_id, step, round, done_on, recorded_at, operator, fields, from_state, to_state)
VALUES ((SELECT id FROM claim WHERE number = :claim), :step, :round, :on, :recorded_at, :operator, :fields, :from, :to)
