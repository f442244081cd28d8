-- Quotes are the servers' alone.
revoke all on quote_selections, quotes from anon, authenticated;
revoke all on function thin_quotes, forget_quotes from public, anon, authenticated;
grant all on quote_selections, quotes to service_role;
grant execute on function thin_quotes, forget_quotes to service_role;

update store_state set schema_version = 14;
