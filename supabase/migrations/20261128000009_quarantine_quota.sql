-- What one bettor's junk may take: twice what the servers keep (pikkit/store/quota.py), looked at once a statement.
create function check_quarantine_quota() returns trigger
language plpgsql set search_path = public, pg_temp
as $$
declare
    full_one text;
begin
    select bettor into full_one from quarantine
    where bettor in (select distinct bettor from written)
    group by bettor having count(*) > 40000 limit 1;
    if full_one is not null then
        raise check_violation using message = 'check constraint: the quarantine of ' || left(full_one, 50) || ' is full';
    end if;
    return null;
end
$$;
create trigger quota after insert on quarantine
    referencing new table as written for each statement execute function check_quarantine_quota();

update store_state set schema_version = 9;
