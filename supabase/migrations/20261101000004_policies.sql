-- Who may do what over the API of a Supabase project: its roles are anon, authenticated and service_role.
--
-- anon may do nothing. A signed-in user may do everything to the rows of his own bettors, and of the others can't so
-- much as learn that they exist. service_role, the key of Pikkit's own servers, bypasses row-level security, but may not
-- rewrite the ledger of deployments. What belongs to nobody (deployments, drift reports, the store's state) is the
-- servers' alone.

create table bettors (
    bettor  text not null primary key,
    user_id uuid not null
);
create index bettors_of_a_user on bettors (user_id);
comment on table bettors is 'Whose bets are whose: a bettor belongs to one user (auth.users.id), a user may have several.';
alter table bettors enable row level security;

revoke all on
    bets, quarantine, corrections, imports, store_state, legs, opportunities, predictions, deployments, drift_reports,
    upload_pages, uploads, bettors
    from anon, authenticated;
revoke all on function
    outcome_knowledge, wrapped, next_moment, note_bets, note_corrections, make_incoming, merge_incoming, merge_upload,
    store_decisions, visible_state, visible_counts, visible_bettors
    from public, anon, authenticated;
grant usage on schema public to authenticated, service_role;
grant select, insert, update, delete on
    bets, quarantine, corrections, imports, opportunities, predictions, upload_pages, uploads
    to authenticated;
grant select on bettors, legs to authenticated;
grant all on
    bets, quarantine, corrections, imports, store_state, legs, opportunities, predictions, deployments, drift_reports,
    upload_pages, uploads, bettors
    to service_role;
revoke update, delete, truncate on deployments from service_role;
grant execute on function
    outcome_knowledge, wrapped, next_moment, make_incoming, merge_incoming, merge_upload, store_decisions,
    visible_state, visible_counts, visible_bettors
    to authenticated, service_role;

-- The bettors of whoever asks; the subquery is run once a statement, not once a row.
create function my_bettors() returns setof text
language sql stable security definer set search_path = public, pg_temp
as $$ select bettor from bettors where user_id = auth.uid() $$;
revoke all on function my_bettors from public, anon;
grant execute on function my_bettors to authenticated, service_role;

create policy own_bettors on bettors for select to authenticated using (user_id = (select auth.uid()));

-- A moment in the future would stop the watermark for everybody.
create policy own_bets on bets to authenticated
    using (bettor in (select my_bettors()))
    with check (bettor in (select my_bettors()) and updated_at < clock_timestamp() + interval '1 minute');
create policy own_quarantine on quarantine to authenticated
    using (bettor in (select my_bettors())) with check (bettor in (select my_bettors()));
create policy own_corrections on corrections to authenticated
    using (bettor in (select my_bettors()))
    with check (
        bettor in (select my_bettors())
        and greatest(created_at, reverted_at) < clock_timestamp() + interval '1 minute'
    );
create policy own_imports on imports to authenticated
    using (bettor in (select my_bettors())) with check (bettor in (select my_bettors()));
create policy own_opportunities on opportunities to authenticated
    using (bettor in (select my_bettors())) with check (bettor in (select my_bettors()));
create policy own_predictions on predictions to authenticated
    using (bettor in (select my_bettors())) with check (bettor in (select my_bettors()));

alter table upload_pages alter column owner set default auth.uid();
alter table uploads alter column owner set default auth.uid();
create policy own_pages on upload_pages to authenticated
    using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
create policy own_uploads on uploads to authenticated
    using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
