-- Calls. The body is the whole call; the columns are what is searched for.
create table calls (
  id integer primary key,
  app_id integer not null,
  call_id text not null,
  revision integer not null,
  state integer not null,
  next_deadline integer,
  create_time integer not null,
  end_time integer,
  body blob not null
);
create unique index calls_name on calls (app_id, call_id);
create index calls_due on calls (next_deadline) where next_deadline is not null;
create index calls_ended on calls (end_time) where end_time is not null;

-- Each user's calls, the newest first: newest_first is the negated createTime. Activity: 0 none, 1 pending, 2 in the call.
create table members (
  app_id integer not null,
  user_id text not null,
  newest_first integer not null,
  call_id text not null,
  call_row integer not null,
  activity integer not null,
  primary key (app_id, user_id, newest_first, call_id)
) without rowid;
create index members_active on members (app_id, user_id) where activity > 0;

create table users (
  app_id integer not null,
  user_id text not null,
  primary key (app_id, user_id)
) without rowid;

-- What requests were answered. request_id is moved into the signed range, in the same order.
create table receipts (
  app_id integer not null,
  user_id text not null,
  instance_id text not null,
  request_id integer not null,
  made_at integer not null,
  reply blob not null,
  primary key (app_id, user_id, instance_id, request_id)
) without rowid;
create index receipts_age on receipts (made_at);
