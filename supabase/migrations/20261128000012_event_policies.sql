-- The events of a user's own bets are his, as the bets are.
revoke all on bet_events from anon, authenticated;
grant select, insert, update, delete on bet_events to authenticated;
grant all on bet_events to service_role;
create policy own_events on bet_events to authenticated
    using (bettor in (select my_bettors())) with check (bettor in (select my_bettors()));

update store_state set schema_version = 12;
