-- A store's version is the number of the last file it has had, and each file says its own. What lists the columns of
-- bets asks the table for them, so that a file which adds a column need not say it again.

create or replace function make_incoming() returns void
language sql volatile set search_path = public, pg_temp
as $$ create temporary table incoming_bets on commit drop as table bets with no data $$;

-- Merge incoming_bets, each bet at most once, into bets. A bet that is new is inserted; one whose content differs
-- replaces the stored one, unless it knows less about how the bet ended.
create or replace function merge_incoming(out inserted bigint, out updated bigint, out unchanged bigint)
language plpgsql set search_path = public, pg_temp set pikkit.noted = 'off'
as $$
declare
    moment timestamptz := next_moment();
    given text;
    replaced text;
begin
    select
        string_agg(quote_ident(attname), ', ' order by attnum),
        string_agg(format('%1$I = excluded.%1$I', attname), ', ' order by attnum)
            filter (where attname not in ('bettor', 'bet_id'))
    into given, replaced
    from pg_attribute
    where attrelid = 'public.bets'::regclass and attnum > 0 and not attisdropped
        and attname not in ('first_seen_at', 'updated_at');
    execute format(
        $merge$
        with written as (
            insert into bets (%1$s, first_seen_at, updated_at)
            select %2$s, $1, $1
            from incoming_bets as incoming
            left join bets on bets.bettor = incoming.bettor and bets.bet_id = incoming.bet_id
            where bets.bet_id is null
                or bets.content_hash <> incoming.content_hash
                and outcome_knowledge(incoming.outcome) >= outcome_knowledge(bets.outcome)
            order by incoming.bettor, incoming.bet_id
            on conflict (bettor, bet_id) do update set %3$s, updated_at = excluded.updated_at
            where bets.content_hash <> excluded.content_hash
                and outcome_knowledge(excluded.outcome) >= outcome_knowledge(bets.outcome)
            returning first_seen_at = updated_at as is_new
        )
        select count(*) filter (where is_new), count(*) filter (where not is_new) from written
        $merge$,
        given, 'incoming.' || replace(given, ', ', ', incoming.'), replaced
    ) into inserted, updated using moment;
    select count(*) - inserted - updated into unchanged from incoming_bets;
end
$$;

-- Which version a project is of, for whoever comes over its API.
create function schema_version() returns integer
language sql stable security definer set search_path = public, pg_temp
as $$ select schema_version from store_state where id = 1 $$;

update store_state set schema_version = 5;
