-- How much of each bet was won: what it returned as a share of stake * odds. 1 for a win, 0 for a loss, between them for
-- bets settled in part (quarter lines, dead heats, each way); null for what decides nothing. It follows from outcome,
-- odds, stake and profit, so that content_hash leaves it out and a stored bet is no other bet for having it.

alter table bets add column settled_share double precision;
alter table bets disable trigger note_updated;
update bets set settled_share = case outcome when 'win' then 1 else 0 end where outcome in ('win', 'loss');
alter table bets enable trigger note_updated;
comment on column bets.settled_share is 'Returned / (stake * odds), in [0, 1]; null unless won or lost, in whole or in part.';

create or replace function merge_incoming(out inserted bigint, out updated bigint, out unchanged bigint)
language plpgsql set search_path = public, pg_temp set pikkit.noted = 'off'
as $$
declare
    moment timestamptz := next_moment();
begin
    with written as (
        insert into bets (
            bettor, bet_id, sportsbook, region, bet_type, n_legs, outcome, odds, closing_odds, source_ev, stake,
            profit, bonus, placed_at, settled_at, sport, league, market, side, line, subject, home, away,
            period, live, bet_info, tags, source, source_line, settled_share, content_hash,
            first_seen_at, updated_at
        )
        select
            incoming.bettor, incoming.bet_id, incoming.sportsbook, incoming.region, incoming.bet_type,
            incoming.n_legs, incoming.outcome, incoming.odds, incoming.closing_odds, incoming.source_ev,
            incoming.stake, incoming.profit, incoming.bonus, incoming.placed_at, incoming.settled_at,
            incoming.sport, incoming.league, incoming.market, incoming.side, incoming.line, incoming.subject,
            incoming.home, incoming.away, incoming.period, incoming.live, incoming.bet_info, incoming.tags,
            incoming.source, incoming.source_line, incoming.settled_share, incoming.content_hash,
            moment, moment
        from incoming_bets as incoming
        left join bets on bets.bettor = incoming.bettor and bets.bet_id = incoming.bet_id
        where bets.bet_id is null
            or bets.content_hash <> incoming.content_hash
            and outcome_knowledge(incoming.outcome) >= outcome_knowledge(bets.outcome)
        order by incoming.bettor, incoming.bet_id
        on conflict (bettor, bet_id) do update set
            sportsbook = excluded.sportsbook, region = excluded.region, bet_type = excluded.bet_type, n_legs =
            excluded.n_legs, outcome = excluded.outcome, odds = excluded.odds, closing_odds =
            excluded.closing_odds, source_ev = excluded.source_ev, stake = excluded.stake, profit =
            excluded.profit, bonus = excluded.bonus, placed_at = excluded.placed_at, settled_at =
            excluded.settled_at, sport = excluded.sport, league = excluded.league, market = excluded.market,
            side = excluded.side, line = excluded.line, subject = excluded.subject, home = excluded.home, away =
            excluded.away, period = excluded.period, live = excluded.live, bet_info = excluded.bet_info, tags =
            excluded.tags, source = excluded.source, source_line = excluded.source_line, settled_share =
            excluded.settled_share, content_hash = excluded.content_hash, updated_at = excluded.updated_at
        where bets.content_hash <> excluded.content_hash
            and outcome_knowledge(excluded.outcome) >= outcome_knowledge(bets.outcome)
        returning first_seen_at = updated_at as is_new
    )
    select count(*) filter (where is_new), count(*) filter (where not is_new) into inserted, updated from written;
    select count(*) - inserted - updated into unchanged from incoming_bets;
end
$$;

update store_state set schema_version = 3 where id = 1;
