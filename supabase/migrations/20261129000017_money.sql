-- A bettor's own settings, the money that moved in and out of his books, what he is alerted of, and what became of his
-- captures. What is taken back stays, with the moment it was: a bankroll of last month can be explained.
create table preferences (
    bettor            text not null primary key,
    changed_at        timestamptz not null,
    odds_format       text,
    time_zone         text,
    currency          text,
    number_language   text,
    unit_size         double precision,
    starting_bankroll double precision,
    bankroll_from     text,
    constraint bettor_limit check (char_length(bettor) <= 200),
    constraint changed_at_limit check (changed_at >= '1900-01-01 00:00Z' and changed_at < '2200-01-01 00:00Z'),
    constraint odds_format_limit check (odds_format in ('decimal', 'american', 'fractional')),
    constraint time_zone_limit check (char_length(time_zone) <= 200),
    constraint currency_limit check (char_length(currency) <= 200),
    constraint number_language_limit check (char_length(number_language) <= 200),
    constraint unit_size_limit check (unit_size > 0.0 and unit_size <= 1e+15),
    constraint starting_bankroll_limit check (starting_bankroll > -1e-09 and starting_bankroll <= 1e+15),
    constraint bankroll_from_limit check (char_length(bankroll_from) <= 200)
);
comment on table preferences is 'How figures are written for a bettor, and where his bankroll begins; bettor * is the home.';
alter table preferences enable row level security;

create table cash_flows (
    bettor        text not null,
    id            text not null,
    noted_at      timestamptz not null,
    day           text not null,
    sportsbook    text not null,
    kind          text not null,
    amount        double precision not null,
    note          text,
    taken_back_at timestamptz,
    primary key (bettor, id),
    constraint bettor_limit check (char_length(bettor) <= 200),
    constraint id_limit check (char_length(id) <= 200),
    constraint noted_at_limit check (noted_at >= '1900-01-01 00:00Z' and noted_at < '2200-01-01 00:00Z'),
    constraint day_limit check (char_length(day) <= 200),
    constraint sportsbook_limit check (char_length(sportsbook) <= 200),
    constraint kind_limit check (kind in ('deposit', 'withdrawal')),
    constraint amount_limit check (amount > 0.0 and amount <= 1e+15),
    constraint note_limit check (char_length(note) <= 5000),
    constraint taken_back_at_limit check (taken_back_at >= '1900-01-01 00:00Z' and taken_back_at < '2200-01-01 00:00Z')
);
comment on table cash_flows is 'One row a deposit at a book or a withdrawal from it.';
alter table cash_flows enable row level security;

create table alerts (
    bettor        text not null,
    id            text not null,
    made_at       timestamptz not null,
    changed_at    timestamptz not null,
    topic         text not null,
    channel       text not null,
    address       text not null,
    least         double precision,
    is_on         boolean not null,
    taken_back_at timestamptz,
    primary key (bettor, id),
    constraint bettor_limit check (char_length(bettor) <= 200),
    constraint id_limit check (char_length(id) <= 200),
    constraint made_at_limit check (made_at >= '1900-01-01 00:00Z' and made_at < '2200-01-01 00:00Z'),
    constraint changed_at_limit check (changed_at >= '1900-01-01 00:00Z' and changed_at < '2200-01-01 00:00Z'),
    constraint topic_limit check (topic in ('ev', 'drift', 'rollout')),
    constraint channel_limit check (channel in ('email', 'telegram', 'webhook')),
    constraint address_limit check (char_length(address) <= 5000),
    constraint least_limit check (least > -1.0 and least <= 1e+15),
    constraint taken_back_at_limit check (taken_back_at >= '1900-01-01 00:00Z' and taken_back_at < '2200-01-01 00:00Z')
);
comment on table alerts is 'One row an alert somebody switched on: of what, by which channel, to whom.';
alter table alerts enable row level security;

alter table opportunities add column stake double precision;
alter table opportunities add column bet_confidence double precision;
alter table opportunities add constraint stake_limit check (stake > 0.0 and stake <= 1e+15);
alter table opportunities add constraint bet_confidence_limit check (bet_confidence >= 0 and bet_confidence <= 1);
comment on column opportunities.stake is 'What was staked on it, in the bettor''s currency.';
comment on column opportunities.bet_confidence is 'That bet_id is the bet it became, where matching found it; null where a person said so.';

update store_state set schema_version = 17;
