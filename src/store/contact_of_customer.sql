SELECT c.*, f.number AS follows_number, l.number AS followed_by
  FROM contact c
  LEFT JOIN contact f ON f.id = c.follows
  LEFT JOIN contact l ON l.follows = c.id
 WHERE c.customer_id = :customer
 ORDER BY c.contacted_on DESC, c.id DESC
