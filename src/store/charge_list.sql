SELECT * FROM charge
WHERE id NOT IN (SELECT supersedes FROM charge WHERE supersedes IS NOT NULL)
ORDER BY in_force_on, id
