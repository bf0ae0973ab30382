SELECT u.account, u.name, u.class, r.done_on AS made_on, c.answer_by AS due_on, c.number AS about
  FROM complaint c
  JOIN customer u ON u.id = c.customer_id
  JOIN complaint_step r ON r.complaint_id = c.id AND r.state = 'registered'
 WHERE NOT EXISTS (SELECT 1 FROM complaint_step a WHERE a.complaint_id = c.id AND a.state = 'answered')
 ORDER BY c.answer_by, c.id
