-- Who may ask for the version: whoever may ask for anything.
revoke all on function schema_version from public, anon;
grant execute on function schema_version to authenticated, service_role;

update store_state set schema_version = 6;
