-- Where the last numbers stand: 'event_no' is written when newest events are deleted, 'clock_back' when the clock went back.
create table counter (
  name text primary key,
  value integer not null
) strict, without rowid;

-- What people set up: bindings, integrations, keys, accounts. Bodies are JSON.
create table record (
  collection text not null,
  id text not null,
  body text not null,
  primary key (collection, id)
) strict, without rowid;

-- Each pair of event type and source, once, so that an event carries a small number.
create table origin (
  id integer primary key,
  event_type text not null,
  source text not null,
  unique (event_type, source)
) strict;

-- An integration and how many of its deliveries are open.
create table lane (
  id integer primary key,
  integration_id text not null unique,
  open integer not null
) strict;

-- Each way from an event type through a binding to an integration, once.
create table route (
  id integer primary key,
  binding_id text not null,
  lane integer not null references lane (id),
  event_type text not null,
  unique (binding_id, lane, event_type)
) strict;

-- The deliveries of an event have ids in a row, from first_delivery on. An event without deliveries has the next id there,
-- so that a range of events is always a range of deliveries, without an index.
create table event (
  no integer primary key,
  id text not null,
  origin integer not null,
  time integer not null,
  received_at integer not null,
  correlation_id text,
  trail text,
  first_delivery integer not null,
  deliveries_count integer not null,
  data text not null
) strict;

create index event_of_origin on event (origin);

-- A number that was given is never given again, also when the newest events are deleted.
create trigger event_no_is_kept before delete on event
when old.no > coalesce((select value from counter where name = 'event_no'), 0)
begin
  insert into counter (name, value) values ('event_no', old.no)
  on conflict (name) do update set value = excluded.value;
end;

-- Deduplication: 16 bytes of SHA-256 over source and id.
create table event_key (
  hash blob primary key,
  event_no integer not null
) strict, without rowid;

-- What the search box finds an event by; see core/search-keys.ts. In parts of 16,384 events (search.ts), so that a word
-- that is in every event is looked up in the newest part first, and new keys are written close together.
create table event_ref (
  part integer not null,
  ref text not null,
  event_no integer not null,
  primary key (part, ref, event_no)
) strict, without rowid;

-- state = 16 × status + outcome (codes.ts); below 32 the delivery is open, and only then it has a due time.
-- The id is made of the time (ids.ts), so newest first is by id.
create table delivery (
  id integer primary key,
  event_no integer not null,
  route integer not null,
  lane integer not null,
  state integer not null,
  binding_version integer not null,
  created_at integer not null,
  due_at integer,
  expires_at integer,
  finished_at integer,
  attempts_count integer not null,
  tries integer not null,
  trigger integer not null,
  status_code integer,
  duration_ms real,
  reason text,
  check ((state < 32) = (due_at is not null))
) strict;

create index delivery_on_route on delivery (route, state);
create index delivery_in_state on delivery (state);
create index delivery_open on delivery (lane, route, due_at) where state < 32;

-- Every pair of route and state that some delivery ever had: the lists which the journal merges.
create table journal_list (
  id integer primary key,
  route integer not null,
  state integer not null,
  unique (route, state)
) strict;

create table attempt (
  delivery integer not null,
  no integer not null,
  at integer not null,
  trigger integer not null,
  outcome integer not null,
  duration_ms real not null,
  status_code integer,
  detail text not null,
  primary key (delivery, no)
) strict, without rowid;
