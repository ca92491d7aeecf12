-- A certificate number is looked for in its bucket before the act; two acts that look at the same time find nothing both. So the row goes in under a
-- lock of the bucket, and only while the bucket is as it was seen. No column and no row is added for it: a dump tells what it told before.
create function registry.put_certificate(p_tag integer, p_entry bytea, p_seen integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('registry.certificate_index'), p_tag);
  if (select count(*) from registry.certificate_index where tag = p_tag) <> p_seen then
    raise exception 'the bucket moved' using errcode = 'RG001';
  end if;
  insert into registry.certificate_index (tag, entry) values (p_tag, p_entry);
end $$;
alter function registry.put_certificate(integer, bytea, integer) owner to registry_owner;
revoke all on function registry.put_certificate(integer, bytea, integer) from public;
grant execute on function registry.put_certificate(integer, bytea, integer) to registry_app;
