INSERT INTO operator (name, role, active)
VALUES (:name, :role, :active)
ON CONFLICT (name) DO UPDATE SET role = excluded.role, active = excluded.active
