-- The ledger: what tidemark did to this database. One per database, shared by projects that do not see each other.
-- Nothing here is newer than PostgreSQL 13, and every change to it is additive.

CREATE SCHEMA tidemark;
COMMENT ON SCHEMA tidemark IS 'What tidemark did to this database. Managed by tidemark itself.';

-- Which database this is: a copy or a restored backup has another system or oid than the one written here.
CREATE TABLE tidemark.identity (
  one boolean NOT NULL DEFAULT true,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  -- readers of another format are refused
  format integer NOT NULL DEFAULT 1,
  database_name text NOT NULL DEFAULT current_database(),
  database_oid oid,
  system_identifier text,
  made_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT identity_pkey PRIMARY KEY (one),
  CONSTRAINT identity_one_row CHECK (one)
);

-- One row per invocation that may write. The token is the fence: every transaction of a run reads its row FOR SHARE.
CREATE TABLE tidemark.runs (
  id bigint GENERATED ALWAYS AS IDENTITY,
  project text NOT NULL,
  command text NOT NULL,
  tool text NOT NULL,
  state text NOT NULL DEFAULT 'running',
  token uuid NOT NULL DEFAULT gen_random_uuid(),
  allowed text[] NOT NULL DEFAULT '{}',
  role text NOT NULL DEFAULT current_user,
  host text NOT NULL,
  pid integer NOT NULL,
  backend integer,
  backend_start timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  error text,
  -- the first run of the same command: what it applied is taken back together
  batch bigint,
  CONSTRAINT runs_pkey PRIMARY KEY (id),
  CONSTRAINT runs_state CHECK (state IN ('running', 'done', 'failed', 'interrupted', 'abandoned'))
);
CREATE UNIQUE INDEX runs_one_active ON tidemark.runs (project) WHERE state = 'running';

-- One row per application of a plan; applied again after a rollback, it has a second row.
CREATE TABLE tidemark.plans (
  id bigint GENERATED ALWAYS AS IDENTITY,
  project text NOT NULL,
  module text NOT NULL,
  name text NOT NULL,
  seal text NOT NULL,
  parent text,
  body text NOT NULL,
  state text NOT NULL,
  -- where it stands: which list of segments, how many of them are committed, and how far the undo of the last one has come
  track text NOT NULL DEFAULT 'up',
  done integer NOT NULL DEFAULT 0,
  undone integer,
  -- false while the recorded catalog does not show yet what this plan did
  captured boolean NOT NULL DEFAULT false,
  held boolean NOT NULL DEFAULT false,
  -- run: its statements ran here; otherwise what it makes was there already, and only this row was written
  how text NOT NULL DEFAULT 'run',
  applied_run bigint,
  applied_at timestamptz,
  rolled_back_run bigint,
  rolled_back_at timestamptz,
  CONSTRAINT plans_pkey PRIMARY KEY (id),
  CONSTRAINT plans_state CHECK (state IN ('partial', 'applied', 'rolled back')),
  CONSTRAINT plans_track CHECK (track IN ('up', 'down')),
  CONSTRAINT plans_how CHECK (how IN ('run', 'baseline', 'adopted', 'checkpoint')),
  CONSTRAINT plans_applied_run FOREIGN KEY (applied_run) REFERENCES tidemark.runs (id),
  CONSTRAINT plans_rolled_back_run FOREIGN KEY (rolled_back_run) REFERENCES tidemark.runs (id)
);
CREATE UNIQUE INDEX plans_once ON tidemark.plans (project, name) WHERE state <> 'rolled back';
CREATE UNIQUE INDEX plans_linear ON tidemark.plans (project, module, (coalesce(parent, ''))) WHERE state <> 'rolled back';

-- One row per statement. A statement outside a transaction is written down as started, with its probe, before it runs.
CREATE TABLE tidemark.steps (
  plan bigint NOT NULL,
  path text NOT NULL,
  step integer NOT NULL,
  does text NOT NULL,
  state text NOT NULL,
  probe text,
  run bigint NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  CONSTRAINT steps_pkey PRIMARY KEY (plan, path, step),
  CONSTRAINT steps_state CHECK (state IN ('started', 'done', 'undone')),
  CONSTRAINT steps_plan FOREIGN KEY (plan) REFERENCES tidemark.plans (id),
  CONSTRAINT steps_run FOREIGN KEY (run) REFERENCES tidemark.runs (id)
);

-- Scripts that ran once.
CREATE TABLE tidemark.scripts (
  project text NOT NULL,
  name text NOT NULL,
  seal text NOT NULL,
  state text NOT NULL,
  run bigint NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CONSTRAINT scripts_pkey PRIMARY KEY (project, name),
  CONSTRAINT scripts_state CHECK (state IN ('started', 'done')),
  CONSTRAINT scripts_run FOREIGN KEY (run) REFERENCES tidemark.runs (id)
);

-- The catalog of each module as this server printed it after the last run: drift is measured against it.
CREATE TABLE tidemark.snapshots (
  project text NOT NULL,
  module text NOT NULL,
  printer jsonb NOT NULL,
  -- the role that @runner stands for in its objects
  runner text NOT NULL,
  run bigint NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT snapshots_pkey PRIMARY KEY (project, module),
  CONSTRAINT snapshots_run FOREIGN KEY (run) REFERENCES tidemark.runs (id)
);
CREATE TABLE tidemark.objects (
  project text NOT NULL,
  module text NOT NULL,
  address text NOT NULL,
  object jsonb NOT NULL,
  CONSTRAINT objects_pkey PRIMARY KEY (project, address),
  CONSTRAINT objects_snapshot FOREIGN KEY (project, module) REFERENCES tidemark.snapshots (project, module)
);

-- What this target has otherwise than its plans say, by somebody's decision. accepted: found when the database was taken
-- over; plans that touch it are refused. ignored: drift that is left alone until a day, and told again after it.
CREATE TABLE tidemark.exceptions (
  project text NOT NULL,
  address text NOT NULL,
  module text NOT NULL,
  kind text NOT NULL,
  -- the attributes that differ, as the plans (or the record) and as the target have them; null where there is no such object
  planned jsonb,
  found jsonb,
  -- of the difference: another one at this address is no exception
  fingerprint text NOT NULL,
  until timestamptz,
  reason text,
  role text NOT NULL DEFAULT current_user,
  made_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT exceptions_pkey PRIMARY KEY (project, address, kind),
  CONSTRAINT exceptions_kind CHECK (kind IN ('accepted', 'ignored')),
  CONSTRAINT exceptions_until CHECK ((kind = 'ignored') = (until IS NOT NULL))
);

-- When drift was first seen; written by whoever looks and may.
CREATE TABLE tidemark.sightings (
  project text NOT NULL,
  fingerprint text NOT NULL,
  address text NOT NULL,
  first_seen timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT sightings_pkey PRIMARY KEY (project, fingerprint)
);
