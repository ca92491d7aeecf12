-- The event store's own tables, column by column as Marten 9 makes them (Guid streams, rich append mode, no optional metadata
-- columns: the actor of an event lives in the access log, not beside the event).
create schema events;
grant usage, create on schema events to registry_owner;
grant usage on schema events to registry_app;

create sequence events.mt_events_sequence;

create table events.mt_streams (
  id           uuid not null constraint pkey_mt_streams_id primary key,
  type         varchar,
  version      bigint,
  timestamp    timestamptz not null default now(),
  created      timestamptz not null default now(),
  tenant_id    varchar default '*DEFAULT*',
  is_archived  boolean default false
);

create table events.mt_events (
  seq_id          bigint not null constraint pkey_mt_events_seq_id primary key,
  id              uuid not null,
  stream_id       uuid constraint fkey_mt_events_stream_id references events.mt_streams(id) on delete cascade,
  version         bigint not null,
  data            jsonb not null,
  bdata           bytea,
  type            varchar(500) not null,
  timestamp       timestamptz not null default now(),
  tenant_id       varchar default '*DEFAULT*',
  mt_dotnet_type  varchar,
  is_archived     boolean default false
);
create unique index pk_mt_events_stream_and_version on events.mt_events (stream_id, version);

create table events.mt_event_progression (
  name          varchar not null constraint pk_mt_event_progression primary key,
  last_seq_id   bigint,
  last_updated  timestamptz default transaction_timestamp()
);

alter table events.mt_streams owner to registry_owner;
alter table events.mt_events owner to registry_owner;
alter table events.mt_event_progression owner to registry_owner;
alter sequence events.mt_events_sequence owner to registry_owner;
alter sequence events.mt_events_sequence owned by events.mt_events.seq_id;

-- A stream's head moves forward; nothing else about a stream ever changes.
create function guards.stream_moves_forward() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.version <= old.version
     or row(new.id, new.type, new.created, new.tenant_id, new.is_archived)
        is distinct from row(old.id, old.type, old.created, old.tenant_id, old.is_archived) then
    raise exception 'a stream only moves forward' using errcode = '42501';
  end if;
  return new;
end $$;
revoke all on function guards.stream_moves_forward() from public;

call guards.append_only('events.mt_events');
call guards.append_only('events.mt_streams', 'delete');
create trigger moves_forward before update on events.mt_streams for each row execute function guards.stream_moves_forward();
alter table events.mt_streams enable always trigger moves_forward;

grant select, insert on events.mt_streams, events.mt_events to registry_app;
grant update (version, timestamp) on events.mt_streams to registry_app;
grant select on events.mt_event_progression to registry_app;
grant usage on sequence events.mt_events_sequence to registry_app;
