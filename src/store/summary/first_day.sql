SELECT min(day) AS day
  FROM (SELECT min(applied_on) AS day FROM service_case
        UNION ALL SELECT min(refused_on) FROM refusal
        UNION ALL SELECT min(done_on) FROM complaint_step
        UNION ALL SELECT min(found_on) FROM claim)
