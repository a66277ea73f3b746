-- The W3C traceparent that the event came with, so that its deliveries carry it on, also after a restart.
alter table event add column trace text;
