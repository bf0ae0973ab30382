INSERT INTO frozen_month (month, first_day, last_day, summary)
VALUES (:month, :first, :last, :summary)
