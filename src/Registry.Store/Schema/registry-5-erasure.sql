-- Shredding of old lines under a written policy. Lines, leaf hashes and ciphertext stay; what goes is the wrapped key of a whole audit epoch, and
-- only after a line that says so stands in the log and is signed. A role of its own does it: the service that writes lines cannot.
do $$
begin
  lock table pg_catalog.pg_authid in share row exclusive mode;
  if not exists (select from pg_catalog.pg_roles where rolname = 'registry_log_eraser') then
    create role registry_log_eraser login;
  end if;
  execute format('grant connect on database %I to registry_log_eraser', current_database());
end $$;

create schema log_erasure;
-- The service may see that these tables are there, at its start, and nothing in them.
grant usage on schema log_erasure to log_writer, registry_log_eraser, registry_log_reader, registry_app;
grant usage on schema access_log to registry_log_eraser;
grant select on access_log.audit_epoch to registry_log_eraser;

-- One erasure: the line that will say so, sealed already, so that after a crash the very same line is sent again. The key of its actor part lies open:
-- everybody may read what an erasure says, for ever.
create table log_erasure.erasure (
  record_id    uuid primary key,
  audit_epoch  uuid not null references access_log.audit_epoch(id),
  actor        bytea not null check (octet_length(actor) between 1 and 32768),
  subject      bytea not null check (octet_length(subject) between 1 and 4096),
  actor_key    bytea not null check (octet_length(actor_key) = 32),
  planned      timestamptz not null default clock_timestamp()
);

-- What it reaches. An epoch is erased once.
create table log_erasure.erased_epoch (
  epoch    uuid primary key references access_log.audit_epoch(id),
  erasure  uuid not null references log_erasure.erasure(record_id)
);
create index on log_erasure.erased_epoch (erasure);
call guards.append_only('log_erasure.erasure');
call guards.append_only('log_erasure.erased_epoch');

-- The line of an erasure stands in the log with the bytes that were planned.
create function log_erasure.stands(erasing uuid) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.idx from log_erasure.erasure e join access_log.record r
    on r.record_id = e.record_id and r.actor = e.actor and r.subject = e.subject where e.record_id = erasing
$$;

alter table access_log.audit_epoch alter column wrapped drop not null;

-- A wrapped key is never changed, and goes only where the line of its erasure stands.
create function guards.key_goes_by_a_line() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.wrapped is not null and new.wrapped is null and new.id = old.id and new.created = old.created
     and exists (select from log_erasure.erased_epoch e where e.epoch = old.id and log_erasure.stands(e.erasure) is not null) then
    return new;
  end if;
  raise exception '% on %.% is not allowed', tg_op, tg_table_schema, tg_table_name using errcode = '42501';
end $$;
drop trigger no_change on access_log.audit_epoch;
create trigger no_change before update or delete on access_log.audit_epoch for each row execute function guards.key_goes_by_a_line();
alter table access_log.audit_epoch enable always trigger no_change;

grant select, insert on log_erasure.erasure, log_erasure.erased_epoch to log_writer;
grant select on log_erasure.erasure, log_erasure.erased_epoch to registry_log_eraser, registry_log_reader;
grant update (wrapped) on access_log.audit_epoch to log_writer;

-- Plans an erasure. Refuses epochs that are not there, are planned already, or are younger than a day, whatever a policy says.
create function log_erasure.plan(erasing uuid, under uuid, actor_part bytea, subject_part bytea, opening bytea, epochs uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(cardinality(epochs), 0) not between 1 and 128 then
    raise exception 'an erasure reaches 1 to 128 epochs' using errcode = '22023';
  end if;
  if (select count(*) from access_log.audit_epoch a
       where a.id = any (epochs) and a.wrapped is not null and a.created < clock_timestamp() - interval '1 day') <> cardinality(epochs) then
    raise exception 'an epoch is not there, is erased, or is younger than a day' using errcode = '22023';
  end if;
  insert into log_erasure.erasure (record_id, audit_epoch, actor, subject, actor_key) values (erasing, under, actor_part, subject_part, opening);
  insert into log_erasure.erased_epoch (epoch, erasure) select unnest(epochs), erasing;
end $$;

-- Destroys the keys of a planned erasure whose line stands and is under a stored checkpoint; says how many were there still.
create function log_erasure.carry_out(erasing uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at     bigint := log_erasure.stands(erasing);
  gone   integer;
begin
  if at is null or not exists (select from access_log.signature s where s.size > at) then
    raise exception 'the line of this erasure does not stand in the log, or is not signed' using errcode = '22023';
  end if;
  perform set_config('synchronous_commit', 'on', true);
  update access_log.audit_epoch a set wrapped = null
    from log_erasure.erased_epoch e where e.erasure = erasing and a.id = e.epoch and a.wrapped is not null;
  get diagnostics gone = row_count;
  return gone;
end $$;

do $$
declare
  entry text;
begin
  foreach entry in array array['stands(uuid)', 'plan(uuid, uuid, bytea, bytea, bytea, uuid[])', 'carry_out(uuid)'] loop
    execute format('alter function log_erasure.%s owner to log_writer', entry);
    execute format('revoke all on function log_erasure.%s from public', entry);
    execute format('grant execute on function log_erasure.%s to registry_log_eraser', entry);
  end loop;
end $$;
revoke all on function guards.key_goes_by_a_line() from public;
