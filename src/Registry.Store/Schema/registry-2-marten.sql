-- Marten 9.58 reads mt_streams.compacted_version before it appends. Compaction rewrites history, so here it stays 0: the
-- service has no right to the column, and the guard refuses everybody else.
alter table events.mt_streams add column compacted_version bigint not null default 0;

create or replace function guards.stream_moves_forward() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.version <= old.version
     or row(new.id, new.type, new.created, new.tenant_id, new.compacted_version, new.is_archived)
        is distinct from row(old.id, old.type, old.created, old.tenant_id, old.compacted_version, old.is_archived) then
    raise exception 'a stream only moves forward' using errcode = '42501';
  end if;
  return new;
end $$;

-- After a save that failed Marten puts an event of its own under each sequence number that it had drawn, in a stream of its own, so
-- that its daemon finds no gap. No daemon runs here, and a refused act leaves no trace: gaps are normal.
create function guards.leave_no_trace() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  return null;
end $$;
revoke all on function guards.leave_no_trace() from public;

create trigger no_tombstone before insert on events.mt_events
  for each row when (new.type = 'tombstone') execute function guards.leave_no_trace();
create trigger no_empty_stream before insert on events.mt_streams
  for each row when (new.version = 0) execute function guards.leave_no_trace();
alter table events.mt_events enable always trigger no_tombstone;
alter table events.mt_streams enable always trigger no_empty_stream;
