-- Loads a set that `yekuo merge` wrote. In the folder of the set:
--   psql -v ON_ERROR_STOP=1 -f …/load.sql
-- The months that the set brings take the place of the same months from before; all or nothing.

\encoding UTF8
BEGIN;
SET LOCAL search_path = yekuo;

CREATE TEMPORARY TABLE new_months (LIKE months) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_figures (LIKE figures) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_cases (LIKE cases) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_steps (LIKE steps) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_late_steps (LIKE late_steps) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_adjustments (LIKE adjustments) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_suspensions (LIKE suspensions) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_removals (LIKE removals) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_contracts (LIKE contracts) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_waivers (LIKE waivers) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_late_entries (LIKE late_entries) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_refusals (LIKE refusals) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_waited (LIKE waited) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_complaints (LIKE complaints) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_claim_totals (LIKE claim_totals) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_claims (LIKE claims) ON COMMIT DROP;
CREATE TEMPORARY TABLE new_claim_waivers (LIKE claim_waivers) ON COMMIT DROP;

\copy new_months FROM 'months.csv' WITH (FORMAT csv, HEADER true)
\copy new_figures FROM 'figures.csv' WITH (FORMAT csv, HEADER true)
\copy new_cases FROM 'cases.csv' WITH (FORMAT csv, HEADER true)
\copy new_steps FROM 'steps.csv' WITH (FORMAT csv, HEADER true)
\copy new_late_steps FROM 'late_steps.csv' WITH (FORMAT csv, HEADER true)
\copy new_adjustments FROM 'adjustments.csv' WITH (FORMAT csv, HEADER true)
\copy new_suspensions FROM 'suspensions.csv' WITH (FORMAT csv, HEADER true)
\copy new_removals FROM 'removals.csv' WITH (FORMAT csv, HEADER true)
\copy new_contracts FROM 'contracts.csv' WITH (FORMAT csv, HEADER true)
\copy new_waivers FROM 'waivers.csv' WITH (FORMAT csv, HEADER true)
\copy new_late_entries FROM 'late_entries.csv' WITH (FORMAT csv, HEADER true)
\copy new_refusals FROM 'refusals.csv' WITH (FORMAT csv, HEADER true)
\copy new_waited FROM 'waited.csv' WITH (FORMAT csv, HEADER true)
\copy new_complaints FROM 'complaints.csv' WITH (FORMAT csv, HEADER true)
\copy new_claim_totals FROM 'claim_totals.csv' WITH (FORMAT csv, HEADER true)
\copy new_claims FROM 'claims.csv' WITH (FORMAT csv, HEADER true)
\copy new_claim_waivers FROM 'claim_waivers.csv' WITH (FORMAT csv, HEADER true)

-- What was written as text comes back as it was.
UPDATE new_months SET office = plain (office), frozen_by = plain (frozen_by);
UPDATE new_cases SET customer = plain (customer), address = plain (address), handler = plain (handler);
UPDATE new_late_steps SET customer = plain (customer), reason = plain (reason);
UPDATE new_adjustments SET why = plain (why);
UPDATE new_suspensions SET name = plain (name);
UPDATE new_removals SET name = plain (name);
UPDATE new_waivers SET customer = plain (customer), handler = plain (handler), reason = plain (reason),
  basis = plain (basis), approver = plain (approver);
UPDATE new_late_entries SET operator = plain (operator);
UPDATE new_refusals SET customer = plain (customer), operator = plain (operator), reason = plain (reason);
UPDATE new_waited SET customer = plain (customer);
UPDATE new_complaints SET customer = plain (customer), matter = plain (matter);
UPDATE new_claims SET customer = plain (customer), handler = plain (handler);
UPDATE new_claim_waivers SET customer = plain (customer), handler = plain (handler), reason = plain (reason),
  basis = plain (basis), approver = plain (approver);

DELETE FROM months old USING new_months new WHERE (old.office_code, old.month) = (new.office_code, new.month);
INSERT INTO months SELECT * FROM new_months;
INSERT INTO figures SELECT * FROM new_figures;
INSERT INTO cases SELECT * FROM new_cases;
INSERT INTO steps SELECT * FROM new_steps;
INSERT INTO late_steps SELECT * FROM new_late_steps;
INSERT INTO adjustments SELECT * FROM new_adjustments;
INSERT INTO suspensions SELECT * FROM new_suspensions;
INSERT INTO removals SELECT * FROM new_removals;
INSERT INTO contracts SELECT * FROM new_contracts;
INSERT INTO waivers SELECT * FROM new_waivers;
INSERT INTO late_entries SELECT * FROM new_late_entries;
INSERT INTO refusals SELECT * FROM new_refusals;
INSERT INTO waited SELECT * FROM new_waited;
INSERT INTO complaints SELECT * FROM new_complaints;
INSERT INTO claim_totals SELECT * FROM new_claim_totals;
INSERT INTO claims SELECT * FROM new_claims;
INSERT INTO claim_waivers SELECT * FROM new_claim_waivers;
COMMIT;
