INSERT INTO complaint_step (complaint_id, state, done_on, done_by, said)
SELECT id, :state, :on, :by, :said FROM complaint WHERE number = :number
