-- Read models, written in the transaction of the events that they follow. Everything personal in them is sealed.
create schema registry;
grant usage, create on schema registry to registry_owner;
grant usage on schema registry to registry_app;

-- One row a person: what a decision rests on and the sealed current values. The version is what access_log.append() compares; it is a
-- random number that changes with every event of any of her streams, so that it does not count the events of her dossier.
create table registry.subject (
  subject_id  uuid primary key,
  version     bigint not null check (version > 0),
  sealed      bytea not null
);

-- Rows that were replaced: a keyed hash of (subject, version) each. A row whose hash stands here was put back by somebody; the tags link
-- to nobody and may only be added.
create table registry.superseded (
  tag  bytea primary key
);

-- Answers of mutations by keyed hash of (issuer, officer, method, request id). The body is a keyed hash too; the result is sealed.
create table registry.request (
  key     bytea primary key,
  body    bytea not null,
  result  bytea
);

-- Outcome lines still owed to the log. The record id is fixed here, so a line that is written twice is recognised.
create table registry.outbox (
  record_id  uuid primary key,
  sealed     bytea not null
);

-- Blind index: a truncated tag leads to a bucket, the entry is compared in memory.
create table registry.certificate_index (
  tag    integer not null,
  entry  bytea not null
);
create index certificate_index_tag on registry.certificate_index (tag);

alter table registry.subject owner to registry_owner;
alter table registry.superseded owner to registry_owner;
alter table registry.request owner to registry_owner;
alter table registry.outbox owner to registry_owner;
alter table registry.certificate_index owner to registry_owner;

grant select, insert, update on registry.subject to registry_app;
grant select, insert on registry.superseded to registry_app;
grant select, insert on registry.request to registry_app;
call guards.append_only('registry.superseded');
grant select, insert, delete on registry.outbox to registry_app;
grant select, insert on registry.certificate_index to registry_app;

-- The row of a subject follows its events: written only from the version that the decision rested on, or everything rolls back.
create function registry.put_subject(p_subject uuid, p_expected bigint, p_version bigint, p_sealed bytea) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_expected = 0 then
    insert into registry.subject (subject_id, version, sealed) values (p_subject, p_version, p_sealed) on conflict do nothing;
  else
    update registry.subject set version = p_version, sealed = p_sealed where subject_id = p_subject and version = p_expected;
  end if;
  if not found then
    raise exception 'the subject moved' using errcode = 'RG001';
  end if;
end $$;
alter function registry.put_subject(uuid, bigint, bigint, bytea) owner to registry_owner;
revoke all on function registry.put_subject(uuid, bigint, bigint, bytea) from public;
grant execute on function registry.put_subject(uuid, bigint, bigint, bytea) to registry_app;
