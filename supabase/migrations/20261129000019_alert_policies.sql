-- Servers call what an alert names: who wrote one past the API could have them call any address of their network, as often
-- as he liked. A user sees and deletes his own; they are made and changed through the API, which knows what he may.
revoke insert, update on alerts from authenticated;

update store_state set schema_version = 19;
