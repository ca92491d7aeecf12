-- Database of cluster two: wrapped keys and nothing else. It has a data directory, WAL and short backups of its own, because a key that
-- is deleted here must be gone: that is what erasing a person means.
lock table pg_catalog.pg_authid in share row exclusive mode;
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'registry_keys') then
    create role registry_keys login;
  end if;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to registry_keys', current_database());
end $$;
revoke all on schema public from public;

create schema keys;
grant usage on schema keys to registry_keys;

create table keys.schema_version (
  one      boolean primary key default true check (one),
  version  integer not null,
  applied  timestamptz not null default clock_timestamp()
);

-- One key a person. Rotation re-wraps (epoch, wrapped); erasure deletes the row; the commitment never changes.
create table keys.subject_key (
  subject     uuid primary key,
  epoch       integer not null,
  wrapped     bytea not null,
  commitment  bytea not null check (octet_length(commitment) between 16 and 64)
);
create index subject_key_epoch on keys.subject_key (epoch);

-- Keys of the service itself, one row for each name and epoch; the epoch keys too, wrapped by the custodian (name epoch-<n>). Deleting
-- one of those turns every backup of keys under it into noise.
create table keys.service_key (
  name        text not null,
  epoch       integer not null,
  wrapped     bytea not null,
  commitment  bytea not null check (octet_length(commitment) between 16 and 64),
  primary key (name, epoch)
);

grant select on keys.schema_version to registry_keys;
grant select, insert, delete, update (epoch, wrapped) on keys.subject_key to registry_keys;
grant select, insert, delete on keys.service_key to registry_keys;
