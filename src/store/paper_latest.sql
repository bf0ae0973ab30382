SELECT * FROM issued_paper
 WHERE subject = :subject AND form = :form AND round = :round
 ORDER BY issue DESC
 LIMIT 1
