-- A user's own rows enter by the rules of an import: what the reader would have set aside is refused.
revoke all on function reads_as_a_bet from public, anon;
grant execute on function reads_as_a_bet to authenticated, service_role;

drop policy own_bets on bets;
create policy own_bets on bets to authenticated
    using (bettor in (select my_bettors()))
    with check (
        bettor in (select my_bettors())
        and updated_at < clock_timestamp() + interval '1 minute'
        and reads_as_a_bet(bets)
    );

update store_state set schema_version = 8;
