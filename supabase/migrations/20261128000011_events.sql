-- Which game a bet is on: one id over books and bettors (pikkit/bets/events). It follows from all bets, and so is kept
-- beside them: a bet's content and its hash are what its source said.
create table bet_events (
    bettor     text not null,
    bet_id     text not null,
    pairing    text,
    event      text,
    confidence double precision,
    primary key (bettor, bet_id),
    constraint bettor_limit check (char_length(bettor) <= 200),
    constraint bet_id_limit check (char_length(bet_id) <= 200),
    constraint pairing_limit check (char_length(pairing) <= 60000),
    constraint event_limit check (char_length(event) <= 60000),
    constraint confidence_limit check (confidence >= 0 and confidence <= 1)
);
create index bet_events_of_a_pairing on bet_events (pairing);
comment on table bet_events is 'One row a bet that names one game: the game it is on, one id over books and bettors.';
alter table bet_events enable row level security;

update store_state set schema_version = 11;
