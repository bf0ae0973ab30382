INSERT INTO event (seq, at, operator, act, subject, detail, previous, hash)
VALUES (:seq, :at, :operator, :act, :subject, :detail, :previous, :hash)
