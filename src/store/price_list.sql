SELECT * FROM price
WHERE id NOT IN (SELECT supersedes FROM price WHERE supersedes IS NOT NULL)
ORDER BY in_force_on, id
