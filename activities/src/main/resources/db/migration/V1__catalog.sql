-- The records of Reelway. One text for SQLite and PostgreSQL: times are milliseconds since 1970,
-- flags are 0 or 1, JSON is text.

create table jobs (
  id            text primary key,
  owner         text not null,
  state         text not null,      -- open, done or failed; a running job is open here
  preset        text not null,
  filename      text not null,
  search_name   text not null,      -- the filename in lower case
  external_id   text,
  batch_id      text,               -- a label of its client; there is no table of batches
  error_code    text,
  input_bytes   bigint not null,
  created_at    bigint not null,
  updated_at    bigint not null,
  completed_at  bigint,
  expires_at    bigint,
  started       integer not null,   -- 1 while the engine has the job, as far as we know
  erasing_since bigint,             -- when its client asked for its erasure
  snapshot      text not null       -- the whole job as JSON: as accepted, then as it ended
);

-- The first three hold all that a search by filename looks at, so that it reads no rows but those of its page.
create index jobs_of_owner on jobs
  (owner, created_at desc, id desc, search_name, expires_at, erasing_since);
create index jobs_of_owner_in_state on jobs
  (owner, state, created_at desc, id desc, search_name, expires_at, erasing_since);
create index jobs_of_owner_with_preset on jobs
  (owner, preset, created_at desc, id desc, search_name, expires_at, erasing_since);
create index jobs_with_external_id on jobs (owner, external_id, created_at desc, id desc)
  where external_id is not null;
create index jobs_of_batch on jobs (owner, batch_id, created_at desc, id desc)
  where batch_id is not null;
create index jobs_with_code on jobs (owner, error_code, created_at desc, id desc)
  where error_code is not null;
create index jobs_that_expire on jobs (expires_at) where expires_at is not null;
create index jobs_to_erase on jobs (erasing_since) where erasing_since is not null;
create index jobs_to_start on jobs (created_at) where state = 'open' and started = 0;
create index jobs_that_are_open on jobs (id) where state = 'open';

create table job_metadata (
  job_id     text not null references jobs (id) on delete cascade,
  owner      text not null,
  name       text not null,
  value      text not null,
  primary key (job_id, name)
);

create index metadata_of_owner on job_metadata (owner, name, value);

create table uploads (
  id         text primary key,      -- also the id of the job that it becomes
  begun_at   bigint not null
);

create index uploads_by_age on uploads (begun_at);

create table idempotency_keys (
  owner      text not null,
  name       text not null,         -- what the client sent
  job_id     text not null references jobs (id) on delete cascade,
  primary key (owner, name)
);

create index idempotency_keys_of_job on idempotency_keys (job_id);

create table webhooks (
  job_id      text primary key references jobs (id) on delete cascade,
  state       text not null,        -- PENDING, DELIVERED or FAILED
  attempts    integer not null,
  last_status integer
);

create index webhooks_to_deliver on webhooks (job_id) where state = 'PENDING';

-- Processes that work on the file of a job, or died while they did.
create table work_marks (
  job_id     text not null references jobs (id) on delete cascade,
  process_id text not null,
  primary key (job_id, process_id)
);

create table usage_of_day (
  owner        text not null,
  day          text not null,       -- 2026-11-29, in UTC
  jobs         bigint not null,
  input_bytes  bigint not null,
  output_bytes bigint not null,
  saved_bytes  bigint not null,
  primary key (owner, day)
);

create table signing_secrets (
  id         text primary key,
  secret     text not null          -- base64
);
