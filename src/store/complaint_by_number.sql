SELECT u.account, c.answer_by
  FROM complaint c JOIN customer u ON u.id = c.customer_id
 WHERE c.number = :number
