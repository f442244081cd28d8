-- What one user's uploads may take before they are merged. Pages that nobody merged within a day make room.

create function upload_quota(out pages bigint, out bytes bigint)
language sql immutable parallel safe
return (2000::bigint, 268435456::bigint);

create function over_upload_quota(user_id uuid) returns boolean
language sql stable set search_path = public, pg_temp
return (
    select count(*) > quota.pages or coalesce(sum(pg_column_size(rows)), 0) > quota.bytes
    from upload_pages right join upload_quota() as quota on owner = user_id
    group by quota.pages, quota.bytes
);

create function check_upload_quota() returns trigger
language plpgsql set search_path = public, pg_temp
as $$
begin
    perform 1 from (select distinct owner from written where owner is not null) as users where over_upload_quota(owner);
    if not found then
        return null;
    end if;
    delete from upload_pages
    where owner in (select owner from written) and uploaded_at < now() - interval '1 day';
    perform 1 from (select distinct owner from written where owner is not null) as users where over_upload_quota(owner);
    if found then
        raise check_violation using message =
            'check constraint: the pages of your uploads are too many or too large; merge them, or wait for a day';
    end if;
    return null;
end
$$;
create trigger quota_of_new after insert on upload_pages
    referencing new table as written for each statement execute function check_upload_quota();
create trigger quota_of_changed after update on upload_pages
    referencing new table as written for each statement execute function check_upload_quota();

-- What merges answered, which is out of date after a day: nobody has a reason to write many.
create function check_merge_quota() returns trigger
language plpgsql set search_path = public, pg_temp
as $$
begin
    perform 1 from uploads where owner in (select owner from written) group by owner having count(*) > 10000;
    if not found then
        return null;
    end if;
    delete from uploads where owner in (select owner from written) and merged_at < now() - interval '1 day';
    perform 1 from uploads where owner in (select owner from written) group by owner having count(*) > 10000;
    if found then
        raise check_violation using message = 'check constraint: you merged more than 10000 uploads within a day';
    end if;
    return null;
end
$$;
create trigger quota after insert on uploads
    referencing new table as written for each statement execute function check_merge_quota();
create index upload_pages_of_an_owner on upload_pages (owner);
create index uploads_of_an_owner on uploads (owner);

update store_state set schema_version = 15;
