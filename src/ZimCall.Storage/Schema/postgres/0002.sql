-- The nodes that share this database, and until when each was heard of, by the database's clock.
create table nodes (
  id text collate "C" primary key,
  address text not null,
  renewed_at timestamptz not null,
  has_left boolean not null
) with (fillfactor = 50);

-- Where each device of a user is logged in. A user's last device stays, as gone, until the user's calls have been told.
create sequence device_logins;
create table devices (
  app_id bigint not null,
  user_id text collate "C" not null,
  device_id text collate "C" not null,
  session_id text not null,
  instance_id text not null,
  node_id text collate "C" not null,
  is_gone boolean not null default false,
  login_order bigint not null default nextval('device_logins'),
  primary key (app_id, user_id, device_id)
);
create index devices_node on devices (node_id);
