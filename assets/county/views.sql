-- What a county asks. Every figure here follows from the offices' frozen months.

BEGIN;
SET LOCAL search_path = yekuo;

-- An office's month in one line: the row of sums of its report
CREATE VIEW office_month AS
SELECT m.month, m.office_code, m.office,
       sum(f.start_cases) AS start_cases, sum(f.start_kva) AS start_kva,
       sum(f.accepted_cases) AS accepted_cases, sum(f.accepted_kva) AS accepted_kva,
       sum(f.adjusted_cases) AS adjusted_cases, sum(f.adjusted_kva) AS adjusted_kva,
       sum(f.completed_cases) AS completed_cases, sum(f.completed_kva) AS completed_kva,
       sum(f.voided_cases) AS voided_cases, sum(f.voided_kva) AS voided_kva,
       sum(f.end_cases) AS end_cases, sum(f.end_kva) AS end_kva,
       sum(f.overdue) AS overdue,
       round(sum(f.working_days)::numeric / nullif(sum(f.completed_cases), 0), 2) AS mean_working_days,
       round(sum(f.on_time)::numeric / nullif(sum(f.completed_cases), 0), 4) AS on_time_rate,
       sum(f.year_accepted_cases) AS year_accepted_cases, sum(f.year_accepted_kva) AS year_accepted_kva,
       sum(f.year_completed_cases) AS year_completed_cases, sum(f.year_completed_kva) AS year_completed_kva
  FROM months m JOIN figures f USING (office_code, month)
 GROUP BY m.month, m.office_code, m.office;

-- The county by month
CREATE VIEW county_month AS
SELECT f.month, count(DISTINCT f.office_code) AS offices,
       sum(f.start_cases) AS start_cases, sum(f.start_kva) AS start_kva,
       sum(f.accepted_cases) AS accepted_cases, sum(f.accepted_kva) AS accepted_kva,
       sum(f.adjusted_cases) AS adjusted_cases, sum(f.adjusted_kva) AS adjusted_kva,
       sum(f.completed_cases) AS completed_cases, sum(f.completed_kva) AS completed_kva,
       sum(f.voided_cases) AS voided_cases, sum(f.voided_kva) AS voided_kva,
       sum(f.end_cases) AS end_cases, sum(f.end_kva) AS end_kva,
       sum(f.overdue) AS overdue,
       round(sum(f.working_days)::numeric / nullif(sum(f.completed_cases), 0), 2) AS mean_working_days,
       round(sum(f.on_time)::numeric / nullif(sum(f.completed_cases), 0), 4) AS on_time_rate
  FROM figures f
 GROUP BY f.month;

-- The county by month, kind of business and class
CREATE VIEW kind_month AS
SELECT f.month, f.kind, f.class,
       sum(f.start_cases) AS start_cases,
       sum(f.accepted_cases) AS accepted_cases, sum(f.accepted_kva) AS accepted_kva,
       sum(f.completed_cases) AS completed_cases, sum(f.completed_kva) AS completed_kva,
       sum(f.voided_cases) AS voided_cases,
       sum(f.end_cases) AS end_cases, sum(f.overdue) AS overdue,
       round(sum(f.on_time)::numeric / nullif(sum(f.completed_cases), 0), 4) AS on_time_rate
  FROM figures f
 GROUP BY f.month, f.kind, f.class;

-- Where cases wait and are overdue, over all offices
CREATE VIEW step_month AS
SELECT month, step, min(name) AS name, sum(in_hand) AS in_hand, sum(overdue) AS overdue
  FROM steps
 GROUP BY month, step;

-- Breach, theft and damage over all offices: energy in kWh, amounts in yuan
CREATE VIEW claim_month AS
SELECT month, kind, sum(found) AS found, sum(closed) AS closed, sum(still_open) AS still_open,
       sum(kwh) AS kwh, sum(back_pay) AS back_pay, sum(penalty) AS penalty, sum(amount) AS amount, sum(paid) AS paid
  FROM claim_totals
 GROUP BY month, kind;

-- Months that an office lacks between the first and the last that anyone has
CREATE VIEW missing_month AS
SELECT o.office_code, o.office, to_char(m.day, 'YYYY-MM') AS month
  FROM (SELECT min(month) AS first, max(month) AS last FROM months) span,
       generate_series((span.first || '-01')::date, (span.last || '-01')::date, interval '1 month') AS m (day),
       (SELECT office_code, max(office) AS office FROM months GROUP BY office_code) o
 WHERE NOT EXISTS (SELECT 1 FROM months have
                    WHERE have.office_code = o.office_code AND have.month = to_char(m.day, 'YYYY-MM'));

-- Rows whose start is not the end of the month before: empty, or someone must ask the office
CREATE VIEW broken_month AS
SELECT after.office_code, after.month, after.kind, after.class, before.end_cases AS ended, after.start_cases AS started
  FROM figures after
  JOIN figures before
    ON (before.office_code, before.kind, before.class) = (after.office_code, after.kind, after.class)
   AND before.month = to_char((after.month || '-01')::date - interval '1 month', 'YYYY-MM')
 WHERE (before.end_cases, before.end_kva) IS DISTINCT FROM (after.start_cases, after.start_kva);
COMMIT;
