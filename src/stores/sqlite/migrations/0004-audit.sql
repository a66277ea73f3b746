-- The audit log is asked for who did something, for an area of actions (`binding` of `binding.update`) and for one object.
-- A row that cannot be read stays out: `GET /audit` would not find it, and the walk along the chain tells of it.
create index audit_actor on record (json_extract(body, '$.who.id'))
where collection = 'audit' and json_valid(body);

create index audit_area
on record (substr(json_extract(body, '$.action'), 1, instr(json_extract(body, '$.action') || '.', '.') - 1))
where collection = 'audit' and json_valid(body);

create index audit_object on record (json_extract(body, '$.object'))
where collection = 'audit' and json_valid(body);
