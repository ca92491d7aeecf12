-- Marten 9.58 reads mt_streams.compacted_version before it appends. Compaction rewrites history, so here it stays 0: the
-- service has no right to the column, and the guard refuses everybody else.
alter event trigger registry_freeze disable;

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

alter event trigger registry_freeze enable always;
