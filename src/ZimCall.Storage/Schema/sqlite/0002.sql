-- What happened to each call, appended to with each change.
alter table calls add column history blob not null default x'';

-- Callbacks that are not delivered yet, and dead letters. Due: when it may be taken, or, while somebody has it, when that ends.
create table callbacks (
  sequence integer primary key autoincrement,
  id text not null,
  app_id integer not null,
  lane text not null,
  event text not null,
  fields blob not null,
  created_at integer not null,
  due integer not null,
  attempts integer not null default 0,
  owner text not null default '',
  is_dead boolean not null default false
);
create index callbacks_due on callbacks (app_id, due) where not is_dead;
create index callbacks_lane on callbacks (app_id, lane, sequence) where not is_dead;
create index callbacks_dead on callbacks (app_id, sequence) where is_dead;
create index callbacks_dead_age on callbacks (created_at) where is_dead;
