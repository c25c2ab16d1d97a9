-- Calls. The body is the whole call; the columns are what is searched for. Room is left in the pages for changes.
create sequence call_rows;
create table calls (
  id bigint primary key default nextval('call_rows'),
  app_id bigint not null,
  call_id text collate "C" not null,
  revision bigint not null,
  state smallint not null,
  next_deadline bigint,
  create_time bigint not null,
  end_time bigint,
  body bytea not null
) with (fillfactor = 70);
create unique index calls_name on calls (app_id, call_id);
create index calls_due on calls (next_deadline) where next_deadline is not null;
create index calls_ended on calls (end_time) where end_time is not null;

-- Each user's calls, the newest first: newest_first is the negated createTime. Activity: 0 none, 1 pending, 2 in the call.
create table members (
  app_id bigint not null,
  user_id text collate "C" not null,
  newest_first bigint not null,
  call_id text collate "C" not null,
  call_row bigint not null,
  activity smallint not null,
  primary key (app_id, user_id, newest_first, call_id)
);
create index members_active on members (app_id, user_id) where activity > 0;

create table users (
  app_id bigint not null,
  user_id text collate "C" not null,
  primary key (app_id, user_id)
);

-- What requests were answered. request_id is moved into the signed range, in the same order.
create table receipts (
  app_id bigint not null,
  user_id text collate "C" not null,
  instance_id text collate "C" not null,
  request_id bigint not null,
  made_at bigint not null,
  reply bytea not null,
  primary key (app_id, user_id, instance_id, request_id)
);
create index receipts_age on receipts (made_at);

-- The latest transaction of each writer: whether a commit whose answer was lost has happened is looked up here.
create table writers (
  id uuid primary key,
  batch bigint not null,
  seen timestamptz not null
) with (fillfactor = 50);
