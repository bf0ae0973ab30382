-- The county's tables (县公司): months of many offices as `yekuo merge` writes them. Run once on an empty database:
--   psql -v ON_ERROR_STOP=1 -f tables.sql -f views.sql
-- kVA and kW count alike; days are those of the office's own period; the words of kind, class, step are the program's.

BEGIN;
CREATE SCHEMA yekuo;
SET LOCAL search_path = yekuo;

-- A month of an office, as it was frozen (月报)
CREATE TABLE months (
  office_code text NOT NULL,
  month       text NOT NULL CHECK (month ~ '^\d{4}-\d{2}$'),
  office      text NOT NULL,
  first_day   date NOT NULL,
  last_day    date NOT NULL CHECK (last_day >= first_day),
  frozen_at   timestamp NOT NULL,
  frozen_by   text,
  waiting     integer NOT NULL,
  refused     integer NOT NULL,
  waited_days integer NOT NULL,
  rulebooks   text,
  log_length  bigint NOT NULL,
  log_hash    text NOT NULL,
  PRIMARY KEY (office_code, month)
);

-- The county's table (汇总) without its rows of sums
CREATE TABLE figures (
  office_code text NOT NULL,
  month       text NOT NULL,
  kind        text NOT NULL,
  class       text NOT NULL,
  start_cases              integer NOT NULL,
  start_kva                numeric NOT NULL,
  accepted_cases           integer NOT NULL,
  accepted_kva             numeric NOT NULL,
  adjusted_cases           integer NOT NULL,
  adjusted_kva             numeric NOT NULL,
  completed_cases          integer NOT NULL,
  completed_kva            numeric NOT NULL,
  from_earlier_years_cases integer NOT NULL,
  from_earlier_years_kva   numeric NOT NULL,
  voided_cases             integer NOT NULL,
  voided_kva               numeric NOT NULL,
  end_cases                integer NOT NULL,
  end_kva                  numeric NOT NULL,
  overdue                  integer NOT NULL,
  working_days             integer NOT NULL,
  on_time                  integer NOT NULL,
  year_accepted_cases      integer NOT NULL,
  year_accepted_kva        numeric NOT NULL,
  year_completed_cases     integer NOT NULL,
  year_completed_kva       numeric NOT NULL,
  PRIMARY KEY (office_code, month, kind, class),
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE,
  CHECK (start_cases + accepted_cases + adjusted_cases = completed_cases + voided_cases + end_cases),
  CHECK (start_kva + accepted_kva + adjusted_kva = completed_kva + voided_kva + end_kva)
);

-- The cases behind the figures (工单)
CREATE TABLE cases (
  office_code       text NOT NULL,
  month             text NOT NULL,
  case_number       text NOT NULL,
  kind              text NOT NULL,
  class             text NOT NULL,
  account           text,
  customer          text NOT NULL,
  address           text,
  kva               numeric NOT NULL,
  handler           text,
  applied_on        date NOT NULL,
  accepted_on       date NOT NULL,
  completed_on      date,
  voided_on         date,
  from_earlier_year boolean NOT NULL,
  at_start          boolean NOT NULL,
  at_end            boolean NOT NULL,
  overdue           boolean NOT NULL,
  on_time           boolean,
  working_days      integer,
  PRIMARY KEY (office_code, month, case_number),
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);
CREATE INDEX cases_by_customer ON cases (customer);

-- Cases by the step that they stand at (环节在办)
CREATE TABLE steps (
  office_code text NOT NULL,
  month       text NOT NULL,
  step        text NOT NULL,
  name        text NOT NULL,
  in_hand     integer NOT NULL,
  overdue     integer NOT NULL,
  PRIMARY KEY (office_code, month, step),
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- Steps done too late, or past their day (逾期)
CREATE TABLE late_steps (
  office_code text NOT NULL,
  month       text NOT NULL,
  case_number text NOT NULL,
  customer    text NOT NULL,
  kind        text NOT NULL,
  class       text NOT NULL,
  step        text NOT NULL,
  step_name   text NOT NULL,
  rule        text NOT NULL,
  article     text,
  due         date NOT NULL,
  done        date,
  days        integer NOT NULL,
  reason      text,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);
CREATE INDEX late_steps_by_month ON late_steps (office_code, month);

-- What became known of months frozen before (调整)
CREATE TABLE adjustments (
  office_code text NOT NULL,
  month       text NOT NULL,
  case_number text NOT NULL,
  kind        text NOT NULL,
  class       text NOT NULL,
  cases       integer NOT NULL,
  kva         numeric NOT NULL,
  why         text,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- Suspensions under seal at the end (暂停)
CREATE TABLE suspensions (
  office_code     text NOT NULL,
  month           text NOT NULL,
  case_number     text NOT NULL,
  account         text NOT NULL,
  name            text NOT NULL,
  kva             numeric NOT NULL,
  sealed_on       date NOT NULL,
  full_from       date NOT NULL,
  ends_next_month boolean NOT NULL,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- Meters off whose time runs out (暂拆将满)
CREATE TABLE removals (
  office_code text NOT NULL,
  month       text NOT NULL,
  account     text NOT NULL,
  name        text NOT NULL,
  removed_on  date NOT NULL,
  last_day    date NOT NULL,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- Contracts signed (签订合同)
CREATE TABLE contracts (
  office_code text NOT NULL,
  month       text NOT NULL,
  kind        text NOT NULL,
  class       text NOT NULL,
  signed      integer NOT NULL,
  PRIMARY KEY (office_code, month, kind, class),
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- What a supervisor waived (特批)
CREATE TABLE waivers (
  office_code text NOT NULL,
  month       text NOT NULL,
  case_number text NOT NULL,
  customer    text NOT NULL,
  kind        text NOT NULL,
  handler     text,
  reason      text,
  basis       text,
  approver    text,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- Steps typed in long after their day (补录)
CREATE TABLE late_entries (
  office_code text NOT NULL,
  month       text NOT NULL,
  case_number text NOT NULL,
  step        text NOT NULL,
  step_name   text NOT NULL,
  done_on     date NOT NULL,
  recorded_at timestamp NOT NULL,
  operator    text,
  days        integer NOT NULL,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- Customers turned away (不予受理)
CREATE TABLE refusals (
  office_code text NOT NULL,
  month       text NOT NULL,
  number      text NOT NULL,
  refused_on  date NOT NULL,
  customer    text,
  operator    text,
  reason      text,
  rules       text,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- Cases that waited for papers (待补资料)
CREATE TABLE waited (
  office_code text NOT NULL,
  month       text NOT NULL,
  case_number text NOT NULL,
  customer    text NOT NULL,
  applied_on  date NOT NULL,
  accepted_on date,
  days        integer NOT NULL,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- Complaints registered in the month or open in it (投诉)
CREATE TABLE complaints (
  office_code   text NOT NULL,
  month         text NOT NULL,
  number        text NOT NULL,
  account       text,
  customer      text,
  matter        text,
  registered_on date NOT NULL,
  answer_by     date NOT NULL,
  state         text NOT NULL,
  answered_on   date,
  closed_on     date,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- Claims by kind (违约理赔): energy in kWh, amounts in yuan
CREATE TABLE claim_totals (
  office_code text NOT NULL,
  month       text NOT NULL,
  kind        text NOT NULL,
  found       integer NOT NULL,
  closed      integer NOT NULL,
  still_open  integer NOT NULL,
  kwh         numeric NOT NULL,
  back_pay    numeric NOT NULL,
  penalty     numeric NOT NULL,
  amount      numeric NOT NULL,
  paid        numeric NOT NULL,
  PRIMARY KEY (office_code, month, kind),
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- The claims behind them (违约理赔件)
CREATE TABLE claims (
  office_code text NOT NULL,
  month       text NOT NULL,
  claim       text NOT NULL,
  kind        text NOT NULL,
  state       text NOT NULL,
  account     text,
  customer    text,
  found_on    date NOT NULL,
  closed_on   date,
  handler     text,
  kwh         numeric NOT NULL,
  back_pay    numeric NOT NULL,
  penalty     numeric NOT NULL,
  amount      numeric NOT NULL,
  paid        numeric NOT NULL,
  PRIMARY KEY (office_code, month, claim),
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- What a supervisor decided about a claim out of time (理赔特批)
CREATE TABLE claim_waivers (
  office_code text NOT NULL,
  month       text NOT NULL,
  claim       text NOT NULL,
  customer    text,
  kind        text NOT NULL,
  handler     text,
  decided_on  date NOT NULL,
  reason      text,
  basis       text,
  approver    text,
  FOREIGN KEY (office_code, month) REFERENCES months ON DELETE CASCADE
);

-- A text that a spreadsheet would have taken for a formula stands behind an apostrophe in the files.
CREATE FUNCTION plain(written text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN written ~ E'^''[-=+@\t\r]' THEN substr(written, 2) ELSE written END
$$;
COMMIT;
