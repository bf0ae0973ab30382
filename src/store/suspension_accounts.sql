SELECT u.id FROM customer u WHERE u.state <> 'active' AND u.state = 'suspended'
 UNION
SELECT c.customer_id FROM service_case c WHERE c.state = 'accepted' AND c.kind = 'suspension'
