-- The login that signs the log: it alone keeps notes of checkpoints. Whoever may append could else store any number of notes that nobody signed, in the
-- way of everybody who reads them, or old ones as the newest. Which functions are whose stands in access-log-functions.sql.
do $$
begin
  lock table pg_catalog.pg_authid in share row exclusive mode;
  if not exists (select from pg_catalog.pg_roles where rolname = 'registry_log_signer') then
    create role registry_log_signer login;
  end if;
  execute format('grant connect on database %I to registry_log_signer', current_database());
end $$;
grant usage on schema access_log to registry_log_signer;
