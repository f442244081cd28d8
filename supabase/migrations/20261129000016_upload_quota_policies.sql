-- The quota is looked at with the rights of whoever uploads; nobody else has anything to ask of it.
revoke all on function upload_quota, over_upload_quota, check_upload_quota, check_merge_quota
    from public, anon, authenticated;
grant execute on function upload_quota, over_upload_quota to authenticated, service_role;

update store_state set schema_version = 16;
