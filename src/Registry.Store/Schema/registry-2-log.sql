-- Notes of one checkpoint stand in the order in which they came: signed, signed again with a newer time, with the lines of witnesses.
alter table access_log.signature drop constraint signature_pkey;
alter table access_log.signature add column added bigint generated always as identity primary key;
create index on access_log.signature (size, added);
