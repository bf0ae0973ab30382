SELECT c.number
  FROM complaint c
  JOIN complaint_step r ON r.complaint_id = c.id AND r.state = 'registered'
  LEFT JOIN complaint_step e ON e.complaint_id = c.id AND e.state = 'closed'
 WHERE r.done_on <= :last AND (e.done_on IS NULL OR e.done_on >= :first)
 ORDER BY r.done_on, c.id
