-- How much of each bet was won: what it returned as a share of stake * odds. 1 for a win, 0 for a loss, between them for
-- bets settled in part (quarter lines, dead heats, each way); null for what decides nothing. It follows from outcome,
-- odds, stake and profit, so that content_hash leaves it out and a stored bet is no other bet for having it.

alter table bets add column settled_share double precision;
select set_config('pikkit.noted', 'on', true);  -- no bet changes
update bets set settled_share = case outcome when 'win' then 1 else 0 end where outcome in ('win', 'loss');
select set_config('pikkit.noted', 'off', true);
comment on column bets.settled_share is 'Returned / (stake * odds), in [0, 1]; null unless won or lost, in whole or in part.';
alter table bets add constraint settled_share_limit check (settled_share >= 0 and settled_share <= 1);

-- Bets settled in part, and promotions that paid without a stake.
alter table bets drop constraint outcome_limit;
alter table bets add constraint outcome_limit check (
    outcome in (
        'open', 'win', 'loss', 'push', 'void', 'cash_out', 'half_win', 'half_loss', 'part_win', 'unknown'
    )
);
alter table bets drop constraint stake_limit;
alter table bets add constraint stake_limit check (stake > -1e-9 and stake <= 1000000000000000.0);

create or replace function reads_as_a_bet(bet bets) returns boolean
language sql stable set search_path = public, pg_temp
as $$
    select bet.bet_id <> '' and bet.sportsbook <> ''
        and bet.odds > 1 and bet.odds <= 1e7 and bet.stake <= 1e9
        and (bet.stake > 0 or bet.stake = 0 and coalesce(bet.profit > 0, false))
        and bet.placed_at >= '2000-01-01 00:00Z' and bet.placed_at <= clock_timestamp() + interval '1 day'
        and (bet.outcome = 'open' or bet.settled_at is null or bet.settled_at >= bet.placed_at)
$$;

-- The reader has learnt to tell halves: files are read for them at the next sync.
update imports set reader = '';

update store_state set schema_version = 10;
