-- The access log. A superuser owns the schema and the tables; log_writer may add rows; no login has a right to change one.
create schema access_log;
grant usage on schema access_log to log_writer, registry_app, registry_log_reader;

-- Audit epoch keys, wrapped to the inspectorate: the service that adds them cannot open what it wrote an hour ago.
create table access_log.audit_epoch (
  id       uuid primary key,
  wrapped  bytea not null check (octet_length(wrapped) between 1 and 4096),
  created  timestamptz not null default clock_timestamp()
);

-- One line. The leaf commits to exactly these bytes: 0x01 || SHA-256(SHA-256(actor) || SHA-256(subject)), hashed as an RFC 6962 leaf.
create table access_log.record (
  idx            bigint primary key check (idx >= 0),
  record_id      uuid not null unique,
  audit_epoch    uuid not null references access_log.audit_epoch(id),
  actor          bytea not null check (octet_length(actor) between 1 and 32768),
  justification  bytea not null check (octet_length(justification) <= 32768),
  subject        bytea not null check (octet_length(subject) between 1 and 4096),
  leaf_hash      bytea not null check (leaf_hash = sha256('\x0001'::bytea || sha256(sha256(actor) || sha256(subject))))
);

-- One row: the tree as it stands. edge holds the roots of the perfect subtrees, largest first.
create table access_log.tree_state (
  one   boolean primary key default true check (one),
  size  bigint not null,
  root  bytea not null check (octet_length(root) = 32),
  edge  bytea[] not null
);
insert into access_log.tree_state values (true, 0, sha256(''), '{}');

-- What the log commits itself to; written before it is signed, so that no crash leaves a signature for a state that nobody stored.
create table access_log.checkpoint (
  size  bigint primary key,
  root  bytea not null check (octet_length(root) = 32)
);
create table access_log.signature (
  size  bigint not null references access_log.checkpoint(size),
  note  text not null check (length(note) between 1 and 65536),
  primary key (size, note)
);

create function guards.tree_grows() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.size <= old.size then
    raise exception 'the log only grows' using errcode = '42501';
  end if;
  return new;
end $$;

-- The server takes the value of synchronous_commit that holds at COMMIT, so it is set once more as late as a trigger can run: a session
-- that turned it off after append() gets it back.
create function guards.commit_is_durable() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_setting('synchronous_commit') in ('off', 'local') then
    perform set_config('synchronous_commit', 'on', true);
  end if;
  return null;
end $$;
revoke all on function guards.tree_grows(), guards.commit_is_durable() from public;

call guards.append_only('access_log.record');
call guards.append_only('access_log.audit_epoch');
call guards.append_only('access_log.checkpoint');
call guards.append_only('access_log.signature');
call guards.append_only('access_log.tree_state', 'delete');
create trigger grows before update on access_log.tree_state for each row execute function guards.tree_grows();
alter table access_log.tree_state enable always trigger grows;
create constraint trigger durable after update on access_log.tree_state
  deferrable initially deferred for each row execute function guards.commit_is_durable();
alter table access_log.tree_state enable always trigger durable;

grant select, insert on access_log.record, access_log.audit_epoch, access_log.checkpoint, access_log.signature to log_writer;
grant select, update (size, root, edge) on access_log.tree_state to log_writer;
grant usage on schema registry to log_writer;
grant select (subject_id, version) on registry.subject to log_writer;
grant select on access_log.record, access_log.audit_epoch, access_log.tree_state, access_log.checkpoint, access_log.signature
  to registry_log_reader;
