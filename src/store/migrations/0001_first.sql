-- yekuo (业扩台): the newest schema, whole. A migrated file is proved equal to it by a test.
-- Days are TEXT YYYY-MM-DD, times TEXT YYYY-MM-DDTHH:MM:SS (wall clock), money and capacity decimal TEXT.

-- The office's own choices: name, code, printer offset, ... (设置)
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who may sit at the desk (操作员)
CREATE TABLE operator (
  name   TEXT PRIMARY KEY CHECK (length(name) > 0),
  role   TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor')),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;

-- The last running number of a series in a year (AUDIT-1): taken in the transaction that uses it, so none is lost.
CREATE TABLE running_number (
  series TEXT NOT NULL,
  year   INTEGER NOT NULL,
  last   INTEGER NOT NULL CHECK (last > 0),
  PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;

-- An account and its holder (客户)
CREATE TABLE customer (
  id             INTEGER PRIMARY KEY,
  account        TEXT NOT NULL UNIQUE CHECK (length(account) > 0),
  state          TEXT NOT NULL CHECK (state IN ('active', 'removed', 'suspended', 'closed', 'split')),
  class          TEXT NOT NULL CHECK (class IN ('resident', 'low_voltage', 'high_voltage')),
  nature         TEXT CHECK ((nature IS NULL) = (class = 'resident')),
  name           TEXT NOT NULL CHECK (length(name) > 0),
  id_kind        TEXT NOT NULL,
  id_number      TEXT NOT NULL,
  phone          TEXT NOT NULL,
  address        TEXT NOT NULL,
  postal_address TEXT NOT NULL DEFAULT '',
  postcode       TEXT NOT NULL DEFAULT '',
  contact        TEXT NOT NULL DEFAULT '',
  tariff         TEXT NOT NULL,
  billing        TEXT NOT NULL CHECK (billing IN ('single', 'capacity', 'demand')),
  capacity       TEXT NOT NULL,
  unit           TEXT NOT NULL CHECK (unit IN ('kW', 'kVA')),
  voltage        TEXT NOT NULL,
  opened_on      TEXT NOT NULL,
  -- The account that was split (分户) into this and others
  split_from     INTEGER REFERENCES customer (id)
) STRICT;
CREATE INDEX customer_by_id_number ON customer (id_number);
CREATE INDEX customer_by_phone ON customer (phone);
CREATE INDEX customer_by_split ON customer (split_from) WHERE split_from IS NOT NULL;
-- The few that are not simply supplied, so that reminders need not read every customer.
CREATE INDEX customer_by_state ON customer (state) WHERE state <> 'active';

-- A customer's transformers (受电变压器); those of one group stop and start together
CREATE TABLE transformer (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  plate       TEXT NOT NULL,
  kva         TEXT NOT NULL,
  group_name  TEXT,
  UNIQUE (customer_id, plate)
) STRICT;

-- The ratio by which an account's classes are billed where they cannot be metered apart (定比), RECLASS-5; the per
-- cents of an account sum to 100
CREATE TABLE tariff_share (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  tariff      TEXT NOT NULL,
  percent     TEXT NOT NULL,
  UNIQUE (customer_id, tariff)
) STRICT;

-- Yearly verifications of such a ratio (定比核实), done or refused by the customer, RECLASS-6
CREATE TABLE verification (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  verified_on TEXT NOT NULL,
  outcome     TEXT NOT NULL CHECK (outcome IN ('verified', 'refused')),
  shares      TEXT NOT NULL CHECK (json_valid(shares)),
  verified_by TEXT NOT NULL CHECK (length(verified_by) > 0),
  note        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX verification_by_customer ON verification (customer_id);

-- Meters set at an account (电能表)
CREATE TABLE meter (
  id           INTEGER PRIMARY KEY,
  customer_id  INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  asset_number TEXT NOT NULL,
  model        TEXT NOT NULL DEFAULT '',
  multiplier   TEXT NOT NULL DEFAULT '1',
  seals        TEXT NOT NULL DEFAULT '',
  installed_on TEXT NOT NULL,
  removed_on   TEXT CHECK (removed_on >= installed_on),
  -- Of its readings: the last one and its day, and since which day it has not risen; kept by triggers on `reading`
  last_value   TEXT,
  read_until   TEXT,
  idle_since   TEXT
) STRICT;
CREATE INDEX meter_by_customer ON meter (customer_id);
-- Those that stand still (CLOSE-4)
CREATE INDEX meter_idle ON meter (idle_since) WHERE removed_on IS NULL AND read_until > idle_since;
-- One meter hangs in one place.
CREATE UNIQUE INDEX meter_in_place ON meter (asset_number) WHERE removed_on IS NULL;

-- Meter readings (抄表示数), kWh before the multiplier
CREATE TABLE reading (
  id       INTEGER PRIMARY KEY,
  meter_id INTEGER NOT NULL REFERENCES meter (id) ON DELETE CASCADE,
  read_on  TEXT NOT NULL,
  value    TEXT NOT NULL,
  UNIQUE (meter_id, read_on)
) STRICT;

-- A reading after all others, which is the rule; then one in between, or one that goes.
CREATE TRIGGER reading_goes_on AFTER INSERT ON reading
BEGIN
  UPDATE meter
     SET idle_since = CASE WHEN CAST(last_value AS REAL) = CAST(NEW.value AS REAL) THEN idle_since ELSE NEW.read_on END,
         last_value = NEW.value, read_until = NEW.read_on
   WHERE id = NEW.meter_id AND (read_until IS NULL OR read_until < NEW.read_on);
END;
CREATE TRIGGER reading_comes_between AFTER INSERT ON reading
WHEN EXISTS (SELECT 1 FROM meter WHERE id = NEW.meter_id AND read_until > NEW.read_on)
BEGIN
  UPDATE meter
     SET idle_since = (SELECT min(r.read_on) FROM reading r
                        WHERE r.meter_id = meter.id
                          AND r.read_on > coalesce((SELECT max(o.read_on) FROM reading o
                                                     WHERE o.meter_id = meter.id
                                                       AND CAST(o.value AS REAL) <> CAST(meter.last_value AS REAL)), ''))
   WHERE id = NEW.meter_id;
END;
CREATE TRIGGER reading_goes AFTER DELETE ON reading
BEGIN
  UPDATE meter
     SET read_until = (SELECT max(r.read_on) FROM reading r WHERE r.meter_id = meter.id),
         last_value = (SELECT r.value FROM reading r WHERE r.meter_id = meter.id ORDER BY r.read_on DESC LIMIT 1)
   WHERE id = OLD.meter_id;
  UPDATE meter
     SET idle_since = (SELECT min(r.read_on) FROM reading r
                        WHERE r.meter_id = meter.id
                          AND r.read_on > coalesce((SELECT max(o.read_on) FROM reading o
                                                     WHERE o.meter_id = meter.id
                                                       AND CAST(o.value AS REAL) <> CAST(meter.last_value AS REAL)), ''))
   WHERE id = OLD.meter_id;
END;

-- Written notices to customers whose account may be closed for want of use (待销户通知), CLOSE-4
CREATE TABLE idle_notice (
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE,
  customer_id  INTEGER NOT NULL REFERENCES customer (id),
  idle_since   TEXT NOT NULL,
  idle_until   TEXT NOT NULL CHECK (idle_until > idle_since),
  noticed_on   TEXT NOT NULL,
  operator     TEXT NOT NULL,
  delivered_on TEXT CHECK (delivered_on >= noticed_on),
  delivery     TEXT CHECK (delivery IN ('signed', 'post', 'witness')),
  received_by  TEXT,
  answer_by    TEXT CHECK (answer_by >= delivered_on),
  CHECK ((delivered_on IS NULL) = (delivery IS NULL)),
  CHECK ((delivered_on IS NULL) = (received_by IS NULL))
) STRICT;
CREATE INDEX idle_notice_by_customer ON idle_notice (customer_id);

-- Cases (工单). `application` is the application as taken; the columns beside it are what lists, searches and the month's
-- summary need. `kva`: what the case counts with in the summary.
CREATE TABLE service_case (
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE,
  kind         TEXT NOT NULL,
  class        TEXT NOT NULL CHECK (class IN ('resident', 'low_voltage', 'high_voltage')),
  state        TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'completed', 'filed', 'voided')),
  customer_id  INTEGER REFERENCES customer (id),
  applied_on   TEXT NOT NULL,
  accepted_on  TEXT CHECK (accepted_on >= applied_on),
  completed_on TEXT CHECK (completed_on >= accepted_on),
  voided_on    TEXT,
  void_reason  TEXT,
  handler      TEXT NOT NULL,
  kva          TEXT NOT NULL DEFAULT '0',
  application  TEXT NOT NULL CHECK (json_valid(application)),
  CHECK ((state = 'waiting') <= (accepted_on IS NULL)),
  CHECK ((state IN ('accepted', 'completed', 'filed')) <= (accepted_on IS NOT NULL)),
  CHECK ((state IN ('completed', 'filed')) = (completed_on IS NOT NULL)),
  CHECK ((state = 'voided') = (voided_on IS NOT NULL AND void_reason IS NOT NULL))
) STRICT;
CREATE INDEX case_by_state ON service_case (state, accepted_on);
CREATE INDEX case_by_customer ON service_case (customer_id);
-- The day on which an accepted case ended, never before its acceptance: a month's summary reads what was not over before it.
CREATE INDEX case_by_end ON service_case (max(accepted_on, coalesce(completed_on, voided_on, '9999-12-31')))
  WHERE accepted_on IS NOT NULL;

-- Documents of a case (业务资料) with the day on which each was brought; typed in by itself after the application:
-- when, by the wall clock, and by whom
CREATE TABLE case_document (
  case_id     INTEGER NOT NULL REFERENCES service_case (id),
  code        TEXT NOT NULL,
  state       TEXT NOT NULL,
  recorded_on TEXT NOT NULL,
  typed_at    TEXT,
  operator    TEXT,
  PRIMARY KEY (case_id, code),
  CHECK ((typed_at IS NULL) = (operator IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX case_document_typed_later ON case_document (typed_at) WHERE substr(typed_at, 1, 10) > recorded_on;

-- Steps recorded on a case (环节); one taken back stays
CREATE TABLE case_step (
  id               INTEGER PRIMARY KEY,
  case_id          INTEGER NOT NULL REFERENCES service_case (id),
  step             TEXT NOT NULL,
  round            INTEGER NOT NULL CHECK (round > 0),
  result           TEXT NOT NULL CHECK (result IN ('pass', 'fail', 'not_required')),
  done_on          TEXT NOT NULL,
  recorded_at      TEXT NOT NULL,
  operator         TEXT NOT NULL,
  fields           TEXT NOT NULL CHECK (json_valid(fields)),
  late_reason      TEXT CHECK (late_reason IN ('office', 'customer', 'third_party', 'weather')),
  withdrawn_at     TEXT,
  withdrawn_by     TEXT,
  withdrawn_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) STRICT;
CREATE INDEX case_step_by_case ON case_step (case_id);
CREATE UNIQUE INDEX case_step_round ON case_step (case_id, step, round) WHERE withdrawn_at IS NULL;
-- What the month's summary lists: contracts signed, and steps typed in on a later day than they were done.
CREATE INDEX case_step_contract ON case_step (done_on) WHERE step = 'contract_signed';
CREATE INDEX case_step_typed_later ON case_step (recorded_at) WHERE substr(recorded_at, 1, 10) > done_on;

-- What a step changed on an account (户号变动): the account whole, before and after, so that it can be taken back
CREATE TABLE account_change (
  step_id     INTEGER NOT NULL REFERENCES case_step (id),
  customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  before      TEXT CHECK (json_valid(before)),
  after       TEXT NOT NULL CHECK (json_valid(after)),
  PRIMARY KEY (step_id, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_change_by_customer ON account_change (customer_id);

-- What ran already when the records began (期初业务), as the old ledger has it: a suspension or a removal without its
-- case, or a ratio verified last on `began_on`. `equipment` is that of a suspension; `ends_on` the day planned, `ended_on`
-- the day of the unsealing. `ratio`: its shares, and the class before it. One taken back (撤销) stays.
CREATE TABLE opening (
  id          INTEGER PRIMARY KEY,
  number      TEXT NOT NULL UNIQUE,
  customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind IN ('suspension', 'removal', 'ratio')),
  began_on    TEXT NOT NULL,
  ends_on     TEXT CHECK (ends_on > began_on),
  ended_on    TEXT CHECK (ended_on >= began_on),
  equipment   TEXT CHECK (json_valid(equipment)),
  seals       TEXT NOT NULL DEFAULT '',
  ratio       TEXT CHECK (json_valid(ratio)),
  taken_back_at     TEXT,
  taken_back_by     TEXT,
  taken_back_reason TEXT,
  CHECK ((kind = 'suspension') = (ends_on IS NOT NULL)),
  CHECK ((kind = 'suspension') = (equipment IS NOT NULL)),
  CHECK ((kind = 'suspension') >= (ended_on IS NOT NULL)),
  CHECK ((kind = 'ratio') = (ratio IS NOT NULL)),
  CHECK ((taken_back_at IS NULL) = (taken_back_by IS NULL)),
  CHECK ((taken_back_at IS NULL) = (taken_back_reason IS NULL))
) STRICT;
CREATE INDEX opening_by_customer ON opening (customer_id);
-- Those that count: not taken back.
CREATE VIEW opening_that_counts AS SELECT * FROM opening WHERE taken_back_at IS NULL;

-- Contracts in force (供用电合同)
CREATE TABLE contract (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  case_id     INTEGER REFERENCES service_case (id),
  number      TEXT NOT NULL,
  template    TEXT NOT NULL,
  in_force_on TEXT NOT NULL,
  ended_on    TEXT CHECK (ended_on >= in_force_on)
) STRICT;
CREATE INDEX contract_by_customer ON contract (customer_id);

-- Customers turned away (不予受理), AUDIT-3
CREATE TABLE refusal (
  id          INTEGER PRIMARY KEY,
  number      TEXT NOT NULL UNIQUE,
  refused_on  TEXT NOT NULL,
  operator    TEXT NOT NULL,
  reason      TEXT NOT NULL CHECK (length(reason) > 0),
  rules       TEXT NOT NULL CHECK (json_valid(rules)),
  application TEXT NOT NULL CHECK (json_valid(application))
) STRICT;

-- The contact log (客户联系记录), CONTACT-1
CREATE TABLE contact (
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE,
  customer_id  INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  contacted_on TEXT NOT NULL,
  how          TEXT NOT NULL CHECK (how IN ('visit', 'call', 'consultation')),
  matter       TEXT NOT NULL CHECK (length(matter) > 0),
  handled_by   TEXT NOT NULL CHECK (length(handled_by) > 0),
  outcome      TEXT NOT NULL,
  follow_up    TEXT CHECK (follow_up >= contacted_on),
  -- The contact that this one followed up
  follows      INTEGER UNIQUE REFERENCES contact (id)
) STRICT;
CREATE INDEX contact_by_customer ON contact (customer_id);
CREATE INDEX contact_to_follow_up ON contact (follow_up) WHERE follow_up IS NOT NULL;

-- Customers visited by a plan (重点客户), CONTACT-2
CREATE TABLE key_customer (
  customer_id  INTEGER PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
  grounds      TEXT NOT NULL CHECK (json_valid(grounds)),
  every_months INTEGER NOT NULL CHECK (every_months > 0),
  next_visit   TEXT NOT NULL
) STRICT;

-- Complaints (投诉), CONTACT-3, and their steps, the registration first
CREATE TABLE complaint (
  id          INTEGER PRIMARY KEY,
  number      TEXT NOT NULL UNIQUE,
  customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  answer_by   TEXT NOT NULL
) STRICT;
CREATE INDEX complaint_by_customer ON complaint (customer_id);
CREATE TABLE complaint_step (
  complaint_id INTEGER NOT NULL REFERENCES complaint (id) ON DELETE CASCADE,
  state        TEXT NOT NULL CHECK (state IN ('registered', 'investigated', 'answered', 'closed')),
  done_on      TEXT NOT NULL,
  done_by      TEXT NOT NULL CHECK (length(done_by) > 0),
  said         TEXT NOT NULL CHECK (length(said) > 0),
  PRIMARY KEY (complaint_id, state)
) STRICT;

-- Months of the summary that were exported (已封存的月报), AUDIT-4: whole, as they went out. Never changed.
CREATE TABLE frozen_month (
  month     TEXT PRIMARY KEY,
  first_day TEXT NOT NULL UNIQUE,
  last_day  TEXT NOT NULL UNIQUE CHECK (last_day >= first_day),
  summary   TEXT NOT NULL CHECK (json_valid(summary))
) STRICT;
CREATE TRIGGER frozen_month_is_not_changed BEFORE UPDATE ON frozen_month
BEGIN SELECT RAISE (ABORT, 'frozen_month is append-only'); END;
CREATE TRIGGER frozen_month_is_not_removed BEFORE DELETE ON frozen_month
BEGIN SELECT RAISE (ABORT, 'frozen_month is append-only'); END;

-- Papers issued (已出文书): the bytes lie in the data folder under `path`. `subject` is a case's or a refusal's number;
-- `round` that of the form's step, or the part of a split account, and 0 where the form has one sheet for the case.
CREATE TABLE issued_paper (
  id           INTEGER PRIMARY KEY,
  subject      TEXT NOT NULL,
  form         TEXT NOT NULL,
  round        INTEGER NOT NULL CHECK (round >= 0),
  issue        INTEGER NOT NULL CHECK (issue > 0),
  content_hash TEXT NOT NULL,
  sha256       TEXT NOT NULL,
  pages        INTEGER NOT NULL CHECK (pages > 0),
  bytes        INTEGER NOT NULL CHECK (bytes > 0),
  path         TEXT NOT NULL,
  template     TEXT,
  issued_at    TEXT NOT NULL,
  operator     TEXT NOT NULL,
  UNIQUE (subject, form, round, issue)
) STRICT;

-- Prices of electricity (电价), TARIFF-3. A row is never changed: a correction supersedes it.
CREATE TABLE price (
  id          INTEGER PRIMARY KEY,
  tariff      TEXT NOT NULL,
  voltage     TEXT CHECK (voltage IN ('<1kV', '10kV', '35kV', '110kV')),
  item        TEXT NOT NULL CHECK (item IN ('energy', 'peak', 'flat', 'valley', 'capacity', 'demand')),
  price       TEXT NOT NULL,
  basis       TEXT NOT NULL CHECK (length(basis) > 0),
  in_force_on TEXT NOT NULL,
  supersedes  INTEGER UNIQUE REFERENCES price (id)
) STRICT;
CREATE TRIGGER price_is_not_changed BEFORE UPDATE ON price
BEGIN SELECT RAISE (ABORT, 'price is append-only'); END;
CREATE TRIGGER price_is_not_removed BEFORE DELETE ON price
BEGIN SELECT RAISE (ABORT, 'price is append-only'); END;

-- Service charges (收费项目), TARIFF-3; kept as prices are
CREATE TABLE charge (
  id          INTEGER PRIMARY KEY,
  item        TEXT NOT NULL CHECK (length(item) > 0),
  unit        TEXT NOT NULL CHECK (length(unit) > 0),
  unit_price  TEXT NOT NULL,
  basis       TEXT NOT NULL CHECK (length(basis) > 0),
  in_force_on TEXT NOT NULL,
  supersedes  INTEGER UNIQUE REFERENCES charge (id)
) STRICT;
CREATE TRIGGER charge_is_not_changed BEFORE UPDATE ON charge
BEGIN SELECT RAISE (ABORT, 'charge is append-only'); END;
CREATE TRIGGER charge_is_not_removed BEFORE DELETE ON charge
BEGIN SELECT RAISE (ABORT, 'charge is append-only'); END;

-- Faults of the supplier's by which household appliances were damaged (电力运行事故), DAMAGE-1; each has many claims
CREATE TABLE incident (
  id          INTEGER PRIMARY KEY,
  number      TEXT NOT NULL UNIQUE,
  occurred_at TEXT NOT NULL,
  line        TEXT NOT NULL CHECK (length(line) > 0),
  fault       TEXT NOT NULL CHECK (fault IN ('crossed', 'neutral_broken', 'touching', 'high_voltage')),
  cause       TEXT NOT NULL DEFAULT ''
) STRICT;

-- Claims (违约理赔): a late bill, a breach, a theft, or a household's damaged appliances. `calculation` is what the amount
-- is worked out from, `prices` where its prices came from; the amounts beside them are what lists and the month's
-- summary need.
CREATE TABLE claim (
  id          INTEGER PRIMARY KEY,
  number      TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('late', 'breach', 'theft', 'damage')),
  state       TEXT NOT NULL CHECK (state IN ('worked_out', 'found', 'reported', 'out_of_time', 'on_site', 'registered',
                'noticed', 'decided', 'disputed', 'not_liable', 'repaired', 'paid', 'goods_taken', 'referred', 'closed',
                'voided')),
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  incident_id INTEGER REFERENCES incident (id),
  found_on    TEXT NOT NULL,
  handler     TEXT NOT NULL,
  facts       TEXT NOT NULL CHECK (json_valid(facts)),
  calculation TEXT CHECK (json_valid(calculation)),
  prices      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(prices)),
  kwh         TEXT NOT NULL DEFAULT '0',
  back_pay    TEXT NOT NULL DEFAULT '0',
  penalty     TEXT NOT NULL DEFAULT '0',
  amount      TEXT NOT NULL DEFAULT '0',
  repairs     TEXT NOT NULL DEFAULT '0',
  paid        TEXT NOT NULL DEFAULT '0',
  closed_on   TEXT,
  CHECK ((kind = 'damage') = (incident_id IS NOT NULL)),
  CHECK ((state IN ('closed', 'voided')) = (closed_on IS NOT NULL))
) STRICT;
CREATE INDEX claim_by_state ON claim (state);
CREATE INDEX claim_by_customer ON claim (customer_id);
CREATE INDEX claim_by_incident ON claim (incident_id) WHERE incident_id IS NOT NULL;

-- Steps recorded on a claim (环节), with the states between which they led; one taken back stays
CREATE TABLE claim_step (
  id               INTEGER PRIMARY KEY,
  claim_id         INTEGER NOT NULL REFERENCES claim (id),
  step             TEXT NOT NULL,
  round            INTEGER NOT NULL CHECK (round > 0),
  done_on          TEXT NOT NULL,
  recorded_at      TEXT NOT NULL,
  operator         TEXT NOT NULL,
  fields           TEXT NOT NULL CHECK (json_valid(fields)),
  from_state       TEXT NOT NULL,
  to_state         TEXT NOT NULL,
  withdrawn_at     TEXT,
  withdrawn_by     TEXT,
  withdrawn_reason TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) STRICT;
CREATE INDEX claim_step_by_claim ON claim_step (claim_id);
CREATE INDEX claim_step_paid ON claim_step (done_on) WHERE step = 'paid';

-- Unfinished forms on the screen (草稿), so that a power cut loses nothing
CREATE TABLE draft (
  name     TEXT PRIMARY KEY,
  body     TEXT NOT NULL CHECK (json_valid(body)),
  saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The log (流水), AUDIT-5: append-only, each row carries the hash of the one before. By reference only:
-- never an identity number or a phone.
CREATE TABLE event (
  seq      INTEGER PRIMARY KEY CHECK (seq > 0),
  at       TEXT NOT NULL,
  operator TEXT NOT NULL,
  act      TEXT NOT NULL,
  subject  TEXT NOT NULL,
  detail   TEXT NOT NULL CHECK (json_valid(detail)),
  previous TEXT NOT NULL,
  hash     TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX event_by_subject ON event (subject, seq);
CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE (ABORT, 'event is append-only'); END;
CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event
BEGIN SELECT RAISE (ABORT, 'event is append-only'); END;
-- INSERT OR REPLACE would remove a row without asking the trigger above.
CREATE TRIGGER event_is_not_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq OR hash = NEW.hash)
BEGIN SELECT RAISE (ABORT, 'event is append-only'); END;

-- Search (查找). rowid: a customer's id, 2^40 + a case's id, or 2^41 + a claim's id. Text is cut into tokens before it comes here
-- (store/search), so that one and two Chinese characters and any three digits in a row are found.
CREATE VIRTUAL TABLE search USING fts5 (
  tokens, content = '', contentless_delete = 1, tokenize = 'ascii'
);
