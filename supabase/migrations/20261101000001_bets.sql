-- Bets, what could not become one, and what was decided about both. Runs on any Postgres 15 or later.
--
-- The one schema of the store: pikkit/store/tables describes the same tables to SQLite, and a test holds the two equal.
-- Row-level security is on from the first moment; the policies follow in a file of their own.

create table bets (
    bettor        text not null,
    bet_id        text not null,
    sportsbook    text not null,
    region        text,
    bet_type      text not null,
    n_legs        integer not null,
    outcome       text not null,
    odds          double precision not null,
    closing_odds  double precision,
    source_ev     double precision,
    stake         double precision not null,
    profit        double precision,
    bonus         boolean not null,
    placed_at     timestamptz not null,
    settled_at    timestamptz,
    sport         text,
    league        text,
    market        text,
    side          text,
    line          double precision,
    subject       text,
    home          text,
    away          text,
    period        text,
    live          boolean not null,
    bet_info      text,
    tags          text,
    source        text,
    source_line   bigint,
    content_hash  bigint not null,
    first_seen_at timestamptz not null,
    updated_at    timestamptz not null,
    primary key (bettor, bet_id)
);
create index bets_by_change on bets (updated_at);
comment on table bets is 'One row a bet: pikkit.bets.schema.BETS and what tells a change.';

create table quarantine (
    bettor        text not null,
    source        text not null,
    line          bigint not null,
    rule          text not null,
    reason        text not null,
    raw           text not null,
    content_hash  bigint not null,
    first_seen_at timestamptz not null,
    status        text not null,
    decided_by    text,
    decided_at    timestamptz,
    note          text,
    primary key (bettor, source, line, content_hash)
);
create index quarantine_by_content on quarantine (bettor, source, content_hash);
comment on table quarantine is 'One row a row that could not become a bet, and what was decided about it.';

create table corrections (
    id           text not null primary key,
    bettor       text not null,
    bet_id       text not null,
    field        text not null,
    old_value    text,
    new_value    text,
    who          text not null,
    created_at   timestamptz not null,
    why          text not null,
    reverted_at  timestamptz,
    reverted_by  text,
    content_hash bigint not null
);
create index corrections_of_a_bet on corrections (bettor, bet_id);
comment on table corrections is
    'One row a correction of a bet, applied on read; never deleted, only reverted. content_hash is 0 if it changes no value.';

create table imports (
    bettor        text not null,
    file          text not null,
    sha256        text not null,
    size          bigint not null,
    modified_ns   bigint not null,
    rows          bigint not null,
    rejected      bigint not null,
    reader        text not null,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    primary key (bettor, file)
);
comment on table imports is 'One row a file that was imported to its end.';

create table store_state (
    id             integer not null primary key,
    schema_version integer not null,
    bets           bigint not null,
    hash_sum       bigint not null,
    changed_at     bigint not null
);
comment on table store_state is
    'One row: the number of bets, the sum of content hashes modulo 2^64, and the last change in microseconds since 1970.';

insert into store_state (id, schema_version, bets, hash_sum, changed_at) values (1, 2, 0, 0, 0);

-- Legs are what a bet's text says, so they are a view and can never disagree with it. The fields of a selection are
-- known in SQL for the only leg of a straight bet; those of other legs are read by pikkit.bets.bet_info.
create view legs with (security_invoker = true) as
select
    bets.bettor,
    bets.bet_id,
    leg.position,
    leg.raw,
    case when bets.n_legs = 1 then bets.market end as market,
    case when bets.n_legs = 1 then bets.side end as side,
    case when bets.n_legs = 1 then bets.line end as line,
    case when bets.n_legs = 1 then bets.subject end as subject,
    case when bets.n_legs = 1 then bets.home end as home,
    case when bets.n_legs = 1 then bets.away end as away,
    case when bets.n_legs = 1 then bets.period end as period
from bets
cross join lateral (
    select row_number() over (order by part.place) as position, btrim(part.text) as raw
    from string_to_table(bets.bet_info, '|') with ordinality as part (text, place)
    where btrim(part.text) <> ''
) as leg;

alter table bets enable row level security;
alter table quarantine enable row level security;
alter table corrections enable row level security;
alter table imports enable row level security;
alter table store_state enable row level security;
