-- What is sent by mail or Telegram is sent from the one who runs Pikkit: a bettor's alert tells nobody until the address has
-- given back the code that it was sent. Alerts that were there are taken at their word.
alter table alerts add column confirmed_at timestamptz
    constraint confirmed_at_limit check (confirmed_at >= '1900-01-01 00:00Z' and confirmed_at < '2200-01-01 00:00Z');
comment on table alerts is
    'One row an alert somebody switched on: of what, by which channel, to whom, and since when he is known to want it.';
update alerts set confirmed_at = changed_at;

update store_state set schema_version = 22;
