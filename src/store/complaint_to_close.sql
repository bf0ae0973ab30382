SELECT u.account, u.name, u.class, r.done_on AS made_on, a.done_on AS due_on, c.number AS about
  FROM complaint c
  JOIN customer u ON u.id = c.customer_id
  JOIN complaint_step r ON r.complaint_id = c.id AND r.state = 'registered'
  JOIN complaint_step a ON a.complaint_id = c.id AND a.state = 'answered'
 WHERE NOT EXISTS (SELECT 1 FROM complaint_step e WHERE e.complaint_id = c.id AND e.state = 'closed')
 ORDER BY a.done_on, c.id
