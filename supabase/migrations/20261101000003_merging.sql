-- How bets get in: one rule, for bulk loads over a connection and for pages over PostgREST alike.

-- How much an outcome says about how its bet ended.
create function outcome_knowledge(outcome text) returns integer
language sql immutable parallel safe
return case outcome when 'open' then 0 when 'unknown' then 1 else 2 end;

-- An integer of any size as the signed 64-bit number it wraps to.
create function wrapped(total numeric) returns bigint
language sql immutable parallel safe
return (mod(mod(total + 9223372036854775808, 18446744073709551616) + 18446744073709551616, 18446744073709551616)
        - 9223372036854775808)::bigint;

-- A moment for what this transaction writes: now, but later than any other transaction's. Its row stays locked until
-- the transaction ends, so that one writer goes after another and a watermark misses nothing.
create function next_moment() returns timestamptz
language sql volatile security definer set search_path = public, pg_temp
as $$
    select greatest(clock_timestamp(), timestamptz 'epoch' + (changed_at + 1) * interval '1 microsecond')
    from store_state where id = 1 for update
$$;

-- Keep store_state in step with whatever writes bets. A session that does so itself says so in pikkit.noted.
create function note_bets() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    more bigint := 0;
    total numeric := 0;
    last timestamptz;
begin
    if current_setting('pikkit.noted', true) = 'on' then
        return null;
    end if;
    if tg_op in ('INSERT', 'UPDATE') then
        select more + count(*), total + coalesce(sum(content_hash), 0), max(updated_at)
        into more, total, last from written;
    end if;
    if tg_op in ('DELETE', 'UPDATE') then
        select more - count(*), total - coalesce(sum(content_hash), 0) into more, total from replaced;
    end if;
    update store_state set
        bets = bets + more,
        hash_sum = wrapped(hash_sum + total),
        changed_at = greatest(changed_at, (extract(epoch from coalesce(last, next_moment())) * 1000000)::bigint)
    where id = 1 and (last is not null or more <> 0);
    return null;
end
$$;

create trigger note_inserted after insert on bets
    referencing new table as written for each statement execute function note_bets();
create trigger note_updated after update on bets
    referencing new table as written old table as replaced for each statement execute function note_bets();
create trigger note_deleted after delete on bets
    referencing old table as replaced for each statement execute function note_bets();

-- The same for corrections, of which only those in force count.
create function note_corrections() returns trigger
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    total numeric := 0;
    last timestamptz;
begin
    if current_setting('pikkit.noted', true) = 'on' then
        return null;
    end if;
    if tg_op in ('INSERT', 'UPDATE') then
        select coalesce(sum(content_hash) filter (where reverted_at is null), 0), max(greatest(created_at, reverted_at))
        into total, last from written;
    end if;
    if tg_op in ('DELETE', 'UPDATE') then
        select total - coalesce(sum(content_hash) filter (where reverted_at is null), 0) into total from replaced;
    end if;
    update store_state set
        hash_sum = wrapped(hash_sum + total),
        changed_at = greatest(changed_at, (extract(epoch from coalesce(last, next_moment())) * 1000000)::bigint)
    where id = 1 and (last is not null or total <> 0);
    return null;
end
$$;

create trigger note_inserted after insert on corrections
    referencing new table as written for each statement execute function note_corrections();
create trigger note_updated after update on corrections
    referencing new table as written old table as replaced for each statement execute function note_corrections();
create trigger note_deleted after delete on corrections
    referencing old table as replaced for each statement execute function note_corrections();

-- Where a transaction collects bets to merge: the columns of bets, without the constraints.
create function make_incoming() returns void
language sql volatile set search_path = public, pg_temp
as $$ create temporary table incoming_bets on commit drop as table bets with no data $$;

-- Merge incoming_bets, each bet at most once, into bets. A bet that is new is inserted; one whose content differs
-- replaces the stored one, unless it knows less about how the bet ended.
create function merge_incoming(out inserted bigint, out updated bigint, out unchanged bigint)
language plpgsql set search_path = public, pg_temp set pikkit.noted = 'off'
as $$
declare
    moment timestamptz := next_moment();
begin
    with written as (
        insert into bets (
            bettor, bet_id, sportsbook, region, bet_type, n_legs, outcome, odds, closing_odds, source_ev, stake,
            profit, bonus, placed_at, settled_at, sport, league, market, side, line, subject, home, away,
            period, live, bet_info, tags, source, source_line, content_hash,
            first_seen_at, updated_at
        )
        select
            incoming.bettor, incoming.bet_id, incoming.sportsbook, incoming.region, incoming.bet_type,
            incoming.n_legs, incoming.outcome, incoming.odds, incoming.closing_odds, incoming.source_ev,
            incoming.stake, incoming.profit, incoming.bonus, incoming.placed_at, incoming.settled_at,
            incoming.sport, incoming.league, incoming.market, incoming.side, incoming.line, incoming.subject,
            incoming.home, incoming.away, incoming.period, incoming.live, incoming.bet_info, incoming.tags,
            incoming.source, incoming.source_line, incoming.content_hash,
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
            excluded.tags, source = excluded.source, source_line = excluded.source_line, content_hash =
            excluded.content_hash, updated_at = excluded.updated_at
        where bets.content_hash <> excluded.content_hash
            and outcome_knowledge(excluded.outcome) >= outcome_knowledge(bets.outcome)
        returning first_seen_at = updated_at as is_new
    )
    select count(*) filter (where is_new), count(*) filter (where not is_new) into inserted, updated from written;
    select count(*) - inserted - updated into unchanged from incoming_bets;
end
$$;

-- Bets too many for one request arrive in pages and are merged together. Sending a page or asking for the merge again
-- changes nothing: a batch is merged once and remembers what it did.
create table upload_pages (
    batch       uuid not null,
    page        integer not null,
    owner       uuid,
    rows        jsonb not null,
    uploaded_at timestamptz not null default now(),
    primary key (batch, page)
);
create table uploads (
    batch     uuid not null primary key,
    owner     uuid,
    inserted  bigint not null,
    updated   bigint not null,
    unchanged bigint not null,
    merged_at timestamptz not null default now()
);
alter table upload_pages enable row level security;
alter table uploads enable row level security;

-- Merge an upload and store what a review decided with it, all or none. decided may have: take_back, bets to delete if
-- they still have the content given; corrections, new ones; revert, ids of corrections; who; decisions, about
-- quarantined rows. Moments are the transaction's own.
create function merge_upload(
    upload uuid, decided jsonb default '{}', out inserted bigint, out updated bigint, out unchanged bigint
)
language plpgsql set search_path = public, pg_temp set pikkit.noted = 'off'
as $$
declare
    moment timestamptz := next_moment();
begin
    select done.inserted, done.updated, done.unchanged into inserted, updated, unchanged
    from uploads as done where batch = upload;
    if found then
        return;
    end if;
    delete from bets using jsonb_populate_recordset(null::bets, decided -> 'take_back') as gone
    where (bets.bettor, bets.bet_id, bets.content_hash) = (gone.bettor, gone.bet_id, gone.content_hash);
    perform make_incoming();
    insert into incoming_bets
    select bet.* from upload_pages as sent, jsonb_populate_recordset(null::bets, sent.rows) as bet
    where sent.batch = upload;
    analyze incoming_bets;
    select merged.inserted, merged.updated, merged.unchanged into inserted, updated, unchanged
    from merge_incoming() as merged;
    if decided <> '{}' then
        perform store_decisions(decided);
    end if;
    insert into uploads (batch, inserted, updated, unchanged) values (upload, inserted, updated, unchanged);
    delete from upload_pages where batch = upload or uploaded_at < now() - interval '1 day';
    delete from uploads where merged_at < now() - interval '1 day';
end
$$;

create function store_decisions(decided jsonb) returns void
language plpgsql set search_path = public, pg_temp
as $$
declare
    moment timestamptz := next_moment();
begin
    insert into corrections (id, bettor, bet_id, field, old_value, new_value, who, created_at, why, content_hash)
    select id, bettor, bet_id, field, old_value, new_value, who, moment, why, content_hash
    from jsonb_populate_recordset(null::corrections, decided -> 'corrections');
    update corrections set reverted_at = moment, reverted_by = decided ->> 'who'
    where reverted_at is null and id in (select jsonb_array_elements_text(decided -> 'revert'));
    update quarantine set
        status = told.status,
        decided_by = told.decided_by,
        decided_at = case when told.status <> 'open' then moment end,
        note = told.note
    from jsonb_populate_recordset(null::quarantine, decided -> 'decisions') as told
    where (quarantine.bettor, quarantine.source, quarantine.content_hash) = (told.bettor, told.source, told.content_hash);
end
$$;

-- How many bets the caller may see, the sum of their hashes and of their corrections', and the last change to them in
-- microseconds since 1970. For a server that is store_state.
create function visible_state(out bets bigint, out hash_sum bigint, out changed_at bigint)
language plpgsql stable set search_path = public, pg_temp
as $$
begin
    if has_table_privilege('store_state', 'select') then
        select state.bets, state.hash_sum, state.changed_at into bets, hash_sum, changed_at
        from store_state as state where id = 1;
        return;
    end if;
    select count(*), wrapped(coalesce(sum(content_hash), 0)), (extract(epoch from max(updated_at)) * 1000000)::bigint
    into bets, hash_sum, changed_at from bets as visible;
    select
        wrapped(hash_sum + coalesce(sum(content_hash) filter (where reverted_at is null), 0)),
        greatest(changed_at, (extract(epoch from max(greatest(created_at, reverted_at))) * 1000000)::bigint, 0)
    into hash_sum, changed_at from corrections;
end
$$;

create function visible_counts(out bets bigint, out settled bigint, out bettors bigint, out rejects bigint)
language sql stable set search_path = public, pg_temp
as $$
    select count(*), count(*) filter (where outcome <> 'open'), count(distinct bettor), (select count(*) from quarantine)
    from bets
$$;

-- Every bettor with a bet, one look into the key's index each.
create function visible_bettors() returns setof text
language sql stable set search_path = public, pg_temp
as $$
    with recursive known (bettor) as (
        select min(bettor) from bets
        union all
        select (select min(bets.bettor) from bets where bets.bettor > known.bettor) from known where known.bettor is not null
    )
    select bettor from known where bettor is not null
$$;
