-- Guards against accidents. They stop the owner of a table and even a superuser who did not mean it; a superuser who means it
-- disables the freeze first. The guarantee against him is the checkpoint that others hold, not this file.
create schema guards;

create table guards.schema_version (
  one      boolean primary key default true check (one),
  version  integer not null,
  applied  timestamptz not null default clock_timestamp()
);

create function guards.deny() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% on %.% is not allowed', tg_op, tg_table_schema, tg_table_name using errcode = '42501';
end $$;

-- One rule instead of a list of commands: nothing in this database is created, altered, dropped or granted, by anybody. A list would
-- miss the next way round (rename the schema, move the table, drop the guard's function, add a rule, grant a right).
create function guards.freeze() returns event_trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '%: the schema of this database is frozen', tg_tag
    using errcode = '42501', hint = 'A superuser opens a change window with: alter event trigger registry_freeze disable';
end $$;

-- Puts the two guards on a table: no change of a row, no emptying; firing also for sessions in replica mode.
create procedure guards.append_only(target regclass, row_events text default 'update or delete')
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('create trigger no_change before %s on %s for each row execute function guards.deny()', row_events, target);
  execute format('create trigger no_truncate before truncate on %s for each statement execute function guards.deny()', target);
  execute format('alter table %s enable always trigger no_change', target);
  execute format('alter table %s enable always trigger no_truncate', target);
end $$;

revoke all on all functions in schema guards from public;
revoke all on all procedures in schema guards from public;
grant usage on schema guards to registry_app;
grant select on guards.schema_version to registry_app;
