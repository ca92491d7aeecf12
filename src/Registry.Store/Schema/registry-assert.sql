-- Every row is one problem, in the operator's words. $1 schema version of the program, $2 true where a test may lose commits.
-- Works on the catalog alone, so that a missing table is a sentence and not an error.
with tables(name) as (values
  ('events.mt_streams'), ('events.mt_events'), ('events.mt_event_progression'),
  ('registry.subject'), ('registry.request'), ('registry.outbox'), ('registry.certificate_index'), ('registry.statistics'), ('registry.decision_number'),
  ('access_log.record'), ('access_log.audit_epoch'), ('access_log.tree_state'), ('access_log.checkpoint'), ('access_log.signature'),
  ('log_erasure.erasure'), ('log_erasure.erased_epoch')),
found as (select name, to_regclass(name)::oid as id from tables),
settings(name, wanted, durability) as (values
  ('fsync', 'on', true), ('full_page_writes', 'on', true),
  ('TimeZone', 'UTC', false),
  ('log_statement', 'none', false), ('log_parameter_max_length', '0', false), ('log_parameter_max_length_on_error', '0', false)),
-- What the service's login must not be able to do, table by table. The outbox is the one place where it deletes.
forbidden(name, privilege) as (
  select t.name, p.privilege from tables t, (values ('DELETE'), ('TRUNCATE')) p(privilege)
   where not (t.name = 'registry.outbox' and p.privilege = 'DELETE')
  union all
  select t.name, 'UPDATE' from tables t
  union all
  select t.name, p.privilege from tables t, (values ('SELECT'), ('INSERT')) p(privilege) where t.name like 'access\_log.%' or t.name like 'log\_erasure.%'),
guarded(name, guard) as (values
  ('events.mt_events', 'no_change'), ('events.mt_events', 'no_truncate'), ('events.mt_events', 'no_tombstone'),
  ('events.mt_streams', 'no_change'), ('events.mt_streams', 'no_truncate'), ('events.mt_streams', 'moves_forward'),
  ('events.mt_streams', 'no_empty_stream'), ('events.mt_streams', 'follows_events'),
  ('registry.statistics', 'no_change'), ('registry.statistics', 'no_truncate'),
  ('registry.decision_number', 'no_change'), ('registry.decision_number', 'no_truncate'),
  ('access_log.record', 'no_change'), ('access_log.record', 'no_truncate'),
  ('access_log.audit_epoch', 'no_change'), ('access_log.audit_epoch', 'no_truncate'),
  ('log_erasure.erasure', 'no_change'), ('log_erasure.erasure', 'no_truncate'),
  ('log_erasure.erased_epoch', 'no_change'), ('log_erasure.erased_epoch', 'no_truncate'),
  ('access_log.checkpoint', 'no_change'), ('access_log.checkpoint', 'no_truncate'),
  ('access_log.signature', 'no_change'), ('access_log.signature', 'no_truncate'),
  ('access_log.tree_state', 'no_change'), ('access_log.tree_state', 'no_truncate'),
  ('access_log.tree_state', 'grows'), ('access_log.tree_state', 'durable'))

select format('table %s is missing: run the migration', name) from found where id is null
union all
select format('schema version is not %s: run the migration', $1)
 where to_regclass('guards.schema_version') is null
    or (xpath('//version/text()', query_to_xml('select version from guards.schema_version', false, true, '')))[1]::text
       is distinct from $1::integer::text
union all
select format('%s is %s, it must be %s', s.name, current_setting(s.name), s.wanted)
  from settings s
 where current_setting(s.name) <> s.wanted and not (s.durability and $2::boolean)
   and not (s.name = 'TimeZone' and current_setting(s.name) = 'Etc/UTC')
union all
select 'synchronous_commit is off for this login, it must be on'
 where current_setting('synchronous_commit') in ('off', 'local') and not $2::boolean
union all
select format('role %s may %s on %s', current_user, f.privilege, f.name)
  from forbidden f join found on found.name = f.name
 where found.id is not null and has_table_privilege(found.id, f.privilege)
union all
select format('role %s may update %s of %s', current_user, a.attname, found.name)
  from found join pg_attribute a on a.attrelid = found.id and a.attnum > 0 and not a.attisdropped
 where not (found.name = 'registry.subject' and a.attname in ('version', 'sealed'))
   and not (found.name = 'events.mt_streams' and a.attname in ('version', 'timestamp'))
   and not has_table_privilege(found.id, 'UPDATE')
   and has_column_privilege(found.id, a.attnum, 'UPDATE')
union all
select format('role %s is a superuser or may make roles, databases or replicas', current_user)
  from pg_roles where rolname = current_user and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
union all
select format('role %s is a member of %s', current_user, rolname)
  from pg_roles where rolname <> current_user and pg_has_role(current_user, oid, 'member')
union all
select format('the login %s may not append to the log', current_user)
 where coalesce(not has_function_privilege(
   to_regprocedure('access_log.append(uuid[],uuid[],bytea[],bytea[],bytea[],uuid[],bigint[],uuid[],bigint[])'), 'EXECUTE'), true)
union all
select format('role %s may sign the log: %s is the signer''s alone', current_user, p.oid::regprocedure)
  from pg_proc p where p.pronamespace = to_regnamespace('access_log')::oid and p.proname in ('take_checkpoint', 'add_signature')
   and has_function_privilege(p.oid, 'EXECUTE')
union all
select format('guard %s of %s is missing or disabled', g.guard, g.name)
  from guarded g join found on found.name = g.name
 where found.id is not null
   and not exists (select from pg_trigger t where t.tgrelid = found.id and t.tgname = g.guard and t.tgenabled = 'A')
union all
select 'the schema is not frozen: close the change window with "alter event trigger registry_freeze enable always"'
 where not exists (select from pg_event_trigger where evtname = 'registry_freeze' and evtenabled = 'A');
