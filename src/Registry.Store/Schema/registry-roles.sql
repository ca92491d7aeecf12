-- Roles of cluster one. Roles belong to the whole cluster, so this may run while another database of it is being set up: the lock
-- on the shared catalog makes the runs wait for each other.
lock table pg_catalog.pg_authid in share row exclusive mode;

do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('registry_owner', 'nologin'),       -- owns the tables of the schemas events and registry; nobody logs in as it
      ('log_writer', 'nologin'),           -- owns access_log.append() and its sisters; the only role that may insert records
      ('registry_migrator', 'login noinherit'), -- may SET ROLE registry_owner; powerless while the schema is frozen
      ('registry_app', 'login'),           -- the service: least rights, no right on the log but EXECUTE
      ('registry_log_reader', 'login')     -- export and inspection: SELECT on the log, nothing else
    ) as roles(name, options)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
      execute format('create role %I %s', wanted.name, wanted.options);
    end if;
  end loop;

  if not pg_has_role('registry_migrator', 'registry_owner', 'member') then
    grant registry_owner to registry_migrator;
  end if;
end $$;

-- Nobody but the roles named here comes into this database, and nobody makes temporary objects that could shadow ours.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to registry_migrator, registry_app, registry_log_reader', current_database());
end $$;
revoke all on schema public from public;
