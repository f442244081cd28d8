-- No value that a read could stumble over: pikkit/bets/limits.py and pikkit/store/checks.py say the same for the reader
-- and for SQLite, and a test tries every limit on every store. NaN and infinity are beyond any bound of a number.
--
-- Bets that are beyond a limit already go to the quarantine, where their owner finds them with a sentence; other such
-- rows are deleted (`pikkit store upgrade` makes a backup first and tells how many).

do $$
declare
    told record;
    rule record;
    beyond text;
    gone bigint;
begin
    create temporary table limit_rules (of text, col text, rule text) on commit drop;
    insert into limit_rules values
        ('quarantine', 'bettor', $c$char_length(bettor) <= 200$c$),
        ('quarantine', 'source', $c$char_length(source) <= 500$c$),
        ('quarantine', 'line', $c$line >= 0 and line <= 9007199254740992$c$),
        ('quarantine', 'rule', $c$char_length(rule) <= 200$c$),
        ('quarantine', 'reason', $c$char_length(reason) <= 5000$c$),
        ('quarantine', 'raw', $c$char_length(raw) <= 100000$c$),
        ('quarantine', 'first_seen_at', $c$first_seen_at >= '1900-01-01 00:00Z' and first_seen_at < '2200-01-01 00:00Z'$c$),
        ('quarantine', 'status', $c$status in ('open', 'accepted', 'corrected', 'rejected')$c$),
        ('quarantine', 'decided_by', $c$char_length(decided_by) <= 200$c$),
        ('quarantine', 'decided_at', $c$decided_at >= '1900-01-01 00:00Z' and decided_at < '2200-01-01 00:00Z'$c$),
        ('quarantine', 'note', $c$char_length(note) <= 5000$c$),
        ('bets', 'bettor', $c$char_length(bettor) <= 200$c$),
        ('bets', 'bet_id', $c$char_length(bet_id) <= 200$c$),
        ('bets', 'sportsbook', $c$char_length(sportsbook) <= 200$c$),
        ('bets', 'region', $c$char_length(region) <= 200$c$),
        ('bets', 'bet_type', $c$bet_type in ('straight', 'parlay', 'round_robin')$c$),
        ('bets', 'n_legs', $c$n_legs > 0.0 and n_legs <= 20000.0$c$),
        ('bets', 'outcome', $c$outcome in ('open', 'win', 'loss', 'push', 'void', 'cash_out', 'unknown')$c$),
        ('bets', 'odds', $c$odds > 1.0 and odds <= 1000000000000.0$c$),
        ('bets', 'closing_odds', $c$closing_odds > 1.0 and closing_odds <= 1000000000000.0$c$),
        ('bets', 'source_ev', $c$source_ev > -1000000000000.0 and source_ev <= 1000000000000.0$c$),
        ('bets', 'stake', $c$stake > 0.0 and stake <= 1000000000000000.0$c$),
        ('bets', 'profit', $c$profit > -1000000000000000.0 and profit <= 1e+18$c$),
        ('bets', 'placed_at', $c$placed_at >= '1900-01-01 00:00Z' and placed_at < '2200-01-01 00:00Z'$c$),
        ('bets', 'settled_at', $c$settled_at >= '1900-01-01 00:00Z' and settled_at < '2200-01-01 00:00Z'$c$),
        ('bets', 'sport', $c$char_length(sport) <= 2000$c$),
        ('bets', 'league', $c$char_length(league) <= 2000$c$),
        ('bets', 'market', $c$char_length(market) <= 20000$c$),
        ('bets', 'side', $c$char_length(side) <= 20000$c$),
        ('bets', 'line', $c$line > -1000000000.0 and line <= 1000000000.0$c$),
        ('bets', 'subject', $c$char_length(subject) <= 20000$c$),
        ('bets', 'home', $c$char_length(home) <= 20000$c$),
        ('bets', 'away', $c$char_length(away) <= 20000$c$),
        ('bets', 'period', $c$char_length(period) <= 20000$c$),
        ('bets', 'bet_info', $c$char_length(bet_info) <= 20000$c$),
        ('bets', 'tags', $c$char_length(tags) <= 2000$c$),
        ('bets', 'source', $c$char_length(source) <= 500$c$),
        ('bets', 'source_line', $c$source_line > -1.0 and source_line <= 9.223372036854775807e18$c$),
        ('bets', 'first_seen_at', $c$first_seen_at >= '1900-01-01 00:00Z' and first_seen_at < '2200-01-01 00:00Z'$c$),
        ('bets', 'updated_at', $c$updated_at >= '1900-01-01 00:00Z' and updated_at < '2200-01-01 00:00Z'$c$),
        ('corrections', 'id', $c$char_length(id) <= 200$c$),
        ('corrections', 'bettor', $c$char_length(bettor) <= 200$c$),
        ('corrections', 'bet_id', $c$char_length(bet_id) <= 200$c$),
        ('corrections', 'field', $c$char_length(field) <= 200$c$),
        ('corrections', 'old_value', $c$char_length(old_value) <= 20000$c$),
        ('corrections', 'new_value', $c$char_length(new_value) <= 20000$c$),
        ('corrections', 'who', $c$char_length(who) <= 200$c$),
        ('corrections', 'created_at', $c$created_at >= '1900-01-01 00:00Z' and created_at < '2200-01-01 00:00Z'$c$),
        ('corrections', 'why', $c$char_length(why) <= 5000$c$),
        ('corrections', 'reverted_at', $c$reverted_at >= '1900-01-01 00:00Z' and reverted_at < '2200-01-01 00:00Z'$c$),
        ('corrections', 'reverted_by', $c$char_length(reverted_by) <= 200$c$),
        ('imports', 'bettor', $c$char_length(bettor) <= 200$c$),
        ('imports', 'file', $c$char_length(file) <= 4096$c$),
        ('imports', 'sha256', $c$char_length(sha256) <= 200$c$),
        ('imports', 'size', $c$size >= 0 and size <= 9007199254740992$c$),
        ('imports', 'rows', $c$rows >= 0 and rows <= 9007199254740992$c$),
        ('imports', 'rejected', $c$rejected >= 0 and rejected <= 9007199254740992$c$),
        ('imports', 'reader', $c$char_length(reader) <= 200$c$),
        ('imports', 'first_seen_at', $c$first_seen_at >= '1900-01-01 00:00Z' and first_seen_at < '2200-01-01 00:00Z'$c$),
        ('imports', 'last_seen_at', $c$last_seen_at >= '1900-01-01 00:00Z' and last_seen_at < '2200-01-01 00:00Z'$c$),
        ('opportunities', 'bettor', $c$char_length(bettor) <= 200$c$),
        ('opportunities', 'client_key', $c$char_length(client_key) <= 200$c$),
        ('opportunities', 'captured_at', $c$captured_at >= '1900-01-01 00:00Z' and captured_at < '2200-01-01 00:00Z'$c$),
        ('opportunities', 'updated_at', $c$updated_at >= '1900-01-01 00:00Z' and updated_at < '2200-01-01 00:00Z'$c$),
        ('opportunities', 'status', $c$char_length(status) <= 200$c$),
        ('opportunities', 'sportsbook', $c$char_length(sportsbook) <= 200$c$),
        ('opportunities', 'sport', $c$char_length(sport) <= 20000$c$),
        ('opportunities', 'league', $c$char_length(league) <= 20000$c$),
        ('opportunities', 'market', $c$char_length(market) <= 20000$c$),
        ('opportunities', 'side', $c$char_length(side) <= 20000$c$),
        ('opportunities', 'line', $c$line > -1e+300 and line <= 1e+300$c$),
        ('opportunities', 'subject', $c$char_length(subject) <= 20000$c$),
        ('opportunities', 'home', $c$char_length(home) <= 20000$c$),
        ('opportunities', 'away', $c$char_length(away) <= 20000$c$),
        ('opportunities', 'period', $c$char_length(period) <= 20000$c$),
        ('opportunities', 'odds', $c$odds > 1.0 and odds <= 1e+300$c$),
        ('opportunities', 'p_win', $c$p_win >= 0 and p_win <= 1$c$),
        ('opportunities', 'p_market', $c$p_market >= 0 and p_market <= 1$c$),
        ('opportunities', 'ev', $c$ev > -1e+300 and ev <= 1e+300$c$),
        ('opportunities', 'kelly', $c$kelly > -1e+300 and kelly <= 1e+300$c$),
        ('opportunities', 'verdict', $c$char_length(verdict) <= 200$c$),
        ('opportunities', 'model_version', $c$char_length(model_version) <= 200$c$),
        ('opportunities', 'bet_id', $c$char_length(bet_id) <= 200$c$),
        ('opportunities', 'raw', $c$char_length(raw) <= 100000$c$),
        ('predictions', 'bettor', $c$char_length(bettor) <= 200$c$),
        ('predictions', 'id', $c$char_length(id) <= 200$c$),
        ('predictions', 'made_at', $c$made_at >= '1900-01-01 00:00Z' and made_at < '2200-01-01 00:00Z'$c$),
        ('predictions', 'model_name', $c$char_length(model_name) <= 200$c$),
        ('predictions', 'model_version', $c$char_length(model_version) <= 200$c$),
        ('predictions', 'odds', $c$odds > 1.0 and odds <= 1e+300$c$),
        ('predictions', 'p_win', $c$p_win >= 0 and p_win <= 1$c$),
        ('predictions', 'p_market', $c$p_market >= 0 and p_market <= 1$c$),
        ('predictions', 'client_key', $c$char_length(client_key) <= 200$c$),
        ('predictions', 'bet_id', $c$char_length(bet_id) <= 200$c$),
        ('predictions', 'features', $c$char_length(features) <= 100000$c$);
    update quarantine set raw = json_build_object('row', left(raw, 20000)) where char_length(raw) > 100000;
    update quarantine set reason = left(reason, 5000), note = left(note, 5000)
        where char_length(reason) > 5000 or char_length(note) > 5000;
    for told in select of, string_agg(format('not coalesce(%s, true)', limit_rules.rule), ' or ') as beyond
        from limit_rules group by of
    loop
        if told.of = 'bets' then
            execute $q$
                insert into quarantine (bettor, source, line, rule, reason, raw, content_hash, first_seen_at, status)
                select
                    left(bettor, 200), left(coalesce(source, ''), 500), greatest(coalesce(source_line, 0), 0),
                    'value.limit', 'A value is longer, larger or other than any bet''s.', raw, hashtextextended(raw, 0),
                    now(), 'open'
                from (
                    select bettor, source, source_line, json_build_object(
                        'bet_id', left(bet_id, 200), 'sportsbook', left(sportsbook, 200), 'type', left(bet_type, 200),
                        'status', left(outcome, 200), 'odds', odds::text, 'amount', stake::text,
                        'profit', coalesce(profit::text, ''), 'time_placed_iso', placed_at::text,
                        'time_settled_iso', coalesce(settled_at::text, ''), 'bet_info', left(coalesce(bet_info, ''), 20000)
                    )::text as raw
                    from bets where $q$ || told.beyond || $q$
                ) as poisoned
                on conflict do nothing $q$;
        end if;
        execute format('delete from %I where %s', told.of, told.beyond);
        get diagnostics gone = row_count;
        if to_regclass('pg_temp.left_out') is not null then
            insert into left_out values (told.of, gone);
        end if;
        for rule in select * from limit_rules where of = told.of loop
            execute format('alter table %I add constraint %I check (%s)', rule.of, rule.col || '_limit', rule.rule);
        end loop;
    end loop;
end
$$;

alter table upload_pages add constraint rows_limit check (octet_length(rows::text) <= 67108864);

-- Whether a row would have come in by an import: the reader's rules on a single row (pikkit/bets/export/rules.py).
create function reads_as_a_bet(bet bets) returns boolean
language sql stable set search_path = public, pg_temp
as $$
    select bet.bet_id <> '' and bet.sportsbook <> ''
        and bet.odds > 1 and bet.odds <= 1e7 and bet.stake > 0 and bet.stake <= 1e9
        and bet.placed_at >= '2000-01-01 00:00Z' and bet.placed_at <= clock_timestamp() + interval '1 day'
        and (bet.outcome = 'open' or bet.settled_at is null or bet.settled_at >= bet.placed_at)
$$;

update store_state set schema_version = 7;
