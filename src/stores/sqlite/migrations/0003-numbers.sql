-- The numbers of a part of event_ref (those with #, without it), a line each: digits in the middle of a number are looked for
-- in these texts, which hold twelve bytes for an event. A part gets its row when the next one begins.
create table numbers (
  part integer primary key,
  lines blob not null
) strict;
