SELECT old.*
  FROM customer u JOIN customer old ON old.id = u.split_from
 WHERE u.id = :id
