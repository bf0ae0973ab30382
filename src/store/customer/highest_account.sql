SELECT max(account) AS account
  FROM customer
 WHERE account BETWEEN :first AND :last AND length(account) = :length
