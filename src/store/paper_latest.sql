SELECT * FROM issued_paper
 WHERE subject = :subject AND form = :form
 ORDER BY issue DESC
 LIMIT 1
