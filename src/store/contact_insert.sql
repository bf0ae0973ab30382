INSERT INTO contact (number, customer_id, contacted_on, how, matter, handled_by, outcome, follow_up, follows)
VALUES (:number, :customer, :on, :how, :matter, :handled_by, :outcome, :follow_up,
        (SELECT id FROM contact WHERE number = :follows))
