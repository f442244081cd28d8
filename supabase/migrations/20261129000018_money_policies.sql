-- A user's own settings, flows and alerts are his, as his bets are.
revoke all on preferences, cash_flows, alerts from anon, authenticated;
grant select, insert, update, delete on preferences, cash_flows, alerts to authenticated;
grant all on preferences, cash_flows, alerts to service_role;
create policy own_preferences on preferences to authenticated
    using (bettor in (select my_bettors())) with check (bettor in (select my_bettors()));
create policy own_cash_flows on cash_flows to authenticated
    using (bettor in (select my_bettors())) with check (bettor in (select my_bettors()));
create policy own_alerts on alerts to authenticated
    using (bettor in (select my_bettors())) with check (bettor in (select my_bettors()));

update store_state set schema_version = 18;
