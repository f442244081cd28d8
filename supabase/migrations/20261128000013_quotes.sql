-- What books offer at a moment: selections once each, and every price of them. Quotes belong to nobody: only the servers
-- read and write them.

create table quote_selections (
    id          bigint not null primary key,
    event_start timestamptz not null,
    sport       text not null,
    league      text,
    home        text not null,
    away        text not null,
    market      text not null,
    period      text,
    side        text not null,
    line        double precision,
    subject     text
);
comment on table quote_selections is 'One row a selection of an event; id is the hour its event starts and a hash.';

create table quotes (
    selection   bigint not null,
    sportsbook  text not null,
    observed_at timestamptz not null,
    odds        double precision not null,
    stake_limit double precision,
    source      text,
    primary key (selection, sportsbook, observed_at, odds)
);
comment on table quotes is 'One row a price that a book offered at a moment, append-only.';

-- Of selections below an id, keep each book's first and last price.
create function thin_quotes(below bigint) returns bigint language sql set search_path = public, pg_temp as $$
    with gone as (
        delete from quotes q using (
            select selection, sportsbook, min(observed_at) as opening, max(observed_at) as closing
            from quotes where selection < below group by selection, sportsbook
        ) e
        where q.selection = e.selection and q.sportsbook = e.sportsbook
            and q.observed_at > e.opening and q.observed_at < e.closing
        returning 1
    )
    select count(*) from gone
$$;

create function forget_quotes(below bigint) returns bigint language sql set search_path = public, pg_temp as $$
    with selections as (delete from quote_selections where id < below),
    gone as (delete from quotes where selection < below returning 1)
    select count(*) from gone
$$;

alter table quote_selections enable row level security;
alter table quotes enable row level security;

update store_state set schema_version = 13;
