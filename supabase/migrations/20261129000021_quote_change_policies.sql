-- Which quotes changed is the servers' alone, as quotes are.
revoke all on quote_changes from anon, authenticated;
revoke all on function note_quote_changes from public, anon, authenticated;
grant all on quote_changes to service_role;

update store_state set schema_version = 21;
