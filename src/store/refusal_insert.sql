INSERT INTO refusal (number, refused_on, operator, reason, rules, application)
VALUES (:number, :refused_on, :operator, :reason, :rules, :application)
