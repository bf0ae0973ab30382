-- The day by which a notice asks for an answer, as it was delivered (CLOSE-4).
ALTER TABLE idle_notice ADD COLUMN answer_by TEXT CHECK (answer_by >= delivered_on);
