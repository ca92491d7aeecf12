-- The only ways into the log. They run with the rights of log_writer, see nothing but pg_catalog and trust no argument: leaf hashes,
-- indexes, right edge and root are computed here, so a caller can add a line but not forge a tree.
-- Every version that changes one of them runs this file again: what stood before goes first.
do $$
declare
  former regprocedure;
begin
  for former in select oid from pg_catalog.pg_proc where pronamespace = 'access_log'::regnamespace loop
    execute format('drop function %s', former);
  end loop;
end $$;

-- Appends a batch. The answer has one row an input, by ordinal from 1:
--   written      the line is at idx
--   repeated     a line with this record id and these bytes was there already, at idx
--   conflicting  the record id was there already, at idx, with other bytes
--   stale        the facts moved since the caller decided, or the directory that its actor was proven by (actor_subjects; null for a line without); nothing was
--                written for it
-- size and root are those of the tree after the batch, edge_before (in the first row alone) its right edge before it: with that the caller
-- computes the root and the paths of its own lines, and believes nothing. A batch may be sent again after an unknown outcome: the lock is taken before
-- the record ids are looked up, so the first attempt has either committed or is gone.
create function access_log.append(
  record_ids uuid[], epochs uuid[], actors bytea[], justifications bytea[], subjects bytea[],
  fact_subjects uuid[], fact_versions bigint[], actor_subjects uuid[] default null, actor_versions bigint[] default null)
returns table (ordinal integer, outcome text, idx bigint, size bigint, root bytea, edge_before bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  n           integer := coalesce(cardinality(record_ids), 0);
  state       access_log.tree_state;
  outcomes    text[];
  indexes     bigint[];
  leaves      bytea[];
  known       record;
  i           integer;
  edge_was    bytea[];
  carry       bytea;
  width       bigint;
  depth       integer;
begin
  -- A snapshot older than the lock would miss the lines and the facts of whoever held it before.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append needs READ COMMITTED' using errcode = '25000';
  end if;
  if n not between 1 and 1024
     or coalesce(n <> any (array[cardinality(epochs), cardinality(actors), cardinality(justifications), cardinality(subjects),
                                 cardinality(fact_subjects), cardinality(fact_versions),
                                 coalesce(cardinality(actor_subjects), n), coalesce(cardinality(actor_versions), n)]), true) then
    raise exception 'a batch has 1 to 1024 lines, and every array one element a line' using errcode = '22023';
  end if;

  -- A process drops its key after an hour. A line under an old one would be as young as the log and keep the whole epoch from being shredded.
  if exists (select from access_log.audit_epoch e where e.id = any (epochs) and e.created < clock_timestamp() - interval '3 hours') then
    raise exception 'an audit epoch takes lines for three hours' using errcode = '22023';
  end if;

  if current_setting('synchronous_commit') in ('off', 'local') then
    perform set_config('synchronous_commit', 'on', true);
  end if;
  select * into strict state from access_log.tree_state for update;
  edge_was := state.edge;

  outcomes := array_fill('written'::text, array[n]);
  indexes := array_fill(null::bigint, array[n]);
  select array_agg(sha256('\x0001'::bytea || sha256(sha256(line.actor) || sha256(line.subject))) order by line.o)
    into leaves from unnest(actors, subjects) with ordinality as line(actor, subject, o);

  for known in
    select line.o, stored.idx as at, stored.leaf_hash
      from unnest(record_ids) with ordinality as line(id, o) join access_log.record stored on stored.record_id = line.id
  loop
    outcomes[known.o] := case when known.leaf_hash = leaves[known.o] then 'repeated' else 'conflicting' end;
    indexes[known.o] := known.at;
  end loop;

  for known in
    select line.o
      from (select o, subject, version from unnest(fact_subjects, fact_versions) with ordinality as facts(subject, version, o)
             union all
            select o, subject, version from unnest(actor_subjects, actor_versions) with ordinality as directory(subject, version, o)) as line
      left join registry.subject head on head.subject_id = line.subject
     where line.subject is not null and coalesce(head.version, 0) is distinct from line.version
  loop
    if outcomes[known.o] = 'written' then
      outcomes[known.o] := 'stale';
    end if;
  end loop;

  for i in 1..n loop
    continue when outcomes[i] <> 'written';
    indexes[i] := state.size;

    -- RFC 6962: while the new leaf completes a perfect subtree, fold that subtree into the next larger one.
    carry := leaves[i];
    width := state.size;
    depth := cardinality(state.edge);
    while width & 1 = 1 loop
      carry := sha256('\x01'::bytea || state.edge[depth] || carry);
      depth := depth - 1;
      width := width >> 1;
    end loop;
    state.edge := state.edge[1:depth] || carry;
    state.size := state.size + 1;
  end loop;

  insert into access_log.record (idx, record_id, audit_epoch, actor, justification, subject, leaf_hash)
    select line.at, line.id, line.epoch, line.actor, line.justification, line.subject, line.leaf
      from unnest(indexes, record_ids, epochs, actors, justifications, subjects, leaves, outcomes)
        as line(at, id, epoch, actor, justification, subject, leaf, outcome)
     where line.outcome = 'written';

  if found then
    state.root := state.edge[cardinality(state.edge)];
    for i in reverse cardinality(state.edge) - 1 .. 1 loop
      state.root := sha256('\x01'::bytea || state.edge[i] || state.root);
    end loop;
    update access_log.tree_state set size = state.size, root = state.root, edge = state.edge;
  end if;

  return query
    select line.o::integer, line.outcome, line.at, state.size, state.root, case when line.o = 1 then edge_was end
      from unnest(outcomes, indexes) with ordinality as line(outcome, at, o) order by line.o;
end $$;

-- Commits the log to its present size and root and returns them. Takes no argument: nothing can be claimed that is not there.
create function access_log.take_checkpoint() returns table (size bigint, root bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  state access_log.tree_state;
begin
  if current_setting('synchronous_commit') in ('off', 'local') then
    perform set_config('synchronous_commit', 'on', true);
  end if;
  select * into strict state from access_log.tree_state;
  if state.size > 0 then
    insert into access_log.checkpoint (size, root) values (state.size, state.root) on conflict do nothing;
  end if;
  return query select state.size, state.root;
end $$;

-- Keeps a signed note of a checkpoint that stands. Its size and root lines must be the checkpoint's; who signed is for readers to verify.
create function access_log.add_signature(of_size bigint, signed_note text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from access_log.checkpoint c
     where c.size = of_size
       and split_part(signed_note, E'\n', 2) = c.size::text
       and split_part(signed_note, E'\n', 3) = encode(c.root, 'base64')) then
    raise exception 'the note does not state a checkpoint of this log' using errcode = '22023';
  end if;
  insert into access_log.signature (size, note)
    select of_size, signed_note
     where not exists (select from access_log.signature s where s.size = of_size and s.note = signed_note);
end $$;

-- Leaf hashes from (inclusive) to until (exclusive), in order. They say nothing about anyone: mirrors get them too.
create function access_log.leaf_hashes(from_idx bigint, until_idx bigint) returns setof bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.leaf_hash from access_log.record r where r.idx >= from_idx and r.idx < until_idx order by r.idx
$$;

-- Adds a wrapped audit epoch key before the first line under it. Never replaces one.
create function access_log.add_audit_epoch(epoch uuid, wrapped_key bytea) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into access_log.audit_epoch (id, wrapped) values (epoch, wrapped_key)
$$;

-- Who appends does not sign. Before version 7 there was no signer's login, and a database on its way there has none yet.
do $$
declare
  signer text := case when exists (select from pg_catalog.pg_roles where rolname = 'registry_log_signer') then 'registry_log_signer' else 'registry_app' end;
  entry record;
begin
  for entry in
    select * from (values
      ('append(uuid[], uuid[], bytea[], bytea[], bytea[], uuid[], bigint[], uuid[], bigint[])', 'registry_app'), ('add_audit_epoch(uuid, bytea)', 'registry_app'),
      ('take_checkpoint()', signer), ('add_signature(bigint, text)', signer), ('leaf_hashes(bigint, bigint)', signer)
    ) as functions(name, login)
  loop
    execute format('alter function access_log.%s owner to log_writer', entry.name);
    execute format('revoke all on function access_log.%s from public', entry.name);
    execute format('grant execute on function access_log.%s to %I', entry.name, entry.login);
  end loop;
end $$;
