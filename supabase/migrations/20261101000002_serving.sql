-- What serving leaves behind: prices seen, scores given, versions deployed, drift found.

create table opportunities (
    bettor        text not null,
    client_key    text not null,
    captured_at   timestamptz not null,
    updated_at    timestamptz not null,
    status        text not null,
    sportsbook    text not null,
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
    odds          double precision not null,
    p_win         double precision,
    p_market      double precision,
    ev            double precision,
    kelly         double precision,
    verdict       text,
    model_version text,
    bet_id        text,
    raw           text,
    primary key (bettor, client_key)
);
create index opportunities_by_time on opportunities (bettor, captured_at);
comment on table opportunities is
    'One row a captured price. client_key makes a capture idempotent; bet_id is the bet it became; raw what the page said.';

create table predictions (
    bettor        text not null,
    id            text not null,
    made_at       timestamptz not null,
    model_name    text not null,
    model_version text not null,
    odds          double precision not null,
    p_win         double precision not null,
    p_market      double precision not null,
    client_key    text,
    bet_id        text,
    features      text,
    primary key (bettor, id)
);
create index predictions_by_time on predictions (made_at);
comment on table predictions is
    'One row a score that was given, for judging a version later; features are a JSON object of what the model saw.';

create table deployments (
    id            text not null primary key,
    decided_at    timestamptz not null,
    who           text not null,
    model_name    text not null,
    from_version  text,
    to_version    text,
    strategy      text not null,
    weights       text not null,
    decision      text not null,
    reasons       text not null,
    evidence_hash text
);
create index deployments_by_time on deployments (model_name, decided_at);
comment on table deployments is
    'The ledger of rollouts, append-only. weights is a JSON object version -> percent, reasons a JSON array of sentences.';

create table drift_reports (
    id            text not null primary key,
    made_at       timestamptz not null,
    model_name    text not null,
    model_version text not null,
    window_start  timestamptz not null,
    window_end    timestamptz not null,
    rows          bigint not null,
    drifted       boolean not null,
    report        text not null
);
create index drift_reports_by_time on drift_reports (model_name, made_at);
comment on table drift_reports is 'One row a comparison of a window with the training reference; report is JSON.';

alter table opportunities enable row level security;
alter table predictions enable row level security;
alter table deployments enable row level security;
alter table drift_reports enable row level security;
