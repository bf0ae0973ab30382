SELECT s.*
  FROM complaint_step s JOIN complaint c ON c.id = s.complaint_id
 WHERE c.number = :number
 ORDER BY s.rowid
