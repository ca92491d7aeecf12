-- Numbers of decisions, each used once by its authority in a year: a keyed hash of the three, which is the key, so that of two acts at a time, of one
-- server process or of two, one waits and then finds the number taken. The second hash stands for the paper itself with the person and the day: one
-- paper that orders several things for her is one use. Neither can be tested against a guess without the service's key.
create table registry.decision_number (
  tag    bytea primary key check (octet_length(tag) = 32),
  paper  bytea not null check (octet_length(paper) = 32)
);
alter table registry.decision_number owner to registry_owner;
grant select, insert on registry.decision_number to registry_app;
call guards.append_only('registry.decision_number');

create function registry.put_decision(p_tag bytea, p_paper bytea) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into registry.decision_number (tag, paper) values (p_tag, p_paper) on conflict (tag) do nothing;
  if not found and not exists (select from registry.decision_number where tag = p_tag and paper = p_paper) then
    raise exception 'the number is used' using errcode = 'RG002';
  end if;
end $$;
alter function registry.put_decision(bytea, bytea) owner to registry_owner;
revoke all on function registry.put_decision(bytea, bytea) from public;
grant execute on function registry.put_decision(bytea, bytea) to registry_app;
