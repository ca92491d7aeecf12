-- What each event means for statistics, sealed under a key of its own, written in the transaction of the event. Append only: what was known on a day
-- is what was written until then. The name joins the entries of one person for whoever has that key, and leads to nobody for anybody else.
create table registry.statistics (
  entry   bigint generated always as identity,
  name    bytea not null check (octet_length(name) = 16),
  sealed  bytea not null,
  primary key (name, entry)
);
alter table registry.statistics owner to registry_owner;
grant select, insert on registry.statistics to registry_app;
call guards.append_only('registry.statistics');
