-- Which quotes are no longer those that were read before. Of each stretch of 16 hours of events' starts (what stands above the
-- lowest 46 bits of a selection's id) a number drawn anew whenever a quote of it is added or removed: what was made of the
-- quotes of some stretches is true as long as their numbers are the same.

create table quote_changes (
    stretch bigint not null primary key,
    token   bigint not null
);
comment on table quote_changes is 'One row 16 hours of events; token is drawn anew whenever their quotes change.';

create function note_quote_changes() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    insert into quote_changes
        select selection >> 46, floor(random() * 9007199254740992)::bigint from touched group by 1 order by 1
        on conflict (stretch) do update set token = excluded.token;
    return null;
end
$$;
create trigger quotes_added after insert on quotes
    referencing new table as touched for each statement execute function note_quote_changes();
create trigger quotes_changed after update on quotes
    referencing new table as touched for each statement execute function note_quote_changes();
create trigger quotes_removed after delete on quotes
    referencing old table as touched for each statement execute function note_quote_changes();

insert into quote_changes select id >> 46, floor(random() * 9007199254740992)::bigint from quote_selections group by 1;

alter table quote_changes enable row level security;

update store_state set schema_version = 20;
