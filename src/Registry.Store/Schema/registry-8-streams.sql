-- A stream's head is the version of its newest event when the transaction ends (the store moves the head first). Without it whoever had the service's login could
-- move a head to where no event is, which stops every look at that person and is never taken back: a head only moves forward.
create function guards.stream_follows_events() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.version is distinct from (select max(happened.version) from events.mt_events happened where happened.stream_id = new.id) then
    raise exception 'a stream moves with its events' using errcode = '42501';
  end if;
  return null;
end $$;
revoke all on function guards.stream_follows_events() from public;
create constraint trigger follows_events after update on events.mt_streams
  deferrable initially deferred for each row execute function guards.stream_follows_events();
alter table events.mt_streams enable always trigger follows_events;
